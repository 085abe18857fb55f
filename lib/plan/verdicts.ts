/** The order of verdicts. */
import type { Verdict } from "./rule";

/** From the most to the least serious. */
export const VERDICTS: readonly Verdict[] = ["danger", "cannot-tell", "look", "safe"];

/** `0` for the most serious verdict. */
export const rankOf = (verdict: Verdict): number => VERDICTS.indexOf(verdict);

/** The most serious verdict. `safe` if there is none. */
export const worstOf = (verdicts: readonly Verdict[]): Verdict =>
  verdicts.reduce((worst, verdict) => (rankOf(verdict) < rankOf(worst) ? verdict : worst), "safe");

/** Whether `verdict` is at least as serious as `threshold`. */
export const reaches = (verdict: Verdict, threshold: Verdict): boolean =>
  rankOf(verdict) <= rankOf(threshold);

/** Settings of property tests: every run has the same cases, so a failure is caused by a change. `FC_SEED=random` uses other cases. */
const { FC_SEED } = process.env;

/** Settings to run a property this many times. */
export function runs(numRuns: number): { readonly numRuns: number; readonly seed?: number } {
  return FC_SEED === "random" ? { numRuns } : { numRuns, seed: Number(FC_SEED ?? 1) };
}

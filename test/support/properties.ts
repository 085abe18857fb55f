/** Property tests: the same cases in every run, so that a failure is a change; others with `FC_SEED=random`. */
const { FC_SEED } = process.env;

/** How to run a property this many times. */
export function runs(numRuns: number): { readonly numRuns: number; readonly seed?: number } {
  return FC_SEED === "random" ? { numRuns } : { numRuns, seed: Number(FC_SEED ?? 1) };
}

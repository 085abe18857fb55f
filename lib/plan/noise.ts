/** What a plan shows as a change although nothing changes for a reader. */
import type { Noise } from "./review";
import type { PlanContext } from "./rule";
import { describe } from "./words/describe";

/** The noise of a plan, by resource. */
export function noiseOf(context: PlanContext): Noise {
  const noisy = context.plan.resources
    .filter(({ action }) => action === "update" || action === "replace")
    .map((change) => ({ change, noise: describe(change, context).noise }))
    .filter(({ noise }) => noise.length > 0);
  return {
    recomputed: noisy.reduce((sum, { noise }) => sum + noise.length, 0),
    lines: noisy.map(
      ({ change: { construct, address }, noise }) => `${construct ?? address}: ${noise.join(", ")}`,
    ),
  };
}

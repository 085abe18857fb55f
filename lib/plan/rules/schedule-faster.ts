import type { ResourceChange } from "../plan";
import type { PlanContext, Rule } from "../rule";
import { ownerInWords } from "../polytomic/connection-ids";
import { mayBeSet } from "../unknown-changes";
import { isValues, sameValue, Unknown, type Value, valueAt } from "../value";
import { runsMoreOften, scheduleInWords } from "../words/schedule";

/** A sync runs more often. */
export const rule: Rule = {
  severity: "look",
  title: "A sync runs more often",
  reason:
    "Each run reads from the source and writes to the target, so it uses API limits and compute on both sides, and costs money with many vendors.",
  remedy: "Check the target's API limits and the load on the source.",
  types: ["polytomic_bulk_sync", "polytomic_sync"],
  *check(change, context) {
    const [before, after] = [change.before?.["schedule"], change.after?.["schedule"]];
    if (before === undefined || after === undefined || change.after?.["active"] === false) {
      return;
    }
    if (isUnclear(after)) {
      yield {
        change,
        message: "may run more often: its schedule is known after the apply",
        severity: "cannot-tell",
      };
    } else if (!sameValue(before, after) && runsMoreOften(before, after) === true) {
      yield {
        change,
        message: `runs ${inWords("after", change, context)}, was ${inWords("before", change, context)}`,
      };
    }
  },
};

/** Whether its frequency is known after the apply, or a member of a custom schedule, which may also be unset. */
function isUnclear(schedule: Value): boolean {
  const frequency = valueAt(schedule, "frequency");
  const members = frequency === "custom" && isValues(schedule) ? Object.values(schedule) : [];
  return frequency instanceof Unknown || members.some(mayBeSet);
}

const inWords = (version: "before" | "after", change: ResourceChange, context: PlanContext): string =>
  scheduleInWords(change[version]?.["schedule"], (id) => ownerInWords(id, change, context));

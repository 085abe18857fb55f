import { isBlank } from "../resources";
import type { Rule } from "../rule";
import { type Value, isValues, sameValue, valueAt } from "../value";

export const rule: Rule = {
  severity: "look",
  title: "The plan undoes a change that was made outside of Terraform",
  reason: "Somebody changed this by hand or with another tool, perhaps for a reason.",
  remedy: "Find out why. To keep the change, add it to the configuration.",
  *checkPlan({ plan, at }) {
    for (const drift of plan.drift) {
      const change = at(drift.address);
      if (change?.action === "create" && drift.after === undefined) {
        yield { change, message: "was deleted outside of Terraform and is created again" };
      } else if (change?.action === "update") {
        // A path without steps is the whole resource, which is deleted: there is no argument to name.
        const paths = driftedPaths(drift.before, drift.after).filter(
          (path) =>
            path.length > 0 && sameValue(valueAt(drift.before, ...path), valueAt(change.after, ...path)),
        );
        if (paths.length > 0) {
          const names = [...new Set(paths.map((path) => path.join(".")))];
          yield { change, message: `undoes a change of ${names.join(", ")}` };
        }
      }
    }
  },
};

/** Where two versions differ: members of objects, and lists as a whole. */
function driftedPaths(before: Value | undefined, after: Value | undefined): string[][] {
  if (isValues(before) && isValues(after)) {
    return Object.keys(before).flatMap((name) =>
      driftedPaths(before[name], after[name]).map((path) => [name, ...path]),
    );
  }
  return sameValue(before, after) || (isBlank(before) && isBlank(after)) ? [] : [[]];
}

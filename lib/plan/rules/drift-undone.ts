import { type Rule } from "../rule";
import { sameValue, valueAt } from "../value";

export const rule: Rule = {
  severity: "look",
  title: "The plan undoes a change that was made outside of Terraform",
  reason: "Somebody changed this by hand or with another tool, perhaps for a reason.",
  remedy: "Find out why. To keep the change, add it to the configuration.",
  *checkPlan({ plan, at }) {
    for (const drift of plan.drift) {
      const change = at(drift.address);
      if (change === undefined || !["update", "create", "replace"].includes(change.action)) {
        continue;
      }
      if (drift.after === undefined) {
        yield { change, message: "was deleted outside of Terraform and is created again" };
        continue;
      }
      const names = Object.keys(drift.before ?? {}).filter((name) => {
        const [declared, found] = [valueAt(drift.before, name), valueAt(drift.after, name)];
        return !sameValue(declared, found) && sameValue(declared, valueAt(change.after, name));
      });
      if (names.length > 0) {
        yield { change, message: `undoes a change of ${names.join(", ")}` };
      }
    }
  },
};

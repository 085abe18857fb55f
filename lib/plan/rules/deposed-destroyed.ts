import type { Rule } from "../rule";
import { isStateful } from "../stateful";

export const rule: Rule = {
  severity: "look",
  title: "A leftover of a failed replacement is deleted",
  reason:
    "An earlier apply created the new resource, but could not delete the old one. This apply deletes the old one.",
  remedy: "Check that the old one has no data that the new one lacks.",
  *checkPlan({ plan }) {
    for (const change of plan.resources) {
      const { action, deposed: key, type } = change;
      if (key === undefined) {
        continue;
      }
      if (action === "delete") {
        const severity = isStateful(type) ? "danger" : "look";
        yield { change, key, message: `deletes the deposed object ${key}`, severity };
      } else if (action === "forget") {
        yield { change, key, message: `removes the deposed object ${key} from the state: it stays` };
      }
    }
  },
};

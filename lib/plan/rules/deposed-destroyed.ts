import type { Rule } from "../rule";

export const rule: Rule = {
  severity: "look",
  title: "The rest of a failed replacement is deleted",
  reason:
    "An earlier apply created the new resource, but could not delete the old one. This apply deletes the old one.",
  remedy: "Check that the old one has no data that the new one lacks.",
  *checkPlan({ plan }) {
    for (const change of plan.resources) {
      if (change.deposed !== undefined && change.action === "delete") {
        yield { change, key: change.deposed, message: `deletes the deposed object ${change.deposed}` };
      }
    }
  },
};

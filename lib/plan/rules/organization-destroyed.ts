import { because, isDestroyed } from "../resources";
import type { Rule } from "../rule";

/** An organization in Polytomic is deleted. */
export const rule: Rule = {
  severity: "danger",
  title: "An organization in Polytomic is deleted",
  reason:
    "Polytomic deletes everything in the organization with it: connections, models, syncs and roles, including those that Terraform does not manage.",
  remedy:
    "To keep it in Polytomic, remove it from the state only, with a removed block. If it was renamed or moved in your code, keep its address with a " +
    "moved block. Otherwise make sure that nobody needs anything in it.",
  types: ["polytomic_organization"],
  *check(change) {
    if (isDestroyed(change)) {
      const fate =
        change.action === "replace"
          ? `replaced${because(change)}: the old organization is deleted`
          : "deleted";
      yield { change, message: `is ${fate}, with everything in it` };
    }
  },
};

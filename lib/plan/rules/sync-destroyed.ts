import type { Rule } from "../rule";

/** A sync in Polytomic is deleted. */
export const rule: Rule = {
  severity: "look",
  title: "A sync in Polytomic is deleted",
  reason:
    "The target gets no more updates, and the history of the sync is gone. A sync that you create again later copies everything again.",
  remedy:
    "To pause the sync, set active to false. If it was only renamed or moved in your code, add a moved block.",
  types: ["polytomic_bulk_sync", "polytomic_sync"],
  *check(change) {
    if (change.action === "delete") {
      const wasActive = change.before?.["active"] !== false;
      yield { change, message: `is deleted${wasActive ? "" : "; it was switched off"}` };
    }
  },
};

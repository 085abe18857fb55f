import { TYPES_WITH_ATTACHMENT, attachmentsOf } from "../attachments";
import { TYPES_WITH_POLICY, actionsOf, lostBy, phrase, policyChangesOf } from "../policies";
import type { Rule } from "../rule";

export const rule: Rule = {
  severity: "look",
  title: "A policy allows less",
  reason: "What relies on the access fails after the apply, perhaps only the next time it runs.",
  remedy:
    "Check that nothing uses what is removed: for Polytomic, run the syncs of the connection once after the apply.",
  types: [...TYPES_WITH_POLICY, ...TYPES_WITH_ATTACHMENT],
  *check(change, context) {
    const { detached, isOfExisting } = attachmentsOf(change, context);
    if (isOfExisting && detached.length > 0) {
      yield { change, message: `removes ${detached.join(", ")}` };
    }
    for (const found of policyChangesOf(change, context)) {
      const lost = lostBy(found);
      if (found.isOfExisting && lost.length > 0) {
        const verb = lost.every(({ effect }) => effect === "Deny") ? "newly denies" : "no longer allows";
        const condition = lost.every(({ conditionAdded }) => conditionAdded !== undefined)
          ? " under all conditions"
          : "";
        yield { change, message: `${verb} ${actionsOf(lost)}${condition}`, details: lost.map(phrase) };
      }
    }
  },
};

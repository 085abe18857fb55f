import { ATTACHMENTS, attachmentOf } from "../attachments";
import { TYPES_WITH_POLICY, actionsOf, lostBy, phrase, policyChangeOf } from "../policies";
import type { Rule } from "../rule";

export const rule: Rule = {
  severity: "look",
  title: "A policy allows less",
  reason: "What relies on the access fails after the apply, perhaps only the next time it runs.",
  remedy:
    "Check that nothing uses what is removed: for Polytomic, run the syncs of the connection once after the apply.",
  types: [...TYPES_WITH_POLICY, ...ATTACHMENTS],
  *check(change, context) {
    const detached = attachmentOf(change, context);
    if (detached?.verb === "detaches") {
      yield { change, message: `detaches ${detached.policy}` };
    }
    const found = policyChangeOf(change, context);
    const lost = found === undefined ? [] : lostBy(found);
    if (found?.isOfExisting && lost.length > 0) {
      const verb = lost.every(({ effect }) => effect === "Deny") ? "newly denies" : "no longer allows";
      const condition = lost.every(({ conditionAdded }) => conditionAdded !== undefined)
        ? " under all conditions"
        : "";
      yield { change, message: `${verb} ${actionsOf(lost)}${condition}`, details: lost.map(phrase) };
    }
  },
};

import { TYPES_WITH_ATTACHMENT, attachmentsOf } from "../attachments";
import { TYPES_WITH_POLICY, actionsOf, lostBy, phrase, policyChangesOf } from "../policies";
import type { Rule } from "../rule";

export const rule: Rule = {
  severity: "look",
  title: "A policy allows less",
  reason: "Anything that uses this access fails after the apply, perhaps not until its next run.",
  remedy:
    "Check that nothing uses what is removed: for Polytomic, run the syncs of the connection once after the apply.",
  types: [...TYPES_WITH_POLICY, ...TYPES_WITH_ATTACHMENT],
  *check(change, context) {
    const { detached, isOfExisting } = attachmentsOf(change, context);
    if (isOfExisting && detached.length > 0) {
      yield { change, key: detached.join(), message: `removes ${detached.join(", ")}` };
    }
    for (const found of policyChangesOf(change, context)) {
      const lost = lostBy(found);
      if (found.isOfExisting && lost.length > 0) {
        const verb = lost.every(({ effect }) => effect === "Deny") ? "newly denies" : "no longer allows";
        const isNarrowed = lost.every(({ conditionAdded }) => conditionAdded !== undefined);
        const message = isNarrowed
          ? `allows ${actionsOf(lost)} only under more conditions`
          : `${verb} ${actionsOf(lost)}`;
        yield { change, key: actionsOf(lost), message, details: lost.map(phrase) };
      }
    }
  },
};

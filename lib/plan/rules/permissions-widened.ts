import { TYPES_WITH_POLICY, actionsOf, gainedBy, phrase, policyChangeOf } from "../policies";
import type { Rule } from "../rule";

export const rule: Rule = {
  severity: "look",
  title: "A policy allows more",
  reason: "A principal that exists gets access that it did not have.",
  remedy: "Check that each permission is needed, on no more resources than needed.",
  types: TYPES_WITH_POLICY,
  actionsOf,
  *check(change, context) {
    const found = policyChangeOf(change, context);
    const gained =
      found === undefined
        ? []
        : gainedBy(found).filter(({ conditionRemoved }) => conditionRemoved === undefined);
    if (found?.isOfExisting && found.kind !== "trust" && gained.length > 0) {
      const verb = gained.every(({ effect }) => effect === "Deny") ? "no longer denies" : "newly allows";
      yield { change, message: `${verb} ${actionsOf(gained)}`, details: gained.map(phrase) };
    }
  },
};

import { TYPES_WITH_POLICY, gainedBy, phrase, policyChangesOf } from "../policies";
import type { Rule } from "../rule";

export const rule: Rule = {
  severity: "danger",
  title: "A condition of a policy is removed or weakened",
  reason:
    "The same principals can do the same things, but in situations that the policy excluded, such as from another account or network.",
  remedy: "Keep the condition. If it is wrong, replace it with a narrower one in the same change.",
  types: TYPES_WITH_POLICY,
  *check(change, context) {
    for (const found of policyChangesOf(change, context)) {
      const gained = gainedBy(found).filter(({ conditionRemoved }) => conditionRemoved !== undefined);
      if (found.isOfExisting && gained.length > 0) {
        const conditions = [...new Set(gained.flatMap(({ conditionRemoved }) => conditionRemoved ?? []))];
        yield {
          change,
          key: conditions.join(),
          message: `${conditions.join(", ")} is removed or weakened`,
          details: gained.map(phrase),
        };
      }
    }
  },
};

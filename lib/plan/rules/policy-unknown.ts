import { TYPES_WITH_POLICY, policyChangesOf } from "../policies";
import type { Rule } from "../rule";

export const rule: Rule = {
  severity: "cannot-tell",
  title: "A policy cannot be read",
  reason:
    "The plan does not contain the policy, and the configuration does not either, so nobody can tell from the plan who gets access.",
  remedy:
    "Pass `cdktf.out` instead of the plan alone, so that the review can read the configuration. In HCL, use values that are " +
    "known when you plan, such as names.",
  types: TYPES_WITH_POLICY,
  *check(change, context) {
    for (const { argument, problem, changes } of policyChangesOf(change, context)) {
      if (problem !== undefined) {
        yield { change, message: `${argument}: ${problem}` };
      } else if (changes.unknownStatements.length > 0) {
        yield { change, message: `${argument}: statements are known after the apply` };
      }
    }
  },
};

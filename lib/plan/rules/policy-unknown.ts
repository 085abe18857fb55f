import { TYPES_WITH_POLICY, policyChangeOf } from "../policies";
import type { Rule } from "../rule";

export const rule: Rule = {
  severity: "cannot-tell",
  title: "A policy is not known before the apply",
  reason:
    "The plan does not contain the policy, and the configuration does not either, so nobody can tell from the plan who gets access.",
  remedy:
    "Pass `cdktf.out` instead of the plan alone, so that the review can read the configuration. In HCL, build the policy from values that are " +
    "known, such as names instead of ARNs.",
  types: TYPES_WITH_POLICY,
  *check(change, context) {
    const found = policyChangeOf(change, context);
    if (found?.problem !== undefined) {
      yield { change, message: `${found.argument}: ${found.problem}` };
    } else if (found !== undefined && found.changes.unknownStatements.length > 0) {
      yield { change, message: `${found.argument}: statements are known after the apply` };
    }
  },
};

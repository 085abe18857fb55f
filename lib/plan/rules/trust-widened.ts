import { gainedBy, phrase, trustChangeOf } from "../policies";
import type { Rule } from "../rule";

export const rule: Rule = {
  severity: "danger",
  title: "More principals can assume a role",
  reason: "A principal that can assume the role has all its permissions.",
  remedy:
    "Check each new principal and its conditions. The account of a third party needs a condition on sts:ExternalId.",
  types: ["aws_iam_role"],
  *check(change, context) {
    const found = trustChangeOf(change, context);
    const gained =
      found === undefined
        ? []
        : gainedBy(found).filter(({ conditionRemoved }) => conditionRemoved === undefined);
    if (found?.isOfExisting && gained.length > 0) {
      const principals = [...new Set(gained.flatMap((one) => one.principals))];
      yield {
        change,
        key: principals.join(),
        message: `can be assumed by ${principals.join(", ")}`,
        details: gained.map(phrase),
      };
    }
  },
};

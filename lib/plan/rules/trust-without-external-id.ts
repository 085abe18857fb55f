import { trustedWithoutExternalId } from "../../iam/permissions";
import { policyChangeOf } from "../policies";
import type { Rule } from "../rule";

export const rule: Rule = {
  severity: "danger",
  title: "A role trusts another account without an external ID",
  reason:
    "Polytomic acts for many customers with one AWS account. Without a condition on sts:ExternalId, another customer who knows the role's " +
    "ARN can make Polytomic use it.",
  remedy:
    "Add the condition StringEquals sts:ExternalId with the external ID of the connection. In this library, pass the connection to the role.",
  types: ["aws_iam_role"],
  *check(change, context) {
    const found = policyChangeOf(change, context);
    const principals = found?.after === undefined ? [] : trustedWithoutExternalId(found.after);
    const before = found?.before === undefined ? [] : trustedWithoutExternalId(found.before);
    const added = principals.filter((principal) => !before.includes(principal));
    if (added.length > 0) {
      yield { change, message: `trusts ${added.join(", ")} without an external ID` };
    }
  },
};

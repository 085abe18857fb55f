import { trustedWithoutExternalId } from "../../iam/permissions";
import { trustChangeOf } from "../policies";
import { stringAt } from "../resources";
import type { PlanContext, Rule } from "../rule";

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
    const found = trustChangeOf(change, context);
    const own = accountsOf(context);
    const [principals, before] = [found?.after, found?.before].map((policy) =>
      (policy === undefined ? [] : trustedWithoutExternalId(policy)).filter(
        (principal) => !isOwn(principal, own),
      ),
    ) as [string[], string[]];
    const added = principals.filter((principal) => !before.includes(principal));
    if (added.length > 0) {
      yield { change, message: `trusts ${added.join(", ")} without an external ID` };
    }
  },
};

/** The accounts in which the resources of the plan are. */
function accountsOf({ plan }: PlanContext): ReadonlySet<string> {
  const arns = plan.resources.map(({ before, after }) => stringAt(before, "arn") ?? stringAt(after, "arn"));
  const ids = plan.resources.map(({ type, after }) =>
    type === "aws_caller_identity" ? stringAt(after, "account_id") : undefined,
  );
  return new Set(
    [...arns.map((arn) => arn?.split(":")[4]), ...ids].filter(
      (id) => id !== undefined && id !== "",
    ) as string[],
  );
}

/** Whether a principal is in one of these accounts, or is a resource of the plan whose ARN is not known yet. */
const isOwn = (principal: string, accounts: ReadonlySet<string>): boolean =>
  principal.startsWith("‹") ||
  accounts.has(/^\d{12}$/.test(principal) ? principal : (principal.split(":")[4] ?? ""));

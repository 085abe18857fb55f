import { trustedWithoutExternalId } from "../../iam/permissions";
import { foundInNewTrust } from "../policies";
import type { Plan, ResourceChange } from "../plan";
import { stringAt } from "../resources";
import type { PlanContext, Rule } from "../rule";

export const rule: Rule = {
  severity: "danger",
  title: "A role trusts another account without an external ID",
  reason:
    "A vendor such as Polytomic acts for many customers from one AWS account. Without a condition on sts:ExternalId, another customer who " +
    "knows the role's ARN can make the vendor use it.",
  remedy:
    "Add the condition StringEquals sts:ExternalId with the external ID of the connection. In this library, pass the connection to the role.",
  types: ["aws_iam_role"],
  *check(change, context) {
    const added = foundInNewTrust(change, context, (trust) => trustedWithoutExternalId(trust)).filter(
      (principal) => !isOwn(principal, context),
    );
    if (added.length > 0) {
      yield { change, key: added.join(), message: `trusts ${added.join(", ")} without an external ID` };
    }
  },
};

const known = new WeakMap<Plan, ReadonlySet<string>>();

/** The accounts in which the resources of the plan are. */
function accountsOf({ plan }: PlanContext): ReadonlySet<string> {
  const found = known.get(plan) ?? new Set(plan.resources.map(accountOf).filter((id) => id !== undefined));
  known.set(plan, found);
  return found;
}

function accountOf({ type, mode, before, after }: ResourceChange): string | undefined {
  if (type === "aws_caller_identity") {
    return stringAt(after, "account_id");
  }
  // A data source can be about another account, and so is an account that the plan manages.
  return mode === "data" || type === "aws_organizations_account"
    ? undefined
    : (stringAt(before, "arn") ?? stringAt(after, "arn"))?.split(":")[4] || undefined;
}

/** Whether a principal is in an account of the plan, or is a resource of the plan whose ARN is not known yet. */
const isOwn = (principal: string, context: PlanContext): boolean =>
  principal.startsWith("‹") ||
  accountsOf(context).has(/^\d{12}$/.test(principal) ? principal : (principal.split(":")[4] ?? ""));

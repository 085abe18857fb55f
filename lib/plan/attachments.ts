/** What an identity gets and loses besides policies of its own: managed policies, and groups. */
import type { ResourceChange } from "./plan";
import { isRemovedFromOwner, isSetting, ownerExists } from "./resources";
import type { PlanContext } from "./rule";
import { type Value, type Values, valueAt } from "./value";

/** The arguments that attach policies or groups to an identity, by resource type. */
const ATTACHED: Readonly<Record<string, string>> = {
  aws_iam_group_membership: "users",
  aws_iam_group_policy_attachment: "policy_arn",
  aws_iam_policy_attachment: "policy_arn",
  aws_iam_role: "managed_policy_arns",
  aws_iam_role_policy_attachment: "policy_arn",
  aws_iam_user_group_membership: "groups",
  aws_iam_user_policy_attachment: "policy_arn",
};

/** The types of resources with such an argument. */
export const TYPES_WITH_ATTACHMENT: readonly string[] = Object.keys(ATTACHED);

/** Names of policies, groups or users. */
export interface Attachments {
  readonly attached: readonly string[];
  readonly detached: readonly string[];
  /** Whether the identity exists before the plan and afterwards. */
  readonly isOfExisting: boolean;
}

/** What a change attaches and detaches. */
export function attachmentsOf(change: ResourceChange, context: PlanContext): Attachments {
  const argument = ATTACHED[change.type];
  const namesIn = (values: Values | undefined): string[] =>
    argument === undefined ? [] : [valueAt(values, argument)].flat().filter(isName).map(shortName);
  const [before, after] = [namesIn(change.before), namesIn(change.after)];
  return {
    attached: after.filter((name) => !before.includes(name)),
    detached: before.filter((name) => !after.includes(name)),
    isOfExisting: isOfExisting(change, context),
  };
}

const isName = (value: unknown): value is string => typeof value === "string" && value !== "";

const shortName = (name: Value): string => String(name).replace(/^.*:policy\//, "");

function isOfExisting(change: ResourceChange, context: PlanContext): boolean {
  switch (change.action) {
    case "create":
      return isSetting(change) && ownerExists(change, context);
    case "delete":
      return isSetting(change) && isRemovedFromOwner(change, context);
    default:
      return change.action === "update";
  }
}

/** The managed policy that allows everything. */
export const ADMINISTRATOR = "AdministratorAccess";

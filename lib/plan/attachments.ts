/** What an identity gets and loses apart from policies of its own: managed policies, and groups. */
import { type ResourceChange } from "./plan";
import { isDestroyed, isRemovedFromOwner, isSetting, ownerExists, ownerOf, stringAt } from "./resources";
import type { PlanContext } from "./rule";
import { Unknown, type Values, valueAt } from "./value";

/** The arguments that attach policies, groups or members to an identity, by resource type. */
const ATTACHED: Readonly<Record<string, readonly string[]>> = {
  aws_iam_group_membership: ["users"],
  aws_iam_group_policy_attachment: ["policy_arn"],
  aws_iam_policy_attachment: ["policy_arn", "groups", "roles", "users"],
  aws_iam_role: ["managed_policy_arns"],
  aws_iam_role_policy_attachment: ["policy_arn"],
  aws_iam_user_group_membership: ["groups"],
  aws_iam_user_policy_attachment: ["policy_arn"],
};

/** The types of resources with such an argument. */
export const TYPES_WITH_ATTACHMENT: readonly string[] = Object.keys(ATTACHED);

/** Names of policies, groups or members. */
export interface Attachments {
  readonly attached: readonly string[];
  readonly detached: readonly string[];
  /** The policies of the plan among the attached ones. */
  readonly policies: readonly ResourceChange[];
  /** Whether something is attached that is known only after the apply, and that the plan does not create. */
  readonly isUnknown: boolean;
  /** Whether the identity exists before the plan and afterwards. */
  readonly isOfExisting: boolean;
}

/** What a change attaches and detaches. */
export function attachmentsOf(change: ResourceChange, context: PlanContext): Attachments {
  const names = ATTACHED[change.type] ?? [];
  const namesIn = (values: Values | undefined): string[] =>
    names.flatMap((name) => [valueAt(values, name)].flat().filter(isName).map(shortName));
  const [before, after] = [namesIn(change.before), namesIn(change.after)];
  const hasUnknown = names.some((name) => [valueAt(change.after, name)].flat().some(isSetUnknown));
  const policies = hasUnknown
    ? change.references
        .map((address) => context.at(address))
        .filter((one) => one?.type === "aws_iam_policy" && one.action !== "no-op")
        .filter((one) => one !== undefined)
    : [];
  return {
    attached: [
      ...after.filter((name) => !before.includes(name)),
      ...policies.map((one) => stringAt(one.after, "name") ?? one.address),
    ],
    detached: before.filter((name) => !hasUnknown && !after.includes(name)),
    policies,
    isUnknown: hasUnknown && policies.length === 0,
    isOfExisting: isOfExisting(change, context),
  };
}

const isName = (value: unknown): value is string => typeof value === "string" && value !== "";

/** An unknown value that the configuration sets. */
const isSetUnknown = (value: unknown): boolean => value instanceof Unknown && value.expression !== undefined;

const shortName = (name: string): string => name.replace(/^.*:policy\//, "");

function isOfExisting(change: ResourceChange, context: PlanContext): boolean {
  const owner = ownerOf(change, context);
  switch (change.action) {
    case "create":
      return (
        change.type === "aws_iam_policy_attachment" || (isSetting(change) && ownerExists(change, context))
      );
    case "delete":
      return isSetting(change) && isRemovedFromOwner(change, context);
    case "replace":
      return isSetting(change) && !(owner !== undefined && isDestroyed(owner));
    default:
      return change.action === "update";
  }
}

/** Managed policies that allow everything, or to grant oneself everything. */
export const ADMINISTRATORS: readonly string[] = ["AdministratorAccess", "IAMFullAccess"];

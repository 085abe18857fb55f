/** Attachments of managed policies to roles, users and groups. */
import type { ResourceChange } from "./plan";
import { isRemovedFromOwner, ownerExists, stringAt } from "./resources";
import type { PlanContext } from "./rule";

/** The types of resources that attach a managed policy. */
export const ATTACHMENTS: readonly string[] = [
  "aws_iam_group_policy_attachment",
  "aws_iam_policy_attachment",
  "aws_iam_role_policy_attachment",
  "aws_iam_user_policy_attachment",
];

/** What an attachment changes for an identity that exists: `attaches ReadOnlyAccess`. */
export function attachmentOf(
  change: ResourceChange,
  context: PlanContext,
): { readonly verb: "attaches" | "detaches"; readonly policy: string } | undefined {
  if (!ATTACHMENTS.includes(change.type)) {
    return undefined;
  }
  const arn = stringAt(change.after ?? change.before, "policy_arn");
  const policy = arn?.replace(/^.*:policy\//, "") ?? "a policy whose ARN is known after the apply";
  if (change.action === "create" && ownerExists(change, context)) {
    return { verb: "attaches", policy };
  }
  return change.action === "delete" && isRemovedFromOwner(change, context)
    ? { verb: "detaches", policy }
    : undefined;
}

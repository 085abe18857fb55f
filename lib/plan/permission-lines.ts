/** The table of permissions: who gains or loses which access. */
import type { PermissionChange } from "../iam/permissions";
import { type PolicyChange, conditionPhrase, exceptionPhrase, policyChangesOf } from "./policies";
import { ownerOf } from "./resources";
import type { PermissionLine } from "./review";
import type { PlanContext } from "./rule";
import { describe } from "./words/describe";

/** A line for each permission that a policy of the plan gives or takes, in the order of the plan. */
export const permissionLines = (context: PlanContext): PermissionLine[] =>
  context.plan.resources.flatMap((change) =>
    policyChangesOf(change, context).flatMap((found) => linesOf(found, context)),
  );

function linesOf(found: PolicyChange, context: PlanContext): PermissionLine[] {
  const { change, kind, problem, changes } = found;
  const { subject } = describe(change, context);
  const owner = ownerOf(change, context);
  const of = owner === undefined ? subject : describe(owner, context).subject;
  const base = { policy: kind === "trust" ? `trust policy of ${subject}` : subject, address: change.address };
  const line = (status: PermissionLine["change"], permission: PermissionChange): PermissionLine => ({
    ...base,
    change: status,
    resource: permission.resources.length > 0 ? permission.resources.join(", ") : of,
    effect: permission.effect,
    action: permission.actions.join(", "),
    principal: permission.principals.length > 0 ? permission.principals.join(", ") : of,
    condition: conditionOf(permission),
  });
  const unknown: PermissionLine = {
    ...base,
    change: "unknown",
    resource: of,
    effect: "Allow",
    action: "known after the apply",
    principal: kind === "identity" ? of : "known after the apply",
    condition: "",
  };
  return [
    // What a deleted policy denied was denied on its resource, which is deleted, too.
    ...(change.action === "delete" && !found.isOfExisting ? [] : changes.gained).map((one) =>
      line("gained", one),
    ),
    ...changes.lost.map((one) => line("lost", one)),
    ...changes.unclear.map((one) => line("unknown", one)),
    ...(problem !== undefined || changes.unknownStatements.length > 0 ? [unknown] : []),
  ];
}

function conditionOf({ conditions, not }: PermissionChange): string {
  const parts = [conditionPhrase(conditions), not === undefined ? "" : `except ${exceptionPhrase(not)}`];
  return parts.filter((part) => part !== "").join(" ");
}

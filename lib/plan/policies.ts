/** The IAM policies in a plan, and what their changes allow. */
import { type PermissionChange, type PermissionChanges, permissionChanges } from "../iam/permissions";
import { type Policy, readPolicy } from "../iam/permissions/policy";
import type { ResourceChange } from "./plan";
import { documentOf } from "./read/unknowns";
import { blocks, isRemovedFromOwner, isSetting, ownerExists, ownerOf } from "./resources";
import type { PlanContext } from "./rule";
import { mayBeSet } from "./unknown-changes";
import { sameValue, Unknown, type Value, valueAt } from "./value";

/** `trust` is who can assume a role, `identity` what a principal can do, `resource` who can use a resource. */
export type PolicyKind = "trust" | "identity" | "resource";

interface PolicyArgument {
  readonly kind: PolicyKind;
  readonly argument: string;
}

const policy = (kind: PolicyKind, argument = "policy"): PolicyArgument => ({ kind, argument });

/** Arguments that are policies, by resource type. */
export const POLICY_ARGUMENTS: Readonly<Record<string, PolicyArgument>> = {
  aws_ecr_repository_policy: policy("resource"),
  aws_efs_file_system_policy: policy("resource"),
  aws_iam_group_policy: policy("identity"),
  aws_iam_policy: policy("identity"),
  aws_iam_role: policy("trust", "assume_role_policy"),
  aws_iam_role_policy: policy("identity"),
  aws_iam_user_policy: policy("identity"),
  aws_kms_key: policy("resource"),
  aws_kms_key_policy: policy("resource"),
  aws_opensearch_domain_policy: policy("resource", "access_policies"),
  aws_s3_access_point: policy("resource"),
  aws_s3_bucket_policy: policy("resource"),
  aws_secretsmanager_secret_policy: policy("resource"),
  aws_sns_topic: policy("resource"),
  aws_sns_topic_policy: policy("resource"),
  aws_sqs_queue: policy("resource"),
  aws_sqs_queue_policy: policy("resource"),
  aws_ssoadmin_permission_set_inline_policy: policy("identity", "inline_policy"),
};

/** The types of resources with a policy. */
export const TYPES_WITH_POLICY = Object.keys(POLICY_ARGUMENTS);

/** The policies in the blocks of a role. */
const INLINE = policy("identity", "inline_policy");

const argumentsOf = (type: string): readonly PolicyArgument[] => [
  ...(POLICY_ARGUMENTS[type] === undefined ? [] : [POLICY_ARGUMENTS[type]]),
  ...(type === "aws_iam_role" ? [INLINE] : []),
];

/** A policy that a plan changes. */
export interface PolicyChange extends PolicyArgument {
  readonly change: ResourceChange;
  /** `undefined` if there was none. */
  readonly before: Policy | undefined;
  /** `undefined` if there will be none, or if it is not known. */
  readonly after: Policy | undefined;
  /** Why the policy after the change cannot be read. */
  readonly problem: string | undefined;
  /** Whether what the policy belongs to exists before the plan and afterwards, so that somebody gains or loses access. */
  readonly isOfExisting: boolean;
  readonly changes: PermissionChanges;
}

const known = new WeakMap<PlanContext, Map<ResourceChange, readonly PolicyChange[]>>();

/** The policies of a resource that changes. Empty if it has none, before and after. */
export function policyChangesOf(change: ResourceChange, context: PlanContext): readonly PolicyChange[] {
  const all = known.get(context) ?? new Map<ResourceChange, readonly PolicyChange[]>();
  known.set(context, all);
  const found =
    all.get(change) ??
    argumentsOf(change.type)
      .map((argument) => computed(argument, change, context))
      .filter((one) => one !== undefined);
  all.set(change, found);
  return found;
}

/** The trust policy of a role that changes. */
export const trustChangeOf = (change: ResourceChange, context: PlanContext): PolicyChange | undefined =>
  policyChangesOf(change, context).find(({ kind }) => kind === "trust");

/** What a question about a trust policy finds after a change and did not find before. */
export function foundInNewTrust(
  change: ResourceChange,
  context: PlanContext,
  find: (trust: Policy) => readonly string[],
): string[] {
  const { before, after } = trustChangeOf(change, context) ?? {};
  const known = before === undefined ? [] : find(before);
  return after === undefined ? [] : find(after).filter((one) => !known.includes(one));
}

function computed(
  found: PolicyArgument,
  change: ResourceChange,
  context: PlanContext,
): PolicyChange | undefined {
  if (!["create", "update", "replace", "delete"].includes(change.action)) {
    return undefined;
  }
  const before = policyBefore(change, found.argument, context);
  const after = policyAfter(change, found.argument, context);
  if (before === undefined && after === undefined) {
    return undefined;
  }
  // Nobody sets the policy, so the service keeps it.
  if (after === undefined && valueAt(change.after, found.argument) instanceof Unknown) {
    return undefined;
  }
  const problem = after?.problem;
  return {
    ...found,
    change,
    before,
    after: after?.policy,
    problem,
    isOfExisting: isOfExisting(change, context),
    changes:
      problem !== undefined || isUnchanged(found.argument, change)
        ? NO_CHANGES
        : permissionChanges(before, after?.policy),
  };
}

/** Saves the comparison of policies whose texts are equal. */
const isUnchanged = (argument: string, { before, after }: ResourceChange): boolean =>
  sameValue(valueAt(before, argument), valueAt(after, argument));

const NO_CHANGES: PermissionChanges = { gained: [], lost: [], unclear: [], unknownStatements: [] };

interface Read {
  readonly policy?: Policy | undefined;
  readonly problem?: string | undefined;
}

function policyBefore(change: ResourceChange, argument: string, context: PlanContext): Policy | undefined {
  const read = (text: Value | undefined): Policy | undefined =>
    typeof text === "string" && text !== ""
      ? readPolicy(withoutArnOf(replacedOwner(change, context), text)).policy
      : undefined;
  return argument === INLINE.argument
    ? joined(blocks(change.before, argument).map((one) => ({ policy: read(one["policy"]) })))?.policy
    : read(valueAt(change.before, argument));
}

function policyAfter(change: ResourceChange, argument: string, context: PlanContext): Read | undefined {
  const read = (...path: string[]): Read | undefined => {
    const found = documentOf(change, path, context);
    if (found === "unknown") {
      return { problem: UNKNOWN_POLICY };
    }
    return found === undefined
      ? undefined
      : readPolicy(documentWithoutArn(found.document, replacedOwner(change, context)));
  };
  if (argument !== INLINE.argument) {
    return read(argument);
  }
  const inline = [valueAt(change.after, argument) ?? []].flat();
  return inline.some(mayBeSet)
    ? { problem: UNKNOWN_POLICY }
    : joined(blocks(change.after, argument).map((_, index) => read(argument, String(index), "policy")));
}

const UNKNOWN_POLICY = "is known after the apply, and the configuration does not contain it";

/** Several policies of one identity as one. */
function joined(policies: readonly (Read | undefined)[]): Read | undefined {
  const all = policies.filter((one) => one !== undefined);
  const read = all.map(({ policy }) => policy).filter((one) => one !== undefined);
  const problem = all.map((one) => one.problem).find((one) => one !== undefined);
  return read.length === 0 && problem === undefined
    ? undefined
    : {
        problem,
        policy: {
          hasVariables: true,
          statements: read.flatMap(({ statements }) => statements),
          unknownStatements: read.flatMap(({ unknownStatements }) => unknownStatements),
        },
      };
}

/** The resource that has the policy, if it is replaced: the resource itself, or the one whose setting the policy is. */
function replacedOwner(change: ResourceChange, context: PlanContext): ResourceChange | undefined {
  const owner = ownerOf(change, context) ?? change;
  return owner.action === "replace" && owner.type !== "aws_iam_role" ? owner : undefined;
}

const documentWithoutArn = (document: unknown, owner: ResourceChange | undefined): unknown =>
  owner === undefined ? document : JSON.parse(withoutArnOf(owner, JSON.stringify(document)));

/** A policy of a resource that is replaced names the resource itself, before and after: that is no difference. */
function withoutArnOf(owner: ResourceChange | undefined, text: string): string {
  const arn = valueAt(owner?.before, "arn");
  if (owner === undefined || typeof arn !== "string") {
    return text;
  }
  const argument = owner.type === "aws_s3_bucket" ? "bucket" : "name";
  const [oldName, newName] = [valueAt(owner.before, argument), valueAt(owner.after, argument)];
  const isNamed = typeof oldName === "string" && typeof newName === "string" && arn.endsWith(oldName);
  const newArn = isNamed ? `${arn.slice(0, -oldName.length)}${newName}` : arn;
  return text.replaceAll(arn, ITSELF).replaceAll(newArn, ITSELF);
}

const ITSELF = "‹this resource›";

function isOfExisting(change: ResourceChange, context: PlanContext): boolean {
  switch (change.action) {
    case "create":
      return isSetting(change) && ownerExists(change, context);
    case "delete":
      return isSetting(change) && isRemovedFromOwner(change, context);
    default:
      return true;
  }
}

/**
 * The permissions that are gained, without those that only move: the same actions were allowed with another value where the new one is not
 * known yet, such as the ARN of a queue that is replaced.
 */
export const gainedBy = ({ changes: { gained, lost } }: PolicyChange): PermissionChange[] =>
  gained.filter((one) => !(hasPlaceholder(one) && lost.some((other) => isSameAction(one, other))));

/** The permissions that are lost. The trust of a principal is not lost if it gets another condition. */
export const lostBy = ({ kind, changes: { gained, lost } }: PolicyChange): PermissionChange[] =>
  lost.filter(
    (one) =>
      !gained.some((other) =>
        kind === "trust" ? isSameTrust(one, other) : hasPlaceholder(other) && isSameAction(one, other),
      ),
  );

const isSameAction = (one: PermissionChange, other: PermissionChange): boolean =>
  one.effect === other.effect && one.actions.join() === other.actions.join();

const isSameTrust = (one: PermissionChange, other: PermissionChange): boolean =>
  isSameAction(one, other) && one.principals.join() === other.principals.join();

const hasPlaceholder = (permission: PermissionChange): boolean => JSON.stringify(permission).includes("‹");

/** Whether a permission is for every principal, under no condition. */
export const isForAnyone = ({ effect, principals, conditions }: PermissionChange): boolean =>
  effect === "Allow" && principals.includes("*") && Object.keys(conditions).length === 0;

/** Whether a statement denies requests without TLS, or with an old version of it. */
export const isAboutTls = ({ effect, conditions }: PermissionChange): boolean =>
  effect === "Deny" && /SecureTransport|TlsVersion/i.test(JSON.stringify(conditions));

/** The actions of permissions, for a sentence. `*` includes the others. */
export function actionsOf(permissions: readonly PermissionChange[]): string {
  const actions = [...new Set(permissions.flatMap((one) => one.actions))];
  return actions.includes("*") ? "*" : actions.join(", ");
}

/** A permission in a sentence: `s3:GetObject on arn:aws:s3:::lake/* if StringEquals aws:ResourceAccount is 111122223333`. */
export function phrase({ actions, resources, principals, conditions, not }: PermissionChange): string {
  const parts = [
    actions.join(", "),
    resources.length > 0 ? `on ${resources.join(", ")}` : "",
    principals.length > 0 ? `for ${principals.join(", ")}` : "",
    Object.keys(conditions).length > 0 ? `if ${conditionPhrase(conditions)}` : "",
    not === undefined ? "" : `except ${exceptionPhrase(not)}`,
  ];
  return parts.filter((part) => part !== "").join(" ");
}

/** Conditions in words: `StringEquals sts:ExternalId is x`. Empty if there are none. */
export function conditionPhrase(conditions: PermissionChange["conditions"]): string {
  const all = Object.entries(conditions).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, values]) => `${operator} ${key} is ${values.join(" or ")}`),
  );
  return all.join(" and ");
}

/** Exceptions, separated by commas. */
export function exceptionPhrase({
  actions,
  resources,
  principals,
  conditions,
}: NonNullable<PermissionChange["not"]>): string {
  return [
    ...(actions ?? []),
    ...(resources ?? []),
    ...(principals ?? []),
    ...(conditions ?? []).map(conditionPhrase),
  ].join(", ");
}

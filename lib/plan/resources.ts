/** Questions about the resources of a plan that several rules ask. */
import { groupBy } from "./group-by";
import { keyOf, referenceFrom, withoutKey } from "./instances";
import type { ResourceChange } from "./plan";
import type { PlanContext } from "./rule";
import { Unknown, type Value, type Values, isValues, valueAt } from "./value";
import { referencedBy } from "./words/references";

/** Whether the resource does not exist after the apply, or is a new one. */
export const isDestroyed = ({ action }: ResourceChange): boolean =>
  action === "delete" || action === "replace";

/** Why Terraform replaces the resource: ` because "bucket" changes`, or nothing if it gives no reason. */
export function because({ replacePaths, reason }: ResourceChange): string {
  const paths = [...new Set(replacePaths.map((path) => JSON.stringify(path.join("."))))];
  const verb = paths.length === 1 ? "changes" : "change";
  if (paths.length > 0) {
    return `, because ${paths.join(" and ")} ${verb}`;
  }
  return REASONS[reason ?? ""] ?? "";
}

const REASONS: Readonly<Record<string, string>> = {
  replace_because_tainted: ", because its creation failed before",
  replace_by_request: ", because -replace asks for it",
  replace_by_triggers: ", because a resource in its replace_triggered_by changes",
};

/** Which argument of a setting names the resource that it belongs to. */
const SETTING_OF: readonly (readonly [setting: RegExp, argument: string, owner: string])[] = [
  [/^aws_s3_bucket_(?!object$)/, "bucket", "aws_s3_bucket"],
  [/^aws_sqs_queue_/, "queue_url", "aws_sqs_queue"],
  [/^aws_iam_role_polic/, "role", "aws_iam_role"],
  [/^aws_iam_user_(polic|group|login|ssh)|^aws_iam_access_key$/, "user", "aws_iam_user"],
  [/^aws_iam_group_(polic|membership)/, "group", "aws_iam_group"],
  [/^aws_kms_(alias|key_policy)$/, "target_key_id", "aws_kms_key"],
  [/^aws_kms_key_policy$/, "key_id", "aws_kms_key"],
  [/^aws_sns_topic_(policy|data_protection_policy)$/, "arn", "aws_sns_topic"],
  [/^aws_sns_topic_subscription$/, "topic_arn", "aws_sns_topic"],
  [/^aws_secretsmanager_secret_/, "secret_id", "aws_secretsmanager_secret"],
];

/** Members by which another resource can refer to one. */
const IDENTITIES = ["id", "arn", "name", "bucket", "url", "key_id"];

/**
 * The resource in the plan that a setting belongs to: the bucket of a bucket policy. `undefined` if the type is not a setting, or if its
 * owner is not in the plan.
 */
export function ownerOf(change: ResourceChange, context: PlanContext): ResourceChange | undefined {
  const found = owners.get(context) ?? new Map<ResourceChange, ResourceChange | undefined>();
  owners.set(context, found);
  if (!found.has(change)) {
    found.set(change, findOwner(change, context));
  }
  return found.get(change);
}

const owners = new WeakMap<PlanContext, Map<ResourceChange, ResourceChange | undefined>>();

function findOwner(change: ResourceChange, context: PlanContext): ResourceChange | undefined {
  const isGone = change.action === "delete";
  for (const [, argument, type] of settingsOf(change.type)) {
    const names = [change.before, change.after].map((values) => valueAt(values, argument));
    const exact = names[1] instanceof Unknown ? referencedBy(names[1], change, context) : undefined;
    if (exact?.type === type) {
      return exact;
    }
    const named = names.map((name) => ownersNamed(name, type, context));
    const isNamed =
      typeof (isGone ? names[0] : names[1]) === "string" && named.some(({ length }) => length > 0);
    const lists = isNamed ? named : [...named, ...ownersReferenced(change, type, context)];
    const firstOf = (matches: (one: ResourceChange) => boolean): ResourceChange | undefined =>
      lists.map((list) => list.find(matches)).find((one) => one !== undefined);
    // A bucket that gets another address is in the plan twice, under one name.
    const owner = firstOf(({ action }) => isGone !== (action === "create")) ?? firstOf(() => true);
    if (owner !== undefined) {
      return owner;
    }
  }
  return undefined;
}

/** The values of the arguments that name the owner of a setting. Unknown values are not among them. */
export const ownerNames = ({ type }: ResourceChange, values: Values | undefined): string[] =>
  settingsOf(type).flatMap(([, argument]) => stringAt(values, argument) ?? []);

/** The resources of a type, by what settings call them. */
interface Owners {
  readonly byName: ReadonlyMap<string, readonly ResourceChange[]>;
  /** By address without the key of the instance. */
  readonly byAddress: ReadonlyMap<string, readonly ResourceChange[]>;
}

const indexes = new WeakMap<PlanContext, Map<string, Owners>>();

function ownersOfType(type: string, context: PlanContext): Owners {
  const types = indexes.get(context) ?? new Map<string, Owners>();
  indexes.set(context, types);
  const all = context.ofType(type);
  const index = types.get(type) ?? {
    byName: groupBy(all, ({ before, after }) => [
      ...new Set(
        [before, after].flatMap((values) => IDENTITIES.flatMap((one) => stringAt(values, one) ?? [])),
      ),
    ]),
    byAddress: groupBy(all, ({ address }) => [withoutKey(address)]),
  };
  types.set(type, index);
  return index;
}

const ownersNamed = (
  name: Value | undefined,
  type: string,
  context: PlanContext,
): readonly ResourceChange[] =>
  typeof name === "string" ? (ownersOfType(type, context).byName.get(name) ?? []) : [];

/** Those that the configuration references, in the same instance of the module: the one with the same key, or all. */
function ownersReferenced(
  { address, references }: ResourceChange,
  type: string,
  context: PlanContext,
): (readonly ResourceChange[])[] {
  return references.map((reference) => {
    const target = referenceFrom(address, reference);
    const same = context.at(`${target}${keyOf(address)}`);
    return same?.type === type ? [same] : (ownersOfType(type, context).byAddress.get(target) ?? []);
  });
}

const settings = new Map<string, typeof SETTING_OF>();

function settingsOf(type: string): typeof SETTING_OF {
  const known = settings.get(type) ?? SETTING_OF.filter(([setting]) => setting.test(type));
  settings.set(type, known);
  return known;
}

/** Whether resources of this type are a setting of another one, such as a bucket policy. */
export const isSetting = ({ type }: ResourceChange): boolean => settingsOf(type).length > 0;

/** Whether a setting is removed from a resource that stays, also if that is not in the plan. */
export function isRemovedFromOwner(change: ResourceChange, context: PlanContext): boolean {
  const owner = ownerOf(change, context);
  return change.action === "delete" && (owner === undefined || !isDestroyed(owner));
}

/** Whether the resource that a setting belongs to exists before the apply. One that is not in the plan does. */
export const ownerExists = (change: ResourceChange, context: PlanContext): boolean =>
  ownerOf(change, context)?.action !== "create";

/** Whether a value is unset, or as good as unset: providers return both. */
export const isBlank = (value: Value | undefined): boolean =>
  value === undefined ||
  value === null ||
  value === "" ||
  (Array.isArray(value) && value.length === 0) ||
  (isValues(value) && Object.keys(value).length === 0);

/** The blocks of a nested argument, which Terraform keeps as a list also if there can be only one. */
export function blocks(values: Value | undefined, ...path: readonly (string | number)[]): readonly Values[] {
  const value = valueAt(values, ...path);
  return Array.isArray(value) ? (value as readonly Value[]).filter(isValues) : isValues(value) ? [value] : [];
}

/** The first block of a nested argument. */
export const block = (values: Value | undefined, ...path: readonly (string | number)[]): Values | undefined =>
  blocks(values, ...path)[0];

/** A number, also written as a string. */
export function numberAt(
  values: Value | undefined,
  ...path: readonly (string | number)[]
): number | undefined {
  const value = valueAt(values, ...path);
  const number = typeof value === "string" && value !== "" ? Number(value) : value;
  return typeof number === "number" && Number.isFinite(number) ? number : undefined;
}

/** A string that is not empty. */
export function stringAt(
  values: Value | undefined,
  ...path: readonly (string | number)[]
): string | undefined {
  const value = valueAt(values, ...path);
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** Whether an argument was this value and is not anymore. An unknown value is not. */
export const was = (change: ResourceChange, argument: string, value: Value): boolean =>
  valueAt(change.before, argument) === value &&
  change.after !== undefined &&
  (valueAt(change.after, argument) === null || typeof valueAt(change.after, argument) !== "object") &&
  valueAt(change.after, argument) !== value;

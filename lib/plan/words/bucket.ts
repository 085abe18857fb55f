/** Buckets and their settings. */
import type { ResourceChange } from "../plan";
import { isValues, sameValue, Unknown, type Value, type Values, valueAt } from "../value";
import { isReadAgain } from "./differences";
import { differencesInWords, genericWords, type Words } from "./generic";
import { changed, clause, code, days, isUnset, KNOWN_LATER, listed, quoted, shown } from "./phrases";
import { isSame } from "./switches";

type Family = (before: Values, after: Values) => Words;

const FAMILIES: Readonly<Record<string, Family>> = {
  aws_s3_bucket_lifecycle_configuration: lifecycle,
  aws_s3_bucket_notification: notification,
  aws_s3_bucket_public_access_block: (before, after) => differencesInWords(before, after, [], ACCESS_BLOCK),
  aws_s3_bucket_server_side_encryption_configuration: encryption,
  aws_s3_bucket_versioning: versioning,
};

const ACCESS_BLOCK = {
  block_public_acls: "block public ACLs",
  block_public_policy: "block public policies",
  ignore_public_acls: "ignore public ACLs",
  restrict_public_buckets: "restrict public buckets",
};

/** What changes in a bucket or in one of its settings. */
export function bucketWords(change: ResourceChange): Words {
  const { before, after, type } = change;
  const family = Object.hasOwn(FAMILIES, type) ? FAMILIES[type] : undefined;
  return before === undefined || after === undefined || family === undefined
    ? genericWords(change)
    : family(before, after);
}

/** The one block of this name. The provider has it as a list. */
const block = (values: Value | undefined, ...path: readonly string[]): Value | undefined =>
  path.reduce<Value | undefined>((at, name) => {
    const found = valueAt(at, name);
    return Array.isArray(found) ? (found as readonly Value[])[0] : found;
  }, values);

const blocks = (values: Value | undefined, name: string): readonly Value[] => {
  const found = valueAt(values, name);
  return Array.isArray(found) ? (found as readonly Value[]) : [];
};

function versioning(before: Values, after: Values): Words {
  const path = ["versioning_configuration", "status"];
  const [was, now] = [block(before, ...path), block(after, ...path)];
  const rest = differencesInWords(before, after, ["versioning_configuration"]);
  const status = isSame(was, now) ? [] : [`versioning is ${plain(now)}, was ${plain(was)}`];
  const mfa = [before, after].map((one) => block(one, "versioning_configuration", "mfa_delete"));
  const deletion = isSame(mfa[0], mfa[1]) ? [] : [`MFA delete: ${changed(mfa[0], mfa[1])}`];
  return { changes: [...status, ...deletion, ...rest.changes], noise: rest.noise };
}

/** A value of a fixed set, without quotes. */
const plain = (value: Value | undefined): string =>
  typeof value === "string" ? value.toLowerCase() : shown(value);

function encryption(before: Values, after: Values): Words {
  const [was, now] = [before, after].map((one) =>
    block(one, "rule", "apply_server_side_encryption_by_default"),
  );
  const [algorithm, algorithmNow] = [valueAt(was, "sse_algorithm"), valueAt(now, "sse_algorithm")];
  const [key, keyNow] = [valueAt(was, "kms_master_key_id"), valueAt(now, "kms_master_key_id")];
  const changes = [
    ...(isSame(algorithm, algorithmNow) ? [] : [`encryption: ${changed(algorithm, algorithmNow)}`]),
    ...(isSame(key, keyNow) ? [] : [`key: ${changed(key, keyNow)}`]),
  ];
  const rest = differencesInWords(before, after, changes.length > 0 ? ["rule"] : []);
  return { changes: [...changes, ...rest.changes], noise: rest.noise };
}

function lifecycle(before: Values, after: Values): Words {
  const rest = differencesInWords(before, after, ["rule"]);
  const rules = after["rule"];
  if (isReadAgain(rules)) {
    return { ...rest, noise: [...rest.noise, "rule"] };
  }
  if (rules instanceof Unknown) {
    return { ...rest, changes: [`rules: ${KNOWN_LATER}`, ...rest.changes] };
  }
  const [was, now] = [rulesById(before), rulesById(after)];
  const ids = [...new Set([...was.keys(), ...now.keys()])];
  const changes = ids.flatMap((id) => ruleChanges(id, was.get(id), now.get(id)));
  return { changes: [...changes, ...rest.changes], noise: rest.noise };
}

const rulesById = (values: Values): ReadonlyMap<string, Values> =>
  new Map(
    blocks(values, "rule")
      .filter(isValues)
      .map((one) => [String(one["id"]), one]),
  );

function ruleChanges(id: string, before: Values | undefined, after: Values | undefined): string[] {
  const rule = `rule ${quoted(id)}`;
  const [was, now] = [before, after].map((one) => (one === undefined ? undefined : effects(one)));
  if (now === undefined || was === undefined) {
    const [what, list] = now === undefined ? ["removed", was] : ["added", now];
    return [`${rule} ${what}: ${listed(list?.map(([name, value]) => `${name} ${value}`) ?? [])}`];
  }
  const names = [...new Set([...was, ...now].map(([name]) => name))];
  const changes = names.flatMap((name) => {
    const [old, current] = [was, now].map((one) => one.find(([other]) => other === name)?.[1]);
    if (old === current) {
      return [];
    }
    return [
      current === undefined
        ? `no longer ${name} (was ${old})`
        : `${name} ${current}${old === undefined ? "" : `, was ${old}`}`,
    ];
  });
  const filter = [before, after].map((one) => ({
    filter: one?.["filter"] ?? null,
    prefix: one?.["prefix"] ?? null,
  }));
  const [scope, scopeNow] = filter;
  const selected =
    scope === undefined || scopeNow === undefined || sameValue(scope, scopeNow)
      ? []
      : differencesInWords(scope, scopeNow).changes;
  return [...changes, ...selected].map((one) => clause(rule, one));
}

type Effect = readonly [name: string, value: string];

/** What a rule does, by the words for it: `objects expire`, `after 30 days`. */
function effects(rule: Values): readonly Effect[] {
  const noncurrent = block(rule, "noncurrent_version_expiration");
  return [
    ...(rule["status"] === "Disabled" ? [["is", "disabled"] as const] : []),
    ...expiration(block(rule, "expiration")),
    ...after("old versions expire", valueAt(noncurrent, "noncurrent_days")),
    ...blocks(rule, "transition").flatMap((one) =>
      after(`objects move to ${shown(valueAt(one, "storage_class"))}`, valueAt(one, "days")),
    ),
    ...blocks(rule, "noncurrent_version_transition").flatMap((one) =>
      after(`old versions move to ${shown(valueAt(one, "storage_class"))}`, valueAt(one, "noncurrent_days")),
    ),
    ...after(
      "incomplete uploads are removed",
      valueAt(block(rule, "abort_incomplete_multipart_upload"), "days_after_initiation"),
    ),
  ];
}

const after = (name: string, value: Value | undefined): readonly Effect[] =>
  isUnset(value) || value === 0 ? [] : [[name, `after ${days(value)}`]];

function expiration(values: Value | undefined): readonly Effect[] {
  const date = valueAt(values, "date");
  return [
    ...after("objects expire", valueAt(values, "days")),
    ...(isUnset(date) ? [] : [["objects expire", `on ${shown(date)}`] as const]),
    ...(valueAt(values, "expired_object_delete_marker") === true
      ? [["delete markers expire", "when no version is left"] as const]
      : []),
  ];
}

/** Where a bucket sends events to, by the block of the provider. */
const TARGETS = [
  ["queue", "queue_arn"],
  ["topic", "topic_arn"],
  ["lambda_function", "lambda_function_arn"],
] as const;

function notification(before: Values, after: Values): Words {
  const names = TARGETS.map(([name]) => name);
  const rest = differencesInWords(before, after, names, { eventbridge: "events to EventBridge" });
  const changes = TARGETS.flatMap(([name, arn]) => {
    const [was, now] = [blocks(before, name), blocks(after, name)];
    const whole = after[name];
    if (whole instanceof Unknown) {
      return isReadAgain(whole) ? [] : [`events to ${name}s: ${KNOWN_LATER}`];
    }
    const find = (list: readonly Value[], one: Value): Value | undefined =>
      list.find(
        (other) =>
          sameValue(valueAt(other, "id"), valueAt(one, "id")) ||
          sameValue(valueAt(other, arn), valueAt(one, arn)),
      );
    return [
      ...now.flatMap((one) => entryChanges(name, arn, find(was, one), one)),
      ...was
        .filter((one) => find(now, one) === undefined)
        .map((one) => `no more events to ${target(name, arn, one)}`),
    ];
  });
  return { changes: [...changes, ...rest.changes], noise: rest.noise };
}

const target = (name: string, arn: string, entry: Value): string => {
  const value = valueAt(entry, arn);
  const last = typeof value === "string" ? quoted(value.slice(value.lastIndexOf(":") + 1)) : shown(value);
  return `${name.replace(/_/g, " ")} ${last}`;
};

function entryChanges(name: string, arn: string, before: Value | undefined, after: Value): string[] {
  if (before === undefined) {
    return [`events to ${target(name, arn, after)}: ${events(after)}`];
  }
  if (!isValues(before) || !isValues(after)) {
    return [];
  }
  const changes = differencesInWords(before, after, [arn]).changes;
  const isMoved = !isSame(before[arn], after[arn]);
  return [
    ...(isMoved ? [`events to ${target(name, arn, after)}, was ${target(name, arn, before)}`] : []),
    ...changes.map((one) => `events to ${target(name, arn, after)}: ${one}`),
  ];
}

const events = (entry: Value): string => {
  const found = valueAt(entry, "events");
  return Array.isArray(found)
    ? listed((found as readonly Value[]).map((one) => (typeof one === "string" ? code(one) : shown(one))))
    : shown(found);
};

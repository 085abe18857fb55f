import {
  type Lifetime,
  currentLifetime,
  expires,
  isEnabled,
  isSooner,
  isWider,
  oldLifetime,
  scopeOf,
} from "../lifecycle";
import { blocks, ownerExists, stringAt } from "../resources";
import type { Found, Rule } from "../rule";
import { hasSetUnknown, isSetUnknown } from "../unknown-changes";
import { type Value, type Values, sameValue, valueAt } from "../value";

export const rule: Rule = {
  severity: "danger",
  title: "Objects of a bucket expire sooner",
  reason:
    "The limit also applies to existing objects: S3 expires them asynchronously, usually within days of the apply. In a versioned bucket, " +
    "an expired object gets a delete marker, and its old versions stay until a rule for noncurrent versions deletes them.",
  remedy: "Check that nothing still reads these objects, and that a sync has copied them, before you apply.",
  types: ["aws_s3_bucket_lifecycle_configuration"],
  *check(change, context) {
    const { after } = change;
    if (after === undefined || (change.before === undefined && !ownerExists(change, context))) {
      return;
    }
    if (areUnknown(valueAt(after, "rule"))) {
      yield {
        change,
        message: "objects may expire sooner: the rules are known after the apply",
        severity: "cannot-tell",
      };
    }
    const before = blocks(change.before, "rule").filter(isEnabled);
    for (const rule of blocks(after, "rule").filter(mayBeEnabled)) {
      const same = before.find((one) => valueAt(one, "id") === valueAt(rule, "id"));
      // A rule with another id that had the same effect on the same objects: it was renamed.
      const twin = same ?? before.find((one) => sameValue(valueAt(one, "filter"), valueAt(rule, "filter")));
      for (const found of [ofObjects(twin, rule), ofVersions(twin, rule)]) {
        if (found !== undefined) {
          yield { ...found, change };
        }
      }
    }
  },
};

/** Whether there can be rules that the plan does not contain. */
const areUnknown = (rules: Value | undefined): boolean =>
  (Array.isArray(rules) ? (rules as readonly Value[]) : [rules]).some((one) => isSetUnknown(one, "rule"));

const mayBeEnabled = (rule: Values): boolean =>
  isEnabled(rule) || isSetUnknown(valueAt(rule, "status"), "status");

const ofObjects = (before: Values | undefined, after: Values): Found | undefined =>
  found("expiration", "", currentLifetime, before, after, "current");

function ofVersions(before: Values | undefined, after: Values): Found | undefined {
  const old = found("noncurrent_version_expiration", "old versions of ", oldLifetime, before, after, "old");
  return old && { severity: "look", ...old };
}

function found(
  argument: string,
  subject: string,
  lifetimeOf: (rule: Values | undefined) => Lifetime,
  before: Values | undefined,
  after: Values,
  kind: string,
): Found | undefined {
  const id = stringAt(after, "id") ?? "";
  const key = `${id}.${kind}`;
  const [was, is] = [lifetimeOf(before), lifetimeOf(after)];
  const scope = scopeOf(after);
  const objects = scope.prefix === "" ? "objects" : `objects below ${JSON.stringify(scope.prefix)}`;
  const start = `rule ${JSON.stringify(id)}: ${subject}${objects}`;
  const isUnknown =
    hasSetUnknown(valueAt(after, argument), argument) ||
    (expires(is) && ["status", "filter", "prefix"].some((name) => hasSetUnknown(valueAt(after, name), name)));
  if (isUnknown) {
    return {
      key,
      message: `${start} may expire sooner: the rule is known after the apply`,
      severity: "cannot-tell",
    };
  }
  if (before !== undefined && expires(was) && expires(is) && isWider(scopeOf(before), scope)) {
    return { key, message: `${start} expire ${is.words}; the rule applied to other objects before` };
  }
  return isSooner(was, is) ? { key, message: `${start} expire ${is.words}, was ${was.words}` } : undefined;
}

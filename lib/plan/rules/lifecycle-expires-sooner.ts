import { block, blocks, numberAt, ownerExists, stringAt } from "../resources";
import type { Found, Rule } from "../rule";
import { type Values, sameValue, valueAt } from "../value";

/** How many days objects live, by the rules of a bucket. No limit is infinite. */
interface Lifetime {
  readonly days: number;
  readonly words: string;
}

function currentLifetime(rule: Values | undefined): Lifetime {
  const days = numberAt(block(rule, "expiration"), "days") ?? 0;
  const date = stringAt(block(rule, "expiration"), "date");
  if (date !== undefined) {
    return { days: Date.parse(date) / 86_400_000, words: `on ${date.slice(0, 10)}` };
  }
  return days > 0 ? { days, words: `after ${days} days` } : { days: Infinity, words: "never" };
}

function oldLifetime(rule: Values | undefined): Lifetime {
  const days = numberAt(block(rule, "noncurrent_version_expiration"), "noncurrent_days") ?? 0;
  return days > 0 ? { days, words: `after ${days} days` } : { days: Infinity, words: "never" };
}

const isEnabled = (rule: Values): boolean => stringAt(rule, "status") === "Enabled";

/** What a rule applies to. Without a filter, to all objects. */
function scopeOf(rule: Values): string {
  const filter = block(rule, "filter");
  return (
    stringAt(filter, "prefix") ?? stringAt(block(filter, "and"), "prefix") ?? stringAt(rule, "prefix") ?? ""
  );
}

export const rule: Rule = {
  severity: "danger",
  title: "Objects of a bucket expire sooner",
  reason:
    "S3 deletes what is older than the new limit within a day of the apply. Old versions, if versioning is on, follow later.",
  remedy: "Check that nothing still reads these objects, and that a sync has copied them, before you apply.",
  types: ["aws_s3_bucket_lifecycle_configuration"],
  *check(change, context) {
    if (change.after === undefined || (change.before === undefined && !ownerExists(change, context))) {
      return;
    }
    const before = new Map(
      blocks(change.before, "rule")
        .filter(isEnabled)
        .map((rule) => [valueAt(rule, "id"), rule] as const),
    );
    for (const rule of blocks(change.after, "rule").filter(isEnabled)) {
      yield* expiringSooner(before.get(valueAt(rule, "id")), rule, [...before.values()]).map((one) => ({
        ...one,
        change,
      }));
    }
  },
};

function expiringSooner(before: Values | undefined, after: Values, all: readonly Values[]): Found[] {
  const id = stringAt(after, "id") ?? "";
  const isWider =
    before !== undefined &&
    !sameValue(valueAt(before, "filter"), valueAt(after, "filter")) &&
    !scopeOf(after).startsWith(scopeOf(before));
  // A rule with another id that had the same effect on the same objects: it was renamed.
  const twin = before ?? all.find((one) => sameValue(valueAt(one, "filter"), valueAt(after, "filter")));
  const scope = scopeOf(after) === "" ? "objects" : `objects below ${JSON.stringify(scopeOf(after))}`;
  const differ = (was: Lifetime, is: Lifetime): boolean =>
    is.days < was.days || (isWider && is.days < Infinity);
  const words = (was: Lifetime, is: Lifetime): string =>
    isWider ? `${is.words}; the rule applied to other objects before` : `${is.words}, was ${was.words}`;
  const [current, old] = [currentLifetime, oldLifetime].map((of) => ({ was: of(twin), is: of(after) }));
  if (current !== undefined && differ(current.was, current.is)) {
    return [
      { key: id, message: `rule ${JSON.stringify(id)}: ${scope} expire ${words(current.was, current.is)}` },
    ];
  }
  return old !== undefined && differ(old.was, old.is)
    ? [
        {
          key: id,
          message: `rule ${JSON.stringify(id)}: old versions of ${scope} expire ${words(old.was, old.is)}`,
          severity: "look",
        },
      ]
    : [];
}

/** How long objects live by a lifecycle rule of a bucket, and which objects it applies to. */
import { block, blocks, numberAt, stringAt } from "./resources";
import { type Values, valueAt } from "./value";

/** How long objects live. No limit is infinite. */
export interface Lifetime {
  readonly days: number;
  /** The day on which they expire instead, in milliseconds. */
  readonly date?: number;
  /** How many of the newest old versions stay. */
  readonly kept: number;
  readonly words: string;
}

const FOREVER: Lifetime = { days: Infinity, kept: 0, words: "never" };

/** The lifetime of current objects. */
export function currentLifetime(rule: Values | undefined): Lifetime {
  const expiration = block(rule, "expiration");
  const date = stringAt(expiration, "date");
  if (date !== undefined) {
    return { days: 0, date: Date.parse(date), kept: 0, words: `on ${date.slice(0, 10)}` };
  }
  const days = numberAt(expiration, "days") ?? 0;
  return days > 0 ? { days, kept: 0, words: `after ${days} days` } : FOREVER;
}

/** The lifetime of old versions. */
export function oldLifetime(rule: Values | undefined): Lifetime {
  const expiration = block(rule, "noncurrent_version_expiration");
  const days = numberAt(expiration, "noncurrent_days") ?? 0;
  const kept = numberAt(expiration, "newer_noncurrent_versions") ?? 0;
  const except = kept > 0 ? `, except the newest ${kept}` : "";
  return days > 0 ? { days, kept, words: `after ${days} days${except}` } : FOREVER;
}

/** Whether a limit is earlier than before for some objects. A date and a number of days cannot be compared. */
export function isSooner(was: Lifetime, is: Lifetime): boolean {
  if (!expires(is)) {
    return false;
  }
  if (was.date !== undefined && is.date !== undefined) {
    return is.date < was.date;
  }
  return (was.date === undefined) !== (is.date === undefined) || is.days < was.days || is.kept < was.kept;
}

/** Whether there is a limit. */
export const expires = ({ days }: Lifetime): boolean => days < Infinity;

/** What a rule applies to. Without a filter, to all objects. */
interface Scope {
  readonly prefix: string;
  /** `team=data` */
  readonly tags: readonly string[];
  readonly largerThan: number;
  readonly smallerThan: number;
}

/** What a rule applies to. */
export function scopeOf(rule: Values): Scope {
  const filter = block(rule, "filter");
  const and = block(filter, "and");
  const single = blocks(filter, "tag").map(
    (tag) => `${stringAt(tag, "key")}=${stringAt(tag, "value") ?? ""}`,
  );
  const several = Object.entries(block(and, "tags") ?? {}).map(([key, value]) => `${key}=${String(value)}`);
  const size = (name: string): number => numberAt(filter, name) || numberAt(and, name) || 0;
  return {
    prefix: stringAt(filter, "prefix") ?? stringAt(and, "prefix") ?? stringAt(rule, "prefix") ?? "",
    tags: [...single, ...several],
    largerThan: size("object_size_greater_than"),
    smallerThan: size("object_size_less_than") || Infinity,
  };
}

/** Whether a rule applies to objects that it did not apply to before. */
export const isWider = (was: Scope, is: Scope): boolean =>
  !is.prefix.startsWith(was.prefix) ||
  was.tags.some((tag) => !is.tags.includes(tag)) ||
  is.largerThan < was.largerThan ||
  is.smallerThan > was.smallerThan;

/** Whether a rule is in force. */
export const isEnabled = (rule: Values): boolean => valueAt(rule, "status") === "Enabled";

/** The building blocks of sentences about a plan: names, values, lists, counts and durations. */
import { isValues, Secret, Unknown, type Value } from "../value";

/** How many characters of a value are shown. */
const LONGEST = 60;

/** How many members of a list are shown. */
const MOST = 4;

/** Shown for a value that Terraform knows only after the apply. */
export const KNOWN_LATER = "known after the apply";

const cut = (string: string, longest = LONGEST): string =>
  string.length > longest ? `${string.slice(0, longest - 1)}…` : string;

/** A name of the configuration, as code: an argument, a field, a schema. */
export const code = (name: string): string =>
  // A backtick would end the code, and a line break the line.
  `\`${cut(name.replace(/`/g, "'").replace(/\s+/g, " "))}\``;

/** A name that somebody gave to a thing, in quotes. */
export const quoted = (name: string): string => JSON.stringify(cut(name));

/** A value, short enough for a line. Never the value of a secret. */
export function shown(value: Value | undefined): string {
  if (value instanceof Unknown) {
    return KNOWN_LATER;
  }
  if (value instanceof Secret) {
    return "a secret";
  }
  if (value === undefined || value === null) {
    return "unset";
  }
  if (typeof value === "string") {
    return quoted(value);
  }
  if (typeof value !== "object") {
    return String(value);
  }
  if (isValues(value)) {
    const members = Object.entries(value).filter(([, one]) => one !== null);
    return cut(`{ ${members.map(([name, one]) => `${name}: ${shown(one)}`).join(", ")} }`);
  }
  const items = (value as readonly Value[]).map(shown);
  return items.length > MOST
    ? `[${items.slice(0, MOST).join(", ")} and ${items.length - MOST} more]`
    : `[${items.join(", ")}]`;
}

/** Names or values in a sentence: `a, b and c`, with the number of those that are left out. */
export function listed(items: readonly string[]): string {
  if (items.length > MOST) {
    return `${items.slice(0, MOST).join(", ")} and ${items.length - MOST} more`;
  }
  const last = items.at(-1) ?? "";
  return items.length < 2 ? last : `${items.slice(0, -1).join(", ")} and ${last}`;
}

/** A number with its noun: `1 model`, `3 models`. */
export const counted = (number: number, noun: string): string =>
  `${number} ${noun}${number === 1 ? "" : "s"}`;

/** A change of a value: `60, was 30`. */
export function changed(before: Value | undefined, after: Value | undefined): string {
  if (before instanceof Secret || after instanceof Secret) {
    return secretChange(before, after);
  }
  return `${shown(after)}, was ${shown(before)}`;
}

/** A change of a secret, without its value. */
function secretChange(before: Value | undefined, after: Value | undefined): string {
  if (after instanceof Unknown) {
    return `secret ${KNOWN_LATER}`;
  }
  if (isUnset(after)) {
    return "secret removed";
  }
  return isUnset(before) ? "secret set" : "secret changed";
}

/** Whether a value is the same as no value: null, an empty string, an empty list or object. */
export const isUnset = (value: Value | undefined): boolean =>
  value === undefined ||
  value === null ||
  value === "" ||
  (Array.isArray(value) && value.length === 0) ||
  (isValues(value) && Object.values(value).every(isUnset));

const UNITS = [
  ["day", 86_400],
  ["hour", 3600],
  ["minute", 60],
  ["second", 1],
] as const;

/** A number of seconds in the largest unit that needs no fraction: `4 days`, `90 seconds`. */
export function duration(value: Value | undefined): string {
  const seconds = Number(value);
  if (typeof value !== "number" || !Number.isInteger(seconds)) {
    return shown(value);
  }
  const [unit, size] = UNITS.find(([, one]) => seconds % one === 0 && seconds >= one) ?? ["second", 1];
  return counted(seconds / size, unit);
}

/** A number of days: `30 days`. */
export const days = (value: Value | undefined): string =>
  typeof value === "number" ? counted(value, "day") : shown(value);

/** Verbs that start what a sentence says of its subject. */
const PREDICATE =
  /^(is|are|was|will|can|cannot|may|has|gets|no longer|adds|allows|attaches|changes|deletes|invokes|keeps|newly|reads|removes|replaces|requires|runs|sends|trusts|undoes|writes)\b/;

/** What happens to a resource: `lake/bucket is deleted`. A message with a subject of its own follows after a colon. */
export const clause = (subject: string, message: string): string =>
  subject === "" || message === ""
    ? subject + message
    : `${subject}${PREDICATE.test(message) ? "" : ":"} ${message}`;

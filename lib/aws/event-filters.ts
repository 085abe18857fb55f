/** The events and keys that a notification selects: overlaps, which S3 rejects, and the equivalent SNS filter policy. */
import { Fn, Token } from "cdktf";
import { templateProblem } from "../terraform/hcl-template";
import { argument } from "../terraform/jsonencode";
import { defined } from "../objects";
import { mapPiece, piecesOf } from "../terraform/token-pieces";
import { isToken } from "../tokens";
import { FILTER_VALUE_LENGTH } from "./limits";

/** The events and keys that a notification selects. */
export interface EventSelection {
  /** Such as `s3:ObjectCreated:*`. */
  readonly events: readonly string[];
  /** @default - any key */
  readonly filterPrefix?: string;
  /** @default - any key */
  readonly filterSuffix?: string;
}

/**
 * Whether both can select the same event. False if a token makes it unknown.
 * Source: S3 User Guide, "Configuring event notifications using object key name filtering".
 */
export function overlap(one: EventSelection, other: EventSelection): boolean {
  return (
    ![one, other].some(hasToken) &&
    one.events.some((event) => other.events.some((another) => shareEvents(event, another))) &&
    eitherWay(one.filterPrefix, other.filterPrefix, (key, prefix) => key.startsWith(prefix)) &&
    eitherWay(one.filterSuffix, other.filterSuffix, (key, suffix) => key.endsWith(suffix))
  );
}

const hasToken = ({ events, filterPrefix, filterSuffix }: EventSelection): boolean =>
  [events, filterPrefix, filterSuffix, ...(isToken(events) ? [] : events)].some(isToken);

function shareEvents(one: string, other: string): boolean {
  const covers = (family: string, event: string): boolean =>
    family.endsWith(":*") && event.startsWith(family.slice(0, -1));
  return one === other || covers(one, other) || covers(other, one);
}

function eitherWay(
  one: string = "",
  other: string = "",
  matches: (key: string, part: string) => boolean,
): boolean {
  return matches(one, other) || matches(other, one);
}

/**
 * The filter policy, of scope `MessageBody`, that selects a bucket's events from a topic. SNS can match the beginning of a key or its
 * end, not both: the suffix is used only without a prefix.
 *
 * Source: SNS Developer Guide, "Payload-based message filtering"; S3 User Guide, "Event message structure".
 */
export function topicFilter(
  bucketName: string,
  { events, filterPrefix, filterSuffix }: EventSelection,
): object {
  const key =
    filterPrefix !== undefined
      ? [{ prefix: encodeKey(filterPrefix) }]
      : filterSuffix !== undefined
        ? [{ suffix: encodeKey(filterSuffix) }]
        : undefined;
  return {
    Records: {
      eventName: events.map((event) => event.replace(/^s3:/, "")).map(byName),
      s3: { bucket: { name: [bucketName] }, ...(key !== undefined && { object: { key } }) },
    },
  };
}

/**
 * The number of combinations that SNS counts in a filter policy: the product, over all members, of the number of values times the
 * nesting depth. Source: SNS Developer Guide, "Filter policy constraints".
 */
export function combinationsOf(filter: object, depth = 1): number {
  return Object.values(filter).reduce<number>(
    (product, member: unknown) =>
      product * (Array.isArray(member) ? member.length * depth : combinationsOf(member as object, depth + 1)),
    1,
  );
}

/** Messages contain the event, never its family. */
const byName = (event: string) => (event.endsWith(":*") ? { prefix: event.slice(0, -1) } : event);

/**
 * A part of a key, encoded as in S3's messages and filters: like a form field, except for slashes. S3 silently accepts a raw `=` or
 * space in a filter, but it matches no object. Terraform encodes the value of a token.
 *
 * Sources: S3 User Guide, "Configuring event notifications using object key name filtering" (a space is "+", other special
 * characters are percent-encoded) and "Event message structure" (the key is `application/x-www-form-urlencoded`).
 */
export const encodeKey = (part: string): string =>
  isToken(part)
    ? piecesOf(part)
        .map((piece) => mapPiece(piece, encodedByTerraform, encodeLiteral))
        .join("")
    : encodeLiteral(part);

const encodeLiteral = (part: string): string =>
  encodeURIComponent(part)
    .replace(/[!'()~]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll("%2F", "/")
    .replaceAll("%20", "+");

/** Terraform's `urlencode` also encodes slashes and asterisks, and does not encode tildes. */
const encodedByTerraform = (part: string): string =>
  REPLACED_IN_TERRAFORM.reduce(
    (encoded, [from, to]) => Fn.replace(encoded, from, to),
    Fn.urlencode(Token.asString(argument(part))),
  );

const REPLACED_IN_TERRAFORM = [
  ["%2F", "/"],
  ["%2A", "*"],
  ["~", "%7E"],
] as const;

type KeyFilters = Pick<EventSelection, "filterPrefix" | "filterSuffix">;

/** The key filters of a notification, encoded for S3. */
export const encodedFilter = ({ filterPrefix, filterSuffix }: KeyFilters): KeyFilters =>
  defined({
    filterPrefix: filterPrefix && encodeKey(filterPrefix),
    filterSuffix: filterSuffix && encodeKey(filterSuffix),
  });

/** What is wrong with a prefix or suffix filter, unencoded. */
export function filterValueProblem(value: string): string | undefined {
  if (/\p{Surrogate}/u.test(value)) {
    return "contains half of a surrogate pair, which is not valid in a key";
  }
  const template = templateProblem(value);
  if (template !== undefined) {
    return template;
  }
  const { length } = encodeKey(value);
  if (value.includes("*")) {
    return (
      "contains *, which S3 does not treat as a wildcard; write the beginning or the end of the key without it, such as " +
      '"exports/" or ".csv"'
    );
  }
  if (looksEncoded(value)) {
    return (
      `looks URL-encoded; write it unencoded (${JSON.stringify(decoded(value))}), because the construct encodes it. ` +
      "For a key that contains a literal percent sign, pass a token, such as a TerraformLocal"
    );
  }
  return length <= FILTER_VALUE_LENGTH
    ? undefined
    : `has ${length} characters when URL-encoded; at most ${FILTER_VALUE_LENGTH} are allowed`;
}

/** Whether a value has encoded characters and none that need encoding. Keys of Hive can contain a literal `%3A`, next to a `=`. */
const looksEncoded = (value: string): boolean =>
  /%[0-9A-Fa-f]{2}/.test(value) && /^(?:[\w.!'()/+~-]|%[0-9A-Fa-f]{2})*$/.test(value);

function decoded(value: string): string {
  try {
    return decodeURIComponent(value.replaceAll("+", " "));
  } catch {
    return value;
  }
}

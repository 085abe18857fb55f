/** Which objects and events a notification is about: what S3 refuses to have twice, and how SNS filters the same. */
import { Fn, Token } from "cdktf";
import { templateProblem } from "../terraform/hcl-template";
import { argument } from "../terraform/jsonencode";
import { defined } from "../objects";
import { mapPiece, piecesOf } from "../terraform/token-pieces";
import { isToken } from "../tokens";
import { FILTER_VALUE_LENGTH } from "./limits";

/** The objects and events that a notification is about. */
export interface EventSelection {
  /** Such as `s3:ObjectCreated:*`. */
  readonly events: readonly string[];
  /** @default - any key */
  readonly filterPrefix?: string;
  /** @default - any key */
  readonly filterSuffix?: string;
}

/**
 * Whether some event of some object would belong to both. A token may stand for anything, so nothing is said of it.
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
 * The filter policy, of scope `MessageBody`, that lets through what S3 announces of a bucket on a topic. SNS can look at
 * the beginning of a key or at its end, not at both: a suffix counts only without a prefix.
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
 * How many combinations SNS counts in a filter policy: for each member its values times the depth at which it stands,
 * multiplied. Source: SNS Developer Guide, "Filter policy constraints".
 */
export function combinationsOf(filter: object, depth = 1): number {
  return Object.values(filter).reduce<number>(
    (product, member: unknown) =>
      product * (Array.isArray(member) ? member.length * depth : combinationsOf(member as object, depth + 1)),
    1,
  );
}

/** Messages name the event, never its family. */
const byName = (event: string) => (event.endsWith(":*") ? { prefix: event.slice(0, -1) } : event);

/**
 * A part of a key as S3 writes it in messages and wants it in filters: encoded like the field of a form, except for its slashes. A
 * raw `=` or space in a filter matches no object, and S3 accepts it silently. The value of a token is encoded by Terraform.
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

/** Terraform encodes slashes and asterisks too, and leaves tildes alone. */
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

/** The part of a notification that names keys, as S3 wants it. */
export const encodedFilter = ({
  filterPrefix,
  filterSuffix,
}: Pick<EventSelection, "filterPrefix" | "filterSuffix">): Pick<
  EventSelection,
  "filterPrefix" | "filterSuffix"
> =>
  defined({
    filterPrefix: filterPrefix && encodeKey(filterPrefix),
    filterSuffix: filterSuffix && encodeKey(filterSuffix),
  });

/** What is wrong with the beginning or the end of a key that a notification is limited to, as a user writes it. */
export function filterValueProblem(value: string): string | undefined {
  if (/\p{Surrogate}/u.test(value)) {
    return "contains half of a surrogate pair, which no key has";
  }
  const template = templateProblem(value);
  if (template !== undefined) {
    return template;
  }
  const { length } = encodeKey(value);
  if (value.includes("*")) {
    return (
      "contains *, which S3 takes for the character itself; write the beginning or the end of the key, such as " +
      '"exports/" or ".csv"'
    );
  }
  if (looksEncoded(value)) {
    return (
      `looks URL-encoded; write the key as objects have it (${JSON.stringify(decoded(value))}), because it is encoded here. ` +
      "For a key that has the percent sign itself, pass a token, such as a TerraformLocal"
    );
  }
  return length <= FILTER_VALUE_LENGTH
    ? undefined
    : `has ${length} characters once it is URL-encoded; ${FILTER_VALUE_LENGTH} are allowed`;
}

/** Whether a value has encoded characters and none that would have to be. Keys may have a `%3A`, as those of Hive: beside a `=`. */
const looksEncoded = (value: string): boolean =>
  /%[0-9A-Fa-f]{2}/.test(value) && /^(?:[\w.!'()/+~-]|%[0-9A-Fa-f]{2})*$/.test(value);

function decoded(value: string): string {
  try {
    return decodeURIComponent(value.replaceAll("+", " "));
  } catch {
    return value;
  }
}

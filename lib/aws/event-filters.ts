/** Which objects and events a notification is about: what S3 refuses to have twice, and how SNS filters the same. */
import { isToken } from "../validation/show";

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
      ? [{ prefix: asAnnounced(filterPrefix) }]
      : filterSuffix !== undefined
        ? [{ suffix: asAnnounced(filterSuffix) }]
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

/** How a part of a key is spelled in messages: encoded like a form's field, except for its slashes. */
function asAnnounced(part: string): string {
  return isToken(part)
    ? part
    : encodeURIComponent(part)
        .replace(/[!'()~]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`)
        .replaceAll("%2F", "/")
        .replaceAll("%20", "+");
}

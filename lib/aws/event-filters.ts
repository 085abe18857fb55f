/** Which notifications S3 refuses to have side by side on one bucket. */
import { Token } from "cdktf";

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
    !Token.isUnresolved([one, other]) &&
    one.events.some((event) => other.events.some((another) => shareEvents(event, another))) &&
    eitherWay(one.filterPrefix, other.filterPrefix, (key, prefix) => key.startsWith(prefix)) &&
    eitherWay(one.filterSuffix, other.filterSuffix, (key, suffix) => key.endsWith(suffix))
  );
}

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

/** Which events a bucket sends where. */
import { blocks, stringAt } from "./resources";
import { isSetUnknown } from "./unknown-changes";
import { Unknown, type Value, type Values, valueAt } from "./value";

const TARGETS = { queue: "queue_arn", topic: "topic_arn", lambda_function: "lambda_function_arn" };

/** The events that S3 sends for a wildcard. */
const EVENTS: Readonly<Record<string, readonly string[]>> = {
  "s3:ObjectCreated:*": ["Put", "Post", "Copy", "CompleteMultipartUpload"],
  "s3:ObjectRemoved:*": ["Delete", "DeleteMarkerCreated"],
  "s3:ObjectRestore:*": ["Post", "Completed", "Delete"],
  "s3:ObjectTagging:*": ["Put", "Delete"],
  "s3:LifecycleExpiration:*": ["Delete", "DeleteMarkerCreated"],
  "s3:Replication:*": [
    "OperationFailedReplication",
    "OperationMissedThreshold",
    "OperationReplicatedAfterThreshold",
    "OperationNotTracked",
  ],
};

/** One block of a notification. A part that is known after the apply is `undefined`. */
interface Entry {
  readonly arn: string | undefined;
  readonly events: readonly (string | undefined)[];
  readonly prefix: string | undefined;
  readonly suffix: string | undefined;
}

/** The blocks of a notification. */
export interface Entries {
  readonly all: readonly Entry[];
  /** Whether there can be more blocks. */
  readonly isOpen: boolean;
}

/** Reads the blocks of a notification. */
export function entriesOf(notification: Values | undefined): Entries {
  const names = Object.keys(TARGETS);
  return {
    all: Object.entries(TARGETS).flatMap(([name, arn]) =>
      blocks(notification, name).map((block) => entryOf(block, arn)),
    ),
    isOpen: names.some((name) => isSetUnknown(valueAt(notification, name), name)),
  };
}

function entryOf(block: Values, arn: string): Entry {
  const events = valueAt(block, "events");
  const all: readonly (Value | undefined)[] = Array.isArray(events) ? (events as readonly Value[]) : [events];
  const filter = (name: string): string | undefined =>
    valueAt(block, name) instanceof Unknown ? undefined : (stringAt(block, name) ?? "");
  return {
    arn: stringAt(block, arn),
    events: all.map((event) => (typeof event === "string" ? event : undefined)),
    prefix: filter("filter_prefix"),
    suffix: filter("filter_suffix"),
  };
}

/** How much of the events to a target still arrives. `unknown` if that is known after the apply. */
export type Delivery = "all" | "fewer" | "none" | "unknown";

/** What remains of the events that the target with this ARN gets. */
export function deliveryTo(arn: string, before: Entries, after: Entries): Delivery {
  const sent = before.all.filter((entry) => entry.arn === arn);
  const isCovered = (by: readonly Entry[], isPossible: boolean): boolean =>
    sent.every((entry) => entry.events.every((event) => covers(by, entry, event ?? "", isPossible)));
  const known = after.all.filter((entry) => entry.arn === arn);
  if (isCovered(known, false)) {
    return "all";
  }
  const possible = after.all.filter((entry) => entry.arn === arn || entry.arn === undefined);
  if (after.isOpen || isCovered(possible, true)) {
    return "unknown";
  }
  return known.length > 0 ? "fewer" : "none";
}

/**
 * Whether these blocks send an event that another block sent.
 *
 * @param isPossible the answer for what is known after the apply
 */
function covers(
  entries: readonly Entry[],
  { prefix = "", suffix = "" }: Entry,
  event: string,
  isPossible: boolean,
): boolean {
  const matching = entries.filter(
    (one) =>
      (one.prefix === undefined ? isPossible : prefix.startsWith(one.prefix)) &&
      (one.suffix === undefined ? isPossible : suffix.endsWith(one.suffix)),
  );
  const matches = (one: string | undefined, name: string): boolean =>
    one === undefined ? isPossible : one === name || (one.endsWith("*") && name.startsWith(one.slice(0, -1)));
  const isSent = (name: string): boolean =>
    matching.some(({ events }) => events.some((one) => matches(one, name)));
  const parts = EVENTS[event]?.map((part) => `${event.slice(0, -1)}${part}`);
  return isSent(event) || (parts?.every(isSent) ?? false);
}

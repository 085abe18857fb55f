/**
 * The notification resource of a bucket. S3 has one notification configuration per bucket, and a second resource would silently
 * replace it, so all entries are collected here.
 */
import { S3BucketNotification } from "@cdktf/provider-aws/lib/s3-bucket-notification";
import { Annotations, type ITerraformDependable, TerraformStack, Token } from "cdktf";
import type { Construct } from "constructs";
import { encodedFilter, type EventSelection, overlap } from "../../lib/aws/event-filters";
import { NOTIFICATION_ID_LENGTH, NOTIFICATIONS } from "../../lib/aws/limits";
import { physicalName, shortHash } from "../../lib/aws/names";
import type { BucketSource } from "../../lib/iam/statements";
import { defined } from "../../lib/objects";
import { inStackOf } from "../../lib/terraform/dependencies";
import { forbidSecondOwner } from "../../lib/synthesis/owners";
import { withMetaArguments } from "../../lib/terraform/meta-arguments";
import { replaceTriggeredByAddresses } from "../../lib/terraform/replacement";
import { resourcesIn } from "../../lib/terraform/references";
import { formatValue } from "../../lib/format";
import { sortedBy } from "../../lib/sorted";
import { pathBelowApp, refuse, resolveIn } from "../validation";
import type { AwsArguments } from "./aws-environment";
import { forbidNameOverrides } from "./name-overrides";
import type { DESTINATIONS, EventFilter, OtherNotification, RequiredNotification } from "./notification";
import { bucketKey, isKnownName, nameIn, NotificationOwnership } from "./notification-ownership";
import type { IEventQueue } from "./interfaces";

interface BucketEventsProps {
  /** Scope and construct id of the notification resource. */
  readonly notification: { readonly scope: Construct; readonly id: string };
  /** Name of the bucket. */
  readonly bucketName: string;
  /** Whether the notification resource may be created. */
  readonly managed: boolean;
  /** Resources that must exist before it, such as the previous setting of the bucket. */
  readonly after: readonly ITerraformDependable[];
  readonly aws: AwsArguments;
}

/** Events that a queue receives. */
interface Entry extends Omit<RequiredNotification, "id"> {
  readonly queue: IEventQueue;
}

const ownership = new NotificationOwnership<BucketNotifications>();

/** Collects the entries of a bucket's notification configuration. */
export class BucketNotifications {
  /** The notifications of a bucket that `creator` creates. */
  public static ofNew(
    creator: Construct,
    name: string,
    props: Omit<BucketEventsProps, "notification" | "managed">,
  ): BucketNotifications {
    const { aws } = props;
    const events = new BucketNotifications({
      ...props,
      notification: { scope: creator, id: "notification" },
      managed: true,
    });
    ownership.register(bucketKey(creator, name), {
      construct: creator,
      role: "creator",
      aws,
      events,
    });
    return events;
  }

  /** The construct in the app that creates the bucket of this name, if it was defined earlier. */
  public static creatorOf(construct: Construct, name: string): Construct | undefined {
    return ownership.find(construct, bucketKey(construct, name), "creator")?.construct;
  }

  /**
   * The notifications of an existing bucket. Several constructs can reference one bucket. If this app manages its notifications, they
   * share one resource, whose scope is the stack, so it survives when one of them is removed.
   */
  public static ofExisting(
    construct: Construct,
    props: Omit<BucketEventsProps, "notification">,
  ): BucketNotifications {
    const { bucketName, managed, aws } = props;
    const key = bucketKey(construct, bucketName);
    if (!managed) {
      const events = new BucketNotifications({
        ...props,
        notification: { scope: construct, id: "notification" },
      });
      ownership.register(key, { construct, role: "user", events });
      return events;
    }
    const events =
      ownership.find(construct, key, "manager")?.events ??
      new BucketNotifications({
        ...props,
        // If only Terraform knows the name, the id is derived from the path, so that the expression can change.
        notification: {
          scope: TerraformStack.of(construct),
          id: `polytomic-notification-${isKnownName(key) ? key : shortHash(construct.node.path)}`,
        },
      });
    ownership.register(key, { construct, role: "manager", aws, events });
    return events;
  }

  private readonly entries: Entry[] = [];
  private readonly others: OtherNotification[] = [];
  private readonly awaited: ITerraformDependable[];
  private notification?: S3BucketNotification;

  public constructor(private readonly props: BucketEventsProps) {
    this.awaited = inStackOf(props.notification.scope, props.after);
  }

  /** Resources that must exist before events flow. */
  public get prerequisites(): readonly ITerraformDependable[] {
    return this.notification === undefined ? [] : [this.notification];
  }

  /** Entries that the owner of an unmanaged bucket must add. */
  public get required(): readonly RequiredNotification[] {
    return this.props.managed ? [] : this.numbered.map(encoded);
  }

  /**
   * Sends the events that `filter` selects to a queue.
   * @param construct for errors and warnings
   * @param bucket the bucket that the construct references
   */
  public sendTo(construct: Construct, bucket: BucketSource, queue: IEventQueue, filter: EventFilter): void {
    const { managed, bucketName } = this.props;
    this.refuseTooMany(construct, "filter", 1);
    const entry: Entry = { queue, queueArn: queue.queueArn, ...selectionOf(filter) };
    const others = this.entries.filter(({ queueArn }) => queueArn === queue.queueArn);
    this.refuseOverlap(construct, "filter", { ...entry, id: idOf(queue, others.length + 1) });
    if (!managed) {
      ownership.register(bucketKey(construct, bucketName), { construct, role: "unmanaged", events: this });
    }
    queue.allowDeliveryFrom(bucket);
    this.entries.push(entry);
    if (managed) {
      this.await(queue.prerequisites);
      this.managedNotification().putQueue(this.queues);
    } else {
      Annotations.of(construct).addWarning(
        "This app does not manage the notifications of this existing bucket. Its owner must add the entries in its " +
          "requiredNotifications. Alternatively, set manageNotifications: true to let this app manage all of its notifications",
      );
    }
  }

  /**
   * Adds entries for other consumers. Duplicates are skipped, because several constructs can reference the bucket and list the same.
   * @param construct for errors
   */
  public declare(construct: Construct, others: readonly OtherNotification[]): void {
    this.refuseTooMany(construct, "otherNotifications", others.length - this.others.length);
    for (const other of others.filter(
      (one) => !this.others.some((known) => areSame(construct, known, one)),
    )) {
      this.refuseTooMany(construct, "otherNotifications", 1);
      this.refuseOverlap(construct, "otherNotifications", other);
      this.others.push(other);
      this.await(other.dependsOn ?? []);
    }
    const notification = this.managedNotification();
    notification.putQueue(this.queues);
    notification.putTopic(this.othersTo("topicArn"));
    notification.putLambdaFunction(this.othersTo("lambdaFunctionArn"));
  }

  /** Whether the bucket sends events to a topic; true if the notifications are not managed here. */
  public mayPublishTo(construct: Construct, topicArn: string): boolean {
    const topic = nameIn(construct, topicArn);
    return (
      !this.props.managed ||
      this.others.some((one) => one.topicArn !== undefined && nameIn(construct, one.topicArn) === topic)
    );
  }

  /** The events that the queue receives. */
  public eventsSentTo(queue: IEventQueue): readonly EventSelection[] {
    return this.entries.filter(({ queueArn }) => queueArn === queue.queueArn);
  }

  private get queues() {
    return [...this.numbered.map(encoded), ...this.othersTo("queueArn")];
  }

  /**
   * The entries, with stable ids, because the provider would generate random ones. Ids must be unique on a bucket, and are numbered per
   * queue, so that removing one queue does not renumber another's entries. Sorted, because Terraform compares entries by position.
   */
  private get numbered(): RequiredNotification[] {
    const { scope } = this.props.notification;
    const sorted = sortedBy(this.entries, ({ queue, events, filterPrefix, filterSuffix }) => [
      idOf(queue, 0),
      // As a whole, because the events can be a list token.
      JSON.stringify(resolveIn(scope, [filterPrefix ?? "", filterSuffix ?? "", events])),
    ]);
    const numbers = new Map<string, number>();
    return sorted.map(({ queue, ...entry }) => {
      const number = 1 + (numbers.get(entry.queueArn) ?? 0);
      numbers.set(entry.queueArn, number);
      return { id: idOf(queue, number), ...entry };
    });
  }

  /** The entries of other consumers with this destination. Sorted, for the same reason. */
  private othersTo<Destination extends (typeof DESTINATIONS)[number]>(destination: Destination) {
    const { scope } = this.props.notification;
    return sortedBy(this.others, ({ id }) => [nameIn(scope, id)]).flatMap((one) => {
      const { [destination]: arn, id, events, ...filter } = one;
      const entry = { id, events: Token.asList(events), ...encodedFilter(filter) };
      return arn === undefined
        ? []
        : [{ ...entry, [destination]: arn } as typeof entry & Record<Destination, string>];
    });
  }

  /** Also sends all events of the bucket to EventBridge. */
  public sendToEventBridge(): void {
    this.managedNotification().eventbridge = true;
  }

  private managedNotification(): S3BucketNotification {
    this.notification ??= this.createNotification();
    return this.notification;
  }

  private createNotification(): S3BucketNotification {
    const { notification, aws, bucketName } = this.props;
    const resource = new S3BucketNotification(notification.scope, notification.id, {
      ...aws,
      bucket: bucketName,
    });
    // Replaced together with the bucket, if this stack creates it: a bucket replaced under the same name starts without notifications.
    replaceTriggeredByAddresses(resource, () => resourcesIn(resource, bucketName));
    withMetaArguments(resource, { dependsOn: () => this.awaited });
    forbidSecondOwner(resource);
    forbidNameOverrides(resource, resource, {
      what: "notification configuration of the bucket",
      names: { bucket: bucketName },
      remedy: "Set the name, region and awsProvider of the bucket",
    });
    return resource;
  }

  private await(dependables: readonly ITerraformDependable[]): void {
    this.awaited.push(...inStackOf(this.props.notification.scope, dependables));
  }

  private refuseTooMany(construct: Construct, prop: string, added: number): void {
    const count = this.entries.length + this.others.length + added;
    if (added > 0 && count > NOTIFICATIONS) {
      const message =
        `would give the bucket's notification configuration ${count} entries, but S3 allows ${NOTIFICATIONS}. Send all events to an ` +
        "SNS topic (topicArn) or to EventBridge (eventBridge: true), which filter for any number of consumers, or use fewer, higher-level folders";
      refuse(construct, "DataBucket", { prop, code: "OUT_OF_RANGE", message });
    }
  }

  /** S3 would reject the whole notification configuration in the middle of an apply. */
  private refuseOverlap(
    construct: Construct,
    prop: string,
    entry: EventSelection & { readonly id: string },
  ): void {
    const all = [...this.numbered, ...this.others];
    const conflict = (message: string): never =>
      refuse(construct, "DataBucket", { prop, code: "CONFLICT", message });
    if (all.some(({ id }) => id === entry.id)) {
      conflict(`${formatValue(entry.id)} is the id of two different notifications; give each its own id`);
    }
    const taken = all.find((one) => overlap(one, entry));
    if (taken !== undefined) {
      conflict(
        `${describe(entry)} overlap with ${describe(taken)} (notification ${taken.id}); ` +
          "S3 rejects two notifications for the same event. Separate them by prefix or suffix (in an S3Integration, by folder), " +
          "or turn off events for one of them",
      );
    }
  }
}

const idOf = (queue: IEventQueue, number: number): string =>
  physicalName([...pathBelowApp(queue), String(number)], NOTIFICATION_ID_LENGTH);

/** The events and keys that a filter selects. */
export function selectionOf({ eventTypes, prefix, suffix }: EventFilter) {
  return {
    events: Token.asList(eventTypes ?? ["s3:ObjectCreated:*"]),
    ...defined({ filterPrefix: prefix, filterSuffix: suffix }),
  };
}

const encoded = (entry: RequiredNotification): RequiredNotification => ({
  ...entry,
  ...encodedFilter(entry),
});

const areSame = (scope: Construct, one: OtherNotification, other: OtherNotification): boolean =>
  JSON.stringify(resolveIn(scope, { ...one, dependsOn: [] })) ===
  JSON.stringify(resolveIn(scope, { ...other, dependsOn: [] }));

function describe({ events, filterPrefix = "", filterSuffix = "" }: EventSelection): string {
  return `${events.join(", ")} of ${formatValue(`${filterPrefix}*${filterSuffix}`)}`;
}

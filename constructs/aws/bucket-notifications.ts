/**
 * The one notification resource of a bucket. S3 knows a single notification configuration per bucket, and a second
 * resource would silently replace the first; so whoever wants events adds to this one.
 */
import { S3BucketNotification } from "@cdktf/provider-aws/lib/s3-bucket-notification";
import { Annotations, type ITerraformDependable, type TerraformProvider, TerraformStack, Token } from "cdktf";
import type { Construct } from "constructs";
import { encodedFilter, type EventSelection, overlap } from "../../lib/aws/event-filters";
import { NOTIFICATION_ID_LENGTH, NOTIFICATIONS } from "../../lib/aws/limits";
import { physicalName, shortHash } from "../../lib/aws/names";
import type { BucketSource } from "../../lib/iam/statements";
import { defined } from "../../lib/objects";
import { inStackOf } from "../../lib/terraform/dependencies";
import { refuseSecondOwner } from "../../lib/synthesis/owners";
import { ensure } from "../../lib/terraform/needs";
import { replaceWithAddresses } from "../../lib/terraform/replacement";
import { resourcesIn } from "../../lib/terraform/references";
import { formatValue } from "../../lib/format";
import { sortedBy } from "../../lib/sorted";
import { pathBelowApp, refuse, resolveIn } from "../validation";
import { refuseNameOverrides } from "./name-overrides";
import type { EventFilter, OtherNotification, RequiredNotification } from "./notification";
import { bucketKey, isKnownName, nameIn, NotificationOwnership } from "./notification-ownership";
import type { IEventQueue } from "./interfaces";

interface BucketEventsProps {
  /** Where the notification resource stands, and what it is called there. */
  readonly notification: { readonly scope: Construct; readonly id: string };
  /** Name of the bucket. */
  readonly bucketName: string;
  /** Whether the notification resource may be created. */
  readonly managed: boolean;
  /** What must exist before, such as the configuration call that comes before. */
  readonly after: readonly ITerraformDependable[];
  readonly awsProvider: TerraformProvider | undefined;
}

/** What a queue receives. */
interface Entry extends Omit<RequiredNotification, "id"> {
  readonly queue: IEventQueue;
}

const claims = new NotificationOwnership<BucketNotifications>();

/** Collects who wants the events of a bucket. */
export class BucketNotifications {
  /** Those of a bucket that is made by `maker`. */
  public static ofNew(
    maker: Construct,
    name: string,
    props: Omit<BucketEventsProps, "notification" | "managed">,
  ): BucketNotifications {
    const { awsProvider } = props;
    const events = new BucketNotifications({
      ...props,
      notification: { scope: maker, id: "notification" },
      managed: true,
    });
    claims.claim(bucketKey(maker, name), { asker: maker, role: "maker", awsProvider, events });
    return events;
  }

  /** The construct of the app that creates the bucket of this name, if one has been created before. */
  public static makerOf(asker: Construct, name: string): Construct | undefined {
    return claims.find(asker, bucketKey(asker, name), "maker")?.asker;
  }

  /**
   * Those of a bucket that exists. Several constructs may stand for one bucket; if this app manages its notifications,
   * they share the one resource, which stands in the stack, so that it stays when one of them goes.
   */
  public static ofExisting(
    asker: Construct,
    props: Omit<BucketEventsProps, "notification">,
  ): BucketNotifications {
    const { bucketName, managed, awsProvider } = props;
    const key = bucketKey(asker, bucketName);
    if (!managed) {
      const events = new BucketNotifications({
        ...props,
        notification: { scope: asker, id: "notification" },
      });
      claims.claim(key, { asker, role: "user", events });
      return events;
    }
    const events =
      claims.find(asker, key, "manager")?.events ??
      new BucketNotifications({
        ...props,
        // Of a name that only Terraform knows, the address says where it is written, so that it may be written in another way.
        notification: {
          scope: TerraformStack.of(asker),
          id: `polytomic-notification-${isKnownName(key) ? key : shortHash(asker.node.path)}`,
        },
      });
    claims.claim(key, { asker, role: "manager", awsProvider, events });
    return events;
  }

  private readonly entries: Entry[] = [];
  private readonly others: OtherNotification[] = [];
  private readonly awaited: ITerraformDependable[];
  private notification?: S3BucketNotification;

  public constructor(private readonly props: BucketEventsProps) {
    this.awaited = inStackOf(props.notification.scope, props.after);
  }

  /** What must exist before events flow. */
  public get prerequisites(): readonly ITerraformDependable[] {
    return this.notification === undefined ? [] : [this.notification];
  }

  /** What the owner of the bucket has to add, where this library may not. */
  public get required(): readonly RequiredNotification[] {
    return this.props.managed ? [] : this.numbered.map(encoded);
  }

  /**
   * Announces what `filter` selects on a queue.
   * @param asker the construct that was asked, for errors and warnings
   * @param bucket that the construct stands for
   */
  public sendTo(asker: Construct, bucket: BucketSource, queue: IEventQueue, filter: EventFilter): void {
    const { managed, bucketName } = this.props;
    this.refuseTooMany(asker, "filter", 1);
    const entry: Entry = { queue, queueArn: queue.queueArn, ...selectionOf(filter) };
    const others = this.entries.filter(({ queueArn }) => queueArn === queue.queueArn);
    this.refuseOverlap(asker, "filter", { ...entry, id: idOf(queue, others.length + 1) });
    if (!managed) {
      claims.claim(bucketKey(asker, bucketName), { asker, role: "guest", events: this });
    }
    queue.allowDeliveryFrom(bucket);
    this.entries.push(entry);
    if (managed) {
      this.await(queue.prerequisites);
      this.managedNotification().putQueue(this.queues);
    } else {
      Annotations.of(asker).addWarning(
        "This bucket exists already, so its notifications are left alone. Its owner has to add what its " +
          "requiredNotifications list, or set manageNotifications to let this app own all of them",
      );
    }
  }

  /**
   * Takes up what others are told. What has been taken up already is not taken up again, as several constructs may stand for
   * the bucket and list the same.
   * @param asker the construct that was told, for errors
   */
  public declare(asker: Construct, others: readonly OtherNotification[]): void {
    this.refuseTooMany(asker, "otherNotifications", others.length - this.others.length);
    for (const other of others.filter((one) => !this.others.some((known) => areSame(asker, known, one)))) {
      this.refuseTooMany(asker, "otherNotifications", 1);
      this.refuseOverlap(asker, "otherNotifications", other);
      this.others.push(other);
      this.await(other.dependsOn ?? []);
    }
    const notification = this.managedNotification();
    notification.putQueue(this.queues);
    notification.putTopic(
      this.sortedOthers.flatMap((one) =>
        one.topicArn ? [{ ...selected(one), topicArn: one.topicArn }] : [],
      ),
    );
    notification.putLambdaFunction(
      this.sortedOthers.flatMap((one) =>
        one.lambdaFunctionArn ? [{ ...selected(one), lambdaFunctionArn: one.lambdaFunctionArn }] : [],
      ),
    );
  }

  /**
   * Whether the bucket tells a topic of its objects, as far as that is decided here.
   * @param asker the construct that is asked
   */
  public mayAnnounceOn(asker: Construct, topicArn: string): boolean {
    const topic = nameIn(asker, topicArn);
    return (
      !this.props.managed ||
      this.others.some((one) => one.topicArn !== undefined && nameIn(asker, one.topicArn) === topic)
    );
  }

  /** What the queue is told of. */
  public eventsSentTo(queue: IEventQueue): readonly EventSelection[] {
    return this.entries.filter(({ queueArn }) => queueArn === queue.queueArn);
  }

  private get queues() {
    const others = this.sortedOthers.flatMap((one) =>
      one.queueArn ? [{ ...selected(one), queueArn: one.queueArn }] : [],
    );
    return [...this.numbered.map(encoded), ...others];
  }

  /**
   * The entries, with ids: stable, as the provider would make some up otherwise. They are numbered by queue, as S3 wants no id twice on a
   * bucket and no queue should notice when another one goes; and sorted, because Terraform compares them one by one, and the order in
   * the program means nothing.
   */
  private get numbered(): RequiredNotification[] {
    const { scope } = this.props.notification;
    const sorted = sortedBy(this.entries, ({ queue, events, filterPrefix, filterSuffix }) => [
      idOf(queue, 0),
      // As a whole: the events may be the token of a list.
      JSON.stringify(resolveIn(scope, [filterPrefix ?? "", filterSuffix ?? "", events])),
    ]);
    const numbers = new Map<string, number>();
    return sorted.map(({ queue, ...entry }) => {
      const number = 1 + (numbers.get(entry.queueArn) ?? 0);
      numbers.set(entry.queueArn, number);
      return { id: idOf(queue, number), ...entry };
    });
  }

  private get sortedOthers(): OtherNotification[] {
    const { scope } = this.props.notification;
    return sortedBy(this.others, ({ id }) => [nameIn(scope, id)]);
  }

  /** Sends all events of the bucket to EventBridge too, whoever else wants them. */
  public sendToEventBridge(): void {
    this.managedNotification().eventbridge = true;
  }

  private managedNotification(): S3BucketNotification {
    this.notification ??= this.createNotification();
    return this.notification;
  }

  private createNotification(): S3BucketNotification {
    const { notification, awsProvider, bucketName } = this.props;
    const resource = new S3BucketNotification(notification.scope, notification.id, {
      ...defined({ provider: awsProvider }),
      bucket: bucketName,
    });
    // With the bucket, if this stack creates it: a bucket that is replaced under the same name starts without notifications.
    replaceWithAddresses(resource, () => resourcesIn(resource, bucketName));
    ensure(resource, { dependsOn: () => this.awaited });
    refuseSecondOwner(resource);
    refuseNameOverrides(resource, resource, {
      what: "notification configuration of the bucket",
      names: { bucket: bucketName },
      remedy: "Set the name and awsProvider of the bucket",
    });
    return resource;
  }

  private await(dependables: readonly ITerraformDependable[]): void {
    this.awaited.push(...inStackOf(this.props.notification.scope, dependables));
  }

  private refuseTooMany(asker: Construct, prop: string, added: number): void {
    const count = this.entries.length + this.others.length + added;
    if (added > 0 && count > NOTIFICATIONS) {
      const message =
        `would make ${count} entries in the bucket's notification configuration, and S3 takes ${NOTIFICATIONS}. Announce all objects on an ` +
        "SNS topic (topicArn) or EventBridge (eventBridge: true), which filter for any number of consumers, or use folders with an entry each";
      refuse(asker, "DataBucket", { prop, code: "OUT_OF_RANGE", message });
    }
  }

  /** S3 would refuse the whole notification configuration, in the middle of an apply. */
  private refuseOverlap(
    asker: Construct,
    prop: string,
    entry: EventSelection & { readonly id: string },
  ): void {
    const all = [...this.numbered, ...this.others];
    const conflict = (message: string): never =>
      refuse(asker, "DataBucket", { prop, code: "CONFLICT", message });
    if (all.some(({ id }) => id === entry.id)) {
      conflict(
        `${formatValue(entry.id)} is the id of two different notifications; S3 wants each to have one of its own`,
      );
    }
    const taken = all.find((one) => overlap(one, entry));
    if (taken !== undefined) {
      conflict(
        `${describe(entry)} overlap with ${describe(taken)}, which notification ${taken.id} has already; ` +
          "S3 announces an object once only. Separate them by prefix or suffix (in an S3Integration, by folder), " +
          "or let one do without events",
      );
    }
  }
}

const idOf = (queue: IEventQueue, number: number): string =>
  physicalName([...pathBelowApp(queue), String(number)], NOTIFICATION_ID_LENGTH);

/** What a filter selects. */
export function selectionOf({ eventTypes, prefix, suffix }: EventFilter) {
  return {
    events: Token.asList(eventTypes ?? ["s3:ObjectCreated:*"]),
    ...defined({ filterPrefix: prefix, filterSuffix: suffix }),
  };
}

/** What an entry says besides its destination. */
function selected({ id, events, ...filter }: OtherNotification) {
  return { id, events: Token.asList(events), ...encodedFilter(filter) };
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

/**
 * The one notification resource of a bucket. S3 knows a single notification configuration per bucket, and a second
 * resource would silently replace the first; so whoever wants events adds to this one.
 */
import { S3BucketNotification } from "@cdktf/provider-aws/lib/s3-bucket-notification";
import {
  Annotations,
  dependable,
  type ITerraformDependable,
  type TerraformProvider,
  TerraformStack,
  Token,
} from "cdktf";
import type { Construct } from "constructs";
import { type EventSelection, overlap } from "../../lib/aws/event-filters";
import { NOTIFICATION_ID_LENGTH } from "../../lib/aws/limits";
import { physicalName } from "../../lib/aws/names";
import { InvalidPropsError } from "../../lib/errors";
import { defined } from "../../lib/objects";
import { isToken, show } from "../../lib/validation/show";
import { pathBelowApp, placeOf } from "../validation";
import type { IEventQueue } from "./event-queue";
import type { EventFilter, OtherNotification, RequiredNotification } from "./notification";

interface BucketEventsProps {
  /** Where the notification resource stands, and what it is called there. */
  readonly notification: { readonly scope: Construct; readonly id: string };
  readonly bucket: { readonly name: string; readonly arn: string; readonly ownerAccountId: string };
  /** Whether the notification resource may be created. */
  readonly managed: boolean;
  /** The configuration call that must come before. */
  readonly after?: ITerraformDependable;
  readonly awsProvider: TerraformProvider | undefined;
  /** Told when the resource is created. */
  readonly created?: (notification: S3BucketNotification) => void;
}

/** Who wants the events of buckets that exist, by stack, provider and name of the bucket. */
const shared = new WeakMap<TerraformStack, Map<string, BucketEvents>>();

/** Collects who wants the events of a bucket. */
export class BucketEvents {
  /**
   * Those of a bucket that exists. Several constructs may stand for one bucket; if this app manages its notifications,
   * they share the one resource, which stands in the stack, so that it stays when one of them goes.
   */
  public static ofExisting(scope: Construct, props: Omit<BucketEventsProps, "notification">): BucketEvents {
    const { bucket, managed, awsProvider } = props;
    const stack = TerraformStack.of(scope);
    if (!managed || isToken(bucket.name)) {
      return new BucketEvents({ ...props, notification: { scope, id: "notification" } });
    }
    const known = shared.get(stack) ?? new Map<string, BucketEvents>();
    shared.set(stack, known);
    const id = [
      "polytomic-notification",
      ...(awsProvider?.alias ? [awsProvider.alias] : []),
      bucket.name,
    ].join("-");
    const events = known.get(id) ?? new BucketEvents({ ...props, notification: { scope: stack, id } });
    known.set(id, events);
    return events;
  }

  private readonly entries: RequiredNotification[] = [];
  private readonly others: OtherNotification[] = [];
  private readonly awaited: ITerraformDependable[];
  private notification?: S3BucketNotification;

  public constructor(private readonly props: BucketEventsProps) {
    this.awaited = props.after === undefined ? [] : [props.after];
  }

  /** What must exist before events flow. */
  public get prerequisites(): readonly ITerraformDependable[] {
    return this.notification === undefined ? [] : [this.notification];
  }

  /** What the owner of the bucket has to add, where this library may not. */
  public get required(): readonly RequiredNotification[] {
    return this.props.managed ? [] : this.entries;
  }

  /** @param asker the bucket that was asked, for errors and warnings */
  public sendTo(asker: Construct, queue: IEventQueue, filter: EventFilter): void {
    const { bucket, managed } = this.props;
    const entry = { id: this.nextId(queue), queueArn: queue.queueArn, ...selectionOf(filter) };
    this.refuseOverlap(asker, "filter", entry);
    queue.allowDeliveryFrom(bucket);
    this.entries.push(entry);
    if (managed) {
      this.awaited.push(...queue.prerequisites);
      this.managedNotification().putQueue(this.queues);
    } else {
      Annotations.of(asker).addWarning(
        "This bucket exists already, so its notifications are left alone. Its owner has to add what its " +
          "requiredNotifications list, or set manageNotifications to let this app own all of them",
      );
    }
  }

  /**
   * Takes up what others are told.
   * @param asker the bucket that was told, for errors
   */
  public declare(asker: Construct, others: readonly OtherNotification[]): void {
    for (const other of others) {
      this.refuseOverlap(asker, "otherNotifications", other);
      this.others.push(other);
      this.awaited.push(...(other.dependsOn ?? []));
    }
    const notification = this.managedNotification();
    notification.putQueue(this.queues);
    notification.putTopic(
      this.others.flatMap((one) => (one.topicArn ? [{ ...selected(one), topicArn: one.topicArn }] : [])),
    );
    notification.putLambdaFunction(
      this.others.flatMap((one) =>
        one.lambdaFunctionArn ? [{ ...selected(one), lambdaFunctionArn: one.lambdaFunctionArn }] : [],
      ),
    );
  }

  /** What the queue is told of. */
  public announcedOn(queue: IEventQueue): readonly EventSelection[] {
    return this.entries.filter(({ queueArn }) => queueArn === queue.queueArn);
  }

  private get queues() {
    const others = this.others.flatMap((one) =>
      one.queueArn ? [{ ...selected(one), queueArn: one.queueArn }] : [],
    );
    return [...this.entries, ...others];
  }

  /** Sends all events of the bucket to EventBridge too, whoever else wants them. */
  public sendToEventBridge(): void {
    this.managedNotification().eventbridge = true;
  }

  private managedNotification(): S3BucketNotification {
    this.notification ??= this.createNotification();
    if (this.awaited.length > 0) {
      this.notification.dependsOn = this.awaited.map(dependable);
    }
    return this.notification;
  }

  /** S3 would refuse the whole notification configuration, in the middle of an apply. */
  private refuseOverlap(
    asker: Construct,
    prop: string,
    entry: EventSelection & { readonly id: string },
  ): void {
    const all = [...this.entries, ...this.others];
    const refuse = (message: string): never => {
      throw new InvalidPropsError(placeOf(asker), "DataBucket", [{ prop, code: "CONFLICT", message }]);
    };
    if (all.some(({ id }) => id === entry.id)) {
      refuse(`${show(entry.id)} is the id of two notifications; S3 wants each to have one of its own`);
    }
    const taken = all.find((one) => overlap(one, entry));
    if (taken !== undefined) {
      refuse(
        `${describe(entry)} overlap with ${describe(taken)}, which notification ${taken.id} has already; ` +
          "S3 announces an object once only. Separate them by prefix or suffix (in an S3Integration, by folder), " +
          "or let one do without events",
      );
    }
  }

  /**
   * Stable, as the provider would make one up otherwise; numbered by queue, as S3 wants no id twice on a bucket and no
   * queue should notice when another one goes.
   */
  private nextId(queue: IEventQueue): string {
    const number = 1 + this.entries.filter(({ queueArn }) => queueArn === queue.queueArn).length;
    return physicalName([...pathBelowApp(queue), String(number)], NOTIFICATION_ID_LENGTH);
  }

  private createNotification(): S3BucketNotification {
    const { scope, id } = this.props.notification;
    const notification = new S3BucketNotification(scope, id, {
      ...defined({ provider: this.props.awsProvider }),
      bucket: this.props.bucket.name,
    });
    this.props.created?.(notification);
    return notification;
  }
}

/** What a filter selects. */
export function selectionOf({ eventTypes, prefix, suffix }: EventFilter) {
  return {
    events: Token.asList(eventTypes ?? ["s3:ObjectCreated:*"]),
    ...defined({ filterPrefix: prefix, filterSuffix: suffix }),
  };
}

/** What an entry says besides its destination. */
function selected({ id, events, filterPrefix, filterSuffix }: OtherNotification) {
  return { id, events: Token.asList(events), ...defined({ filterPrefix, filterSuffix }) };
}

function describe({ events, filterPrefix = "", filterSuffix = "" }: EventSelection): string {
  return `${events.join(", ")} of ${show(`${filterPrefix}*${filterSuffix}`)}`;
}

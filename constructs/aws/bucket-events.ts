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
import { FILTER_VALUE_LENGTH, NOTIFICATION_ID_LENGTH } from "../../lib/aws/limits";
import { physicalName } from "../../lib/aws/names";
import { InvalidPropsError } from "../../lib/errors";
import { defined } from "../../lib/objects";
import { rule } from "../../lib/validation/rule";
import { listOf, literalText, oneOf } from "../../lib/validation/token-aware";
import { isToken, show } from "../../lib/validation/show";
import { pathBelowApp, placeOf } from "../validation";
import type { IEventQueue } from "./event-queue";

const EVENT_TYPES = [
  "s3:ObjectCreated:*",
  "s3:ObjectCreated:Put",
  "s3:ObjectCreated:Post",
  "s3:ObjectCreated:Copy",
  "s3:ObjectCreated:CompleteMultipartUpload",
] as const;

/** Events about objects that appear. Source: S3 User Guide, "Supported event types". */
export type ObjectCreatedEvent = (typeof EVENT_TYPES)[number];

/** Which objects are announced. */
export interface EventFilter {
  /**
   * Which events.
   * @default ["s3:ObjectCreated:*"]
   */
  readonly eventTypes?: readonly ObjectCreatedEvent[];
  /**
   * Only objects whose key begins with this, such as `exports/`.
   * @default - all
   */
  readonly prefix?: string;
  /**
   * Only objects whose key ends with this, such as `.parquet`.
   * @default - all
   */
  readonly suffix?: string;
}

/** An entry of a notification configuration, in the words of the AWS provider's `queue` block. */
export interface RequiredNotification {
  /** Name of the entry, unique on the bucket. */
  readonly id: string;
  /** ARN of the queue that is told. */
  readonly queueArn: string;
  /** Types of the events, such as `s3:ObjectCreated:*`. */
  readonly events: string[];
  /** Only objects whose key begins with this; all if it is absent. */
  readonly filterPrefix?: string;
  /** Only objects whose key ends with this; all if it is absent. */
  readonly filterSuffix?: string;
}

const filterValueRule = rule((z) => literalText(z.string().min(1).max(FILTER_VALUE_LENGTH)));

/** The members of {@link EventFilter}, for the rules of whoever has them among its props. */
export const eventFilterShape = rule(() => ({
  eventTypes: listOf(oneOf(EVENT_TYPES)).optional(),
  prefix: filterValueRule().optional(),
  suffix: filterValueRule().optional(),
}));

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
  public sendTo(asker: Construct, queue: IEventQueue, { eventTypes, prefix, suffix }: EventFilter): void {
    const { bucket, managed } = this.props;
    const selection = {
      events: Token.asList(eventTypes ?? ["s3:ObjectCreated:*"]),
      ...defined({ filterPrefix: prefix, filterSuffix: suffix }),
    };
    this.refuseOverlap(asker, selection);
    queue.allowDeliveryFrom(bucket);
    this.entries.push({ id: this.nextId(queue), queueArn: queue.queueArn, ...selection });
    if (managed) {
      this.awaited.push(...queue.prerequisites);
      this.managedNotification().putQueue(this.entries);
    } else {
      Annotations.of(asker).addWarning(
        "This bucket exists already, so its notifications are left alone. Its owner has to add what its " +
          "requiredNotifications list, or set manageNotifications to let this app own all of them",
      );
    }
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
  private refuseOverlap(asker: Construct, selection: EventSelection): void {
    const taken = this.entries.find((entry) => overlap(entry, selection));
    if (taken !== undefined) {
      throw new InvalidPropsError(placeOf(asker), "DataBucket", [
        {
          prop: "filter",
          code: "CONFLICT",
          message:
            `${describe(selection)} overlap with ${describe(taken)}, which notification ${taken.id} has already; ` +
            "S3 announces an object once only. Separate them by prefix or suffix (in an S3Integration, by folder), " +
            "or let one do without events",
        },
      ]);
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

function describe({ events, filterPrefix = "", filterSuffix = "" }: EventSelection): string {
  return `${events.join(", ")} of ${show(`${filterPrefix}*${filterSuffix}`)}`;
}

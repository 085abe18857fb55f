/** What every bucket is to the rest of the library, whether it is made here or exists already. */
import type { ITerraformDependable } from "cdktf";
import { Construct, type IConstruct } from "constructs";
import type { ZodType } from "zod";
import { regionOfArn } from "../../lib/aws/arns";
import { bucketNameProblem } from "../../lib/aws/names";
import { policyTextProblem } from "../../lib/iam/policy-document";
import { type Access, ACCESSES, type BucketSource, objectAccess } from "../../lib/iam/statements";
import { folderProblem, normalizeFolder } from "../../lib/polytomic/s3-location";
import { rule } from "../../lib/validation/rule";
import { instance, textThat } from "../../lib/validation/token-aware";
import { namesOne, namesOneFolder } from "../preconditions";
import { existingOrNew, isConstructWith } from "../rules";
import { checkConstruct, refuse } from "../validation";
import type { EventSelection } from "../../lib/aws/event-filters";
import { type BucketEvents, selectionOf } from "./bucket-events";
import type { IEncryptionKey } from "./encryption-key";
import { eventQueueInstanceRule, type IEventQueue } from "./event-queue";
import type { UsesOfExisting, UsesOfOwned } from "./cross-account";
import { type Grant, granted } from "./grant";
import { type EventOptions, eventOptionsRule } from "./notification";
import { type IPolytomicRole, polytomicRoleInstanceRule } from "./polytomic-role";

/** A bucket that Polytomic reads from or writes to. */
export interface IDataBucket extends IConstruct {
  /** Name of the bucket. */
  readonly bucketName: string;
  /** ARN of the bucket, readable in the plan. */
  readonly bucketArn: string;
  /** Region of the bucket, such as `us-east-1`. */
  readonly region: string;
  /** The key that encrypts the objects, if it is a customer key. */
  readonly encryptionKey?: IEncryptionKey | undefined;
  /** What must exist before the bucket's events reach their queues. */
  readonly prerequisites: readonly ITerraformDependable[];
  /**
   * Allows a role to use the objects below `folder`, or all of them.
   * @throws InvalidPropsError if an argument breaks its rule
   */
  grant(role: IPolytomicRole, access: Access, folder?: string): Grant;
  /**
   * Announces new objects on a queue.
   * @throws InvalidPropsError if an argument breaks its rule
   */
  sendEventsTo(queue: IEventQueue, options?: EventOptions): void;
  /** What of the bucket is announced on a queue. */
  announcedOn(queue: IEventQueue): readonly EventSelection[];
  /**
   * Lets S3 write the access logs of another bucket here, below `prefix`. The owner of an existing bucket does so.
   * @returns what must exist before S3 accepts this bucket as the target of logs
   */
  allowLogsFrom(source: BucketSource, prefix: string): readonly ITerraformDependable[];
}

/** The rule of the name of a bucket. */
export const bucketNameRule = rule(() => textThat(bucketNameProblem));

/** The rule of props that take a bucket; `existing` and `creation` are how one is written there. */
export const dataBucketInstanceRule = (
  what = "a DataBucket",
  existing = "DataBucket.fromBucketName(...)",
  creation = "new DataBucket(...)",
): ZodType => instance(what, isDataBucket, existingOrNew(existing, creation));

/** Whether `value` is a bucket of this library, owned or existing. */
export const isDataBucket = (value: unknown): value is IDataBucket =>
  isConstructWith(value, "bucketArn", "sendEventsTo", "announcedOn");

/** The rule of {@link Access}. What it means is decided at synthesis, so it is no token. */
export const accessRule = rule((z) => z.enum(ACCESSES));

/** The rule of a folder that a policy is limited to. */
export const grantedFolderRule = rule(() =>
  textThat((folder) => folderProblem(folder) ?? policyTextProblem(folder), "a folder"),
);

const grantRule = rule((z) =>
  z.strictObject({
    role: polytomicRoleInstanceRule(),
    access: accessRule(),
    folder: grantedFolderRule().optional(),
  }),
);

const eventsRule = rule((z) =>
  z.strictObject({
    queue: eventQueueInstanceRule(),
    filter: eventOptionsRule(),
  }),
);

/** What owned and existing buckets have in common. */
export abstract class Bucket extends Construct implements IDataBucket {
  public abstract readonly bucketName: string;
  public abstract readonly bucketArn: string;
  public abstract readonly region: string;
  protected abstract readonly events: BucketEvents;
  public abstract readonly encryptionKey: IEncryptionKey | undefined;
  /** Keys that encrypted objects before. */
  protected abstract readonly previousEncryptionKeys: readonly IEncryptionKey[];
  /** The name as the program gave it. */
  protected abstract readonly givenName: string;
  /** The account that owns the bucket. */
  protected abstract readonly ownerAccountId: string;
  /** Which roles use the objects. */
  protected abstract readonly uses: UsesOfExisting | UsesOfOwned;
  /** The region, if it is known in the program. */
  protected abstract readonly knownRegion: string | undefined;
  private readonly keyUsers: IPolytomicRole[] = [];
  private readonly announcedOnTopics: { readonly queue: IEventQueue; readonly selection: EventSelection }[] =
    [];

  public get prerequisites(): readonly ITerraformDependable[] {
    return this.events.prerequisites;
  }

  public grant(role: IPolytomicRole, access: Access, folder?: string): Grant {
    ({ role, access, folder } = checkConstruct(this, "DataBucket", grantRule(), { role, access, folder }));
    const below = normalizeFolder(folder);
    const statements = objectAccess(this.bucketArn, below, access, this.ownerAccountId);
    role.addStatements(...statements);
    role.checkAtPlan?.([...namesOneFolder(this, below, true), ...namesOne(this, "The name", this.givenName)]);
    // A bucket's own policy is gone with the bucket, so it need not say whose bucket is meant.
    this.uses.add(role, objectAccess(this.bucketArn, below, access));
    const ofKeys = [
      ...(this.encryptionKey?.grantUse(role, { service: "s3", access }).statements ?? []),
      ...(access === "write" ? [] : this.previousEncryptionKeys).flatMap(
        (key) => key.grantUse(role, { service: "s3", access: "read" }).statements,
      ),
    ];
    if (ofKeys.length > 0) {
      this.keyUsers.push(role);
    }
    return granted(role, [...statements, ...ofKeys], this.uses);
  }

  /** What must exist before everybody who uses the bucket may use its keys. */
  protected get keyGrants(): readonly ITerraformDependable[] {
    const ofKey = this.encryptionKey?.prerequisites ?? [];
    return [...ofKey, ...this.keyUsers.flatMap(({ prerequisites }) => prerequisites)];
  }

  public abstract allowLogsFrom(source: BucketSource, prefix: string): readonly ITerraformDependable[];

  public sendEventsTo(queue: IEventQueue, options: EventOptions = {}): void {
    ({ queue, filter: options } = checkConstruct(this, "DataBucket", eventsRule(), {
      queue,
      filter: options,
    }));
    const { topicArn, ...filter } = options;
    if (topicArn !== undefined) {
      this.refuseOtherRegion("topicArn", regionOfArn(topicArn));
      this.refuseSilentTopic(topicArn);
      const selection = selectionOf(filter);
      queue.subscribeTo(topicArn, { bucketName: this.bucketName, ...selection });
      this.announcedOnTopics.push({ queue, selection });
      return;
    }
    this.refuseOtherRegion("queue", queue.knownRegion);
    const bucket = { arn: this.bucketArn, ownerAccountId: this.ownerAccountId };
    this.events.sendTo(this, bucket, queue, filter);
  }

  public announcedOn(queue: IEventQueue): readonly EventSelection[] {
    const onTopics = this.announcedOnTopics.filter((one) => one.queue.queueArn === queue.queueArn);
    return [...this.events.announcedOn(queue), ...onTopics.map(({ selection }) => selection)];
  }

  /** S3 delivers within the bucket's own region only. Source: S3 User Guide, "Amazon S3 Event Notifications". */
  private refuseOtherRegion(prop: "queue" | "topicArn", region: string | undefined): void {
    if (this.knownRegion !== undefined && region !== undefined && this.knownRegion !== region) {
      const remedy =
        prop === "queue"
          ? "Use a queue of the bucket's region, made with an awsProvider of that region"
          : "Use a topic of it";
      const message =
        `is in ${region}, the bucket in ${this.knownRegion}; S3 delivers within a region only. ` + remedy;
      this.conflict(prop, message);
    }
  }

  /** A topic that is told nothing tells the queue nothing, and nobody notices. */
  private refuseSilentTopic(topicArn: string): void {
    if (!this.events.mayAnnounceOn(this, topicArn)) {
      const example = '{ id: "objects", topicArn, events: ["s3:ObjectCreated:*"] }';
      this.conflict(
        "topicArn",
        `is not told of the objects of this bucket, whose notifications are managed here; add ${example} to its otherNotifications`,
      );
    }
  }

  private conflict(prop: string, message: string): never {
    refuse(this, "DataBucket", { prop, code: "CONFLICT", message });
  }
}

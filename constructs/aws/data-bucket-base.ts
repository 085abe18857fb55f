/** The base class of new and existing buckets. */
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { regionOfArn } from "../../lib/aws/arns";
import { bucketNameProblem, existingBucketNameProblem } from "../../lib/aws/names";
import type { Problem } from "../../lib/errors";
import { policyTextProblem } from "../../lib/iam/policy-document";
import { type Access, ACCESSES, type BucketSource, objectAccess } from "../../lib/iam/statements";
import { folderProblem, normalizeFolder } from "../../lib/polytomic/s3-location";
import { rule } from "../../lib/validation/rule";
import { checkedString } from "../../lib/validation/combinators";
import { nameWithoutWildcard, folderWithoutWildcard } from "../preconditions";
import { checkConstruct, checkOnceKnown, refuse } from "../validation";
import type { EventSelection } from "../../lib/aws/event-filters";
import { type BucketNotifications, selectionOf } from "./bucket-notifications";
import { type ExistingResourceAccess, grantOf, type OwnedResourceAccess } from "./cross-account";
import { DESTINATIONS, type EventOptions, eventOptionsRule, type OtherNotification } from "./notification";
import {
  type IDataBucket,
  eventQueueInstanceRule,
  type Grant,
  type IEncryptionKey,
  type IEventQueue,
  type IPolytomicRole,
  polytomicRoleInstanceRule,
} from "./interfaces";

/** The rule of the name of a new bucket. */
export const bucketNameRule = rule(() => checkedString(bucketNameProblem));

/** The rule of the name of an existing bucket. */
export const existingBucketNameRule = rule(() => checkedString(existingBucketNameProblem));

/** The rule of {@link Access}. No token: it selects the statements at synthesis. */
export const accessRule = rule((z) => z.enum(ACCESSES));

/** The rule of a folder to which a policy is limited. */
export const grantedFolderRule = rule(() =>
  checkedString((folder) => folderProblem(folder) ?? policyTextProblem(folder), "a folder"),
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

/** The base class of new and existing buckets. */
export abstract class DataBucketBase extends Construct implements IDataBucket {
  public abstract readonly bucketName: string;
  public abstract readonly bucketArn: string;
  public abstract readonly region: string;
  protected abstract readonly events: BucketNotifications;
  public abstract readonly encryptionKey: IEncryptionKey | undefined;
  /** Keys that encrypted objects earlier. */
  protected abstract readonly previousEncryptionKeys: readonly IEncryptionKey[];
  /** The name as passed in the props. */
  protected abstract readonly configuredName: string;
  /** The account that owns the bucket. */
  protected abstract readonly ownerAccountId: string;
  /** The roles that use the objects. */
  protected abstract readonly access: ExistingResourceAccess | OwnedResourceAccess;
  /** The region, if it is known at synthesis. */
  protected abstract readonly knownRegion: string | undefined;
  private readonly keyUsers: IPolytomicRole[] = [];
  private readonly sentToTopics: { readonly queue: IEventQueue; readonly selection: EventSelection }[] = [];

  public get prerequisites(): readonly ITerraformDependable[] {
    return this.events.prerequisites;
  }

  public grant(role: IPolytomicRole, access: Access, folder?: string): Grant {
    ({ role, access, folder } = checkConstruct(this, "DataBucket", grantRule(), { role, access, folder }));
    const below = normalizeFolder(folder);
    const statements = objectAccess(this.bucketArn, below, access, this.ownerAccountId);
    role.addStatements(...statements);
    role.checkAtPlan?.([
      ...folderWithoutWildcard(this, below, true),
      ...nameWithoutWildcard(this, "The name", this.configuredName),
    ]);
    // Without the owner's account: the policy of the bucket is deleted with the bucket.
    this.access.add(role, objectAccess(this.bucketArn, below, access));
    const ofKeys = [
      ...(this.encryptionKey?.grantUse(role, { service: "s3", access }).statements ?? []),
      ...(access === "write" ? [] : this.previousEncryptionKeys).flatMap(
        (key) => key.grantUse(role, { service: "s3", access: "read" }).statements,
      ),
    ];
    if (ofKeys.length > 0) {
      this.keyUsers.push(role);
    }
    return grantOf(role, [...statements, ...ofKeys], this.access);
  }

  /** Resources that must exist before all users of the bucket can use its keys. */
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
      this.refuseOtherRegion("topicArn", () => regionOfArn(topicArn));
      this.requireEventsOn(topicArn);
      const selection = selectionOf(filter);
      queue.subscribeTo(topicArn, { bucketName: this.bucketName, ...selection });
      this.sentToTopics.push({ queue, selection });
      return;
    }
    this.refuseOtherRegion("queue", () => queue.knownRegion);
    const bucket = { arn: this.bucketArn, ownerAccountId: this.ownerAccountId };
    this.events.sendTo(this, bucket, queue, filter);
  }

  public eventsSentTo(queue: IEventQueue): readonly EventSelection[] {
    const onTopics = this.sentToTopics.filter((one) => one.queue.queueArn === queue.queueArn);
    return [...this.events.eventsSentTo(queue), ...onTopics.map(({ selection }) => selection)];
  }

  /** S3 delivers events only within the bucket's region. Source: S3 User Guide, "Amazon S3 Event Notifications". */
  private refuseOtherRegion(prop: "queue" | "topicArn", regionOf: () => string | undefined): void {
    const isKnown = (): boolean => this.knownRegion !== undefined && regionOf() !== undefined;
    checkOnceKnown(this, isKnown, () => {
      if (this.knownRegion !== regionOf()) {
        const remedy =
          prop === "queue"
            ? "Use a queue in the bucket's region, created with an awsProvider of that region"
            : "Use a topic in the bucket's region";
        const message =
          `is in ${regionOf()}, but the bucket is in ${this.knownRegion}, and S3 delivers only within a region. ` +
          remedy;
        this.conflict(prop, message);
      }
    });
  }

  /** The same check for `otherNotifications`. */
  protected refuseOtherRegions(others: readonly OtherNotification[]): void {
    const problems = others.flatMap((other, index): Problem[] =>
      DESTINATIONS.flatMap((destination) => {
        const arn = other[destination];
        const region = arn === undefined ? undefined : regionOfArn(arn);
        const isNear = region === undefined || this.knownRegion === undefined || region === this.knownRegion;
        const message = `is in ${region}, but the bucket is in ${this.knownRegion}, and S3 delivers only within a region`;
        return isNear
          ? []
          : [{ prop: `otherNotifications[${index}].${destination}`, code: "CONFLICT", message }];
      }),
    );
    const [first, ...more] = problems;
    if (first !== undefined) {
      refuse(this, "DataBucket", first, ...more);
    }
  }

  /** If the bucket sends no events to the topic, the queue silently receives none. */
  private requireEventsOn(topicArn: string): void {
    if (!this.events.mayPublishTo(this, topicArn)) {
      const example = '{ id: "objects", topicArn, events: ["s3:ObjectCreated:*"] }';
      this.conflict(
        "topicArn",
        `receives no events of this bucket, whose notifications are managed here; add ${example} to its otherNotifications`,
      );
    }
  }

  private conflict(prop: string, message: string): never {
    refuse(this, "DataBucket", { prop, code: "CONFLICT", message });
  }
}

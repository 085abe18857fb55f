/** The interfaces between buckets, queues, roles and keys, and the rules that recognize their instances. */
import type { ITerraformDependable, TerraformResource } from "cdktf";
import type { IConstruct } from "constructs";
import type { ZodType } from "zod";
import type { AwsAccount } from "../../lib/aws/accounts";
import type { EventSelection } from "../../lib/aws/event-filters";
import type { PolicyStatement } from "../../lib/iam/policy-document";
import type { Access, BucketSource, EventSource, KeyGrant } from "../../lib/iam/statements";
import { instance } from "../../lib/validation/combinators";
import type { Precondition } from "../preconditions";
import { existingOrNew, isConstructWith } from "../rules";
import type { EventOptions } from "./notification";

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
  eventsSentTo(queue: IEventQueue): readonly EventSelection[];
  /**
   * Lets S3 write the access logs of another bucket here, below `prefix`. The owner of an existing bucket does so.
   * @returns what must exist before S3 accepts this bucket as the target of logs
   */
  allowLogsFrom(source: BucketSource, prefix: string): readonly ITerraformDependable[];
}

/** What of a topic's messages a queue is interested in: some events of a bucket. */
export interface TopicSelection extends EventSelection {
  readonly bucketName: string;
}

/** A queue that receives the events of buckets. */
export interface IEventQueue extends IConstruct {
  /** ARN of the queue. */
  readonly queueArn: string;
  /** Region of the queue, if it is known in the program. */
  readonly knownRegion?: string | undefined;
  /** The key that encrypts the events, if it is a customer key. */
  readonly encryptionKey?: IEncryptionKey | undefined;
  /** What must exist before an event can be delivered. */
  readonly prerequisites: readonly ITerraformDependable[];
  /**
   * Lets a bucket or a topic deliver events. For a queue that exists already, see {@link EventQueue.fromQueueArn}.
   * @param source the bucket's ARN and the twelve digits of the account that owns it, or the topic's ARN
   * @throws InvalidPropsError if one of them is missing or is not one
   */
  allowDeliveryFrom(source: EventSource): void;
  /**
   * Subscribes the queue to a topic on which a bucket announces its objects, with raw delivery.
   * @throws InvalidPropsError if `topicArn` is not the ARN of a standard topic
   */
  subscribeTo(topicArn: string, selection: TopicSelection): void;
  /**
   * Lets a role consume the queue.
   * @throws InvalidPropsError if `role` is none
   */
  grantConsume(role: IPolytomicRole): Grant;
}

/** A role that Polytomic assumes. */
export interface IPolytomicRole extends IConstruct {
  /** ARN of the role, readable in the plan. */
  readonly roleArn: string;
  /** Account of the role. */
  readonly account: AwsAccount;
  /** ARN of the role, if it is known before Terraform runs. */
  readonly knownRoleArn: string | undefined;
  /** What must exist before Polytomic can work with the role. */
  readonly prerequisites: readonly ITerraformDependable[];
  /**
   * Allows something to the role, or denies it.
   * @param statements at least one, each with `Effect`, `Action` and `Resource`, in IAM's spelling
   * @throws InvalidPropsError if one of them is not a statement of a role's policy
   */
  addStatements(...statements: readonly PolicyStatement[]): void;
  /**
   * Allows the use of keys. Apart from {@link addStatements}, as the ARN of a new key is unknown until apply, and what
   * else is allowed shall be readable in the plan.
   * @throws InvalidPropsError if one of them is not a statement of a role's policy
   */
  addKeyStatements(...statements: readonly PolicyStatement[]): void;
  /**
   * Has the plan fail unless this holds of values in the statements that only Terraform knows. Nothing is checked for a role that
   * exists already, as none of its policies is made here.
   * @param of the policy that has the values
   */
  checkAtPlan?(preconditions: readonly Precondition[], of?: "statements" | "keyStatements"): void;
  /**
   * Lets the role be assumed with this external ID, besides others. A connection that is given the role does this.
   * @throws InvalidPropsError if `externalId` is none
   */
  trustExternalId(externalId: string): void;
  /**
   * Lets a connection of another type than S3 assume the role, in the same apply that makes both: give the binding
   * `iamRoleArn: role.roleArn`, and then the binding to the role. What the connection may do is up to `addStatements`, with
   * {@link RoleStatements} where Polytomic documents what it needs, and to `grant` of the buckets that it stages files in.
   * Models and syncs of the binding wait for the role's policies.
   * @throws InvalidPropsError if `connection` is not the binding of a connection with an external ID
   */
  trustConnection(connection: AssumingConnection): void;
  /**
   * Stops the plan with `message` if the role turns out to be in another account than this one. What is granted to the role does
   * this where the accounts are not known before.
   * @returns whether there is a policy of the role to carry the condition
   */
  requireAccount(accountId: string, message: string): boolean;
}

/**
 * A generated binding of a connection that assumes a role, such as `DynamodbConnection`. Its type has an external ID of its own.
 */
export type AssumingConnection = TerraformResource & {
  readonly id: string;
  readonly configuration: {
    readonly externalId: string;
    readonly externalIdInput?: string | undefined;
    readonly authModeInput?: string | undefined;
    readonly authMethodInput?: string | undefined;
  };
};

/** A KMS key that encrypts a bucket, a queue, or both. */
export interface IEncryptionKey extends IConstruct {
  /** ARN of the key. */
  readonly keyArn: string;
  /** What must exist before the key can be used. */
  readonly prerequisites: readonly ITerraformDependable[];
  /** Lets S3 or SNS use the key for the events that it delivers, of this bucket or topic only. */
  allowDeliveryFrom(source: EventSource): void;
  /** Lets a role use the key, through the service alone whose data it encrypts. */
  grantUse(role: IPolytomicRole, use: KeyGrant): Grant;
}

/** What a role was allowed. */
export interface Grant {
  /** The statements: in a policy of the role, or for the owner of an existing role to add. */
  readonly statements: readonly PolicyStatement[];
  /** What must exist before the role can make use of them; nothing for a role that exists already. */
  readonly prerequisites: readonly ITerraformDependable[];
}

/** The rule of props that take a bucket; `existing` and `creation` are how one is written there. */
export const dataBucketInstanceRule = (
  what = "a DataBucket",
  existing = "DataBucket.fromBucketName(...)",
  creation = "new DataBucket(...)",
): ZodType => instance(what, isDataBucket, existingOrNew(existing, creation));

/** Whether `value` is a bucket of this library, owned or existing. */
export const isDataBucket = (value: unknown): value is IDataBucket =>
  isConstructWith(value, "bucketArn", "sendEventsTo", "eventsSentTo");

/** The rule of props that take an event queue; `creation` and `existing` are how one is written there. */
export const eventQueueInstanceRule = (
  creation = "new EventQueue(...)",
  existing = "EventQueue.fromQueueArn(...)",
): ZodType =>
  instance(
    "an EventQueue",
    (value) => isConstructWith(value, "queueArn", "grantConsume"),
    existingOrNew(existing, creation),
  );

/** The rule of props that take a role; `creation` and `existing` are how one is written there. */
export const polytomicRoleInstanceRule = (
  creation = "new PolytomicRole(...)",
  existing = "PolytomicRole.fromRoleArn(...)",
): ZodType =>
  instance(
    "a PolytomicRole",
    (value) => isConstructWith(value, "roleArn", "trustExternalId"),
    existingOrNew(existing, creation),
  );

/** The rule of props that take a key; `creation` and `existing` are how one is written there. */
export const encryptionKeyInstanceRule = (
  creation = "new EncryptionKey(...)",
  existing = "EncryptionKey.fromKeyArn(...)",
): ZodType =>
  instance(
    "an EncryptionKey",
    (value) => isConstructWith(value, "keyArn", "grantUse"),
    existingOrNew(existing, creation),
  );

/** The interfaces of buckets, queues, roles and keys, and the rules that recognize their instances. */
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
  /** Resources that must exist before the bucket's events reach their queues. */
  readonly prerequisites: readonly ITerraformDependable[];
  /**
   * Grants a role access to the objects under `folder`, or to all objects.
   * @throws InvalidPropsError if an argument breaks its rule
   */
  grant(role: IPolytomicRole, access: Access, folder?: string): Grant;
  /**
   * Sends the bucket's events to a queue.
   * @throws InvalidPropsError if an argument breaks its rule
   */
  sendEventsTo(queue: IEventQueue, options?: EventOptions): void;
  /** The events that the bucket sends to a queue. */
  eventsSentTo(queue: IEventQueue): readonly EventSelection[];
  /**
   * Lets S3 write the access logs of another bucket to this one, under `prefix`. For an existing bucket, its owner must do so.
   * @returns resources that must exist before S3 accepts this bucket as the target
   */
  allowLogsFrom(source: BucketSource, prefix: string): readonly ITerraformDependable[];
}

/** The messages of a topic that a queue receives: some events of a bucket. */
export interface TopicSelection extends EventSelection {
  /** The bucket whose events the topic receives. */
  readonly bucketName: string;
}

/** A queue that receives the events of buckets. */
export interface IEventQueue extends IConstruct {
  /** ARN of the queue. */
  readonly queueArn: string;
  /** Region of the queue, if it is known at synthesis. */
  readonly knownRegion?: string | undefined;
  /** The key that encrypts the events, if it is a customer key. */
  readonly encryptionKey?: IEncryptionKey | undefined;
  /** Resources that must exist before an event can be delivered. */
  readonly prerequisites: readonly ITerraformDependable[];
  /**
   * Lets a bucket or a topic deliver events. For an existing queue, see {@link EventQueue.fromQueueArn}.
   * @param source the bucket's ARN and the id of the account that owns it (twelve digits), or the topic's ARN
   * @throws InvalidPropsError if one of them is missing or invalid
   */
  allowDeliveryFrom(source: EventSource): void;
  /**
   * Subscribes the queue to a topic that receives a bucket's events, with raw delivery.
   * @throws InvalidPropsError if `topicArn` is not the ARN of a standard topic
   */
  subscribeTo(topicArn: string, selection: TopicSelection): void;
  /**
   * Grants a role permission to consume the queue.
   * @throws InvalidPropsError if `role` is not a PolytomicRole
   */
  grantConsume(role: IPolytomicRole): Grant;
}

/** A role that Polytomic assumes. */
export interface IPolytomicRole extends IConstruct {
  /** ARN of the role, readable in the plan. */
  readonly roleArn: string;
  /** Account of the role. */
  readonly account: AwsAccount;
  /** ARN of the role, if it is known at synthesis. */
  readonly knownRoleArn: string | undefined;
  /** Resources that must exist before Polytomic can use the role. */
  readonly prerequisites: readonly ITerraformDependable[];
  /**
   * Adds statements that allow or deny actions to the role.
   * @param statements at least one, each with `Effect`, `Action` and `Resource`, in IAM's spelling
   * @throws InvalidPropsError if one of them is not a statement of a role's policy
   */
  addStatements(...statements: readonly PolicyStatement[]): void;
  /**
   * Adds statements about KMS keys. They go into a separate policy: the ARN of a new key is known after apply, and the statements of
   * {@link addStatements} must stay readable in the plan.
   * @throws InvalidPropsError if one of them is not a statement of a role's policy
   */
  addKeyStatements(...statements: readonly PolicyStatement[]): void;
  /**
   * Adds preconditions on values in the statements that only Terraform knows. An existing role has no policy here, so nothing is checked
   * for it.
   * @param of the policy that contains the values
   */
  checkAtPlan?(preconditions: readonly Precondition[], of?: "statements" | "keyStatements"): void;
  /**
   * Adds an external ID to the role's trust policy. An `S3Connection` does this for its role.
   * @throws InvalidPropsError if `externalId` is not a valid external ID
   */
  trustExternalId(externalId: string): void;
  /**
   * Lets a connection of another type than S3 assume the role, in the same apply that creates both: pass `iamRoleArn: role.roleArn` to
   * the binding, then pass the binding here. Allow what the connection needs with `addStatements` ({@link RoleStatements} has the
   * statements that Polytomic documents) and with `grant` of the buckets in which it stages files. Models and syncs of the binding
   * wait for the role's policies.
   * @throws InvalidPropsError if `connection` is not the binding of a connection with an external ID
   */
  trustConnection(connection: RoleAssumingConnection): void;
  /**
   * Fails the plan with `message` if the role is not in this account. For grants when the accounts are not known at synthesis.
   * @returns whether the role has a policy that can carry the precondition
   */
  requireAccount(accountId: string, message: string): boolean;
}

/**
 * A generated binding of a connection that assumes a role, such as `DynamodbConnection`. Each has its own external ID.
 */
export type RoleAssumingConnection = TerraformResource & {
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
  /** Region of the key, if it is known at synthesis. */
  readonly knownRegion?: string | undefined;
  /** Resources that must exist before the key can be used. */
  readonly prerequisites: readonly ITerraformDependable[];
  /** Lets S3 or SNS use the key to deliver the events of this bucket or topic. */
  allowDeliveryFrom(source: EventSource): void;
  /** Grants a role use of the key, only through the service whose data it encrypts. */
  grantUse(role: IPolytomicRole, use: KeyGrant): Grant;
}

/** The result of granting permissions to a role. */
export interface Grant {
  /** The statements: added to a policy of the role, or for the owner of an existing role to add. */
  readonly statements: readonly PolicyStatement[];
  /** Resources that must exist before the role can use them. */
  readonly prerequisites: readonly ITerraformDependable[];
}

/**
 * The rule of props that take a construct of `type`, recognized by `members`. An error suggests `new Type(...)` and the static method
 * `from`, unless the prop has shorter forms: `creation` and `existing`.
 */
const instanceRule =
  (type: string, from: string, ...members: readonly string[]) =>
  (creation = `new ${type}(...)`, existing = `${type}.${from}(...)`, what = withArticle(type)): ZodType =>
    instance(what, (value) => isConstructWith(value, ...members), existingOrNew(existing, creation));

const withArticle = (type: string): string => `${/^(A|E|I|O|U)/.test(type) ? "an" : "a"} ${type}`;

const BUCKET_MEMBERS = ["bucketArn", "sendEventsTo", "eventsSentTo"] as const;

/** Whether `value` is a bucket construct of this library, new or existing. */
export const isDataBucket = (value: unknown): value is IDataBucket =>
  isConstructWith(value, ...BUCKET_MEMBERS);

/** The rules of props that take a bucket, a queue, a role or a key. */
export const dataBucketInstanceRule = instanceRule("DataBucket", "fromBucketName", ...BUCKET_MEMBERS);
export const eventQueueInstanceRule = instanceRule("EventQueue", "fromQueueArn", "queueArn", "grantConsume");
export const polytomicRoleInstanceRule = instanceRule(
  "PolytomicRole",
  "fromRoleArn",
  "roleArn",
  "trustExternalId",
);
export const encryptionKeyInstanceRule = instanceRule("EncryptionKey", "fromKeyArn", "keyArn", "grantUse");

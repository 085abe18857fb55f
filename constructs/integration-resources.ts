/**
 * The parts that an integration is given: a bucket, a queue, a role and a key, each as a construct, as the name or ARN of
 * something that exists, or as the props of something new.
 */
import type { ITerraformDependable, TerraformProvider } from "cdktf";
import type { Construct } from "constructs";
import type { ZodObject, ZodType } from "zod";
import { keyArnProblem, queueArnProblem, roleArnProblem } from "../lib/aws/arns";
import { defined, type Without } from "../lib/objects";
import { rule } from "../lib/validation/rule";
import { choose, checkedString } from "../lib/validation/combinators";
import { existingBucketNameRule } from "./aws/data-bucket-base";
import { DataBucket, type DataBucketProps, dataBucketRule, newBucketRule } from "./aws/data-bucket";
import { EncryptionKey, type EncryptionKeyProps, encryptionKeyRule } from "./aws/encryption-key";
import { EventQueue, type EventQueueProps, eventQueueRule } from "./aws/event-queue";
import { type ExistingBucketProps, existingBucketRule, knownBucketRule } from "./aws/existing-data-bucket";
import { PolytomicRole, type PolytomicRoleProps, polytomicRoleRule } from "./aws/polytomic-role";
import { dependsOnRule, isConstructWith } from "./rules";
import {
  dataBucketInstanceRule,
  encryptionKeyInstanceRule,
  eventQueueInstanceRule,
  type IDataBucket,
  type IEncryptionKey,
  type IEventQueue,
  type IPolytomicRole,
  polytomicRoleInstanceRule,
} from "./aws/interfaces";

/** What everything of an integration in AWS is told. */
export interface AwsProps {
  readonly awsProvider?: TerraformProvider;
  readonly tags?: Readonly<Record<string, string>>;
}

/** Whatever a construct of this library is told besides what the integration tells it; no construct is. */
type Own<Props> = Omit<Props, keyof AwsProps> & Without<"node">;

/** The props of something new, which is not what exists. */
type New<Props> = Own<Props> & Without<"existing">;

/** A bucket that exists already. */
export interface ExistingBucket
  extends Own<ExistingBucketProps>, Without<Exclude<keyof DataBucketProps, keyof ExistingBucketProps>> {
  /** Name of the bucket. */
  readonly existing: string;
}

/** A queue that exists already. */
export interface ExistingQueue extends Without<Exclude<keyof EventQueueProps, "dependsOn"> | "node"> {
  /** ARN of the queue. */
  readonly existing: string;
  /**
   * What must exist before S3 may deliver events, such as the policy of the queue, if this program creates it elsewhere.
   * @default - nothing
   */
  readonly dependsOn?: readonly ITerraformDependable[];
}

/** A role that exists already. */
export interface ExistingRole extends Without<Exclude<keyof PolytomicRoleProps, "dependsOn"> | "node"> {
  /** ARN of the role. */
  readonly existing: string;
  /**
   * What must exist before Polytomic can work with the role, such as its policies, if this program creates them elsewhere.
   * @default - nothing
   */
  readonly dependsOn?: readonly ITerraformDependable[];
}

/** A bucket: as a construct, as the name of one that exists, or as the props of a new one. */
export type BucketInput = IDataBucket | ExistingBucket | New<DataBucketProps>;

/** An event queue: as a construct, as the ARN of one that exists, or as the props of a new one. */
export type QueueInput = IEventQueue | ExistingQueue | New<EventQueueProps>;

/** A role: as a construct, as the ARN of one that exists, or as the props of a new one. */
export type RoleInput = IPolytomicRole | ExistingRole | New<PolytomicRoleProps>;

/** A key that exists already. */
export interface ExistingKey extends Without<Exclude<keyof EncryptionKeyProps, "dependsOn"> | "node"> {
  /** ARN of the key. */
  readonly existing: string;
  /**
   * What must exist before the key can be used, such as its policy, if this program creates it elsewhere.
   * @default - nothing
   */
  readonly dependsOn?: readonly ITerraformDependable[];
}

/** A key: as a construct, as the ARN of one that exists, or as the props of a new one. */
export type KeyInput = IEncryptionKey | ExistingKey | New<EncryptionKeyProps>;

function given(
  construct: ZodType,
  existing: ZodType,
  props: ZodObject,
  asWhole = (members: ZodType): ZodType => members,
): ZodType {
  const own = asWhole(props.omit({ tags: true, awsProvider: true }));
  return choose((value) => {
    if (typeof value !== "object" || value === null || isConstructWith(value)) {
      return construct;
    }
    return "existing" in value ? existing : own;
  });
}

/** The rules of {@link BucketInput}. */
export const bucketInputRule = rule(() =>
  given(
    dataBucketInstanceRule(
      "a DataBucket",
      '{ existing: "its name" } or DataBucket.fromBucketName(...)',
      '{ name: "..." }',
    ),
    knownBucketRule(
      existingBucketRule()
        .omit({ bucketName: true, awsProvider: true })
        .extend({ existing: existingBucketNameRule() }),
    ),
    dataBucketRule(),
    newBucketRule,
  ),
);

/** The rules of {@link QueueInput}. */
export const queueInputRule = rule((z) =>
  given(
    eventQueueInstanceRule('{ queueName: "..." }', '{ existing: "its ARN" } or EventQueue.fromQueueArn(...)'),
    z.strictObject({ existing: checkedString(queueArnProblem), dependsOn: dependsOnRule().optional() }),
    eventQueueRule(),
  ),
);

/** The rules of {@link RoleInput}. */
export const roleInputRule = rule((z) =>
  given(
    polytomicRoleInstanceRule(
      '{ roleName: "..." }',
      '{ existing: "its ARN" } or PolytomicRole.fromRoleArn(...)',
    ),
    z.strictObject({ existing: checkedString(roleArnProblem), dependsOn: dependsOnRule().optional() }),
    polytomicRoleRule(),
  ),
);

/** The rules of {@link KeyInput}. */
export const keyInputRule = rule((z) =>
  given(
    encryptionKeyInstanceRule('{ alias: "..." }', '{ existing: "its ARN" } or EncryptionKey.fromKeyArn(...)'),
    z.strictObject({ existing: checkedString(keyArnProblem), dependsOn: dependsOnRule().optional() }),
    encryptionKeyRule(),
  ),
);

/** The keys of an integration: the one that encrypts, and those that did so before. */
export interface IntegrationKeys {
  readonly encryptionKey?: IEncryptionKey;
  readonly previousEncryptionKeys?: readonly IEncryptionKey[];
}

/**
 * The keys that are given. One that the integration creates is `encryption-key` below `scope`, whether it encrypts or did so before, so
 * that it stays the same key.
 */
export function resolveKeys(
  scope: Construct,
  key: KeyInput | undefined,
  previous: readonly KeyInput[] | undefined,
  aws: AwsProps,
): IntegrationKeys {
  const keyAt = (given: KeyInput, id: string): IEncryptionKey => {
    if (isConstruct(given)) {
      return given;
    }
    if (given.existing === undefined) {
      return new EncryptionKey(scope, "encryption-key", { ...given, ...aws });
    }
    const options = defined({ dependsOn: given.dependsOn, awsProvider: aws.awsProvider });
    return EncryptionKey.fromKeyArn(scope, id, given.existing, options);
  };
  return defined({
    encryptionKey: key && keyAt(key, "existing-encryption-key"),
    previousEncryptionKeys: previous?.map((one, index) => keyAt(one, `previous-encryption-key-${index + 1}`)),
  });
}

/** Whether a key is one that the integration creates. */
export const isNewKey = (key: unknown): boolean =>
  typeof key === "object" && key !== null && !isConstructWith(key) && !("existing" in key);

/** The bucket that is given; made as `bucket` below `scope` unless it is a construct. */
export function resolveBucket(
  scope: Construct,
  bucket: BucketInput,
  keys: IntegrationKeys,
  aws: AwsProps,
): IDataBucket {
  if (isConstruct(bucket)) {
    return bucket;
  }
  if (!("existing" in bucket)) {
    return new DataBucket(scope, "bucket", { ...keys, ...bucket, ...aws });
  }
  const { existing, ...props } = bucket;
  const provider = defined({ awsProvider: aws.awsProvider });
  return DataBucket.fromBucketName(scope, "bucket", existing, { ...keys, ...props, ...provider });
}

/** The queue that is given; made as `queue` below `scope` unless it is a construct. */
export function resolveQueue(
  scope: Construct,
  queue: QueueInput = {},
  keys: IntegrationKeys,
  aws: AwsProps,
): IEventQueue {
  if (isConstruct(queue)) {
    return queue;
  }
  return queue.existing !== undefined
    ? EventQueue.fromQueueArn(scope, "queue", queue.existing, {
        ...keys,
        ...defined({ dependsOn: queue.dependsOn, awsProvider: aws.awsProvider }),
      })
    : new EventQueue(scope, "queue", { ...keys, ...queue, ...aws });
}

/** The role that is given; made as `role` below `scope` unless it is a construct. */
export function resolveRole(scope: Construct, role: RoleInput = {}, aws: AwsProps): IPolytomicRole {
  if (isConstruct(role)) {
    return role;
  }
  return role.existing !== undefined
    ? PolytomicRole.fromRoleArn(scope, "role", role.existing, defined({ dependsOn: role.dependsOn }))
    : new PolytomicRole(scope, "role", { ...role, ...aws });
}

function isConstruct<T extends object>(value: T): value is Extract<T, { node: unknown }> {
  return isConstructWith(value);
}

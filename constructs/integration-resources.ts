/**
 * The parts of an integration: a bucket, a queue, a role and a key. Each can be a construct, the name or ARN of an existing resource, or
 * the props of a new one.
 */
import type { ITerraformDependable } from "cdktf";
import type { Construct } from "constructs";
import type { ZodType } from "zod";
import { keyArnProblem, queueArnProblem, roleArnProblem } from "../lib/aws/arns";
import { defined, isObject, type Without } from "../lib/objects";
import { rule, zod } from "../lib/validation/rule";
import { ruleByValue, checkedString } from "../lib/validation/combinators";
import { existingBucketNameRule } from "./aws/data-bucket-base";
import { DataBucket, type DataBucketProps, dataBucketMembersRule, dataBucketRule } from "./aws/data-bucket";
import { EncryptionKey, type EncryptionKeyProps, encryptionKeyRule } from "./aws/encryption-key";
import { EventQueue, type EventQueueProps, eventQueueRule } from "./aws/event-queue";
import {
  type ExistingBucketProps,
  existingBucketMembersRule,
  existingBucketRule,
} from "./aws/existing-data-bucket";
import { PolytomicRole, type PolytomicRoleProps, polytomicRoleRule } from "./aws/polytomic-role";
import type { RegionalResourceProps } from "./aws/aws-region";
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

/** Props that the integration sets on all of its AWS resources. */
export type AwsProps = Pick<RegionalResourceProps, "awsProvider" | "region" | "tags">;

/** A construct's props, minus those the integration sets itself. Never a construct instance. */
type Own<Props> = Omit<Props, keyof AwsProps> & Without<"node">;

/** The props of a new resource. Excludes `existing`. */
type New<Props> = Own<Props> & Without<"existing">;

/** An existing bucket. */
export interface ExistingBucket
  extends
    Omit<ExistingBucketProps, "awsProvider">,
    Without<"node" | Exclude<keyof DataBucketProps, keyof ExistingBucketProps>> {
  /** Name of the bucket. */
  readonly existing: string;
}

/** An existing queue, role or key. Excludes the props of a new one. */
interface ExistingByArn {
  /** ARN of the resource. */
  readonly existing: string;
  /**
   * Resources that must exist before the resource can be used, such as its policies, if your app creates them elsewhere.
   * @default - none
   */
  readonly dependsOn?: readonly ITerraformDependable[];
}

/** What a new resource has and an existing one does not. */
type NotOf<Props> = Without<Exclude<keyof Props & string, "dependsOn"> | "node">;

/** An existing queue. */
export interface ExistingQueue extends ExistingByArn, NotOf<EventQueueProps> {}

/** An existing role. */
export interface ExistingRole extends ExistingByArn, NotOf<PolytomicRoleProps> {}

/** An existing key. */
export interface ExistingKey extends ExistingByArn, NotOf<EncryptionKeyProps> {}

/** A bucket: a construct, the name of an existing bucket, or the props of a new one. */
export type BucketInput = IDataBucket | ExistingBucket | New<DataBucketProps>;

/** An event queue: a construct, the ARN of an existing queue, or the props of a new one. */
export type QueueInput = IEventQueue | ExistingQueue | New<EventQueueProps>;

/** A role: a construct, the ARN of an existing role, or the props of a new one. */
export type RoleInput = IPolytomicRole | ExistingRole | New<PolytomicRoleProps>;

/** A key: a construct, the ARN of an existing key, or the props of a new one. */
export type KeyInput = IEncryptionKey | ExistingKey | New<EncryptionKeyProps>;

/** The props of new parts that the integration sets. A role has no region. */
const OF_ROLE = { tags: true, awsProvider: true } as const;
const OF_REGIONAL_PART = { ...OF_ROLE, region: true } as const;

const inputRule = (construct: ZodType, existing: ZodType, own: ZodType): ZodType =>
  ruleByValue((value) => {
    if (!isObject(value) || isConstructWith(value)) {
      return construct;
    }
    return "existing" in value ? existing : own;
  });

const existingRule = (arnProblem: (arn: string) => string | undefined): ZodType =>
  zod().strictObject({ existing: checkedString(arnProblem), dependsOn: dependsOnRule().optional() });

/** The rules of {@link BucketInput}. */
export const bucketInputRule = rule(() =>
  inputRule(
    dataBucketInstanceRule('{ name: "..." }', '{ existing: "its name" } or DataBucket.fromBucketName(...)'),
    existingBucketRule(
      existingBucketMembersRule()
        .omit({ bucketName: true, awsProvider: true })
        .extend({ existing: existingBucketNameRule() }),
    ),
    dataBucketRule(dataBucketMembersRule().omit(OF_REGIONAL_PART)),
  ),
);

/** The rules of {@link QueueInput}. */
export const queueInputRule = rule(() =>
  inputRule(
    eventQueueInstanceRule('{ queueName: "..." }', '{ existing: "its ARN" } or EventQueue.fromQueueArn(...)'),
    existingRule(queueArnProblem),
    eventQueueRule().omit(OF_REGIONAL_PART),
  ),
);

/** The rules of {@link RoleInput}. */
export const roleInputRule = rule(() =>
  inputRule(
    polytomicRoleInstanceRule(
      '{ roleName: "..." }',
      '{ existing: "its ARN" } or PolytomicRole.fromRoleArn(...)',
    ),
    existingRule(roleArnProblem),
    polytomicRoleRule().omit(OF_ROLE),
  ),
);

/** The rules of {@link KeyInput}. */
export const keyInputRule = rule(() =>
  inputRule(
    encryptionKeyInstanceRule('{ alias: "..." }', '{ existing: "its ARN" } or EncryptionKey.fromKeyArn(...)'),
    existingRule(keyArnProblem),
    encryptionKeyRule().omit(OF_REGIONAL_PART),
  ),
);

/** The current key of an integration, and its previous keys. */
export interface IntegrationKeys {
  readonly encryptionKey?: IEncryptionKey;
  readonly previousEncryptionKeys?: readonly IEncryptionKey[];
}

/**
 * Resolves the keys to constructs. A new key always has the id `encryption-key` below `scope`, so it stays the same resource when you move
 * its props from `encryptionKey` to `previousEncryptionKeys`.
 */
export function resolveKeys(
  scope: Construct,
  key: KeyInput | undefined,
  previous: readonly KeyInput[] | undefined,
  aws: AwsProps,
): IntegrationKeys {
  const keyAt = (input: KeyInput, id: string): IEncryptionKey => {
    if (isConstruct(input)) {
      return input;
    }
    if (input.existing === undefined) {
      return new EncryptionKey(scope, "encryption-key", { ...input, ...aws });
    }
    const options = defined({ dependsOn: input.dependsOn, awsProvider: aws.awsProvider });
    return EncryptionKey.fromKeyArn(scope, id, input.existing, options);
  };
  return defined({
    encryptionKey: key && keyAt(key, "existing-encryption-key"),
    previousEncryptionKeys: previous?.map((one, index) => keyAt(one, `previous-encryption-key-${index + 1}`)),
  });
}

/** Whether the integration creates this key. */
export const isNewKey = (key: unknown): boolean =>
  isObject(key) && !isConstructWith(key) && !("existing" in key);

/** Resolves the bucket to a construct. Creates it as `bucket` below `scope` unless it is one. */
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
  const location = defined({ awsProvider: aws.awsProvider, region: aws.region });
  return DataBucket.fromBucketName(scope, "bucket", existing, { ...keys, ...location, ...props });
}

/** Resolves the queue to a construct. Creates it as `queue` below `scope` unless it is one. */
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

/** Resolves the role to a construct. Creates it as `role` below `scope` unless it is one. */
export function resolveRole(
  scope: Construct,
  role: RoleInput = {},
  { awsProvider, tags }: AwsProps,
): IPolytomicRole {
  if (isConstruct(role)) {
    return role;
  }
  return role.existing !== undefined
    ? PolytomicRole.fromRoleArn(scope, "role", role.existing, defined({ dependsOn: role.dependsOn }))
    : new PolytomicRole(scope, "role", { ...role, ...defined({ awsProvider, tags }) });
}

function isConstruct<T extends object>(value: T): value is Extract<T, { node: unknown }> {
  return isConstructWith(value);
}

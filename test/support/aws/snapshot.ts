/**
 * The complete configuration of a bucket, queue, role or key, as one string that tests compare byte for byte. It is the JSON
 * of AWS's responses, by request.
 */
import {
  GetRoleCommand,
  GetRolePolicyCommand,
  ListAttachedRolePoliciesCommand,
  ListInstanceProfilesForRoleCommand,
  ListRolePoliciesCommand,
  ListRoleTagsCommand,
} from "@aws-sdk/client-iam";
import {
  DescribeKeyCommand,
  GetKeyPolicyCommand,
  GetKeyRotationStatusCommand,
  ListAliasesCommand,
  ListGrantsCommand,
  ListResourceTagsCommand,
} from "@aws-sdk/client-kms";
import {
  GetBucketAccelerateConfigurationCommand,
  GetBucketAclCommand,
  GetBucketCorsCommand,
  GetBucketEncryptionCommand,
  GetBucketLifecycleConfigurationCommand,
  GetBucketLocationCommand,
  GetBucketLoggingCommand,
  GetBucketNotificationConfigurationCommand,
  GetBucketOwnershipControlsCommand,
  GetBucketPolicyCommand,
  GetBucketPolicyStatusCommand,
  GetBucketReplicationCommand,
  GetBucketTaggingCommand,
  GetBucketVersioningCommand,
  GetBucketWebsiteCommand,
  GetObjectLockConfigurationCommand,
  GetPublicAccessBlockCommand,
  ListBucketInventoryConfigurationsCommand,
  ListObjectVersionsCommand,
} from "@aws-sdk/client-s3";
import {
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ListDeadLetterSourceQueuesCommand,
  ListQueueTagsCommand,
} from "@aws-sdk/client-sqs";
import type { Clients } from "./clients";

/** Reads the configuration of a resource: a bucket by its name, the others by their ARN. */
export const snapshotOf = { bucket: ofBucket, queue: ofQueue, role: ofRole, key: ofKey } as const;

/** A kind of AWS resource that an integration consists of. */
export type Part = keyof typeof snapshotOf;

/**
 * A bucket with its configuration and its objects, except for what the emulated account does not support: request
 * payment, analytics, metrics, intelligent tiering, metadata tables.
 */
function ofBucket({ s3 }: Clients, name: string): Promise<string> {
  const bucket = { Bucket: name };
  return answersTo({
    accelerate: () => s3.send(new GetBucketAccelerateConfigurationCommand(bucket)),
    acl: () => s3.send(new GetBucketAclCommand(bucket)),
    cors: () => s3.send(new GetBucketCorsCommand(bucket)),
    encryption: () => s3.send(new GetBucketEncryptionCommand(bucket)),
    inventory: () => s3.send(new ListBucketInventoryConfigurationsCommand(bucket)),
    lifecycle: () => s3.send(new GetBucketLifecycleConfigurationCommand(bucket)),
    location: () => s3.send(new GetBucketLocationCommand(bucket)),
    logging: () => s3.send(new GetBucketLoggingCommand(bucket)),
    notification: () => s3.send(new GetBucketNotificationConfigurationCommand(bucket)),
    objectLock: () => s3.send(new GetObjectLockConfigurationCommand(bucket)),
    objects: () => s3.send(new ListObjectVersionsCommand(bucket)),
    ownership: () => s3.send(new GetBucketOwnershipControlsCommand(bucket)),
    policy: () => s3.send(new GetBucketPolicyCommand(bucket)),
    policyStatus: () => s3.send(new GetBucketPolicyStatusCommand(bucket)),
    publicAccessBlock: () => s3.send(new GetPublicAccessBlockCommand(bucket)),
    replication: () => s3.send(new GetBucketReplicationCommand(bucket)),
    tags: () => s3.send(new GetBucketTaggingCommand(bucket)),
    versioning: () => s3.send(new GetBucketVersioningCommand(bucket)),
    website: () => s3.send(new GetBucketWebsiteCommand(bucket)),
  });
}

/** A queue with its attributes, without the message counts, because S3 sends a test message for a new notification. */
async function ofQueue({ sqs }: Clients, arn: string): Promise<string> {
  const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: nameIn(arn) }));
  const queue = { QueueUrl };
  return answersTo({
    attributes: async () => {
      const { Attributes = {} } = await sqs.send(
        new GetQueueAttributesCommand({ ...queue, AttributeNames: ["All"] }),
      );
      const kept = Object.entries(Attributes).filter(
        ([name]) => !name.startsWith("ApproximateNumberOfMessages"),
      );
      return Object.fromEntries(kept);
    },
    sources: () => sqs.send(new ListDeadLetterSourceQueuesCommand(queue)),
    tags: () => sqs.send(new ListQueueTagsCommand(queue)),
  });
}

/** A role with its trust policy and its permissions. */
function ofRole({ iam }: Clients, arn: string): Promise<string> {
  const role = { RoleName: nameIn(arn) };
  return answersTo({
    role: () => iam.send(new GetRoleCommand(role)),
    inlinePolicies: async () => {
      const { PolicyNames = [] } = await iam.send(new ListRolePoliciesCommand(role));
      return Promise.all(
        PolicyNames.map((PolicyName) => iam.send(new GetRolePolicyCommand({ ...role, PolicyName }))),
      );
    },
    attachedPolicies: () => iam.send(new ListAttachedRolePoliciesCommand(role)),
    instanceProfiles: () => iam.send(new ListInstanceProfilesForRoleCommand(role)),
    tags: () => iam.send(new ListRoleTagsCommand(role)),
  });
}

/** A key with its policy, aliases, grants and tags. */
function ofKey({ kms }: Clients, arn: string): Promise<string> {
  const key = { KeyId: arn };
  return answersTo({
    key: () => kms.send(new DescribeKeyCommand(key)),
    policy: () => kms.send(new GetKeyPolicyCommand({ ...key, PolicyName: "default" })),
    rotation: () => kms.send(new GetKeyRotationStatusCommand(key)),
    aliases: () => kms.send(new ListAliasesCommand(key)),
    grants: () => kms.send(new ListGrantsCommand(key)),
    tags: () => kms.send(new ListResourceTagsCommand(key)),
  });
}

/** S3 responds with such an error if a setting is not configured. */
const ABSENT = /^NoSuch(?!Bucket$|Entity)|NotFoundError$/;

async function answersTo(questions: Readonly<Record<string, () => Promise<object>>>): Promise<string> {
  const answers = await Promise.all(
    Object.entries(questions).map(async ([name, ask]) => [name, await ask().catch(absence)] as const),
  );
  // The metadata describes the request, not the resource.
  const withoutMetadata = (name: string, value: unknown): unknown =>
    name === "$metadata" ? undefined : value;
  return JSON.stringify(Object.fromEntries(answers), withoutMetadata, 2);
}

function absence(error: unknown): null {
  if (error instanceof Error && ABSENT.test(error.name)) {
    return null;
  }
  throw error;
}

function nameIn(arn: string): string {
  return arn.slice(Math.max(arn.lastIndexOf(":"), arn.lastIndexOf("/")) + 1);
}

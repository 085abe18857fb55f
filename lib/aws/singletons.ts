/**
 * Singletons in AWS: settings that a second resource would overwrite on every apply, and names that a second resource cannot have.
 * Sources: S3 API Reference (each `PutBucket...` replaces the whole setting), SQS `SetQueueAttributes`, KMS `PutKeyPolicy`, and the
 * uniqueness rules of `CreateBucket`, `CreateQueue`, `CreateRole`, `PutRolePolicy`, `CreateAlias`, `Subscribe` and `PutMetricAlarm`.
 */

/** Where a name is unique: globally, in an account, or in a region of an account. */
export type Reach = "world" | "account" | "region";

/** In {@link Singleton.by}: the address of the resource itself, for a resource without a name. */
export const RESOURCE_ADDRESS = "$address";

/** A setting or a name that can exist only once. */
export interface Singleton {
  /** Its description, such as `the notification configuration of bucket`. */
  readonly what: string;
  /** The arguments that identify it. */
  readonly by: readonly string[];
  readonly reach: Reach;
  /** The argument that must be set for the resource to manage it. */
  readonly ifSet?: string;
  /** Whether names are case-insensitive. */
  readonly ignoresCase?: boolean;
  /** What to write instead of a second resource. */
  readonly remedy: string;
}

const ofBucket = (what: string, remedy: string): Singleton[] => [
  { what: `the ${what} of bucket`, by: ["bucket"], reach: "world", remedy },
];

const ofQueue = (what: string, remedy: string, by = "queue_url"): Singleton => ({
  what: `the ${what} of queue`,
  by: [by],
  reach: "region",
  remedy,
});

const named = (what: string, by: string, reach: Reach, prop: string): Singleton => ({
  what,
  by: [by],
  reach,
  remedy: `Rename one of them (${prop})`,
});

const QUEUE_POLICY =
  "Remove yours, and grant access with allowDeliveryFrom or grantConsume of the EventQueue";
const REDRIVE = "Remove yours, and set maxReceives of the EventQueue";

const inlinePolicies = (by: string): Singleton => ({
  what: "the list of inline policies of role",
  by: [by],
  reach: "account",
  remedy: "Remove yours: it would delete the policies of the PolytomicRole",
});

const keyPolicy = (by: string): Singleton => ({
  what: "the policy of key",
  by: [by],
  reach: "region",
  remedy: "Remove yours, or create the key yourself and pass EncryptionKey.fromKeyArn(...)",
});

/** The singletons of each resource type that this library creates, or that would conflict with one. */
export const SINGLETONS: Readonly<Record<string, readonly Singleton[]>> = {
  aws_s3_bucket: [
    {
      what: "bucket",
      by: ["bucket"],
      reach: "world",
      remedy: "Create the bucket once, and pass that DataBucket wherever it is needed",
    },
  ],
  aws_s3_bucket_notification: ofBucket(
    "notification configuration",
    "Remove yours, and put its entries into otherNotifications (or eventBridge) of the DataBucket",
  ),
  aws_s3_bucket_policy: ofBucket(
    "policy",
    "Remove yours, and put its statements into policyStatements of the DataBucket",
  ),
  aws_s3_bucket_public_access_block: ofBucket("public access block", "Remove yours: a DataBucket blocks all"),
  aws_s3_bucket_ownership_controls: ofBucket(
    "object ownership",
    "Remove yours: a DataBucket is BucketOwnerEnforced",
  ),
  aws_s3_bucket_versioning: ofBucket("versioning", "Remove yours, and set versioned of the DataBucket"),
  aws_s3_bucket_server_side_encryption_configuration: ofBucket(
    "encryption",
    "Remove yours, and set encryptionKey of the DataBucket",
  ),
  aws_s3_bucket_lifecycle_configuration: ofBucket(
    "lifecycle configuration",
    "Remove yours, and put its rules into lifecycleRules of the DataBucket",
  ),
  aws_s3_bucket_logging: ofBucket("logging", "Remove yours, and set accessLogs of the DataBucket"),
  aws_s3_bucket_object_lock_configuration: ofBucket(
    "Object Lock configuration",
    "Remove yours, and set objectLock of the DataBucket",
  ),
  aws_s3_bucket_replication_configuration: ofBucket(
    "replication configuration",
    "Remove yours, and set replication of the DataBucket",
  ),
  aws_sqs_queue: [
    named("queue", "name", "region", "queueName"),
    { ...ofQueue("policy", QUEUE_POLICY, "name"), ifSet: "policy" },
    { ...ofQueue("redrive policy", REDRIVE, "name"), ifSet: "redrive_policy" },
    { ...ofQueue("redrive allow policy", REDRIVE, "name"), ifSet: "redrive_allow_policy" },
  ],
  aws_sqs_queue_policy: [ofQueue("policy", QUEUE_POLICY)],
  aws_sqs_queue_redrive_policy: [ofQueue("redrive policy", REDRIVE)],
  aws_sqs_queue_redrive_allow_policy: [ofQueue("redrive allow policy", REDRIVE)],
  aws_iam_role: [
    // IAM User Guide, "IAM and AWS STS quotas": names are unique in an account, and case-insensitive.
    { ...named("role", "name", "account", "roleName"), ignoresCase: true },
    inlinePolicies("name"),
  ],
  aws_iam_role_policies_exclusive: [inlinePolicies("role_name")],
  aws_iam_role_policy: [
    {
      what: "the inline policy of role",
      by: ["role", "name"],
      reach: "account",
      remedy: "Rename yours, or use addStatements of the PolytomicRole",
    },
  ],
  aws_kms_key: [{ ...keyPolicy(RESOURCE_ADDRESS), ifSet: "policy" }],
  aws_kms_key_policy: [keyPolicy("key_id")],
  aws_kms_alias: [named("alias", "name", "region", "alias")],
  aws_sns_topic_subscription: [
    {
      what: "the subscription of topic and queue",
      by: ["topic_arn", "endpoint"],
      reach: "world",
      remedy: "Remove yours: the EventQueue subscribes by events.topicArn",
    },
  ],
  aws_cloudwatch_metric_alarm: [named("alarm", "alarm_name", "region", "queueName")],
};

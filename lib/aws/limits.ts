/** AWS service limits, with their sources. */

/** Names of new buckets. S3 User Guide, "General purpose bucket naming rules". */
export const BUCKET_NAME = { minimum: 3, maximum: 63 } as const;

/** Names of buckets created in us-east-1 before March 2018. S3 User Guide, "General purpose bucket naming rules". */
export const LEGACY_BUCKET_NAME = { minimum: 3, maximum: 255, region: "us-east-1" } as const;

/** Queues; times in seconds. SQS API Reference, CreateQueue. */
export const QUEUE = {
  nameLength: 80,
  retention: { minimum: 60, maximum: 1_209_600 },
  visibilityTimeout: { minimum: 0, maximum: 43_200 },
  receiveWait: { minimum: 0, maximum: 20 },
  receives: { minimum: 1, maximum: 1000 },
} as const;

/** Roles. IAM User Guide, "IAM and AWS STS quotas"; sessions in seconds. */
export const ROLE = {
  nameLength: 64,
  pathLength: 512,
  session: { minimum: 3600, maximum: 43_200 },
} as const;

/** KMS keys. KMS API Reference, ScheduleKeyDeletion (days) and CreateAlias. */
export const KEY = {
  deletionWindow: { minimum: 7, maximum: 30 },
  aliasLength: 250,
} as const;

/** External IDs. AWS STS API Reference, AssumeRole. */
export const EXTERNAL_ID = { minimum: 2, maximum: 1224 } as const;

/** The id of an entry of a notification configuration. S3 preserves ids up to this length. */
export const NOTIFICATION_ID_LENGTH = 255;

/** Entries of one bucket's notification configuration. AWS General Reference, "Amazon S3 endpoints and quotas", "Event notifications". */
export const NOTIFICATIONS = 100;

/** Rules of one bucket's replication configuration. S3 API Reference, ReplicationConfiguration. */
export const MOST_REPLICATION_RULES = 1000;

/** Rules of one bucket's lifecycle configuration. S3 API Reference, PutBucketLifecycleConfiguration. */
export const MOST_LIFECYCLE_RULES = 1000;

/**
 * Maximum length of policies, without white space. IAM User Guide, "IAM and AWS STS quotas" (all inline policies of a role together;
 * trust policies by default, up to 8,192 on request); S3 User Guide, "Adding a bucket policy by using the Amazon S3 console" (20 KB);
 * SQS Developer Guide, "Amazon SQS policy quotas"; KMS Developer Guide, "Resource quotas" (32 KB).
 */
export const POLICY = {
  role: 10_240,
  trust: { usual: 2048, maximum: 8192 },
  bucket: 20_480,
  queue: { size: 8192, statements: 20 },
  key: 32_768,
} as const;

/** The description of a role. IAM API Reference, CreateRole. */
export const ROLE_DESCRIPTION_LENGTH = 1000;

/** Tags. Tagging AWS Resources User Guide, "Tag naming limits and requirements". */
export const TAG = { keyLength: 128, valueLength: 256, perResource: 50 } as const;

/** S3 Object Lock, the longest default retention. S3 API Reference, DefaultRetention. */
export const RETENTION = { days: 36_500, years: 100 } as const;

/** Maximum number of combinations in a filter policy. SNS Developer Guide, "Filter policy constraints". */
export const FILTER_COMBINATIONS = 150;

/** The value of a prefix or suffix filter. S3 API Reference, FilterRule. */
export const FILTER_VALUE_LENGTH = 1024;

/**
 * Regions to suggest when one is misspelled. Regions that are not listed are accepted too. AWS General Reference, "AWS service
 * endpoints".
 */
export const REGIONS = [
  "af-south-1",
  "ap-east-1",
  "ap-east-2",
  "ap-northeast-1",
  "ap-northeast-2",
  "ap-northeast-3",
  "ap-south-1",
  "ap-south-2",
  "ap-southeast-1",
  "ap-southeast-2",
  "ap-southeast-3",
  "ap-southeast-4",
  "ap-southeast-5",
  "ap-southeast-7",
  "ca-central-1",
  "ca-west-1",
  "cn-north-1",
  "cn-northwest-1",
  "eu-central-1",
  "eu-central-2",
  "eu-north-1",
  "eu-south-1",
  "eu-south-2",
  "eu-west-1",
  "eu-west-2",
  "eu-west-3",
  "il-central-1",
  "me-central-1",
  "me-south-1",
  "mx-central-1",
  "sa-east-1",
  "us-east-1",
  "us-east-2",
  "us-gov-east-1",
  "us-gov-west-1",
  "us-west-1",
  "us-west-2",
] as const;

/** AWS's service limits, each in one place with its source. */

/** Bucket names. S3 User Guide, "General purpose bucket naming rules". */
export const BUCKET_NAME = { minimum: 3, maximum: 63 } as const;

/** Queues. SQS API Reference, CreateQueue; seconds unless said otherwise. */
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

/** External IDs. AWS STS API Reference, AssumeRole. */
export const EXTERNAL_ID = { minimum: 2, maximum: 1224 } as const;

/** The id of an entry of a notification configuration. S3 returns what it is given up to this length. */
export const NOTIFICATION_ID_LENGTH = 255;

/** Tags. AWS General Reference, "Tag naming limits and requirements". */
export const TAG = { keyLength: 128, valueLength: 256 } as const;

/** The value of a prefix or suffix filter. S3 API Reference, FilterRule. */
export const FILTER_VALUE_LENGTH = 1024;

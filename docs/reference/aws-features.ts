/**
 * The features that a bucket, queue, key and role for a vendor should have, how the library provides each, and which test shows it:
 * the source of `docs/reference/aws.md`. A test fails if a test listed here does not exist.
 */

/** Test files, by a short name. */
const FILES = {
  bucket: "test/constructs/aws/data-bucket.test.ts",
  events: "test/constructs/aws/bucket-events.test.ts",
  notifications: "test/constructs/aws/bucket-notifications.test.ts",
  key: "test/constructs/aws/encryption-key.test.ts",
  queue: "test/constructs/aws/event-queue.test.ts",
  regions: "test/constructs/aws/regions.test.ts",
  role: "test/constructs/aws/polytomic-role.test.ts",
  integration: "test/constructs/s3-integration.test.ts",
  arns: "test/lib/aws/arns.test.ts",
  properties: "test/lib/aws/names.properties.test.ts",
  statements: "test/lib/iam/statements.test.ts",
  policies: "test/apply/policies.test.ts",
  options: "test/apply/aws-options.test.ts",
  existing: "test/apply/owned-or-existing.test.ts",
  quickstart: "test/apply/quickstart.test.ts",
} as const;

/** A test: its file and its exact title. */
export type Proof = readonly [file: keyof typeof FILES, title: string];

/** A feature that a setup should have. */
export type Feature = {
  readonly feature: string;
  /** The default, or the prop that sets it. */
  readonly how: string;
} & (
  { readonly proof: Proof; readonly leftOut?: never } | { readonly proof?: never; readonly leftOut: true }
);

const feature = (feature: string, how: string, ...proof: Proof): Feature => ({ feature, how, proof });
const leftOut = (feature: string, why: string): Feature => ({ feature, how: why, leftOut: true });

/** All features, by heading. */
export const FEATURES: Readonly<Record<string, readonly Feature[]>> = {
  Bucket: [
    feature(
      "Creates the bucket",
      "`bucket: { name }`, `new DataBucket`",
      "bucket",
      "is protected by default: a plan that would destroy it fails",
    ),
    feature(
      "Uses an existing bucket",
      "`bucket: { existing }`, `DataBucket.fromBucketName`; the bucket is not changed",
      "existing",
      "leaves existing resources unchanged, byte for byte",
    ),
    feature(
      "All four public access blocks",
      'always, unless `publicAccessBlock` is `"organization"`',
      "bucket",
      "blocks all public access",
    ),
    feature("TLS only", "always", "bucket", "denies requests without TLS or with an old version of TLS"),
    feature("TLS 1.2 or better", "always", "policies", "only what is needed is allowed"),
    feature(
      "Encryption with a customer key",
      "`encryptionKey`; SSE-S3 without one, which costs nothing and needs no policy",
      "key",
      "are encrypted with it, including an S3 Bucket Key and the dead-letter queue",
    ),
    feature(
      "S3 Bucket Key",
      "with a key, always",
      "key",
      "are encrypted with it, including an S3 Bucket Key and the dead-letter queue",
    ),
    feature(
      "Creates a rotated key and its policy",
      "`encryptionKey: {}`, `new EncryptionKey`",
      "key",
      "rotates, can be recovered for 30 days, and delegates access to IAM",
    ),
    feature(
      "Ownership enforced, no ACLs",
      "always",
      "bucket",
      "enforces bucket ownership, versioning and encryption",
    ),
    feature(
      "SSE-C rejected",
      "always, by the bucket policy, and with AWS provider 6.22 or newer also by `blocked_encryption_types`",
      "policies",
      "only what is needed is allowed",
    ),
    feature(
      "Versioning",
      "on; `versioned`",
      "bucket",
      "enforces bucket ownership, versioning and encryption",
    ),
    feature(
      "Lifecycle rules",
      "old versions are deleted after 30 days; `oldVersionDays`, `lifecycleRules`",
      "bucket",
      "appends custom rules, statements and access logs, and can be protected from destruction",
    ),
    feature(
      "Incomplete uploads are aborted",
      "after 7 days; `incompleteUploadDays`",
      "bucket",
      "removes incomplete uploads after 7 days and old versions after 30",
    ),
    feature(
      "Access logs",
      "`accessLogs`, to a `DataBucket` or another bucket of yours",
      "options",
      "the second plan is empty",
    ),
    feature(
      "Replication",
      "`replication`, with the argument names of the AWS provider",
      "bucket",
      "locks and replicates objects on request, one call after another",
    ),
    feature(
      "Object Lock",
      "`objectLock`, enabled in place",
      "bucket",
      "enables Object Lock with a separate resource, because the bucket's argument would replace an existing bucket",
    ),
    feature(
      "Removal is safe",
      "`onRemoval`: a plan that would remove the bucket fails, unless it is `delete-with-objects`",
      "bucket",
      "takes its options",
    ),
    feature(
      "Protected from being destroyed",
      "always, unless you set `onRemoval`",
      "bucket",
      "appends custom rules, statements and access logs, and can be protected from destruction",
    ),
    feature(
      "Name checked before the plan",
      "always, by all rules of AWS",
      "properties",
      "names of %s are valid exactly if AWS accepts them",
    ),
    feature(
      "Account-regional names",
      "by the name, such as `acme-111122223333-us-east-1-an`; only with AWS bindings that have `bucket_namespace`",
      "regions",
      "contains the account and the region of the bucket",
    ),
    feature(
      "Configuration calls one after the other",
      "always",
      "bucket",
      "configures its settings one after another, because S3 rejects parallel calls",
    ),
  ],
  Events: [
    feature(
      "Manages the notification",
      "always, for a new bucket",
      "events",
      "include every new object unless a filter is set",
    ),
    feature(
      "SQS as the receiver",
      "always",
      "quickstart",
      "an object below the folder sends an event, and one outside does not",
    ),
    feature(
      "SNS fan-out",
      "`events: { topicArn }`: the queue subscribes, with raw delivery",
      "options",
      "an object below the folder sends an event through the topic, and another one does not",
    ),
    feature(
      "EventBridge",
      "`eventBridge`",
      "events",
      "receives all events on request, in addition to the queues",
    ),
    feature(
      "Prefix and suffix",
      "the prefix is the folder; `events: { suffix }`",
      "integration",
      "limits policy, events and connection to the folder",
    ),
    feature("Works without a filter", "yes", "events", "include every new object unless a filter is set"),
    feature(
      "Several rules in one resource",
      "always",
      "events",
      "ten consumers of one bucket share one notification resource",
    ),
    feature(
      "Other rules on an existing bucket",
      "unchanged; `manageNotifications` with `otherNotifications`; or a topic",
      "notifications",
      "are added to the notification resource, which waits for their dependencies",
    ),
    feature(
      "Overlap found before the plan",
      "always, by AWS's definition",
      "properties",
      "filters overlap if a key satisfies both",
    ),
    feature("Event types are typed and checked", "always", "bucket", "rejects %j"),
    feature(
      "Stable ids of notifications",
      "always, from the path of the queue",
      "events",
      "for several queues share one resource, and each has its own id",
    ),
    feature(
      "The receiver's policy comes first",
      "always: it is an argument of the queue",
      "events",
      "are configured last, after all settings of the bucket and after the queue",
    ),
    feature(
      "The bucket policy comes first",
      "always",
      "events",
      "are configured last, after all settings of the bucket and after the queue",
    ),
    feature("FIFO queues are rejected", "always", "arns", "rejects a FIFO queue"),
    feature("One region for bucket and queue", "checked if both are known", "events", "must be the same"),
    feature(
      "Another region than the provider's",
      "`region`, with AWS provider 6; otherwise `awsProvider`",
      "regions",
      "is set on every regional resource of an integration, and on nothing else",
    ),
    feature(
      "Created and other events",
      "created; `eventTypes`",
      "integration",
      "take further filters and queue props",
    ),
  ],
  "Queue and key": [
    feature(
      "Creates the queue",
      "always, unless you pass one",
      "queue",
      "is encrypted, uses long polling, keeps messages four days, and has a dead-letter queue after five receives",
    ),
    feature(
      "Uses an existing queue",
      "`events: { queue: { existing } }`, `EventQueue.fromQueueArn`",
      "existing",
      "leaves existing resources unchanged, byte for byte",
    ),
    feature(
      "Dead-letter queue",
      "always",
      "queue",
      "keeps dead letters for fourteen days, encrypted, and allows redrive from itself only",
    ),
    feature("Receives before the dead-letter queue", "5; `maxReceives`", "queue", "takes its options"),
    feature(
      "Redrive allowed from the queue only",
      "always",
      "queue",
      "keeps dead letters for fourteen days, encrypted, and allows redrive from itself only",
    ),
    feature(
      "Dead letters are kept longer",
      "14 days; the queue's `retentionDays` is at most 13",
      "queue",
      "keeps dead letters for fourteen days, encrypted, and allows redrive from itself only",
    ),
    feature(
      "Long polling",
      "20 seconds",
      "queue",
      "is encrypted, uses long polling, keeps messages four days, and has a dead-letter queue after five receives",
    ),
    feature("Numbers are checked", "always", "queue", "with %j"),
    feature(
      "Encryption at rest",
      "SSE-SQS, or the customer key",
      "queue",
      "is encrypted, uses long polling, keeps messages four days, and has a dead-letter queue after five receives",
    ),
    feature(
      "The key's policy lets S3 deliver",
      "always, from this bucket of this account",
      "policies",
      "only what is needed is allowed",
    ),
    feature("`alias/aws/sqs` is rejected", "always, with the reason", "key", "rejects %s"),
    feature("`aws:SourceArn` in the queue's policy", "always", "policies", "only what is needed is allowed"),
    feature(
      "`aws:SourceAccount` in the queue's policy",
      "always",
      "policies",
      "only what is needed is allowed",
    ),
    feature("TLS only", "always", "policies", "only what is needed is allowed"),
    feature(
      "Policies set the version of the policy language",
      "always",
      "statements",
      "a policy has the current version of the policy language",
    ),
    feature(
      "Leaves the policy of an existing queue unchanged, and lists what it needs",
      "`integration.required`, `queue.requiredStatements`",
      "existing",
      "lists everything the owners of existing resources must add, and nothing else",
    ),
    feature(
      "Alarms",
      "`alarms`: for message age and for dead letters",
      "queue",
      "are created on request: for old events and for dead letters",
    ),
  ],
  "Role and trust": [
    feature(
      "Creates the role",
      "always, unless you pass one",
      "role",
      "trusts Polytomic's account with the external ID, for one-hour sessions",
    ),
    feature(
      "Uses an existing role",
      "`role: { existing }`, `PolytomicRole.fromRoleArn`",
      "existing",
      "leaves existing resources unchanged, byte for byte",
    ),
    feature("External ID in the trust policy", "always", "policies", "only what is needed is allowed"),
    feature(
      "A role without external ID is rejected",
      "always",
      "role",
      "fails synthesis without an external ID, and the error names the fix",
    ),
    feature(
      "Several external IDs",
      "one for each connection; `externalIds`",
      "role",
      "trusts every connection that uses it, in addition to externalIds",
    ),
    feature(
      "External ID of the connection, in one apply",
      "always",
      "quickstart",
      "cdktf deploy creates them in one apply",
    ),
    feature(
      "Known external IDs",
      "`externalIds`; the library never generates one",
      "role",
      "takes its options, and its ARN is known before it is created",
    ),
    feature(
      "Predicted ARN",
      "always; compared at synthesis and in the apply",
      "role",
      "takes its options, and its ARN is known before it is created",
    ),
    leftOut(
      "Waiting for IAM to propagate",
      "Polytomic does not assume the role when a connection is created, and syncs run on their schedule; waiting would add half a minute to " +
        "each apply and need a third provider (`time_sleep`), which you can add between `integration.connection.prerequisites` and your syncs",
    ),
    feature(
      "A narrower principal than the account",
      "`trustedPrincipals`; Polytomic cloud documents only its account",
      "role",
      "takes its options, and its ARN is known before it is created",
    ),
    feature(
      "Principal of a self-hosted Polytomic",
      "`trustedPrincipals`",
      "role",
      "takes its options, and its ARN is known before it is created",
    ),
    feature("Minimal S3 actions", "always", "policies", "every part of the policies of %s access is needed"),
    feature("Read, write or both", "both; `access`", "policies", "only what is needed is allowed"),
    feature(
      "Objects and listing below the folder only",
      "`folder`",
      "policies",
      "only what is needed is allowed",
    ),
    feature("Multipart uploads", "for writers", "policies", "only what is needed is allowed"),
    feature("Use of the key", "only through S3 and SQS", "policies", "only what is needed is allowed"),
    feature("Consuming the queue", "always", "queue", "lets a role consume it"),
    feature(
      "Permissions boundary",
      "`permissionsBoundary`",
      "role",
      "takes its options, and its ARN is known before it is created",
    ),
    feature(
      "Session length",
      "one hour; `maxSessionDuration`",
      "role",
      "trusts Polytomic's account with the external ID, for one-hour sessions",
    ),
    feature(
      "Path",
      "`/`; `path`, which becomes part of the ARN",
      "role",
      "takes its options, and its ARN is known before it is created",
    ),
    feature(
      "Names of at most 64 characters",
      "always, with a hash if the path is longer",
      "role",
      "derives a name of at most 64 characters from its path",
    ),
    feature("Additional trust conditions", "`trustConditions`", "role", "takes further trust conditions"),
  ],
};

/** The file of a proof. */
export const fileOf = ([file]: Proof): string => FILES[file];

/** The tables, one for each heading, with one numbering. */
export function featureTables(): string {
  let number = 0;
  return Object.entries(FEATURES)
    .map(([heading, features]) => {
      const rows = features.map(({ feature, how, proof }) => {
        const shown = proof === undefined ? "not included" : `\`${fileOf(proof)}\`<br/>${proof[1]}`;
        return `| ${++number} | ${feature} | ${how} | ${shown} |`;
      });
      return [`### ${heading}`, "", "| | what | how | shown by |", "| --- | --- | --- | --- |", ...rows].join(
        "\n",
      );
    })
    .join("\n\n");
}

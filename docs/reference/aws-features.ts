/**
 * The features that a bucket, queue, key and role for a vendor should have, how the library provides each, and which test shows it:
 * the source of `docs/aws.md`. A test fails if a test listed here does not exist.
 */

/** Test files, by a short name. */
const FILES = {
  bucket: "test/constructs/aws/data-bucket.test.ts",
  key: "test/constructs/aws/encryption-key.test.ts",
  queue: "test/constructs/aws/event-queue.test.ts",
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
      "is kept unless the program says otherwise: a plan that would remove it fails",
    ),
    feature(
      "Uses an existing bucket",
      "`bucket: { existing }`, `DataBucket.fromBucketName`; the bucket is not changed",
      "existing",
      "leaves what exists as it was, byte for byte",
    ),
    feature(
      "All four public access blocks",
      'always, unless `publicAccessBlock` is `"organization"`',
      "bucket",
      "is not public in any way",
    ),
    feature("TLS only", "always", "bucket", "refuses what is not encrypted in transit, or by an old TLS"),
    feature("TLS 1.2 or better", "always", "policies", "what is needed is allowed, and nothing else"),
    feature(
      "Encryption with a customer key",
      "`encryptionKey`; SSE-S3 without one, which costs nothing and needs no policy",
      "key",
      "are encrypted with it, the bucket by a bucket key, the dead letters too",
    ),
    feature(
      "S3 Bucket Key",
      "with a key, always",
      "key",
      "are encrypted with it, the bucket by a bucket key, the dead letters too",
    ),
    feature(
      "Creates a rotated key and its policy",
      "`encryptionKey: {}`, `new EncryptionKey`",
      "key",
      "is rotated, can be brought back for 30 days, and is left to IAM",
    ),
    feature(
      "Ownership enforced, no ACLs",
      "always",
      "bucket",
      "belongs to its account alone, is versioned and encrypted",
    ),
    feature(
      "SSE-C refused",
      "always, by the bucket policy: `blocked_encryption_types` is not in version 5 of the AWS provider",
      "policies",
      "what is needed is allowed, and nothing else",
    ),
    feature(
      "Versioning",
      "on; `versioned`",
      "bucket",
      "belongs to its account alone, is versioned and encrypted",
    ),
    feature(
      "Lifecycle rules",
      "old versions are deleted after 30 days; `oldVersionDays`, `lifecycleRules`",
      "bucket",
      "takes rules, statements and access logs of its owner's, behind its own, and may be kept from being destroyed",
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
      "locks and replicates objects on request, one call after the other",
    ),
    feature(
      "Object Lock",
      "`objectLock`, enabled in place",
      "bucket",
      "is locked by a resource of its own, as the bucket's argument for it replaces a bucket that exists",
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
      "takes rules, statements and access logs of its owner's, behind its own, and may be kept from being destroyed",
    ),
    feature(
      "Name checked before the plan",
      "always, by all rules of AWS",
      "properties",
      "names of %s are judged as AWS does",
    ),
    feature(
      "Account-regional names",
      "with `addOverride` on `bucket.node.defaultChild`: `bucket_namespace` is not in version 5 of the AWS provider",
      "bucket",
      "may have a name of its account's own, by an escape hatch",
    ),
    feature(
      "Configuration calls one after the other",
      "always",
      "bucket",
      "is configured step by step, as S3 refuses parallel calls",
    ),
  ],
  Events: [
    feature(
      "Manages the notification",
      "always, for a new bucket",
      "bucket",
      "are all of new objects unless a filter is given",
    ),
    feature(
      "SQS as the receiver",
      "always",
      "quickstart",
      "an object below the folder is announced, one outside it is not",
    ),
    feature(
      "SNS fan-out",
      "`events: { topicArn }`: the queue subscribes, with raw delivery",
      "options",
      "an object below the folder is announced by the topic as S3 announces it, and another one is not",
    ),
    feature("EventBridge", "`eventBridge`", "bucket", "is told of everything on request, beside the queues"),
    feature(
      "Prefix and suffix",
      "the prefix is the folder; `events: { suffix }`",
      "integration",
      "limits policy, events and connection to the folder",
    ),
    feature("Works without a filter", "yes", "bucket", "are all of new objects unless a filter is given"),
    feature(
      "Several rules in one resource",
      "always",
      "bucket",
      "ten consumers of one bucket are told by one notification",
    ),
    feature(
      "Other rules on an existing bucket",
      "unchanged; `manageNotifications` with `otherNotifications`; or a topic",
      "bucket",
      "stand beside Polytomic's in the one notification, behind what they depend on",
    ),
    feature(
      "Overlap found before the plan",
      "always, by AWS's definition",
      "properties",
      "filters overlap where some key satisfies both, by its definition",
    ),
    feature("Event types are typed and checked", "always", "bucket", "is refused with %j"),
    feature(
      "Stable ids of notifications",
      "always, from the path of the queue",
      "bucket",
      "of several takers stand in one resource, each with an id of its own",
    ),
    feature(
      "The receiver's policy comes first",
      "always: it is an argument of the queue",
      "bucket",
      "come after the encryption and the queue, and before the slow lifecycle",
    ),
    feature(
      "The bucket policy comes first",
      "always",
      "bucket",
      "come after the encryption and the queue, and before the slow lifecycle",
    ),
    feature("FIFO queues are refused", "always", "arns", "refuses a FIFO queue"),
    feature("One region for bucket and queue", "checked if both are known", "bucket", "must be the same"),
    feature(
      "Created and other events",
      "created; `eventTypes`",
      "integration",
      "may be filtered further, and their queue told what is special about it",
    ),
  ],
  "Queue and key": [
    feature(
      "Creates the queue",
      "always, unless you pass one",
      "queue",
      "is encrypted, polled long, kept four days, with dead letters after five receives",
    ),
    feature(
      "Uses an existing queue",
      "`events: { queue: { existing } }`, `EventQueue.fromQueueArn`",
      "existing",
      "leaves what exists as it was, byte for byte",
    ),
    feature(
      "Dead-letter queue",
      "always",
      "queue",
      "keeps dead letters fourteen days, encrypted, from itself only",
    ),
    feature("Receives before the dead-letter queue", "5; `maxReceives`", "queue", "takes its options"),
    feature(
      "Redrive allowed from the queue only",
      "always",
      "queue",
      "keeps dead letters fourteen days, encrypted, from itself only",
    ),
    feature(
      "Dead letters are kept longer",
      "14 days; the queue's `retentionDays` is at most 13",
      "queue",
      "keeps dead letters fourteen days, encrypted, from itself only",
    ),
    feature(
      "Long polling",
      "20 seconds",
      "queue",
      "is encrypted, polled long, kept four days, with dead letters after five receives",
    ),
    feature("Numbers are checked", "always", "queue", "with %j"),
    feature(
      "Encryption at rest",
      "SSE-SQS, or the customer key",
      "queue",
      "is encrypted, polled long, kept four days, with dead letters after five receives",
    ),
    feature(
      "The key's policy lets S3 deliver",
      "always, from this bucket of this account",
      "policies",
      "what is needed is allowed, and nothing else",
    ),
    feature("`alias/aws/sqs` is refused", "always, with the reason", "key", "is not %s"),
    feature(
      "`aws:SourceArn` in the queue's policy",
      "always",
      "policies",
      "what is needed is allowed, and nothing else",
    ),
    feature(
      "`aws:SourceAccount` in the queue's policy",
      "always",
      "policies",
      "what is needed is allowed, and nothing else",
    ),
    feature("TLS only", "always", "policies", "what is needed is allowed, and nothing else"),
    feature(
      "Policies set the version of the policy language",
      "always",
      "statements",
      "a policy has the language version that IAM calls current",
    ),
    feature(
      "Leaves the policy of an existing queue unchanged, and lists what it needs",
      "`integration.required`, `queue.requiredStatements`",
      "existing",
      "offers the owners of what exists all that they have to add, and nothing for the rest",
    ),
    feature(
      "Alarms",
      "`alarms`: for message age and for dead letters",
      "queue",
      "are there on request: of events that wait too long, and of dead letters",
    ),
  ],
  "Role and trust": [
    feature(
      "Creates the role",
      "always, unless you pass one",
      "role",
      "is for Polytomic's account with the external ID, one hour at a time",
    ),
    feature(
      "Uses an existing role",
      "`role: { existing }`, `PolytomicRole.fromRoleArn`",
      "existing",
      "leaves what exists as it was, byte for byte",
    ),
    feature(
      "External ID in the trust policy",
      "always",
      "policies",
      "what is needed is allowed, and nothing else",
    ),
    feature(
      "A role without external ID is refused",
      "always",
      "role",
      "that nobody could assume does not synthesize, and says how to mend it",
    ),
    feature(
      "Several external IDs",
      "one for each connection; `externalIds`",
      "role",
      "trusts every connection that it is given to, besides what was known beforehand",
    ),
    feature(
      "External ID of the connection, in one apply",
      "always",
      "quickstart",
      "cdktf deploy makes them in one apply",
    ),
    feature(
      "Known external IDs",
      "`externalIds`; the library never generates one",
      "role",
      "takes its options, and has an ARN that is readable before it exists",
    ),
    feature(
      "Predicted ARN",
      "always; compared at synthesis and in the apply",
      "role",
      "takes its options, and has an ARN that is readable before it exists",
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
      "takes its options, and has an ARN that is readable before it exists",
    ),
    feature(
      "Principal of a self-hosted Polytomic",
      "`trustedPrincipals`",
      "role",
      "takes its options, and has an ARN that is readable before it exists",
    ),
    feature(
      "Minimal S3 actions",
      "always",
      "policies",
      "nothing can be taken out of the policies of %s access without an answer changing",
    ),
    feature(
      "Read, write or both",
      "both; `access`",
      "policies",
      "what is needed is allowed, and nothing else",
    ),
    feature(
      "Objects and listing below the folder only",
      "`folder`",
      "policies",
      "what is needed is allowed, and nothing else",
    ),
    feature("Multipart uploads", "for writers", "policies", "what is needed is allowed, and nothing else"),
    feature(
      "Use of the key",
      "only through S3 and SQS",
      "policies",
      "what is needed is allowed, and nothing else",
    ),
    feature("Consuming the queue", "always", "queue", "is consumed by the role it is granted to"),
    feature(
      "Permissions boundary",
      "`permissionsBoundary`",
      "role",
      "takes its options, and has an ARN that is readable before it exists",
    ),
    feature(
      "Session length",
      "one hour; `maxSessionDuration`",
      "role",
      "is for Polytomic's account with the external ID, one hour at a time",
    ),
    feature(
      "Path",
      "`/`; `path`, which becomes part of the ARN",
      "role",
      "takes its options, and has an ARN that is readable before it exists",
    ),
    feature(
      "Names of at most 64 characters",
      "always, with a hash if the path is longer",
      "role",
      "has a name of at most 64 characters, made from its path",
    ),
    feature(
      "Additional trust conditions",
      "`trustConditions`",
      "role",
      "may demand more than the external ID",
    ),
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

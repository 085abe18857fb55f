/** Protections that are set to a value which is known after the apply, and what the internet can reach. */
import { created, deleted, findings, kept, type PlannedResource, updated } from "../findings";

type Case = [title: string, resources: readonly PlannedResource[], ...expected: string[]];

/** A change of one argument to a value that is known after the apply, which the configuration sets. */
const toUnknown = (address: string, argument: string, before: unknown): PlannedResource[] => [
  updated(
    address,
    { name: "n", [argument]: before },
    { [argument]: null },
    {
      unknown: { [argument]: true },
      arguments: { [argument]: { references: ["terraform_data.choice.output", "terraform_data.choice"] } },
    },
  ),
];

/** A value that the provider reads again, because something else changes. */
const readAgain = (address: string, argument: string, before: unknown): PlannedResource[] => [
  updated(
    address,
    { name: "n", [argument]: before },
    { name: "m", [argument]: null },
    { unknown: { [argument]: true } },
  ),
];

describe("a protection that is known after the apply", () => {
  test.each<Case>([
    [
      "of a key",
      toUnknown("aws_kms_key.k", "is_enabled", true),
      "cannot-tell key-disabled[aws_kms_key.k]: may be disabled: is_enabled is known after the apply",
    ],
    ["of a key that was disabled", toUnknown("aws_kms_key.k", "is_enabled", false)],
    [
      "of a key's rotation",
      toUnknown("aws_kms_key.k", "enable_key_rotation", true),
      "cannot-tell key-rotation-disabled[aws_kms_key.k]: may no longer be rotated: enable_key_rotation is known after the apply",
    ],
    [
      "of a bucket against public access",
      toUnknown("aws_s3_bucket_public_access_block.b", "block_public_acls", true),
      "cannot-tell public-access[aws_s3_bucket_public_access_block.b:unknown]: block_public_acls may be false: known after the apply",
    ],
    [
      "by a private ACL",
      toUnknown("aws_s3_bucket_acl.a", "acl", "private"),
      "cannot-tell public-access[aws_s3_bucket_acl.a]: may get a public ACL: it is known after the apply",
    ],
    ["by an ACL that was public", toUnknown("aws_s3_bucket_acl.a", "acl", "public-read")],
    ["by an ACL that the provider reads again", readAgain("aws_s3_bucket.b", "acl", "private")],
    [
      "of a database against deletion",
      toUnknown("aws_db_instance.d", "deletion_protection", true),
      "cannot-tell deletion-protection-disabled[aws_db_instance.d:deletion_protection]: deletion_protection may be turned off: it is known after the apply",
    ],
    ["that the provider reads again", readAgain("aws_db_instance.d", "deletion_protection", true)],
    [
      "of a database against the internet",
      toUnknown("aws_db_instance.d", "publicly_accessible", false),
      "cannot-tell public-access[aws_db_instance.d]: may be reached from the internet: publicly_accessible is known after the apply",
    ],
    [
      "of messages",
      toUnknown("aws_sqs_queue.q", "sqs_managed_sse_enabled", true),
      "cannot-tell encryption-weakened[aws_sqs_queue.q]: messages may no longer be encrypted: sqs_managed_sse_enabled is known after the apply",
    ],
    ["of messages, read again", readAgain("aws_sqs_queue.q", "sqs_managed_sse_enabled", true)],
    [
      "by the retention of a queue",
      toUnknown("aws_sqs_queue.q", "message_retention_seconds", 345600),
      "cannot-tell queue-retention-shortened[aws_sqs_queue.q]: may keep messages for a shorter time than 4 days: message_retention_seconds is known after the apply",
    ],
    [
      "by EventBridge",
      toUnknown("aws_s3_bucket_notification.n", "eventbridge", true),
      "cannot-tell notification-removed[aws_s3_bucket_notification.n:unknown]: may send fewer events to EventBridge: the notification is known after the apply",
    ],
  ])("%s", (_, resources, ...expected) => {
    expect(findings(resources)).toEqual(expected);
  });
});

describe("lifecycle rules that are known after the apply", () => {
  const address = "aws_s3_bucket_lifecycle_configuration.l";
  const rule = { id: "old", status: "Enabled", filter: [{ prefix: "a/" }], expiration: [{ days: 90 }] };
  const reference = { references: ["terraform_data.choice.output"] };
  const change = (after: object | null, unknown: unknown, expressions: unknown = {}) => [
    updated(
      address,
      { bucket: "lake", rule: [rule] },
      { rule: after && [{ ...rule, ...after }] },
      { unknown: { rule: unknown }, arguments: { rule: expressions } },
    ),
  ];
  const id = `lifecycle-expires-sooner[${address}:old.current]`;

  test.each<Case>([
    [
      "by their days",
      change(
        { expiration: [{ days: null }] },
        [{ expiration: [{ days: true }] }],
        [{ expiration: [{ days: reference }] }],
      ),
      `cannot-tell ${id}: rule "old": objects below "a/" may expire sooner: the rule is known after the apply`,
    ],
    [
      "by days that the provider reads again",
      change({ expiration: [{ days: null }] }, [{ expiration: [{ days: true }] }]),
    ],
    [
      "by their prefix",
      change({ filter: [{ prefix: null }] }, [{ filter: [{ prefix: true }] }]),
      `cannot-tell ${id}: rule "old": objects may expire sooner: the rule is known after the apply`,
    ],
    [
      "by their status",
      change({ status: null }, [{ status: true }]),
      `cannot-tell ${id}: rule "old": objects below "a/" may expire sooner: the rule is known after the apply`,
    ],
    [
      "by their number",
      change(null, true),
      `cannot-tell lifecycle-expires-sooner[${address}]: objects may expire sooner: the rules are known after the apply`,
    ],
    [
      "by their prefix, without a limit",
      change({ filter: [{ prefix: null }], expiration: [] }, [{ filter: [{ prefix: true }] }]),
    ],
  ])("%s", (_, resources, ...expected) => {
    expect(findings(resources)).toEqual(expected);
  });
});

describe("what the internet can reach", () => {
  const account = "aws_s3_account_public_access_block.a";
  const database = "aws_db_instance.d";
  const reached = "can be reached from the internet";

  test.each<Case>([
    [
      "buckets of an account without a flag",
      [
        updated(
          account,
          { block_public_acls: true, block_public_policy: true },
          { block_public_policy: false },
        ),
      ],
      `danger public-access[${account}]: block_public_policy is false`,
    ],
    [
      "buckets of an account without a public access block",
      [deleted(account, { block_public_acls: true })],
      `danger public-access[${account}]: the public access block of the account is removed`,
    ],
    [
      "a database that becomes public",
      [updated(database, { publicly_accessible: false }, { publicly_accessible: true })],
      `danger public-access[${database}]: ${reached}`,
    ],
    [
      "a new public warehouse",
      [created("aws_redshift_cluster.w", { publicly_accessible: true })],
      `danger public-access[aws_redshift_cluster.w]: ${reached}`,
    ],
    [
      "a new public instance of a cluster",
      [created("aws_rds_cluster_instance.i", { publicly_accessible: true })],
      `danger public-access[aws_rds_cluster_instance.i]: ${reached}`,
    ],
    ["a database that was public", [kept(database, { publicly_accessible: true })]],
    [
      "a database that is no longer public",
      [updated(database, { publicly_accessible: true }, { publicly_accessible: false })],
    ],
  ])("%s", (_, resources, ...expected) => {
    expect(findings(resources)).toEqual(expected);
  });
});

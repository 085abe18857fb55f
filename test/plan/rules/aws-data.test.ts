/** Rules about data in AWS: what is lost, what is protected less. */
import { created, deleted, findings, kept, type PlannedResource, replaced, updated } from "../findings";

type Case = [title: string, resources: readonly PlannedResource[], ...expected: string[]];

const bucket = { bucket: "acme-lake", id: "acme-lake", arn: "arn:aws:s3:::acme-lake", force_destroy: false };
const keptBucket = kept("aws_s3_bucket.lake", bucket);
const setting = (values: Record<string, unknown>) => ({ bucket: "acme-lake", id: "acme-lake", ...values });
const versioning = (status: string) => setting({ versioning_configuration: [{ status, mfa_delete: "" }] });
const lifecycle = (...rules: Record<string, unknown>[]) =>
  setting({
    rule: rules.map((rule) => ({ id: "old", status: "Enabled", filter: [{ prefix: "" }], ...rule })),
  });
const lock = (retention: Record<string, unknown>) => setting({ rule: [{ default_retention: [retention] }] });
const queue = {
  name: "events",
  url: "https://sqs/events",
  arn: "arn:aws:sqs:us-east-1:1:events",
  message_retention_seconds: 345600,
};
const key = { id: "k", key_id: "k", is_enabled: true, enable_key_rotation: true, deletion_window_in_days: 7 };

describe("buckets", () => {
  test.each<Case>([
    [
      "a bucket that is deleted",
      [deleted("aws_s3_bucket.lake", bucket)],
      "danger bucket-destroyed[aws_s3_bucket.lake]: is deleted, which fails if it has objects",
    ],
    [
      "a bucket that is deleted with its objects",
      [deleted("aws_s3_bucket.lake", { ...bucket, force_destroy: true })],
      "danger bucket-destroyed[aws_s3_bucket.lake]: is deleted, with all its objects (force_destroy)",
    ],
    [
      "a bucket that is replaced",
      [
        replaced(
          "aws_s3_bucket.lake",
          bucket,
          { bucket: "new" },
          { change: { replace_paths: [["bucket"]] } },
        ),
      ],
      'danger bucket-destroyed[aws_s3_bucket.lake]: is replaced, because "bucket" changes: the old bucket is deleted, which fails if it has objects',
    ],
    ["a bucket whose tags change", [updated("aws_s3_bucket.lake", bucket, { tags: { team: "data" } })]],
    [
      "force_destroy on an existing bucket",
      [updated("aws_s3_bucket.lake", bucket, { force_destroy: true })],
      "look bucket-force-destroy[aws_s3_bucket.lake]: gets force_destroy: deleting it deletes its objects too",
    ],
    [
      "force_destroy on a new bucket",
      [created("aws_s3_bucket.lake", { bucket: "acme-lake", force_destroy: true })],
      "look bucket-force-destroy[aws_s3_bucket.lake]: gets force_destroy: deleting it deletes its objects too",
    ],
    [
      "force_destroy that is turned off",
      [updated("aws_s3_bucket.lake", { ...bucket, force_destroy: true }, { force_destroy: false })],
    ],
    [
      "versioning that is suspended",
      [keptBucket, updated("aws_s3_bucket_versioning.v", versioning("Enabled"), versioning("Suspended"))],
      "danger versioning-suspended[aws_s3_bucket_versioning.v]: changes from Enabled to Suspended",
    ],
    [
      "versioning that is removed from a bucket that stays",
      [keptBucket, deleted("aws_s3_bucket_versioning.v", versioning("Enabled"))],
      "danger versioning-suspended[aws_s3_bucket_versioning.v]: is removed, and removing it suspends versioning",
    ],
    [
      "versioning that is enabled",
      [keptBucket, updated("aws_s3_bucket_versioning.v", versioning("Suspended"), versioning("Enabled"))],
    ],
    [
      "versioning that is deleted with its bucket",
      [deleted("aws_s3_bucket.lake", bucket), deleted("aws_s3_bucket_versioning.v", versioning("Enabled"))],
      "danger bucket-destroyed[aws_s3_bucket.lake]: is deleted, which fails if it has objects",
    ],
    [
      "versioning whose status is known after the apply",
      [
        keptBucket,
        updated(
          "aws_s3_bucket_versioning.v",
          versioning("Enabled"),
          setting({ versioning_configuration: [{}] }),
          {
            unknown: { versioning_configuration: [{ status: true }] },
          },
        ),
      ],
      "cannot-tell versioning-suspended[aws_s3_bucket_versioning.v]: may change: its status is known after the apply",
    ],
  ])("%s", (_, resources, ...expected) => {
    expect(findings(resources)).toEqual(expected);
  });
});

describe("lifecycle rules", () => {
  const expiring = (days: number) => ({ expiration: [{ days }] });
  const ofVersions = (days: number) => ({ noncurrent_version_expiration: [{ noncurrent_days: days }] });
  const change = (before: Record<string, unknown>, after: Record<string, unknown>) => [
    keptBucket,
    updated("aws_s3_bucket_lifecycle_configuration.l", before, after),
  ];
  const id = "lifecycle-expires-sooner[aws_s3_bucket_lifecycle_configuration.l:old.current]";
  const ofOld = "lifecycle-expires-sooner[aws_s3_bucket_lifecycle_configuration.l:old.old]";
  const onDate = (date: string) => ({ expiration: [{ date }] });
  const filtered = (filter: Record<string, unknown>) => lifecycle({ ...expiring(30), filter: [filter] });
  const both = (days: number) => ({ ...expiring(days), ...ofVersions(days) });
  const keeping = (newer_noncurrent_versions: number | null) => ({
    noncurrent_version_expiration: [{ noncurrent_days: 30, newer_noncurrent_versions }],
  });
  const wider = "objects expire after 30 days; the rule applied to other objects before";

  test.each<Case>([
    [
      "objects that expire sooner",
      change(lifecycle(expiring(90)), lifecycle(expiring(30))),
      `danger ${id}: rule "old": objects expire after 30 days, was after 90 days`,
    ],
    [
      "objects that expire newly",
      change(lifecycle({}), lifecycle(expiring(30))),
      `danger ${id}: rule "old": objects expire after 30 days, was never`,
    ],
    ["objects that expire later", change(lifecycle(expiring(30)), lifecycle(expiring(90)))],
    ["objects that expire no longer", change(lifecycle(expiring(30)), lifecycle())],
    [
      "old versions that expire sooner",
      change(lifecycle(ofVersions(90)), lifecycle(ofVersions(30))),
      `look ${ofOld}: rule "old": old versions of objects expire after 30 days, was after 90 days`,
    ],
    [
      "a rule that is disabled",
      change(lifecycle(expiring(90)), lifecycle({ ...expiring(30), status: "Disabled" })),
    ],
    [
      "a rule that is enabled",
      change(lifecycle({ ...expiring(30), status: "Disabled" }), lifecycle(expiring(30))),
      `danger ${id}: rule "old": objects expire after 30 days, was never`,
    ],
    [
      "a rule that applies to more objects",
      change(lifecycle({ ...expiring(30), filter: [{ prefix: "tmp/" }] }), lifecycle(expiring(30))),
      `danger ${id}: rule "old": objects expire after 30 days; the rule applied to other objects before`,
    ],
    [
      "a rule that applies to fewer objects",
      change(lifecycle(expiring(30)), lifecycle({ ...expiring(30), filter: [{ prefix: "tmp/" }] })),
    ],
    [
      "objects that expire on a date instead of after some days",
      change(lifecycle(expiring(365)), lifecycle(onDate("2027-01-31T00:00:00Z"))),
      `danger ${id}: rule "old": objects expire on 2027-01-31, was after 365 days`,
    ],
    [
      "objects that expire after some days instead of on a date",
      change(lifecycle(onDate("2027-01-31T00:00:00Z")), lifecycle(expiring(365))),
      `danger ${id}: rule "old": objects expire after 365 days, was on 2027-01-31`,
    ],
    [
      "objects that expire on an earlier date",
      change(lifecycle(onDate("2028-01-31T00:00:00Z")), lifecycle(onDate("2027-01-31T00:00:00Z"))),
      `danger ${id}: rule "old": objects expire on 2027-01-31, was on 2028-01-31`,
    ],
    [
      "objects that expire on a later date",
      change(lifecycle(onDate("2027-01-31T00:00:00Z")), lifecycle(onDate("2028-01-31T00:00:00Z"))),
    ],
    [
      "objects and old versions that expire sooner",
      change(lifecycle(both(90)), lifecycle(both(30))),
      `danger ${id}: rule "old": objects expire after 30 days, was after 90 days`,
      `look ${ofOld}: rule "old": old versions of objects expire after 30 days, was after 90 days`,
    ],
    [
      "fewer old versions that stay",
      change(lifecycle(keeping(5)), lifecycle(keeping(2))),
      `look ${ofOld}: rule "old": old versions of objects expire after 30 days, except the newest 2, was after 30 days, except the newest 5`,
    ],
    [
      "no old versions that stay",
      change(lifecycle(keeping(5)), lifecycle(keeping(null))),
      `look ${ofOld}: rule "old": old versions of objects expire after 30 days, was after 30 days, except the newest 5`,
    ],
    ["more old versions that stay", change(lifecycle(keeping(2)), lifecycle(keeping(5)))],
    [
      "a rule without its tag",
      change(filtered({ tag: [{ key: "tmp", value: "yes" }] }), filtered({})),
      `danger ${id}: rule "old": ${wider}`,
    ],
    [
      "a rule that loses one of its tags",
      change(
        filtered({ and: [{ prefix: "a/", tags: { tmp: "yes", team: "data" } }] }),
        filtered({ and: [{ prefix: "a/", tags: { tmp: "yes" } }] }),
      ),
      `danger ${id}: rule "old": ${wider.replace("objects", 'objects below "a/"')}`,
    ],
    [
      "a rule that keeps its prefix and loses its tags",
      change(filtered({ and: [{ prefix: "a/", tags: { tmp: "yes" } }] }), filtered({ prefix: "a/" })),
      `danger ${id}: rule "old": ${wider.replace("objects", 'objects below "a/"')}`,
    ],
    [
      "a rule that applies to smaller objects",
      change(filtered({ object_size_greater_than: 1000 }), filtered({ object_size_greater_than: "100" })),
      `danger ${id}: rule "old": ${wider}`,
    ],
    [
      "a rule that applies to larger objects",
      change(filtered({ object_size_less_than: 1000 }), filtered({ object_size_less_than: null })),
      `danger ${id}: rule "old": ${wider}`,
    ],
    [
      "a rule that gets more restrictions",
      change(
        filtered({ tag: [{ key: "tmp", value: "yes" }] }),
        filtered({
          and: [{ tags: { tmp: "yes" }, object_size_greater_than: 1000, object_size_less_than: 2000 }],
        }),
      ),
    ],
    ["a rule with a new id", change(lifecycle(expiring(30)), lifecycle({ ...expiring(30), id: "renamed" }))],
    [
      "rules of a new bucket",
      [
        created("aws_s3_bucket.lake", bucket),
        created("aws_s3_bucket_lifecycle_configuration.l", lifecycle(expiring(30))),
      ],
    ],
    [
      "rules for a bucket that exists",
      [created("aws_s3_bucket_lifecycle_configuration.l", lifecycle(expiring(30)))],
      `danger ${id}: rule "old": objects expire after 30 days, was never`,
    ],
  ])("%s", (_, resources, ...expected) => {
    expect(findings(resources)).toEqual(expected);
  });
});

describe("object lock", () => {
  const change = (before: Record<string, unknown>, after: Record<string, unknown>) => [
    keptBucket,
    updated("aws_s3_bucket_object_lock_configuration.l", lock(before), lock(after)),
  ];
  const id = "object-lock-weakened[aws_s3_bucket_object_lock_configuration.l]";

  test.each<Case>([
    [
      "a weaker mode",
      change({ mode: "COMPLIANCE", days: 30 }, { mode: "GOVERNANCE", days: 30 }),
      `danger ${id}: the mode changes from COMPLIANCE to GOVERNANCE`,
    ],
    [
      "fewer days",
      change({ mode: "GOVERNANCE", years: 1 }, { mode: "GOVERNANCE", days: 30 }),
      `danger ${id}: objects are kept for 30 days, was 365`,
    ],
    [
      "days that are known after the apply",
      [
        keptBucket,
        updated(
          "aws_s3_bucket_object_lock_configuration.l",
          lock({ mode: "GOVERNANCE", days: 30 }),
          lock({ mode: "GOVERNANCE" }),
          { unknown: { rule: [{ default_retention: [{ days: true }] }] } },
        ),
      ],
      `cannot-tell ${id}: the default retention may be weakened: it is known after the apply`,
    ],
    [
      "a rule that is known after the apply",
      [
        keptBucket,
        updated(
          "aws_s3_bucket_object_lock_configuration.l",
          lock({ mode: "GOVERNANCE", days: 30 }),
          { rule: null },
          { unknown: { rule: true } },
        ),
      ],
      `cannot-tell ${id}: the default retention may be weakened: it is known after the apply`,
    ],
    [
      "a retention that is removed from the configuration",
      [
        keptBucket,
        updated("aws_s3_bucket_object_lock_configuration.l", lock({ mode: "GOVERNANCE", days: 30 }), {
          rule: [],
        }),
      ],
      `danger ${id}: the default retention is removed`,
    ],
    ["more days", change({ mode: "GOVERNANCE", days: 30 }, { mode: "COMPLIANCE", years: 1 })],
    [
      "a removal",
      [
        keptBucket,
        deleted("aws_s3_bucket_object_lock_configuration.l", lock({ mode: "GOVERNANCE", days: 30 })),
      ],
      `danger ${id}: the default retention is removed`,
    ],
  ])("%s", (_, resources, ...expected) => {
    expect(findings(resources)).toEqual(expected);
  });
});

describe("queues and keys", () => {
  test.each<Case>([
    [
      "a queue that is deleted",
      [deleted("aws_sqs_queue.q", queue)],
      "danger queue-destroyed[aws_sqs_queue.q]: is deleted; the messages in it are lost",
    ],
    [
      "a queue that is replaced",
      [replaced("aws_sqs_queue.q", queue, { name: "other" }, { change: { replace_paths: [["name"]] } })],
      'danger queue-destroyed[aws_sqs_queue.q]: is replaced, because "name" changes; the messages in it are lost',
    ],
    [
      "a shorter retention",
      [updated("aws_sqs_queue.q", queue, { message_retention_seconds: 3600 * 12 })],
      "look queue-retention-shortened[aws_sqs_queue.q]: keeps messages for 0.5 days, was 4 days",
    ],
    ["a longer retention", [updated("aws_sqs_queue.q", queue, { message_retention_seconds: 1209600 })]],
    [
      "a queue without its dead-letter queue",
      [updated("aws_sqs_queue.q", { ...queue, redrive_policy: "{}" }, { redrive_policy: "" })],
      "look dead-letter-queue-removed[aws_sqs_queue.q]: no longer has a dead-letter queue",
    ],
    [
      "a dead-letter queue that is added",
      [updated("aws_sqs_queue.q", { ...queue, redrive_policy: "" }, { redrive_policy: "{}" })],
    ],
    [
      "a key that is deleted",
      [deleted("aws_kms_key.k", key)],
      "danger key-destroyed[aws_kms_key.k]: cannot be used after the apply, and is deleted 7 days later",
    ],
    [
      "a key that is disabled",
      [updated("aws_kms_key.k", key, { is_enabled: false })],
      "danger key-disabled[aws_kms_key.k]: is disabled",
    ],
    [
      "a key without rotation",
      [updated("aws_kms_key.k", key, { enable_key_rotation: false })],
      "look key-rotation-disabled[aws_kms_key.k]: is no longer rotated",
    ],
    ["a key with another description", [updated("aws_kms_key.k", key, { description: "new" })]],
  ])("%s", (_, resources, ...expected) => {
    expect(findings(resources)).toEqual(expected);
  });
});

describe("other resources", () => {
  test.each<Case>([
    [
      "a database that is deleted",
      [deleted("aws_db_instance.d", { identifier: "d" })],
      "danger stateful-resource-destroyed[aws_db_instance.d]: the database is deleted with its data",
    ],
    [
      "a table that is replaced",
      [
        replaced(
          "aws_dynamodb_table.t",
          { name: "t" },
          { hash_key: "id" },
          { change: { replace_paths: [["hash_key"]] } },
        ),
      ],
      'danger stateful-resource-destroyed[aws_dynamodb_table.t]: the table is replaced by an empty one, because "hash_key" changes',
    ],
    [
      "a database without deletion protection",
      [
        updated(
          "aws_db_instance.d",
          { identifier: "d", deletion_protection: true, skip_final_snapshot: false },
          { deletion_protection: false, skip_final_snapshot: true },
        ),
      ],
      "danger deletion-protection-disabled[aws_db_instance.d:deletion_protection]: deletion_protection is turned off",
      "look deletion-protection-disabled[aws_db_instance.d:skip_final_snapshot]: will be deleted without a final snapshot",
    ],
    [
      "a user pool without deletion protection",
      [
        updated(
          "aws_cognito_user_pool.p",
          { name: "p", deletion_protection: "ACTIVE" },
          { deletion_protection: "INACTIVE" },
        ),
      ],
      "danger deletion-protection-disabled[aws_cognito_user_pool.p:deletion_protection]: deletion_protection is turned off",
    ],
    [
      "an instance that can be terminated",
      [
        updated(
          "aws_instance.i",
          { id: "i", disable_api_termination: true },
          { disable_api_termination: false },
        ),
      ],
      "danger deletion-protection-disabled[aws_instance.i:disable_api_termination]: disable_api_termination is turned off",
    ],
    [
      "a resource that is deleted",
      [deleted("aws_lambda_function.f", { function_name: "f" })],
      "look resource-destroyed[aws_lambda_function.f]: is deleted",
    ],
    [
      "a resource that is replaced",
      [
        replaced(
          "aws_lambda_function.f",
          { function_name: "f" },
          { function_name: "g" },
          { change: { replace_paths: [["function_name"]] } },
        ),
      ],
      'look resource-replaced[aws_lambda_function.f]: is replaced, because "function_name" changes; the old one is deleted first',
    ],
    [
      "what exists in the state only",
      [deleted("terraform_data.t", { id: "x" }), replaced("null_resource.n", { id: "x" }, {})],
    ],
    [
      "settings that are deleted with their bucket",
      [
        deleted("aws_s3_bucket.lake", bucket),
        deleted("aws_s3_bucket_ownership_controls.o", setting({ rule: [] })),
      ],
      "danger bucket-destroyed[aws_s3_bucket.lake]: is deleted, which fails if it has objects",
    ],
  ])("%s", (_, resources, ...expected) => {
    expect(findings(resources)).toEqual(expected);
  });

  it("finds a resource that Terraform forgets", () => {
    const forgotten = deleted("aws_s3_bucket.lake", bucket, { change: { actions: ["forget"] } });
    expect(findings([forgotten])).toEqual([
      "look resource-forgotten[aws_s3_bucket.lake]: is removed from the state and stays",
    ]);
  });

  it("finds a resource that Terraform forgets and creates again", () => {
    const change = { actions: ["forget", "create"] };
    const plan = [replaced("aws_s3_bucket.lake", { ...bucket, tags: {} }, bucket, { change })];
    expect(findings(plan)).toEqual([
      "danger resource-forgotten[aws_s3_bucket.lake]: is removed from the state and created again: two exist afterwards",
    ]);
  });

  test.each([
    ["danger", "aws_sqs_queue.q"],
    ["danger", "aws_db_instance.d"],
    ["danger", "polytomic_s3_connection.c"],
    ["look", "aws_lambda_function.f"],
  ])(
    "finds %s in the leftover %s of a failed replacement, and nothing else about it",
    (severity, address) => {
      const deposed = deleted(address, { name: "n" }, { resource: { deposed: "1a2b3c4d" } });
      expect(findings([kept(address, { name: "n" }), deposed])).toEqual([
        `${severity} deposed-destroyed[${address}:1a2b3c4d]: deletes the deposed object 1a2b3c4d`,
      ]);
    },
  );

  it("finds a leftover of a failed replacement that Terraform forgets", () => {
    const deposed = deleted("aws_sqs_queue.q", queue, {
      resource: { deposed: "1a2b3c4d" },
      change: { actions: ["forget"] },
    });
    expect(findings([kept("aws_sqs_queue.q", queue), deposed])).toEqual([
      "look deposed-destroyed[aws_sqs_queue.q:1a2b3c4d]: removes the deposed object 1a2b3c4d from the state: it stays",
    ]);
  });
});

describe("renames", () => {
  it("are recognized by an equal configuration, with the moved block", () => {
    const plan = [
      deleted("aws_sqs_queue.old", queue),
      created(
        "aws_sqs_queue.new",
        { name: "events", message_retention_seconds: 345600 },
        { unknown: { arn: true, url: true } },
      ),
    ];
    expect(findings(plan)).toEqual([
      "danger queue-destroyed[aws_sqs_queue.old]: is deleted; the messages in it are lost",
      "danger rename-destroys[aws_sqs_queue.old]: is deleted and created again as aws_sqs_queue.new, with the same configuration",
    ]);
  });

  it("are one finding for a bucket and its settings", () => {
    const plan = [
      deleted("aws_s3_bucket.old", bucket),
      deleted("aws_s3_bucket_versioning.old", versioning("Enabled")),
      created("aws_s3_bucket.new", { bucket: "acme-lake", force_destroy: false }),
      created("aws_s3_bucket_versioning.new", versioning("Enabled"), { references: ["aws_s3_bucket.new"] }),
    ];
    expect(findings(plan).filter((one) => one.includes("rename-destroys"))).toEqual([
      "danger rename-destroys[aws_s3_bucket.old]: is deleted and created again as aws_s3_bucket.new, with the same configuration",
    ]);
  });

  it("are not assumed for other configurations", () => {
    const plan = [deleted("aws_sqs_queue.old", queue), created("aws_sqs_queue.new", { name: "other" })];
    expect(findings(plan)).toEqual([
      "danger queue-destroyed[aws_sqs_queue.old]: is deleted; the messages in it are lost",
    ]);
  });
});

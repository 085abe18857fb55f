/** A bucket and its settings: what loses data, what opens it, and what only looks like it. */
import type { Topic } from "../case";
import { type Edit, edited, policy, program, type Resources } from "../resources";

const ARN = "arn:aws:s3:::acme-data";
const tls = (sid = "Tls") => ({
  Sid: sid,
  Effect: "Deny",
  Principal: "*",
  Action: "s3:*",
  Resource: [ARN, `${ARN}/*`],
  Condition: { Bool: { "aws:SecureTransport": "false" } },
});
const reader = (more: object = {}) => ({
  Effect: "Allow",
  Principal: { AWS: "arn:aws:iam::210987654321:root" },
  Action: ["s3:GetObject", "s3:GetObjectVersion"],
  Resource: `${ARN}/*`,
  ...more,
});

const BUCKET = "${aws_s3_bucket.bucket.id}";
const encryption = (settings: object) => ({
  rule: [{ apply_server_side_encryption_by_default: settings }],
});

const BASE: Resources = {
  key: { type: "aws_kms_key", description: "data", enable_key_rotation: true },
  "other-key": { type: "aws_kms_key", description: "other data", enable_key_rotation: true },
  bucket: { type: "aws_s3_bucket", bucket: "acme-data" },
  versioning: {
    type: "aws_s3_bucket_versioning",
    bucket: BUCKET,
    versioning_configuration: { status: "Enabled" },
  },
  encryption: {
    type: "aws_s3_bucket_server_side_encryption_configuration",
    bucket: BUCKET,
    ...encryption({ sse_algorithm: "aws:kms", kms_master_key_id: "${aws_kms_key.key.arn}" }),
  },
  access: {
    type: "aws_s3_bucket_public_access_block",
    bucket: BUCKET,
    block_public_acls: true,
    block_public_policy: true,
    ignore_public_acls: true,
    restrict_public_buckets: true,
  },
  policy: { type: "aws_s3_bucket_policy", bucket: BUCKET, policy: policy(tls(), reader()) },
  queue: { type: "aws_sqs_queue", name: "acme-data" },
  "other-queue": { type: "aws_sqs_queue", name: "acme-data-2" },
  notification: {
    type: "aws_s3_bucket_notification",
    bucket: BUCKET,
    queue: [
      { id: "one", queue_arn: "${aws_sqs_queue.queue.arn}", events: ["s3:ObjectCreated:*"] },
      { id: "two", queue_arn: "${aws_sqs_queue.other-queue.arn}", events: ["s3:ObjectRemoved:*"] },
    ],
  },
};

/** Another bucket with the settings that are off at first. */
const SECOND: Resources = {
  plain: { type: "aws_s3_bucket", bucket: "acme-plain", force_destroy: true },
  "plain-encryption": {
    type: "aws_s3_bucket_server_side_encryption_configuration",
    bucket: "${aws_s3_bucket.plain.id}",
    ...encryption({ sse_algorithm: "AES256" }),
  },
  "plain-policy": {
    type: "aws_s3_bucket_policy",
    bucket: "${aws_s3_bucket.plain.id}",
    policy: policy({ ...tls(), Resource: "arn:aws:s3:::acme-plain/*" }),
  },
};

const ALL: Resources = { ...BASE, ...SECOND };
const edit = (change: Edit) => program(edited(ALL, change));
const withPolicy = (...statements: readonly object[]) => edit({ policy: { policy: policy(...statements) } });

export const BUCKETS: Topic = {
  name: "buckets",
  base: program(ALL),
  cases: [
    {
      name: "bucket-removed",
      edit: program({ key: BASE["key"]!, "other-key": BASE["other-key"]!, ...SECOND }),
      expected: ["bucket-destroyed[bucket]", "queue-destroyed[queue]", "queue-destroyed[other-queue]"],
      tolerated: [
        "resource-destroyed[versioning]",
        "resource-destroyed[encryption]",
        "resource-destroyed[access]",
        "resource-destroyed[policy]",
        "resource-destroyed[notification]",
      ],
      note: "The settings go with their bucket. One finding about the bucket is enough.",
    },
    {
      name: "bucket-renamed",
      edit: edit({ bucket: { bucket: "acme-data-eu" } }),
      expected: ["bucket-destroyed[bucket]"],
      tolerated: [
        "resource-replaced[versioning]",
        "resource-replaced[encryption]",
        "resource-replaced[access]",
        "resource-replaced[policy]",
        "resource-replaced[notification]",
        "events-lost[notification]",
      ],
      note: "S3 has no rename: a new, empty bucket takes its place.",
    },
    {
      name: "bucket-force-destroy-on",
      edit: edit({ bucket: { force_destroy: true } }),
      expected: ["bucket-force-destroy[bucket]"],
    },
    { name: "bucket-force-destroy-off", edit: edit({ plain: { force_destroy: undefined } }), expected: [] },
    { name: "bucket-tagged", edit: edit({ bucket: { tags: { team: "data" } } }), expected: [] },
    {
      name: "versioning-suspended",
      edit: edit({ versioning: { versioning_configuration: { status: "Suspended" } } }),
      expected: ["versioning-suspended[versioning]"],
    },
    {
      name: "versioning-removed",
      edit: edit({ versioning: undefined }),
      expected: ["versioning-suspended[versioning]"],
      note: "The provider suspends versioning when its resource is deleted.",
    },
    {
      name: "versioning-added",
      edit: edit({
        "plain-versioning": {
          type: "aws_s3_bucket_versioning",
          bucket: "${aws_s3_bucket.plain.id}",
          versioning_configuration: { status: "Enabled" },
        },
      }),
      expected: [],
    },
    {
      name: "encryption-without-key",
      edit: edit({ encryption: encryption({ sse_algorithm: "AES256" }) }),
      expected: ["encryption-weakened[encryption]"],
    },
    {
      name: "encryption-removed",
      edit: edit({ encryption: undefined }),
      expected: ["encryption-weakened[encryption]"],
    },
    {
      name: "encryption-key-changed",
      edit: edit({
        encryption: encryption({
          sse_algorithm: "aws:kms",
          kms_master_key_id: "${aws_kms_key.other-key.arn}",
        }),
      }),
      expected: [],
      tolerated: ["encryption-weakened[encryption]"],
      note: "As strong as before. Readers need the old key for old objects, but both keys stay.",
    },
    {
      name: "encryption-with-key",
      edit: edit({
        "plain-encryption": encryption({
          sse_algorithm: "aws:kms",
          kms_master_key_id: "${aws_kms_key.key.arn}",
        }),
      }),
      expected: [],
    },
    {
      name: "access-block-off",
      edit: edit({ access: { block_public_policy: false, restrict_public_buckets: false } }),
      expected: ["public-access[access]"],
    },
    { name: "access-block-removed", edit: edit({ access: undefined }), expected: ["public-access[access]"] },
    {
      name: "access-block-added",
      edit: edit({ "plain-access": { ...BASE["access"], bucket: "${aws_s3_bucket.plain.id}" } }),
      expected: [],
    },
    {
      name: "acl-public",
      edit: edit({
        "plain-owner": {
          type: "aws_s3_bucket_ownership_controls",
          bucket: "${aws_s3_bucket.plain.id}",
          rule: { object_ownership: "BucketOwnerPreferred" },
        },
        "plain-acl": {
          type: "aws_s3_bucket_acl",
          bucket: "${aws_s3_bucket.plain.id}",
          acl: "public-read",
          depends_on: ["aws_s3_bucket_ownership_controls.plain-owner"],
        },
      }),
      expected: ["public-access[plain-acl]"],
    },
    {
      name: "acl-private",
      edit: edit({
        "plain-acl": { type: "aws_s3_bucket_acl", bucket: "${aws_s3_bucket.plain.id}", acl: "private" },
      }),
      expected: [],
    },
    {
      name: "policy-public",
      edit: withPolicy(tls(), reader(), {
        Effect: "Allow",
        Principal: "*",
        Action: "s3:GetObject",
        Resource: `${ARN}/public/*`,
      }),
      expected: ["public-access[policy]"],
      tolerated: ["permissions-widened[policy]"],
    },
    {
      name: "policy-public-in-organization",
      edit: withPolicy(tls(), reader(), {
        Effect: "Allow",
        Principal: { AWS: "*" },
        Action: "s3:GetObject",
        Resource: `${ARN}/*`,
        Condition: { StringEquals: { "aws:PrincipalOrgID": "o-abcdefghij" } },
      }),
      expected: ["permissions-widened[policy]"],
      note: "Not public, but more people than before.",
    },
    {
      name: "policy-public-in-vpc",
      edit: withPolicy(tls(), reader(), {
        Effect: "Allow",
        Principal: "*",
        Action: ["s3:GetObject"],
        Resource: `${ARN}/*`,
        Condition: { StringEquals: { "aws:SourceVpce": ["vpce-1a2b3c4d"] } },
      }),
      expected: ["permissions-widened[policy]"],
    },
    {
      name: "policy-public-from-anywhere",
      edit: withPolicy(tls(), reader(), {
        Effect: "Allow",
        Principal: "*",
        Action: ["s3:GetObject"],
        Resource: `${ARN}/*`,
        Condition: { IpAddress: { "aws:SourceIp": ["0.0.0.0/0"] } },
      }),
      expected: ["public-access[policy]"],
      tolerated: ["permissions-widened[policy]"],
      note: "The condition restricts nothing.",
    },
    {
      name: "policy-written-otherwise",
      edit: withPolicy(
        {
          ...reader({ Sid: "Partner" }),
          Action: ["S3:getObjectVersion", "s3:GetObject"],
          Resource: [`${ARN}/*`],
        },
        tls("AlwaysEncrypted"),
      ),
      expected: [],
      note: "Another order, another case, a list instead of a string, and Sids: the same access.",
    },
    {
      name: "policy-narrowed",
      edit: withPolicy(tls(), reader({ Resource: `${ARN}/shared/*` })),
      expected: ["permissions-lost[policy]"],
      note: "Never to be shown as widened, although a statement is added.",
    },
    {
      name: "policy-condition-added",
      edit: withPolicy(tls(), reader({ Condition: { IpAddress: { "aws:SourceIp": ["203.0.113.0/24"] } } })),
      expected: ["permissions-lost[policy]"],
    },
    {
      name: "policy-more-actions",
      edit: withPolicy(tls(), reader({ Action: ["s3:GetObject*", "s3:PutObject"] })),
      expected: ["permissions-widened[policy]"],
    },
    {
      name: "policy-without-tls",
      edit: withPolicy(reader()),
      expected: ["tls-requirement-removed[policy]"],
      tolerated: ["permissions-widened[policy]"],
    },
    {
      name: "policy-tls-in-two-statements",
      edit: withPolicy(
        { ...tls("Objects"), Resource: `${ARN}/*` },
        { ...tls("Bucket"), Resource: ARN },
        reader(),
      ),
      expected: [],
    },
    {
      name: "policy-with-tls-version",
      edit: withPolicy(
        tls(),
        { ...tls("Version"), Condition: { NumericLessThan: { "s3:TlsVersion": "1.2" } } },
        reader(),
      ),
      expected: [],
      tolerated: ["permissions-lost[policy]"],
      note: "Stricter: old clients are refused.",
    },
    {
      name: "policy-removed",
      edit: edit({ policy: undefined }),
      expected: ["tls-requirement-removed[policy]"],
      tolerated: ["permissions-lost[policy]", "resource-destroyed[policy]"],
    },
    {
      name: "policy-unknown",
      edit: edit({
        role: {
          type: "aws_iam_role",
          name_prefix: "reader-",
          assume_role_policy: policy({
            Effect: "Allow",
            Principal: { Service: "lambda.amazonaws.com" },
            Action: "sts:AssumeRole",
          }),
        },
        document: {
          type: "terraform_data",
          input: '${jsonencode({"Principal" = aws_iam_role.role.arn})}',
        },
        policy: { policy: "${terraform_data.document.output}" },
      }),
      expected: ["policy-unknown[policy]"],
      note: "Nobody can know what the policy will be.",
    },
    {
      name: "policy-with-new-role",
      edit: edit({
        role: {
          type: "aws_iam_role",
          name_prefix: "reader-",
          assume_role_policy: policy({
            Effect: "Allow",
            Principal: { Service: "lambda.amazonaws.com" },
            Action: "sts:AssumeRole",
          }),
        },
        policy: {
          policy: `\${jsonencode({"Version" = "2012-10-17", "Statement" = [${hcl(tls())}, ${hcl(reader())}, {"Effect" = "Allow", "Principal" = {"AWS" = aws_iam_role.role.arn}, "Action" = "s3:GetObject", "Resource" = "${ARN}/*"}]})}`,
        },
      }),
      expected: ["permissions-widened[policy]"],
      note: "The whole document is unknown in the plan, but its template is not.",
    },
    {
      name: "notification-removed",
      edit: edit({ notification: undefined }),
      expected: ["notification-removed[notification]"],
    },
    {
      name: "notification-without-a-queue",
      edit: edit({
        notification: {
          queue: [{ id: "one", queue_arn: "${aws_sqs_queue.queue.arn}", events: ["s3:ObjectCreated:*"] }],
        },
      }),
      expected: ["notification-removed[notification]"],
    },
    {
      name: "notification-reordered",
      edit: edit({
        notification: { queue: [...(BASE["notification"]!["queue"] as object[])].reverse() },
      }),
      expected: [],
    },
    {
      name: "notification-added-entry",
      edit: edit({
        notification: {
          queue: [
            ...(BASE["notification"]!["queue"] as object[]),
            {
              id: "three",
              queue_arn: "${aws_sqs_queue.queue.arn}",
              events: ["s3:ObjectRestore:*"],
              filter_prefix: "old/",
            },
          ],
        },
      }),
      expected: [],
    },
    {
      name: "notification-taken-over",
      edit: edit({
        "plain-notification": {
          type: "aws_s3_bucket_notification",
          bucket: "${aws_s3_bucket.plain.id}",
          eventbridge: true,
        },
      }),
      expected: ["notification-taken-over[plain-notification]"],
      note: "S3 has one notification configuration per bucket. Whoever configured events outside this stack loses them.",
    },
    {
      name: "queue-of-bucket-replaced",
      edit: edit({ queue: { name: "acme-data-events" } }),
      expected: ["queue-destroyed[queue]", "events-lost[queue]"],
      tolerated: ["events-lost[notification]"],
      note: "Events between the deletion and the new notification are lost.",
    },
    {
      name: "lifecycle-expires",
      edit: edit({
        lifecycle: {
          type: "aws_s3_bucket_lifecycle_configuration",
          bucket: BUCKET,
          rule: [{ id: "old", status: "Enabled", filter: { prefix: "" }, expiration: { days: 30 } }],
        },
      }),
      expected: ["lifecycle-expires-sooner[lifecycle]"],
      note: "Created, but for a bucket that has objects.",
    },
    {
      name: "lifecycle-cleans-up",
      edit: edit({
        lifecycle: {
          type: "aws_s3_bucket_lifecycle_configuration",
          bucket: BUCKET,
          rule: [
            {
              id: "uploads",
              status: "Enabled",
              filter: { prefix: "" },
              abort_incomplete_multipart_upload: { days_after_initiation: 7 },
            },
            { id: "off", status: "Disabled", filter: { prefix: "" }, expiration: { days: 1 } },
            {
              id: "cold",
              status: "Enabled",
              filter: { prefix: "" },
              transition: [{ days: 90, storage_class: "GLACIER" }],
            },
          ],
        },
      }),
      expected: [],
      note: "Nothing expires: uploads that never ended, a disabled rule, and another storage class.",
    },
    {
      name: "lifecycle-old-versions",
      edit: edit({
        lifecycle: {
          type: "aws_s3_bucket_lifecycle_configuration",
          bucket: BUCKET,
          rule: [
            {
              id: "versions",
              status: "Enabled",
              filter: { prefix: "" },
              noncurrent_version_expiration: { noncurrent_days: 30 },
            },
          ],
        },
      }),
      expected: ["lifecycle-expires-sooner[lifecycle]"],
    },
  ],
};

/** JSON as an HCL object, which is the same except for the colons. */
function hcl(value: object): string {
  return JSON.stringify(value).replaceAll('":', '" = ');
}

/** A bucket with all its settings, and one without. */
import { type Edit, edited, policy, program, type Resources } from "../../resources";

export const ARN = "arn:aws:s3:::acme-data";
export const tls = (sid = "Tls") => ({
  Sid: sid,
  Effect: "Deny",
  Principal: "*",
  Action: "s3:*",
  Resource: [ARN, `${ARN}/*`],
  Condition: { Bool: { "aws:SecureTransport": "false" } },
});
export const reader = (more: object = {}) => ({
  Effect: "Allow",
  Principal: { AWS: "arn:aws:iam::210987654321:root" },
  Action: ["s3:GetObject", "s3:GetObjectVersion"],
  Resource: `${ARN}/*`,
  ...more,
});

export const BUCKET = "${aws_s3_bucket.bucket.id}";
export const encryption = (settings: object) => ({
  rule: [{ apply_server_side_encryption_by_default: settings }],
});

export const BASE: Resources = {
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
export const SECOND: Resources = {
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

export const ALL: Resources = { ...BASE, ...SECOND };
export const edit = (change: Edit) => program(edited(ALL, change));
export const withPolicy = (...statements: readonly object[]) =>
  edit({ policy: { policy: policy(...statements) } });

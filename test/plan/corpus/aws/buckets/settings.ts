/** Settings of a bucket: what loses data, what opens it, and what only looks like it. */
import type { Case } from "../../case";
import { program } from "../../resources";
import { BASE, BUCKET, edit, encryption, SECOND } from "./program";

export const SETTINGS: readonly Case[] = [
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
];

/** Changes of a lifecycle configuration and of Object Lock. */
import type { Topic } from "../case";
import { type Edit, edited, program, type Resources } from "../resources";

const BUCKET = "${aws_s3_bucket.bucket.id}";
const rule = (more: object) => ({ id: "raw", status: "Enabled", filter: { prefix: "raw/" }, ...more });
const retention = (mode: string, days: number) => ({
  rule: { default_retention: { mode, days } },
});

const BASE: Resources = {
  bucket: { type: "aws_s3_bucket", bucket: "acme-retention", object_lock_enabled: true },
  versioning: {
    type: "aws_s3_bucket_versioning",
    bucket: BUCKET,
    versioning_configuration: { status: "Enabled" },
  },
  lock: {
    type: "aws_s3_bucket_object_lock_configuration",
    bucket: "${aws_s3_bucket_versioning.versioning.id}",
    ...retention("COMPLIANCE", 30),
  },
  lifecycle: {
    type: "aws_s3_bucket_lifecycle_configuration",
    bucket: BUCKET,
    rule: [
      rule({ expiration: { days: 90 }, noncurrent_version_expiration: { noncurrent_days: 30 } }),
      {
        id: "archive",
        status: "Enabled",
        filter: { prefix: "archive/" },
        transition: [{ days: 30, storage_class: "GLACIER" }],
      },
    ],
  },
};
const [RAW, ARCHIVE] = BASE["lifecycle"]!["rule"] as [object, object];
const edit = (change: Edit) => program(edited(BASE, change));
const rules = (...rule: readonly object[]) => edit({ lifecycle: { rule } });

export const RETENTION: Topic = {
  name: "retention",
  base: program(BASE),
  cases: [
    {
      name: "lifecycle-earlier",
      edit: rules({ ...RAW, expiration: { days: 30 } }, ARCHIVE),
      expected: ["lifecycle-expires-sooner[lifecycle]"],
    },
    { name: "lifecycle-later", edit: rules({ ...RAW, expiration: { days: 365 } }, ARCHIVE), expected: [] },
    {
      name: "lifecycle-versions-earlier",
      edit: rules({ ...RAW, noncurrent_version_expiration: { noncurrent_days: 1 } }, ARCHIVE),
      expected: ["lifecycle-expires-sooner[lifecycle]"],
    },
    {
      name: "lifecycle-wider-filter",
      edit: rules({ ...RAW, filter: { prefix: "" } }, ARCHIVE),
      expected: ["lifecycle-expires-sooner[lifecycle]"],
      note: "The same days, but for all objects.",
    },
    {
      name: "lifecycle-narrower-filter",
      edit: rules({ ...RAW, filter: { prefix: "raw/2024/" } }, ARCHIVE),
      expected: [],
    },
    { name: "lifecycle-reordered", edit: rules(ARCHIVE, RAW), expected: [] },
    { name: "lifecycle-rule-renamed", edit: rules({ ...RAW, id: "raw-files" }, ARCHIVE), expected: [] },
    { name: "lifecycle-rule-removed", edit: rules(ARCHIVE), expected: [] },
    {
      name: "lifecycle-removed",
      edit: edit({ lifecycle: undefined }),
      expected: [],
      tolerated: ["resource-destroyed[lifecycle]"],
      note: "Objects are kept longer.",
    },
    {
      name: "lock-fewer-days",
      edit: edit({ lock: retention("COMPLIANCE", 7) }),
      expected: ["object-lock-weakened[lock]"],
    },
    {
      name: "lock-governance",
      edit: edit({ lock: retention("GOVERNANCE", 30) }),
      expected: ["object-lock-weakened[lock]"],
    },
    { name: "lock-more-days", edit: edit({ lock: retention("COMPLIANCE", 60) }), expected: [] },
    { name: "lock-removed", edit: edit({ lock: undefined }), expected: ["object-lock-weakened[lock]"] },
  ],
};

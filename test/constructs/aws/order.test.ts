/** Dependencies on resources that are passed by name instead of by reference. */
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { SqsQueuePolicy } from "@cdktf/provider-aws/lib/sqs-queue-policy";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { KmsKeyPolicy } from "@cdktf/provider-aws/lib/kms-key-policy";
import type { ITerraformDependable, TerraformStack } from "cdktf";
import { DataBucket, S3Integration } from "../../../constructs";
import { synth } from "../synth";

const QUEUE = "arn:aws:sqs:us-east-1:111122223333:objects";
const ROLE = "arn:aws:iam::111122223333:role/polytomic";
const KEY = "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";

const queuePolicy = (stack: TerraformStack) =>
  new SqsQueuePolicy(stack, "own", { queueUrl: "https://sqs/objects", policy: "{}" });
const bucketPolicy = (stack: TerraformStack) =>
  new S3BucketPolicy(stack, "own", { bucket: "acme-other", policy: "{}" });

const lakeWith = (stack: TerraformStack, props: object) =>
  new S3Integration(stack, "lake", { name: "Lake", bucket: { name: "acme-lake" }, ...props });

describe("waits for resources created elsewhere in the app:", () => {
  test("the policy of an existing queue, by the notification", () => {
    const terraform = synth((stack) =>
      lakeWith(stack, { events: { queue: { existing: QUEUE, dependsOn: [queuePolicy(stack)] } } }),
    );
    expect(terraform.dependenciesOf("aws_s3_bucket_notification")).toContain("aws_sqs_queue_policy.own");
  });

  test("the policy of an existing bucket, by its notification and by models", () => {
    const terraform = synth((stack) => {
      const bucket = DataBucket.fromBucketName(stack, "bucket", "acme-other", {
        manageNotifications: true,
        dependsOn: [bucketPolicy(stack)],
      });
      lakeWith(stack, { bucket }).model("orders", { name: "Orders", file: "o.csv", identifier: "id" });
    });
    expect(terraform.dependenciesOf("aws_s3_bucket_notification")).toContain("aws_s3_bucket_policy.own");
    expect(terraform.dependenciesOf("polytomic_model")).toContain("aws_s3_bucket_policy.own");
  });

  test("the policies of an existing role, by models", () => {
    const terraform = synth((stack) => {
      const policy = new IamRolePolicy(stack, "own", { role: "polytomic", policy: "{}" });
      const lake = lakeWith(stack, { events: false, role: { existing: ROLE, dependsOn: [policy] } });
      lake.model("orders", { name: "Orders", file: "o.csv", identifier: "id" });
    });
    expect(terraform.dependenciesOf("polytomic_model")).toContain("aws_iam_role_policy.own");
  });

  test("the policy of an existing key, by the bucket's encryption and by the notification", () => {
    const terraform = synth((stack) => {
      const policy = new KmsKeyPolicy(stack, "own", { keyId: KEY, policy: "{}" });
      lakeWith(stack, { encryptionKey: { existing: KEY, dependsOn: [policy] } });
    });
    for (const type of ["aws_s3_bucket_server_side_encryption_configuration", "aws_s3_bucket_notification"]) {
      expect(terraform.dependenciesOf(type)).toContain("aws_kms_key_policy.own");
    }
  });

  test("the encryption with a customer key, by models, even without events", () => {
    const terraform = synth((stack) => {
      const lake = lakeWith(stack, { events: false, encryptionKey: {} });
      lake.model("orders", { name: "Orders", file: "o.csv", identifier: "id" });
    });
    expect(terraform.dependenciesOf("polytomic_model")).toContain(
      "aws_s3_bucket_server_side_encryption_configuration.lake_bucket_encryption",
    );
  });

  test.each([
    ["logging", (dependsOn: ITerraformDependable[]) => ({ accessLogs: { bucket: "acme-logs", dependsOn } })],
    [
      "replication_configuration",
      (dependsOn: ITerraformDependable[]) => ({
        replication: {
          roleArn: ROLE,
          rules: [{ id: "all", status: "Enabled", destination: { bucket: "arn:aws:s3:::acme-copy" } }],
          dependsOn,
        },
      }),
    ],
  ])("the policy of another bucket, by %s", (setting, props) => {
    const bucket = synth(
      (stack) => new DataBucket(stack, "lake", { name: "acme-lake", ...props([bucketPolicy(stack)]) }),
    );
    expect(bucket.dependenciesOf(`aws_s3_bucket_${setting}`)).toContain("aws_s3_bucket_policy.own");
  });
});

test.each<readonly [string, (copy: DataBucket) => string]>([
  ["as a reference", (copy) => copy.bucketArn],
  ["as a literal", () => "arn:aws:s3:::acme-copy"],
])("a replication destination, named %s, is versioned before replication is configured", (_, named) => {
  const terraform = synth((stack) => {
    const bucket = named(new DataBucket(stack, "copy", { name: "acme-copy" }));
    const rules = [{ id: "all", status: "Enabled", destination: { bucket } }];
    new DataBucket(stack, "lake", { name: "acme-lake", replication: { roleArn: ROLE, rules } });
  });
  const awaited = terraform.dependenciesOf("aws_s3_bucket_replication_configuration");
  expect(awaited).toContain("aws_s3_bucket_versioning.copy_versioning");
});

test.each<readonly [string, (logs: DataBucket) => DataBucket | string]>([
  ["by itself", (logs) => logs],
  ["by its name, as a reference", (logs) => logs.bucketName],
  ["by its name, as a literal", () => "acme-logs"],
])("a bucket for access logs, named %s, allows S3 to write before logging is configured", (_, named) => {
  const terraform = synth((stack) => {
    const bucket = named(new DataBucket(stack, "logs", { name: "acme-logs" }));
    new DataBucket(stack, "lake", { name: "acme-lake", accessLogs: { bucket, prefix: "lake/" } });
  });
  expect(terraform.the("aws_s3_bucket_logging")).toMatchObject({
    target_bucket: "acme-logs",
    target_prefix: "lake/",
  });
  expect(terraform.dependenciesOf("aws_s3_bucket_logging")).toContain("aws_s3_bucket_policy.logs_policy");
  const { Statement } = terraform.the("aws_s3_bucket_policy", "logs_policy").policy as {
    Statement: object[];
  };
  expect(Statement).toContainEqual({
    Effect: "Allow",
    Principal: { Service: "logging.s3.amazonaws.com" },
    Action: "s3:PutObject",
    Resource: "arn:aws:s3:::acme-logs/lake/*",
    Condition: {
      ArnLike: { "aws:SourceArn": "arn:aws:s3:::acme-lake" },
      StringEquals: { "aws:SourceAccount": "111122223333" },
    },
  });
});

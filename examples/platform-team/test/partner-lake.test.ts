/** What the construct creates, and who has access: milliseconds, without Terraform. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { S3BucketNotification } from "@cdktf/provider-aws/lib/s3-bucket-notification";
import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { Testing } from "cdktf";
import { BulkSync } from "cdktf-polytomic/bindings/bulk-sync";
import { findings, match, PolytomicTemplate } from "cdktf-polytomic/testing";
import { PartnersStack } from "../stack";

const stack = new PartnersStack(Testing.app(), ["globex"]);
const { integration, key } = stack.lakes[0]!;
const template = PolytomicTemplate.fromStack(stack);

describe("resources", () => {
  test("the bucket cannot be destroyed, and keeps old versions for 90 days", () => {
    template.hasResource("aws_s3_bucket", {
      bucket: "acme-partner-globex",
      lifecycle: { prevent_destroy: true },
    });
    template.hasResource("aws_s3_bucket_lifecycle_configuration", {
      rule: match.arrayWith([{ noncurrent_version_expiration: [{ noncurrent_days: 90 }] }]),
    });
  });

  test("new files of the partner arrive in the queue", () => {
    template.hasResource(S3BucketNotification, {
      bucket: integration.bucket.bucketName,
      queue: [{ queueArn: integration.queue?.queueArn, filterPrefix: "globex/" }],
    });
  });

  test("orders are copied every hour", () => {
    template.hasResource(BulkSync, { schedule: { frequency: "hourly", minute: "15" } });
  });

  test("everything is charged to the cost center", () => {
    for (const type of ["aws_s3_bucket", "aws_sqs_queue", "aws_iam_role", "aws_kms_key"]) {
      template.hasNoResource(type, { tags: match.not({ CostCenter: "4711" }) });
    }
    template.hasCount(SqsQueue, 2);
  });
});

describe("access", () => {
  const role = template.role(integration);
  const { bucketArn } = integration.bucket;

  test("Polytomic can assume the role with the external ID of its connection only", () => {
    assert.ok(role.canAssume({ externalId: integration.connection.auth.externalId }));
    assert.ok(!role.canAssume({ externalId: "another" }));
    assert.ok(!role.canAssume());
  });

  test("Polytomic reads the files of the partner, and writes and deletes nothing", () => {
    assert.ok(role.allows("s3:GetObject", `${bucketArn}/globex/orders.csv`));
    assert.ok(role.allows("kms:Decrypt", key.keyArn, { "kms:ViaService": "s3.us-east-1.amazonaws.com" }));
    assert.ok(role.denies("s3:GetObject", `${bucketArn}/payroll.csv`));
    assert.ok(role.denies(["s3:PutObject", "s3:DeleteObject"], `${bucketArn}/globex/orders.csv`));
  });

  test("no plan review would find anything", () => {
    assert.deepEqual(findings(stack), []);
  });
});

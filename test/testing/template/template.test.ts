/** Assertions about resources, and the messages of those that fail. */
import { DataAwsRegion } from "@cdktf/provider-aws/lib/data-aws-region";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { S3BucketNotification } from "@cdktf/provider-aws/lib/s3-bucket-notification";
import { S3BucketVersioningA } from "@cdktf/provider-aws/lib/s3-bucket-versioning";
import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { TerraformOutput, TerraformVariable } from "cdktf";
import { DataBucket, type EventQueue, S3Integration } from "../../../constructs";
import { S3Connection } from "../../../lib/bindings/s3-connection";
import { match, PolytomicTemplate } from "../../../lib/testing";
import { newStack } from "../../constructs/synth";
import { lakeTemplate, messageOf, PROPS } from "./stacks";

const { stack, lake, key, template } = lakeTemplate();

test("finds resources by class or type, with names of TypeScript or Terraform", () => {
  template.hasResource(SqsQueue, { messageRetentionSeconds: 345_600 });
  template.hasResource("aws_sqs_queue", { message_retention_seconds: 345_600 });
  template.hasResource(S3Connection, { configuration: { authMode: "iam_role" } });
  template.hasResource(DataAwsRegion);
  template.hasResource("data.aws_region");
  template.hasResource(S3BucketVersioningA, { versioningConfiguration: { status: "Enabled" } });
  expect(template.find(SqsQueue).map(({ path }) => path)).toEqual([
    "prod/lake/queue/dead-letters",
    "prod/lake/queue/Resource",
  ]);
  expect(template.the(SqsQueue, { name: "prod-lake-queue" }).arguments).toMatchObject({
    receive_wait_time_seconds: 20,
  });
});

test("expects the attribute of a construct, its template, or its value", () => {
  template.hasResource(S3BucketNotification, { queue: [{ queueArn: lake.queue!.queueArn }] });
  template.hasResource(S3BucketNotification, {
    bucket: lake.bucket.bucketName,
    queue: [{ queueArn: "arn:aws:sqs:us-east-1:123456789012:prod-lake-queue" }],
  });
  template.hasResource("aws_s3_bucket_notification", { bucket: "acme-lake" });
  template.hasResource("aws_s3_bucket_server_side_encryption_configuration", {
    rule: [{ apply_server_side_encryption_by_default: { kms_master_key_id: key.keyArn } }],
  });
  expect(() =>
    template.hasResource(S3BucketNotification, {
      queue: [{ queueArn: (lake.queue as EventQueue).deadLetterQueueArn }],
    }),
  ).toThrow('which is "arn:aws:sqs:us-east-1:123456789012:prod-lake-queue-dlq"');
});

test("shows the closest candidates by construct path, with what differs", () => {
  expect(
    messageOf(() =>
      template.hasResource(SqsQueue, {
        messageRetentionSeconds: 60,
        receiveWaitTimeSeconds: 20,
        name: match.absent(),
      }),
    ),
  ).toBe(
    [
      "no aws_sqs_queue is as expected: { messageRetentionSeconds: 60, receiveWaitTimeSeconds: 20, name: <absent> }",
      "  the closest of 2:",
      "    prod/lake/queue/Resource (aws_sqs_queue.lake_queue_616DC540)",
      "      message_retention_seconds",
      "        - expected: 60",
      "        + actual:   345600",
      "      name",
      "        - expected: absent",
      '        + actual:   "prod-lake-queue"',
      "    prod/lake/queue/dead-letters (aws_sqs_queue.lake_queue_dead-letters_4BDDC82A)",
      "      message_retention_seconds",
      "        - expected: 60",
      "        + actual:   1209600",
      "      receiveWaitTimeSeconds",
      "        - expected: 20",
      "        + actual:   absent",
      "      name",
      "        - expected: absent",
      '        + actual:   "prod-lake-queue-dlq"',
    ].join("\n"),
  );
});

test("suggests a type, and lists those that the stack has", () => {
  expect(messageOf(() => template.hasResource("aws_sqs_queues"))).toMatch(
    /^there is no aws_sqs_queues; did you mean aws_sqs_queue\?\n {2}there are:\n {4}aws_iam_role\n/,
  );
});

test("counts", () => {
  template.hasCount(SqsQueue, 2);
  template.hasCount(SqsQueue, 1, { receiveWaitTimeSeconds: 20 });
  template.hasNoResource("aws_sns_topic");
  template.hasNoResource(SqsQueue, { fifoQueue: true });
  expect(messageOf(() => template.hasCount(SqsQueue, 1))).toBe(
    "expected 1 aws_sqs_queue, found 2\n  found:\n" +
      "    prod/lake/queue/dead-letters (aws_sqs_queue.lake_queue_dead-letters_4BDDC82A)\n" +
      "    prod/lake/queue/Resource (aws_sqs_queue.lake_queue_616DC540)",
  );
  expect(() => template.hasNoResource(SqsQueue, { name: "prod-lake-queue" })).toThrow(
    'expected no aws_sqs_queue with { name: "prod-lake-queue" }',
  );
  expect(() => template.the(SqsQueue)).toThrow("expected 1 aws_sqs_queue, found 2");
  expect(() => template.the(SqsQueue, { name: "x" })).toThrow("no aws_sqs_queue is as expected");
});

test("providers, outputs, variables and warnings", () => {
  const other = newStack("other");
  new TerraformOutput(other, "arn", { value: "x", sensitive: true });
  new TerraformVariable(other, "password", { sensitive: true });
  const bucket = DataBucket.fromBucketName(other, "archive-bucket", "acme-archive");
  new S3Integration(other, "archive", { name: "Archive", bucket, access: "read" });
  const it = PolytomicTemplate.fromStack(other);

  it.hasProvider(AwsProvider, { region: "us-east-1" });
  it.hasProvider("polytomic");
  expect(() => it.hasProvider("aws", { region: "eu-west-1" })).toThrow('- expected: "eu-west-1"');
  it.hasOutput("arn", { sensitive: true });
  it.hasOutput(/^ar/);
  expect(() => it.hasOutput("arm")).toThrow("there is no output arm; did you mean arn?");
  it.hasVariable("password", { sensitive: true });
  expect(() => it.hasVariable("password", { sensitive: false })).toThrow(
    "no variable password is as expected",
  );
  const [{ path, message } = { path: "", message: "" }] = it.annotations;
  expect(path).toMatch(/^other\/archive/);
  it.hasWarning(message.slice(0, 30));
  it.hasWarning(/manageNotifications: true/);
  expect(() => it.hasWarning("nothing like it")).toThrow(
    'no warning contains "nothing like it"\n  the warnings are:',
  );
  expect(() => it.hasNoWarnings()).toThrow("expected no warnings\n  the warnings are:\n    other/archive");
  template.hasNoWarnings();
});

test("a template from JSON reads what CDKTF wrote, and cannot resolve tokens", () => {
  const read = PolytomicTemplate.fromJson(JSON.stringify(template.json));
  read.hasResource(S3BucketNotification, { bucket: "acme-lake" });
  expect(() => read.hasResource(S3BucketNotification, { bucket: lake.bucket.bucketArn })).toThrow(
    "a template from JSON cannot resolve a token",
  );
});

test("runs the validations of the stack", () => {
  const broken = newStack("broken");
  broken.node.addValidation({ validate: () => ["this cannot work"] });
  new S3Integration(broken, "lake", PROPS);
  expect(() => PolytomicTemplate.fromStack(broken)).toThrow("this cannot work");
  expect(stack.node.id).toBe("prod");
});

import { TerraformVariable } from "cdktf";
import { DataBucket, EventQueue, PolytomicRole } from "../../../constructs";
import { newStack, synth } from "../synth";

const ARN = "arn:aws:sqs:us-east-1:111122223333:events";

describe("an EventQueue", () => {
  const queue = synth((stack) => new EventQueue(stack, "events", { queueName: "events" }));
  const tlsOnly = (arn: string) => ({
    Sid: "DenyInsecureTransport",
    Effect: "Deny",
    Principal: "*",
    Action: "sqs:*",
    Resource: arn,
    Condition: { Bool: { "aws:SecureTransport": "false" } },
  });

  test("is encrypted, uses long polling, keeps messages four days, and has a dead-letter queue after five receives", () => {
    expect(queue.the("aws_sqs_queue", "events")).toEqual({
      name: "events",
      sqs_managed_sse_enabled: true,
      message_retention_seconds: 345_600,
      receive_wait_time_seconds: 20,
      visibility_timeout_seconds: 300,
      policy: { Version: "2012-10-17", Statement: [tlsOnly(ARN)] },
      redrive_policy: { deadLetterTargetArn: "${aws_sqs_queue.events_dead-letters.arn}", maxReceiveCount: 5 },
    });
  });

  test("keeps dead letters for fourteen days, encrypted, and allows redrive from itself only", () => {
    expect(queue.the("aws_sqs_queue", "events_dead-letters")).toEqual({
      name: "events-dlq",
      sqs_managed_sse_enabled: true,
      message_retention_seconds: 1_209_600,
      policy: { Version: "2012-10-17", Statement: [tlsOnly(`${ARN}-dlq`)] },
      redrive_allow_policy: { redrivePermission: "byQueue", sourceQueueArns: [ARN] },
    });
  });

  test("takes its options", () => {
    const options = { retentionDays: 13, visibilityTimeout: 0, maxReceives: 1000, tags: { a: "b" } };
    const queues = synth((stack) => new EventQueue(stack, "events", options)).all("aws_sqs_queue");
    expect(queues.events).toMatchObject({
      message_retention_seconds: 1_123_200,
      visibility_timeout_seconds: 0,
      redrive_policy: { maxReceiveCount: 1000 },
      tags: { a: "b" },
    });
    expect(queues["events_dead-letters"]).toMatchObject({ tags: { a: "b" } });
  });

  test("multiplies in Terraform if the days are a token", () => {
    const terraform = synth((stack) => {
      const days = new TerraformVariable(stack, "days", { type: "number" }).numberValue;
      new EventQueue(stack, "events", { retentionDays: days });
    });
    expect(terraform.the("aws_sqs_queue", "events").message_retention_seconds).toBe("${(var.days * 86400)}");
  });

  test("derives its name from its path, with room for the dead-letter suffix", () => {
    const queue = synth((stack) => new EventQueue(stack, "e".repeat(200)));
    const names = Object.values(queue.all("aws_sqs_queue")).map(({ name }) => String(name));
    expect(names.map((name) => name.length).sort()).toEqual([76, 80]);
  });

  test("lets a role consume it", () => {
    const terraform = synth((stack) => {
      const role = new PolytomicRole(stack, "role", { externalIds: ["id"] });
      new EventQueue(stack, "events", { queueName: "events" }).grantConsume(role);
    });
    expect(terraform.the("aws_iam_role_policy").policy).toEqual({
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Action: [
            "sqs:ReceiveMessage",
            "sqs:DeleteMessage",
            "sqs:ChangeMessageVisibility",
            "sqs:GetQueueAttributes",
            "sqs:GetQueueUrl",
          ],
          Resource: ARN,
        },
      ],
    });
  });
});

describe("alarms of a queue", () => {
  const alarms = { actions: ["arn:aws:sns:us-east-1:111122223333:on-call"] };

  test("are created on request: for old events and for dead letters", () => {
    const queue = synth(
      (stack) => new EventQueue(stack, "events", { queueName: "events", alarms, tags: { a: "b" } }),
    );
    const common = { namespace: "AWS/SQS", treat_missing_data: "notBreaching", tags: { a: "b" } };
    const told = { alarm_actions: alarms.actions, ok_actions: alarms.actions };
    expect(queue.the("aws_cloudwatch_metric_alarm", "events_age-alarm")).toMatchObject({
      ...common,
      ...told,
      alarm_name: "events-ApproximateAgeOfOldestMessage",
      metric_name: "ApproximateAgeOfOldestMessage",
      dimensions: { QueueName: "events" },
      comparison_operator: "GreaterThanThreshold",
      threshold: 3600,
    });
    expect(queue.the("aws_cloudwatch_metric_alarm", "events_dead-letters-alarm")).toMatchObject({
      ...common,
      ...told,
      metric_name: "ApproximateNumberOfMessagesVisible",
      dimensions: { QueueName: "events-dlq" },
      threshold: 0,
    });
  });

  test("take custom thresholds", () => {
    const queue = synth(
      (stack) => new EventQueue(stack, "events", { alarms: { ...alarms, maxAge: 60, maxDeadLetters: 9 } }),
    );
    expect(Object.values(queue.all("aws_cloudwatch_metric_alarm")).map(({ threshold }) => threshold)).toEqual(
      [60, 9],
    );
  });

  test("are not created by default", () => {
    expect(synth((stack) => new EventQueue(stack, "events")).all("aws_cloudwatch_metric_alarm")).toEqual({});
  });
});

describe("an EventQueue is rejected", () => {
  test.each([
    [
      { queueName: "events.fifo" },
      'queueName  "events.fifo" is the name of a FIFO queue; S3 delivers events only to standard',
    ],
    [{ queueName: "e".repeat(77) }, "has 81 characters; at most 80 are allowed"],
    [{ retentionDays: 14 }, "retentionDays  must be at most 13, got 14"],
    [{ visibilityTimeout: 43_201 }, "visibilityTimeout  must be at most 43200, got 43201"],
    [{ maxReceives: 0 }, "maxReceives  must be at least 1, got 0"],
    [{ alarms: {} }, "alarms.actions  is missing"],
    [{ fifo: true }, "fifo  is not a prop here"],
  ])("with %j", (props: object, message) => {
    expect(() => new EventQueue(newStack(), "events", props)).toThrow(message);
  });
});

describe("an existing queue", () => {
  test("is not managed, and returns the statement it needs", () => {
    const terraform = synth((stack) => {
      const queue = EventQueue.fromQueueArn(stack, "events", ARN);
      const bucket = new DataBucket(stack, "lake", { name: "acme-lake" });
      bucket.sendEventsTo(queue);
      expect(queue.requiredStatements).toEqual([
        {
          Effect: "Allow",
          Principal: { Service: "s3.amazonaws.com" },
          Action: "sqs:SendMessage",
          Resource: ARN,
          Condition: {
            ArnLike: { "aws:SourceArn": bucket.bucketArn },
            StringEquals: { "aws:SourceAccount": expect.any(String) },
          },
        },
      ]);
    });
    expect(terraform.all("aws_sqs_queue")).toEqual({});
    expect(terraform.the("aws_s3_bucket_notification").queue).toMatchObject([{ queue_arn: ARN }]);
  });

  test.each([
    [`${ARN}.fifo`, "is a FIFO queue; S3 delivers events only to standard queues"],
    ["events", "is not a queue ARN, such as arn:aws:sqs:us-east-1:111122223333:events"],
  ])("rejects the ARN %s", (arn, problem) => {
    expect(() => EventQueue.fromQueueArn(newStack(), "events", arn)).toThrow(`queueArn  "${arn}" ${problem}`);
  });

  test("accepts a token for its ARN", () => {
    const terraform = synth((stack) => {
      const arn = new TerraformVariable(stack, "queue", { type: "string" }).stringValue;
      const queue = EventQueue.fromQueueArn(stack, "events", arn);
      new DataBucket(stack, "lake", { name: "acme-lake" }).sendEventsTo(queue);
    });
    expect(terraform.the("aws_s3_bucket_notification").queue).toMatchObject([{ queue_arn: "${var.queue}" }]);
  });
});

/** The events that a bucket sends to queues and EventBridge. */
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { type TerraformStack, TerraformVariable } from "cdktf";
import { DataBucket, EventQueue } from "../../../constructs";
import { newStack, synth } from "../synth";

const NOTIFICATION = "aws_s3_bucket_notification";
const QUEUE = "arn:aws:sqs:us-east-1:111122223333:search";
const TOPIC = "arn:aws:sns:us-east-1:111122223333:objects";
const FUNCTION = "arn:aws:lambda:us-east-1:111122223333:function:thumbnails";
const bucketOn = (stack: TerraformStack) => new DataBucket(stack, "lake", { name: "acme-lake" });

describe("events of a bucket", () => {
  test("are configured last, after all settings of the bucket and after the queue", () => {
    const bucket = synth((stack) => bucketOn(stack).sendEventsTo(new EventQueue(stack, "events")));
    expect(bucket.dependenciesOf(NOTIFICATION)).toEqual([
      "aws_s3_bucket_server_side_encryption_configuration.lake_encryption",
      "aws_sqs_queue.events",
    ]);
  });

  test("include every new object unless a filter is set", () => {
    const bucket = synth((stack) => bucketOn(stack).sendEventsTo(new EventQueue(stack, "events")));
    expect(bucket.the(NOTIFICATION)).toMatchObject({
      bucket: "acme-lake",
      queue: [
        { id: "stack-events-1", queue_arn: "${aws_sqs_queue.events.arn}", events: ["s3:ObjectCreated:*"] },
      ],
    });
    expect(bucket.the(NOTIFICATION).queue).not.toMatchObject([{ filter_prefix: expect.anything() }]);
  });

  test("for several queues share one resource, and each has its own id", () => {
    const terraform = synth((stack) => {
      const bucket = bucketOn(stack);
      const queue = new EventQueue(stack, "events");
      bucket.sendEventsTo(queue, { eventTypes: ["s3:ObjectCreated:Put"], prefix: "a/", suffix: ".csv" });
      bucket.sendEventsTo(queue, { eventTypes: ["s3:ObjectCreated:Copy"], prefix: "a/", suffix: ".csv" });
      bucket.sendEventsTo(new EventQueue(stack, "others"), { prefix: "b/" });
    });
    const filter = { filter_prefix: "a/", filter_suffix: ".csv", queue_arn: "${aws_sqs_queue.events.arn}" };
    expect(terraform.the(NOTIFICATION).queue).toEqual([
      { id: "stack-events-1", events: ["s3:ObjectCreated:Copy"], ...filter },
      { id: "stack-events-2", events: ["s3:ObjectCreated:Put"], ...filter },
      {
        id: "stack-others-1",
        events: ["s3:ObjectCreated:*"],
        filter_prefix: "b/",
        queue_arn: "${aws_sqs_queue.others.arn}",
      },
    ]);
    expect(terraform.dependenciesOf(NOTIFICATION)).toContain("aws_sqs_queue.others");
  });

  test("use URL-encoded keys in filters, and compare decoded keys", () => {
    const terraform = synth((stack) => {
      const bucket = new DataBucket(stack, "lake", {
        name: "acme-lake",
        otherNotifications: [
          { id: "audit", topicArn: TOPIC, events: ["s3:ObjectCreated:*"], filterPrefix: "R&D/" },
          { id: "search", queueArn: QUEUE, events: ["s3:ObjectCreated:*"], filterPrefix: "q=1/" },
          { id: "call", lambdaFunctionArn: FUNCTION, events: ["s3:ObjectRemoved:*"], filterSuffix: "+.x" },
        ],
      });
      const queue = new EventQueue(stack, "events");
      bucket.sendEventsTo(queue, { prefix: "dt=2026 01/", suffix: "é.csv" });
      expect(bucket.eventsSentTo(queue)).toMatchObject([
        { filterPrefix: "dt=2026 01/", filterSuffix: "é.csv" },
      ]);
      expect(() => bucket.sendEventsTo(queue, { prefix: "dt=2026 01/x" })).toThrow("overlap");
    });
    expect(terraform.the(NOTIFICATION)).toMatchObject({
      queue: [{ filter_prefix: "dt%3D2026+01/", filter_suffix: "%C3%A9.csv" }, { filter_prefix: "q%3D1/" }],
      topic: [{ filter_prefix: "R%26D/" }],
      lambda_function: [{ filter_suffix: "%2B.x" }],
    });
  });

  test("take keys as objects have them, without encoding", () => {
    const stack = newStack();
    expect(() =>
      bucketOn(stack).sendEventsTo(new EventQueue(stack, "events"), { prefix: "dt%3D2026/" }),
    ).toThrow('filter.prefix  "dt%3D2026/" looks URL-encoded; write it unencoded ("dt=2026/")');
  });

  test("are allowed by the queue policy, for this bucket of this account", () => {
    const bucket = synth((stack) => bucketOn(stack).sendEventsTo(new EventQueue(stack, "events")));
    const { Statement } = bucket.the("aws_sqs_queue", "events").policy as { Statement: unknown[] };
    expect(Statement[1]).toEqual({
      Effect: "Allow",
      Principal: { Service: "s3.amazonaws.com" },
      Action: "sqs:SendMessage",
      Resource: "arn:aws:sqs:us-east-1:111122223333:stack-events",
      Condition: {
        ArnLike: { "aws:SourceArn": "arn:aws:s3:::acme-lake" },
        StringEquals: { "aws:SourceAccount": "111122223333" },
      },
    });
  });

  test.each([
    [{ prefix: "" }, /prefix {2}must not be empty/],
    [
      { suffix: "x".repeat(1025) },
      /suffix {2}"x+\.\.\." has 1025 characters when URL-encoded; at most 1024 are allowed/,
    ],
    [{ prefixes: "a" }, /prefixes {2}is not a prop here/],
  ])("reject the filter %j", (filter: object, message) => {
    const stack = newStack();
    const queue = new EventQueue(stack, "events");
    expect(() => bucketOn(stack).sendEventsTo(queue, filter)).toThrow(message);
  });
});

test("sendEventsTo rejects a value that isn't a queue", () => {
  const bucket = bucketOn(newStack());
  expect(() => bucket.sendEventsTo("arn" as never)).toThrow("queue  must be an EventQueue");
});

test("a bucket rejects overlapping events and names both", () => {
  const stack = newStack();
  const bucket = bucketOn(stack);
  bucket.sendEventsTo(new EventQueue(stack, "events"), { prefix: "in/" });
  const others = new EventQueue(stack, "others");
  expect(() => bucket.sendEventsTo(others, { eventTypes: ["s3:ObjectCreated:Put"], suffix: ".csv" })).toThrow(
    'filter  s3:ObjectCreated:Put of "*.csv" overlap with s3:ObjectCreated:* of "in/*" ' +
      "(notification stack-events-1); S3 rejects two notifications for the same event.",
  );
});

describe("the regions of a bucket and its queue", () => {
  const queueIn = (stack: TerraformStack, region: string) =>
    EventQueue.fromQueueArn(stack, "q", `arn:aws:sqs:${region}:111122223333:q`);

  test("must be the same", () => {
    const stack = newStack();
    const bucket = DataBucket.fromBucketName(stack, "b", "acme", { region: "us-east-1" });
    expect(() => bucket.sendEventsTo(queueIn(stack, "eu-west-1"))).toThrow(
      "queue  is in eu-west-1, but the bucket is in us-east-1, and S3 delivers only within a region. Use a queue in the bucket's region",
    );
  });

  test("are known from the providers of new buckets and queues", () => {
    const stack = newStack();
    const awsProvider = new AwsProvider(stack, "eu", { alias: "eu", region: "eu-west-1" });
    const bucket = new DataBucket(stack, "b", { name: "acme", awsProvider });
    expect(() => bucket.sendEventsTo(new EventQueue(stack, "other"))).toThrow(
      "is in us-east-1, but the bucket is in eu-west-1",
    );
    bucket.sendEventsTo(queueIn(stack, "eu-west-1"));
  });

  test("are not compared when they are unknown", () => {
    const stack = newStack();
    const region = new TerraformVariable(stack, "region", { type: "string" }).stringValue;
    DataBucket.fromBucketName(stack, "b", "acme", { region }).sendEventsTo(queueIn(stack, "eu-west-1"));
  });
});

describe("EventBridge", () => {
  test("receives all events on request, in addition to the queues", () => {
    const terraform = synth((stack) => {
      const bucket = new DataBucket(stack, "lake", { name: "acme-lake", eventBridge: true });
      bucket.sendEventsTo(new EventQueue(stack, "events"));
    });
    expect(terraform.the(NOTIFICATION)).toMatchObject({ eventbridge: true, queue: [{}] });
  });

  test("receives the events of an existing bucket only if its notifications are managed", () => {
    const existing = (stack: TerraformStack, manageNotifications: boolean) =>
      DataBucket.fromBucketName(stack, "b", "acme", { manageNotifications, eventBridge: true });
    expect(synth((stack) => existing(stack, true)).the(NOTIFICATION)).toEqual({
      bucket: "acme",
      eventbridge: true,
    });
    expect(() => existing(newStack(), false)).toThrow(
      "eventBridge  has no effect unless this app manages the notifications; set manageNotifications",
    );
  });
});

test("ten consumers of one bucket share one notification resource", () => {
  const terraform = synth((stack) => {
    const bucket = bucketOn(stack);
    for (let consumer = 0; consumer < 10; consumer++) {
      bucket.sendEventsTo(new EventQueue(stack, `events-${consumer}`), { prefix: `in-${consumer}/` });
    }
  });
  const { queue } = terraform.the(NOTIFICATION) as { queue: { id: string; filter_prefix: string }[] };
  expect(queue.map(({ filter_prefix }) => filter_prefix)).toEqual(
    Array.from({ length: 10 }, (_, consumer) => `in-${consumer}/`),
  );
  expect(new Set(queue.map(({ id }) => id)).size).toBe(10);
});

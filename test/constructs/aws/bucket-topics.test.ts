/** Queues that receive the events of a bucket through an SNS topic. */
import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import type { TerraformStack } from "cdktf";
import { DataBucket, EncryptionKey, EventQueue } from "../../../constructs";
import { newStack, synth } from "../synth";

const NOTIFICATION = "aws_s3_bucket_notification";
const QUEUE = "arn:aws:sqs:us-east-1:111122223333:search";
const TOPIC = "arn:aws:sns:us-east-1:111122223333:objects";
const bucketOn = (stack: TerraformStack) => new DataBucket(stack, "lake", { name: "acme-lake" });

describe("a topic to which a bucket sends events", () => {
  const SUBSCRIPTION = "aws_sns_topic_subscription";
  const byTopic = (stack: TerraformStack, options: object = { prefix: "year 2026/" }) => {
    const bucket = DataBucket.fromBucketName(stack, "b", "acme");
    const queue = new EventQueue(stack, "events");
    bucket.sendEventsTo(queue, { topicArn: TOPIC, ...options });
    return { bucket, queue };
  };

  test("has a subscription of the queue, filtered by bucket and prefix", () => {
    const terraform = synth(byTopic);
    expect(terraform.the(SUBSCRIPTION)).toEqual({
      topic_arn: TOPIC,
      protocol: "sqs",
      endpoint: "${aws_sqs_queue.events.arn}",
      raw_message_delivery: true,
      filter_policy_scope: "MessageBody",
      filter_policy: {
        Records: {
          eventName: [{ prefix: "ObjectCreated:" }],
          s3: { bucket: { name: ["acme"] }, object: { key: [{ prefix: "year+2026/" }] } },
        },
      },
    });
    expect(terraform.all(NOTIFICATION)).toEqual({});
    expect(terraform.the("aws_sqs_queue", "events").policy).toMatchObject({
      Statement: [
        { Sid: "DenyInsecureTransport" },
        {
          Principal: { Service: "sns.amazonaws.com" },
          Action: "sqs:SendMessage",
          Condition: { ArnLike: { "aws:SourceArn": TOPIC } },
        },
      ],
    });
  });

  test("has one subscription per queue, whatever the number of selections", () => {
    const terraform = synth((stack) => {
      const { queue } = byTopic(stack, { suffix: ".csv" });
      DataBucket.fromBucketName(stack, "c", "acme-2").sendEventsTo(queue, {
        topicArn: TOPIC,
        eventTypes: ["s3:ObjectCreated:Put"],
      });
      expect(queue.prerequisites).toHaveLength(2);
    });
    expect(terraform.the(SUBSCRIPTION).filter_policy).toMatchObject({
      $or: [
        { Records: { eventName: ["ObjectCreated:Put"], s3: { bucket: { name: ["acme-2"] } } } },
        { Records: { s3: { bucket: { name: ["acme"] }, object: { key: [{ suffix: ".csv" }] } } } },
      ],
    });
    expect(
      (terraform.the("aws_sqs_queue", "events").policy as { Statement: object[] }).Statement,
    ).toHaveLength(2);
  });

  test("is identified by its ARN or resource, not by its name", () => {
    const terraform = synth((stack) => {
      const topic = new SnsTopic(stack, "topic", { name: "objects" });
      const queue = new EventQueue(stack, "events");
      const bucket = DataBucket.fromBucketName(stack, "b", "acme");
      for (const prefix of ["a/", "b/"]) {
        bucket.sendEventsTo(queue, { topicArn: topic.arn, prefix });
      }
      bucket.sendEventsTo(queue, { topicArn: TOPIC });
      bucket.sendEventsTo(queue, { topicArn: TOPIC.replace("111122223333", "999988887777") });
    });
    expect(Object.keys(terraform.all(SUBSCRIPTION))).toHaveLength(3);
  });

  test("rejects a queue of another region and a filter that SNS would reject", () => {
    const stack = newStack();
    const queue = new EventQueue(stack, "events");
    const bucket = DataBucket.fromBucketName(stack, "b", "acme");
    expect(() => bucket.sendEventsTo(queue, { topicArn: TOPIC.replace("us-east-1", "eu-west-1") })).toThrow(
      "topicArn  is in eu-west-1, but the bucket is in us-east-1",
    );
    const selection = { bucketName: "acme", events: ["s3:ObjectCreated:*"] };
    expect(() => queue.subscribeTo(TOPIC.replace("us-east-1", "eu-west-1"), selection)).toThrow(
      "topicArn  is in eu-west-1, but the queue is in us-east-1",
    );
    for (const prefix of ["a/", "b/", "c/", "d/"]) {
      bucket.sendEventsTo(queue, { topicArn: TOPIC, prefix });
    }
    expect(() => bucket.sendEventsTo(queue, { topicArn: TOPIC, prefix: "e/" })).toThrow(
      "topicArn  would need a filter with 160 combinations, but SNS allows 150; use another queue",
    );
  });

  test("must be in the bucket's notifications, if the app manages them", () => {
    const stack = newStack();
    const queue = new EventQueue(stack, "events");
    expect(() => bucketOn(stack).sendEventsTo(queue, { topicArn: TOPIC })).toThrow(
      "topicArn  receives no events of this bucket, whose notifications are managed here; add",
    );
    const otherNotifications = [{ id: "all", topicArn: TOPIC, events: ["s3:ObjectCreated:*"] }] as const;
    new DataBucket(stack, "told", { name: "acme-told", otherNotifications }).sendEventsTo(queue, {
      topicArn: TOPIC,
    });
  });

  test("can encrypt with the queue's key", () => {
    const terraform = synth((stack) => {
      const queue = new EventQueue(stack, "events", { encryptionKey: new EncryptionKey(stack, "key") });
      DataBucket.fromBucketName(stack, "b", "acme").sendEventsTo(queue, { topicArn: TOPIC });
    });
    expect(terraform.the("aws_kms_key").policy).toMatchObject({
      Statement: [
        {},
        {
          Principal: { Service: "sns.amazonaws.com" },
          Action: ["kms:GenerateDataKey", "kms:Decrypt"],
          Condition: { ArnLike: { "aws:SourceArn": TOPIC } },
        },
      ],
    });
  });

  test.each([
    [{ prefix: "in/", suffix: ".csv" }, "filter.suffix  conflicts with the prefix"],
    [{ topicArn: `${TOPIC}.fifo` }, "is a FIFO topic; S3 publishes only to standard topics"],
    [{ topicArn: QUEUE }, "is not a topic ARN, such as"],
  ])("rejects %j", (options, message) => {
    expect(() => byTopic(newStack(), options)).toThrow(message);
  });
});

/** The order in the code does not change the output where AWS ignores it: otherwise Terraform would plan a change. */
import type { TerraformStack } from "cdktf";
import { DataBucket, EventQueue } from "../../../constructs";
import { type Synthesized, synth } from "../synth";

/** Synthesizes the steps in one order and in the opposite one. */
function bothWays(prepare: (stack: TerraformStack) => (() => unknown)[]): [Synthesized, Synthesized] {
  const inOrder = (order: (steps: (() => unknown)[]) => (() => unknown)[]) =>
    synth((stack) => order(prepare(stack)).forEach((step) => step()));
  return [inOrder((steps) => steps), inOrder((steps) => steps.toReversed())];
}

const entry = (id: string, destination: object) => ({
  id,
  events: ["s3:ObjectRemoved:*"] as const,
  ...destination,
});
const QUEUE = { queueArn: "arn:aws:sqs:us-east-1:111122223333:others" };
const TOPIC = { topicArn: "arn:aws:sns:us-east-1:111122223333:objects" };

test("events of queues", () => {
  const [one, other] = bothWays((stack) => {
    const bucket = new DataBucket(stack, "lake", { name: "acme-lake" });
    const queues = ["a", "b"].map((id) => new EventQueue(stack, id));
    return queues.flatMap((queue) =>
      ["x/", "y/", "z/"].map(
        (folder) => () => bucket.sendEventsTo(queue, { prefix: `${queue.node.id}/${folder}` }),
      ),
    );
  });
  const NOTIFICATION = "aws_s3_bucket_notification";
  expect(one.the(NOTIFICATION).queue).toEqual(other.the(NOTIFICATION).queue);
  expect(one.the(NOTIFICATION).queue).toHaveLength(6);
});

test("entries of others, lifecycle rules and replications", () => {
  const synthesized = (order: <T>(values: T[]) => T[]) =>
    synth(
      (stack) =>
        new DataBucket(stack, "lake", {
          name: "acme-lake",
          otherNotifications: order([
            entry("a", { ...QUEUE, filterPrefix: "a/" }),
            entry("b", { ...QUEUE, filterPrefix: "b/" }),
            entry("c", { ...TOPIC, filterPrefix: "c/" }),
            entry("d", { ...TOPIC, filterPrefix: "d/" }),
          ]) as never,
          lifecycleRules: order(["a", "b"].map((id) => ({ id, status: "Enabled" }))),
          replication: {
            roleArn: "arn:aws:iam::111122223333:role/replication",
            rules: order(
              ["a", "b"].map((id) => ({
                id,
                status: "Enabled",
                destination: { bucket: `arn:aws:s3:::${id}` },
              })),
            ),
          },
        }),
    ).json.resource;
  expect(synthesized((values) => values)).toEqual(synthesized((values) => values.toReversed()));
});

test("deliveries to a queue, one statement per account", () => {
  const [one, other] = bothWays((stack) => {
    const queue = new EventQueue(stack, "events");
    const there = { ownerAccountId: "444455556666" };
    return [
      () => new DataBucket(stack, "a", { name: "acme-a" }).sendEventsTo(queue),
      () => new DataBucket(stack, "b", { name: "acme-b" }).sendEventsTo(queue),
      () => DataBucket.fromBucketName(stack, "c", "acme-c", there).sendEventsTo(queue),
      () => DataBucket.fromBucketName(stack, "d", "acme-d", there).sendEventsTo(queue),
      () => queue.allowDeliveryFrom(TOPIC),
    ];
  });
  const policyOf = (terraform: Synthesized) =>
    Object.values(terraform.all("aws_sqs_queue"))
      .map(({ policy }) => policy as { Statement: { Condition: unknown }[] })
      .find(({ Statement }) => Statement.length > 1);
  expect(policyOf(one)).toEqual(policyOf(other));
  expect(
    policyOf(one)
      ?.Statement.slice(1)
      .map(({ Condition }) => Condition),
  ).toEqual([
    {
      ArnLike: { "aws:SourceArn": ["arn:aws:s3:::acme-a", "arn:aws:s3:::acme-b"] },
      StringEquals: { "aws:SourceAccount": "111122223333" },
    },
    {
      ArnLike: { "aws:SourceArn": ["arn:aws:s3:::acme-c", "arn:aws:s3:::acme-d"] },
      StringEquals: { "aws:SourceAccount": "444455556666" },
    },
    { ArnLike: { "aws:SourceArn": TOPIC.topicArn } },
  ]);
});

test("selections of a topic", () => {
  const [one, other] = bothWays((stack) => {
    const queue = new EventQueue(stack, "events");
    return ["acme-a", "acme-b"].map(
      (bucketName) => () => queue.subscribeTo(TOPIC.topicArn, { bucketName, events: ["s3:ObjectCreated:*"] }),
    );
  });
  expect(one.the("aws_sns_topic_subscription")).toEqual(other.the("aws_sns_topic_subscription"));
});

test("accepts a queue of fifty buckets, and rejects one with too many", () => {
  const queueOf = (buckets: number) =>
    synth((stack) => {
      const queue = new EventQueue(stack, "events");
      for (let i = 0; i < buckets; i++) {
        queue.allowDeliveryFrom({ arn: `arn:aws:s3:::acme-lake-${i}`, ownerAccountId: "111122223333" });
      }
    });
  const { policy } =
    Object.values(queueOf(50).all("aws_sqs_queue")).find(({ name }) => name === "stack-events") ?? {};
  expect((policy as { Statement: unknown[] }).Statement).toHaveLength(2);
  expect(() => queueOf(400)).toThrow(
    /the policy of the queue would have at least \d+ characters, but AWS allows 8192\. .*\[CDKTF_POLYTOMIC_REFUSED_BY_AWS\]/,
  );
  expect(() =>
    synth((stack) => {
      const queue = new EventQueue(stack, "events");
      for (let i = 10; i < 31; i++) {
        queue.allowDeliveryFrom({ arn: "arn:aws:s3:::acme-lake", ownerAccountId: `1111222233${i}` });
      }
    }),
  ).toThrow(/the policy of the queue would have 22 statements, but AWS allows 20\./);
});

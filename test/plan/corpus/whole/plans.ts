/** What a plan can do besides create, update and delete: moves, imports, replacements on request, and partial plans. */
import { PutObjectCommand } from "@aws-sdk/client-s3";
import { CreateQueueCommand } from "@aws-sdk/client-sqs";
import { s3Client, sqsClient } from "../../../support/aws/clients";
import type { Topic } from "../case";
import { type Edit, edited, policy, program, type Resources } from "../resources";

const BASE: Resources = {
  lake: { type: "aws_s3_bucket", bucket: "acme-lake-2" },
  logs: { type: "aws_s3_bucket", bucket: "acme-logs-2", tags: { purpose: "logs" } },
  queue: { type: "aws_sqs_queue", name: "events", delay_seconds: 5 },
  topic: { type: "aws_sns_topic", name: "alarms" },
  data: { type: "terraform_data", input: "one" },
  trigger: { type: "terraform_data", triggers_replace: "one" },
};
const edit = (change: Edit, blocks: Readonly<Record<string, unknown>> = {}) =>
  program(edited(BASE, change), blocks);

export const PLANS: Topic = {
  name: "plans",
  base: program(BASE),
  meanwhile: async ({ bench }) => {
    await sqsClient(bench.aws.endpoint).send(new CreateQueueCommand({ QueueName: "made-by-hand" }));
  },
  cases: [
    {
      name: "bucket-gets-another-id",
      edit: edit({ lake: undefined, "data-lake": BASE["lake"]! }),
      expected: ["bucket-destroyed[lake]", "rename-destroys[lake]"],
    },
    {
      name: "queue-gets-another-id",
      edit: edit({ queue: undefined, events: BASE["queue"]! }),
      expected: ["queue-destroyed[queue]", "rename-destroys[queue]"],
    },
    {
      name: "topic-gets-another-id",
      edit: edit({ topic: undefined, notices: BASE["topic"]! }),
      expected: ["rename-destroys[topic]"],
      tolerated: ["resource-destroyed[topic]"],
    },
    {
      name: "another-queue-instead",
      edit: edit({
        queue: undefined,
        jobs: { type: "aws_sqs_queue", name: "jobs", visibility_timeout_seconds: 900 },
      }),
      expected: ["queue-destroyed[queue]"],
      note: "Not a rename: another queue for another purpose.",
    },
    {
      name: "bucket-moved",
      edit: edit(
        { lake: undefined, "data-lake": BASE["lake"]! },
        { moved: [{ from: "aws_s3_bucket.lake", to: "aws_s3_bucket.data-lake" }] },
      ),
      expected: [],
    },
    {
      name: "bucket-moved-and-tagged",
      edit: edit(
        { lake: undefined, "data-lake": { ...BASE["lake"], tags: { team: "data" } } },
        { moved: [{ from: "aws_s3_bucket.lake", to: "aws_s3_bucket.data-lake" }] },
      ),
      expected: [],
    },
    {
      name: "bucket-forgotten",
      edit: edit(
        { logs: undefined },
        { removed: [{ from: "aws_s3_bucket.logs", lifecycle: { destroy: false } }] },
      ),
      expected: ["resource-forgotten[logs]"],
    },
    {
      name: "queue-imported",
      edit: edit(
        { "by-hand": { type: "aws_sqs_queue", name: "made-by-hand" } },
        {
          import: [
            {
              to: "aws_sqs_queue.by-hand",
              id: "https://sqs.us-east-1.amazonaws.com/123456789012/made-by-hand",
            },
          ],
        },
      ),
      expected: [],
    },
    {
      name: "topic-removed",
      edit: edit({ topic: undefined }),
      expected: ["resource-destroyed[topic]"],
    },
    {
      name: "topic-renamed",
      edit: edit({ topic: { name: "notices" } }),
      expected: ["resource-replaced[topic]"],
    },
    {
      name: "topic-public",
      edit: edit({
        "topic-policy": {
          type: "aws_sns_topic_policy",
          arn: "${aws_sns_topic.topic.arn}",
          policy: policy({
            Effect: "Allow",
            Principal: "*",
            Action: "sns:Subscribe",
            Resource: "arn:aws:sns:us-east-1:123456789012:alarms",
          }),
        },
      }),
      expected: ["public-access[topic-policy]"],
    },
    { name: "terraform-data-changed", edit: edit({ data: { input: "two" } }), expected: [] },
    {
      name: "terraform-data-triggered",
      edit: edit({ trigger: { triggers_replace: "two" } }),
      expected: [],
      tolerated: ["resource-replaced[trigger]"],
      note: "terraform_data exists to be replaced.",
    },
    {
      name: "replaced-on-request",
      options: ["-replace=aws_sqs_queue.queue"],
      expected: ["queue-destroyed[queue]"],
      tolerated: ["events-lost[queue]"],
    },
    {
      name: "everything-destroyed",
      options: ["-destroy"],
      expected: [
        "bucket-destroyed[lake]",
        "bucket-destroyed[logs]",
        "queue-destroyed[queue]",
        "resource-destroyed[topic]",
      ],
      tolerated: ["resource-destroyed[data]", "resource-destroyed[trigger]"],
    },
    {
      name: "only-a-target",
      edit: edit({ lake: undefined, queue: { delay_seconds: 10 }, topic: { tags: { team: "data" } } }),
      options: ["-target=aws_sqs_queue.queue"],
      expected: ["plan-incomplete[]"],
      note: "The plan is harmless, but the program would delete the bucket. The next plan without a target does.",
    },
    {
      name: "check-fails",
      edit: edit(
        {},
        {
          check: {
            bucket: {
              assert: [
                {
                  condition: '${aws_s3_bucket.lake.bucket == "acme-lake"}',
                  error_message: "The bucket has another name than the documentation.",
                },
              ],
            },
          },
        },
      ),
      expected: ["check-failed[check.bucket]"],
    },
    {
      name: "check-passes",
      edit: edit(
        {},
        {
          check: {
            bucket: {
              assert: [
                {
                  condition: '${startswith(aws_s3_bucket.lake.bucket, "acme-")}',
                  error_message: "Wrong name.",
                },
              ],
            },
          },
        },
      ),
      expected: [],
    },
    {
      name: "check-known-after-apply",
      edit: edit(
        { "new-topic": { type: "aws_sns_topic", name_prefix: "new-" } },
        {
          check: {
            topic: {
              assert: [{ condition: '${aws_sns_topic.new-topic.arn != ""}', error_message: "No topic." }],
            },
          },
        },
      ),
      expected: [],
    },
    {
      name: "precondition-fails",
      fails: true,
      edit: edit({
        topic: { tags: { team: "data" } },
        queue: {
          delay_seconds: 10,
          lifecycle: {
            precondition: [
              { condition: '${aws_s3_bucket.lake.bucket == "acme-lake"}', error_message: "Wrong bucket." },
            ],
          },
        },
      }),
      expected: ["plan-errored[]", "check-failed[queue]"],
      tolerated: ["plan-incomplete[]"],
    },
    {
      name: "prevent-destroy",
      fails: true,
      edit: edit({ logs: { bucket: "acme-logs-3", lifecycle: { prevent_destroy: true } } }),
      expected: ["plan-errored[]"],
      tolerated: ["bucket-destroyed[logs]", "plan-incomplete[]"],
    },
    {
      name: "outputs-only",
      edit: edit(
        {},
        {
          output: {
            bucket: { value: "${aws_s3_bucket.lake.arn}" },
            secret: { value: "s3cr3t", sensitive: true },
          },
        },
      ),
      expected: [],
    },
  ],
};

/** A replacement whose deletion failed, because the bucket had objects: the old bucket is left as a deposed object. */
const KEPT: Resources = {
  data: { type: "aws_s3_bucket", bucket: "acme-before", lifecycle: { create_before_destroy: true } },
};
const RENAMED = program(edited(KEPT, { data: { bucket: "acme-after" } }));

export const DEPOSED: Topic = {
  name: "deposed",
  base: program(KEPT),
  meanwhile: async ({ bench, workspace }) => {
    const object = { Bucket: "acme-before", Key: "orders.csv", Body: "id" };
    await s3Client(bench.aws.endpoint).send(new PutObjectCommand(object));
    workspace.synth(RENAMED);
    await workspace.terraform(["apply", "-no-color", "-auto-approve"], { accept: [1] });
  },
  cases: [
    {
      name: "deposed-bucket",
      edit: RENAMED,
      expected: ["deposed-destroyed[data]"],
      tolerated: ["bucket-destroyed[data]"],
    },
  ],
};

const INSTANCES: Resources = {
  workers: { type: "aws_sqs_queue", count: 2, name: "worker-${count.index}" },
  stores: { type: "aws_s3_bucket", for_each: '${toset(["in", "out"])}', bucket: "acme-${each.key}" },
};

/** CDKTF resources with count and for_each: one construct, several resources. */
export const INSTANCES_OF_CONSTRUCTS: Topic = {
  name: "instances",
  base: program(INSTANCES),
  cases: [
    {
      name: "instance-fewer",
      edit: program(edited(INSTANCES, { workers: { count: 1 } })),
      expected: ["queue-destroyed[workers[1]]"],
    },
    {
      name: "instance-of-map-removed",
      edit: program(edited(INSTANCES, { stores: { for_each: '${toset(["in"])}' } })),
      expected: ['bucket-destroyed[stores["out"]]'],
    },
    {
      name: "instance-changed",
      edit: program(edited(INSTANCES, { workers: { message_retention_seconds: 60 } })),
      expected: ["queue-retention-shortened[workers[0]]", "queue-retention-shortened[workers[1]]"],
    },
    {
      name: "instance-added",
      edit: program(edited(INSTANCES, { workers: { count: 3 } })),
      expected: [],
    },
  ],
};

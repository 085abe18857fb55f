/** Configurations without CDKTF: modules, count and for_each. Nothing has a construct path. */
import type { Case, Files, Topic } from "../case";
import { policy } from "../resources";

const providers = { required_providers: { aws: { source: "hashicorp/aws" } } };

const STORE = {
  terraform: providers,
  variable: { name: { type: "string" }, days: { type: "number", default: 4 } },
  resource: {
    aws_s3_bucket: { this: { bucket: "acme-${var.name}" } },
    aws_sqs_queue: {
      this: { name: "acme-${var.name}", message_retention_seconds: "${var.days * 86400}" },
    },
  },
  output: { queue: { value: "${aws_sqs_queue.this.arn}" } },
};

interface Choices {
  readonly stores?: readonly string[];
  readonly days?: number;
  readonly workers?: number;
  readonly resource?: object;
  readonly more?: object;
  readonly store?: object;
}

const configuration = (choices: Choices = {}): Files => ({
  "cdk.tf.json": {
    terraform: providers,
    provider: { aws: { region: "us-east-1" } },
    module: {
      store: {
        source: "./store",
        for_each: `\${toset(${JSON.stringify(choices.stores ?? ["in", "out"])})}`,
        name: "${each.key}",
        days: choices.days ?? 4,
      },
    },
    resource: {
      aws_sqs_queue: {
        worker: { count: choices.workers ?? 2, name: "worker-${count.index}" },
        single: { name: "single" },
      },
      ...choices.resource,
    },
    ...choices.more,
  },
  "store/main.tf.json": { ...STORE, ...choices.store },
});

const one = (name: string, choices: Choices, expected: Case["expected"], note?: string): Case => ({
  name,
  edit: configuration(choices),
  expected,
  ...(note !== undefined && { note }),
});

const document = (actions: readonly string[], resource: string) => ({
  statement: [
    {
      effect: "Allow",
      actions,
      resources: [resource],
      principals: [{ type: "Service", identifiers: ["s3.amazonaws.com"] }],
    },
  ],
});

export const MODULES: Topic = {
  name: "modules",
  base: configuration(),
  cases: [
    one(
      "module-instance-removed",
      { stores: ["in"] },
      [
        'bucket-destroyed[module.store["out"].aws_s3_bucket.this]',
        'queue-destroyed[module.store["out"].aws_sqs_queue.this]',
      ],
      "One word of a list is gone.",
    ),
    one(
      "module-instance-renamed",
      { stores: ["in", "outbox"] },
      [
        'bucket-destroyed[module.store["out"].aws_s3_bucket.this]',
        'queue-destroyed[module.store["out"].aws_sqs_queue.this]',
      ],
      "Another name, so not an equal configuration.",
    ),
    one("module-instance-added", { stores: ["in", "out", "archive"] }, []),
    one("module-queues-shorter", { days: 1 }, [
      'queue-retention-shortened[module.store["in"].aws_sqs_queue.this]',
      'queue-retention-shortened[module.store["out"].aws_sqs_queue.this]',
    ]),
    one("count-smaller", { workers: 1 }, ["queue-destroyed[aws_sqs_queue.worker[1]]"]),
    one("count-larger", { workers: 3 }, []),
    {
      name: "count-to-single",
      edit: configuration({
        resource: {
          aws_sqs_queue: {
            worker: { count: 2, name: "worker-${count.index}" },
            single: { count: 1, name: "single" },
          },
        },
      }),
      expected: [],
      note: "Terraform moves a single resource to index 0 by itself.",
    },
    {
      name: "module-moved",
      edit: configuration({
        stores: ["in", "outbox"],
        store: {
          resource: {
            aws_s3_bucket: { this: { bucket: 'acme-${var.name == "outbox" ? "out" : var.name}' } },
            aws_sqs_queue: {
              this: {
                name: 'acme-${var.name == "outbox" ? "out" : var.name}',
                message_retention_seconds: "${var.days * 86400}",
              },
            },
          },
        },
        more: { moved: [{ from: 'module.store["out"]', to: 'module.store["outbox"]' }] },
      }),
      expected: [],
    },
    one(
      "document-with-known-values",
      {
        more: {
          data: {
            aws_iam_policy_document: {
              send: document(["sqs:SendMessage"], "arn:aws:sqs:us-east-1:123456789012:single"),
            },
          },
        },
        resource: {
          aws_sqs_queue_policy: {
            single: {
              queue_url: "https://sqs.us-east-1.amazonaws.com/123456789012/single",
              policy: "${data.aws_iam_policy_document.send.json}",
            },
          },
          aws_sqs_queue: {
            worker: { count: 2, name: "worker-${count.index}" },
            single: { name: "single" },
          },
        },
      },
      ["permissions-widened[aws_sqs_queue_policy.single]"],
      "The first policy of a queue that exists. Terraform reads the document while it plans.",
    ),
    one(
      "document-of-a-new-queue",
      {
        more: {
          data: {
            aws_iam_policy_document: { send: document(["sqs:SendMessage"], "${aws_sqs_queue.fresh.arn}") },
          },
        },
        resource: {
          aws_sqs_queue_policy: {
            fresh: {
              queue_url: "${aws_sqs_queue.fresh.url}",
              policy: "${data.aws_iam_policy_document.send.json}",
            },
          },
          aws_sqs_queue: {
            worker: { count: 2, name: "worker-${count.index}" },
            single: { name: "single" },
            fresh: { name: "fresh" },
          },
        },
      },
      [],
      "The data source is read during the apply, so the policy is unknown. Its statements are in the plan, though, and the review rebuilds it.",
    ),
    one(
      "policy-known-in-hcl",
      {
        resource: {
          aws_sqs_queue: {
            worker: { count: 2, name: "worker-${count.index}" },
            single: {
              name: "single",
              policy: policy({
                Effect: "Allow",
                Principal: "*",
                Action: "sqs:*",
                Resource: "arn:aws:sqs:us-east-1:123456789012:single",
              }),
            },
          },
        },
      },
      ["public-access[aws_sqs_queue.single]"],
    ),
    {
      name: "modules-destroyed",
      options: ["-destroy"],
      expected: [
        ...["in", "out"].flatMap((key) => [
          `bucket-destroyed[module.store["${key}"].aws_s3_bucket.this]`,
          `queue-destroyed[module.store["${key}"].aws_sqs_queue.this]`,
        ]),
        "queue-destroyed[aws_sqs_queue.worker[0]]",
        "queue-destroyed[aws_sqs_queue.worker[1]]",
        "queue-destroyed[aws_sqs_queue.single]",
      ],
    },
  ],
};

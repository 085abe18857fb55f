/** Queues and keys: what loses messages or makes data unreadable, and what is only tuning. */
import type { Topic } from "../case";
import { type Edit, edited, policy, program, type Resources } from "../resources";

const QUEUE_ARN = "arn:aws:sqs:us-east-1:123456789012:orders";
const send = (more: object = {}) => ({
  Effect: "Allow",
  Principal: { Service: "s3.amazonaws.com" },
  Action: "sqs:SendMessage",
  Resource: QUEUE_ARN,
  Condition: {
    ArnLike: { "aws:SourceArn": "arn:aws:s3:::acme-data" },
    StringEquals: { "aws:SourceAccount": "123456789012" },
  },
  ...more,
});
const administration = {
  Effect: "Allow",
  Principal: { AWS: "arn:aws:iam::123456789012:root" },
  Action: "kms:*",
  Resource: "*",
};

const BASE: Resources = {
  key: {
    type: "aws_kms_key",
    description: "messages",
    enable_key_rotation: true,
    deletion_window_in_days: 30,
    policy: policy(administration),
  },
  "dead-letters": { type: "aws_sqs_queue", name: "orders-dlq", message_retention_seconds: 1209600 },
  orders: {
    type: "aws_sqs_queue",
    name: "orders",
    message_retention_seconds: 345600,
    visibility_timeout_seconds: 30,
    kms_master_key_id: "${aws_kms_key.key.arn}",
    redrive_policy:
      '${jsonencode({"deadLetterTargetArn" = aws_sqs_queue.dead-letters.arn, "maxReceiveCount" = 5})}',
  },
  "orders-policy": {
    type: "aws_sqs_queue_policy",
    queue_url: "${aws_sqs_queue.orders.url}",
    policy: policy(send()),
  },
  plain: { type: "aws_sqs_queue", name: "plain", sqs_managed_sse_enabled: true },
  "plain-redrive": {
    type: "aws_sqs_queue_redrive_policy",
    queue_url: "${aws_sqs_queue.plain.id}",
    redrive_policy:
      '${jsonencode({"deadLetterTargetArn" = aws_sqs_queue.dead-letters.arn, "maxReceiveCount" = 3})}',
  },
};

const edit = (change: Edit) => program(edited(BASE, change));
const withPolicy = (...statements: readonly object[]) =>
  edit({ "orders-policy": { policy: policy(...statements) } });

export const QUEUES: Topic = {
  name: "queues",
  base: program(BASE),
  cases: [
    {
      name: "queue-removed",
      edit: edit({ plain: undefined, "plain-redrive": undefined }),
      expected: ["queue-destroyed[plain]"],
      tolerated: ["resource-destroyed[plain-redrive]", "dead-letter-queue-removed[plain-redrive]"],
    },
    {
      name: "queue-renamed",
      edit: edit({ plain: { name: "simple" } }),
      expected: ["queue-destroyed[plain]"],
      tolerated: ["events-lost[plain]", "resource-replaced[plain-redrive]"],
    },
    {
      name: "queue-becomes-fifo",
      edit: edit({ plain: { name: "plain.fifo", fifo_queue: true } }),
      expected: ["queue-destroyed[plain]"],
      tolerated: ["events-lost[plain]", "resource-replaced[plain-redrive]"],
    },
    {
      name: "queue-retention-shorter",
      edit: edit({ orders: { message_retention_seconds: 3600 } }),
      expected: ["queue-retention-shortened[orders]"],
    },
    {
      name: "queue-retention-longer",
      edit: edit({ orders: { message_retention_seconds: 1209600 } }),
      expected: [],
    },
    {
      name: "queue-tuned",
      edit: edit({
        orders: { visibility_timeout_seconds: 300, receive_wait_time_seconds: 20, tags: { team: "data" } },
      }),
      expected: [],
    },
    {
      name: "queue-more-receives",
      edit: edit({
        orders: {
          redrive_policy:
            '${jsonencode({"maxReceiveCount" = 10, "deadLetterTargetArn" = aws_sqs_queue.dead-letters.arn})}',
        },
      }),
      expected: [],
    },
    {
      name: "queue-without-dead-letters",
      edit: edit({
        orders: { redrive_policy: undefined },
        "plain-redrive": undefined,
        "dead-letters": undefined,
      }),
      expected: ["queue-destroyed[dead-letters]"],
      tolerated: [
        "dead-letter-queue-removed[orders]",
        "dead-letter-queue-removed[plain-redrive]",
        "resource-destroyed[plain-redrive]",
      ],
      note: "The provider keeps a redrive policy that is only omitted, so the queue keeps naming the deleted one.",
    },
    {
      name: "queue-redrive-empty",
      edit: edit({ orders: { redrive_policy: "" } }),
      expected: [],
      note: "The same as omitting it: the provider plans no change.",
    },
    {
      name: "queue-redrive-off",
      edit: edit({ orders: { redrive_policy: "{}" } }),
      expected: ["dead-letter-queue-removed[orders]"],
    },
    {
      name: "queue-redrive-resource-removed",
      edit: edit({ "plain-redrive": undefined }),
      expected: ["dead-letter-queue-removed[plain-redrive]"],
      tolerated: ["resource-destroyed[plain-redrive]"],
    },
    {
      name: "queue-without-key",
      edit: edit({ orders: { kms_master_key_id: undefined, sqs_managed_sse_enabled: true } }),
      expected: ["encryption-weakened[orders]"],
      note: "Still encrypted, but anyone with the queue's permissions can read it, and no key policy protects it.",
    },
    {
      name: "queue-encryption-off",
      edit: edit({ plain: { sqs_managed_sse_enabled: false } }),
      expected: ["encryption-weakened[plain]"],
    },
    {
      name: "queue-encryption-with-key",
      edit: edit({
        plain: { sqs_managed_sse_enabled: undefined, kms_master_key_id: "${aws_kms_key.key.arn}" },
      }),
      expected: [],
    },
    {
      name: "queue-policy-public",
      edit: withPolicy(send(), {
        Effect: "Allow",
        Principal: "*",
        Action: "sqs:ReceiveMessage",
        Resource: QUEUE_ARN,
      }),
      expected: ["public-access[orders-policy]"],
      tolerated: ["permissions-widened[orders-policy]"],
    },
    {
      name: "queue-policy-public-for-a-bucket",
      edit: withPolicy(send(), {
        Effect: "Allow",
        Principal: { AWS: "*" },
        Action: "sqs:SendMessage",
        Resource: QUEUE_ARN,
        Condition: { ArnEquals: { "aws:SourceArn": "arn:aws:s3:::acme-other" } },
      }),
      expected: ["permissions-widened[orders-policy]"],
      note: "The usual form of older documentation. The source ARN restricts it.",
    },
    {
      name: "queue-policy-condition-removed",
      edit: withPolicy(send({ Condition: { ArnLike: { "aws:SourceArn": "arn:aws:s3:::acme-data" } } })),
      expected: ["condition-removed[orders-policy]"],
      note: "Without the account, whoever gets the name of a deleted bucket can send.",
    },
    {
      name: "queue-policy-condition-weaker",
      edit: withPolicy(
        send({
          Condition: {
            ArnLike: { "aws:SourceArn": "arn:aws:s3:::acme-*" },
            StringEquals: { "aws:SourceAccount": "123456789012" },
          },
        }),
      ),
      expected: ["condition-removed[orders-policy]"],
    },
    {
      name: "queue-policy-written-otherwise",
      edit: withPolicy(
        send({
          Sid: "FromBucket",
          Principal: { Service: ["s3.amazonaws.com"] },
          Action: ["SQS:SendMessage"],
          Condition: {
            StringEquals: { "AWS:SourceAccount": ["123456789012"] },
            ArnLike: { "aws:SourceArn": ["arn:aws:s3:::acme-data"] },
          },
        }),
      ),
      expected: [],
    },
    {
      name: "key-removed",
      edit: edit({
        key: undefined,
        orders: { kms_master_key_id: "alias/aws/sqs" },
      }),
      expected: ["key-destroyed[key]"],
      tolerated: ["encryption-weakened[orders]"],
    },
    {
      name: "key-replaced",
      edit: edit({ key: { multi_region: true } }),
      expected: ["key-destroyed[key]"],
      note: "What the old key encrypted is unreadable once the waiting period ends.",
    },
    { name: "key-disabled", edit: edit({ key: { is_enabled: false } }), expected: ["key-disabled[key]"] },
    {
      name: "key-rotation-off",
      edit: edit({ key: { enable_key_rotation: false } }),
      expected: ["key-rotation-disabled[key]"],
    },
    {
      name: "key-described",
      edit: edit({
        key: { description: "Messages of orders", tags: { team: "data" }, deletion_window_in_days: 7 },
      }),
      expected: [],
    },
    {
      name: "key-policy-public",
      edit: edit({
        key: {
          policy: policy(administration, {
            Effect: "Allow",
            Principal: { AWS: "*" },
            Action: "kms:Decrypt",
            Resource: "*",
          }),
        },
      }),
      expected: ["public-access[key]"],
      tolerated: ["permissions-widened[key]"],
    },
    {
      name: "key-policy-without-administration",
      edit: edit({
        key: { policy: policy({ ...administration, Action: ["kms:Describe*", "kms:Decrypt"] }) },
      }),
      expected: ["permissions-lost[key]"],
      note: "Nobody could change the key any more.",
    },
    {
      name: "key-policy-for-callers-of-the-account",
      edit: edit({
        key: {
          policy: policy(administration, {
            Effect: "Allow",
            Principal: { AWS: "*" },
            Action: ["kms:Decrypt"],
            Resource: "*",
            Condition: {
              StringEquals: {
                "kms:CallerAccount": "123456789012",
                "kms:ViaService": "sqs.us-east-1.amazonaws.com",
              },
            },
          }),
        },
      }),
      expected: [],
      tolerated: ["permissions-widened[key]"],
      note: "The form of AWS managed keys. Not public: only callers of the account.",
    },
  ],
};

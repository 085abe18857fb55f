/** Rules about events that are lost, and about encryption at rest. */
import { created, deleted, findings, kept, type PlannedResource, replaced, updated } from "../findings";

type Case = [title: string, resources: readonly PlannedResource[], ...expected: string[]];

const bucket = { bucket: "acme-lake", id: "acme-lake" };
const queueArn = "arn:aws:sqs:us-east-1:111122223333:events";
const notification = (...arns: string[]) => ({
  bucket: "acme-lake",
  queue: arns.map((arn) => ({ queue_arn: arn, events: ["s3:ObjectCreated:*"] })),
  topic: [],
  lambda_function: [],
  eventbridge: false,
});
const ofLake = { references: ["aws_s3_bucket.lake"] };
const address = "aws_s3_bucket_notification.n";

describe("notifications", () => {
  test.each<Case>([
    [
      "one that is removed",
      [kept("aws_s3_bucket.lake", bucket), deleted(address, notification(queueArn))],
      `danger notification-removed[${address}]: is removed: the bucket sends no events`,
    ],
    [
      "one that loses a queue",
      [
        updated(
          address,
          notification(queueArn, "arn:aws:sqs:us-east-1:111122223333:other"),
          notification(queueArn),
        ),
      ],
      `danger notification-removed[${address}]: sends no events to arn:aws:sqs:us-east-1:111122223333:other anymore`,
    ],
    [
      "one without EventBridge",
      [updated(address, { ...notification(), eventbridge: true }, { eventbridge: false })],
      `danger notification-removed[${address}]: sends no events to EventBridge anymore`,
    ],
    ["one that gets another queue", [updated(address, notification(), notification(queueArn))]],
    [
      "one whose queue is known after the apply",
      [
        updated(
          address,
          notification(queueArn),
          { queue: [{ events: ["s3:ObjectCreated:*"] }] },
          { unknown: { queue: [{ queue_arn: true }] } },
        ),
      ],
    ],
    [
      "one for a bucket that exists",
      [kept("aws_s3_bucket.lake", bucket), created(address, notification(queueArn))],
      `danger notification-taken-over[${address}]: replaces whatever events the existing bucket has configured`,
    ],
    [
      "one for a bucket that is not in the plan",
      [created(address, notification(queueArn))],
      `danger notification-taken-over[${address}]: replaces whatever events the existing bucket has configured`,
    ],
    [
      "one for a new bucket, which the plan knows by reference only",
      [
        created("aws_s3_bucket.lake", { bucket: "acme-lake" }),
        created(
          address,
          { ...notification(queueArn), bucket: null },
          { ...ofLake, unknown: { bucket: true } },
        ),
      ],
    ],
    [
      "one for a new bucket, by name",
      [created("aws_s3_bucket.lake", { bucket: "acme-lake" }), created(address, notification(queueArn))],
    ],
    [
      "one that is replaced",
      [kept("aws_s3_bucket.lake", bucket), replaced(address, notification(queueArn), {})],
      `look events-lost[${address}]: is replaced: files that arrive in between cause no event`,
    ],
    [
      "one whose queue is replaced",
      [
        kept("aws_s3_bucket.lake", bucket),
        replaced("aws_sqs_queue.q", { name: "events", arn: queueArn }, { name: "new" }),
        updated(
          address,
          notification(queueArn),
          { queue: [{ events: [] }] },
          {
            unknown: { queue: [{ queue_arn: true }] },
            references: ["aws_s3_bucket.lake", "aws_sqs_queue.q"],
          },
        ),
      ],
      "danger queue-destroyed[aws_sqs_queue.q]: is replaced; the messages in it are lost",
      "look events-lost[aws_sqs_queue.q]: is replaced: files that arrive in between cause no event",
    ],
  ])("%s", (_, resources, ...expected) => {
    expect(findings(resources)).toEqual(expected);
  });
});

describe("encryption at rest", () => {
  const ofBucket = (algorithm: string) => ({
    bucket: "acme-lake",
    rule: [{ apply_server_side_encryption_by_default: [{ sse_algorithm: algorithm }] }],
  });
  const encryption = "aws_s3_bucket_server_side_encryption_configuration.e";
  const ofQueue = (key: string | null, isManaged: boolean | null) => ({
    name: "events",
    kms_master_key_id: key,
    sqs_managed_sse_enabled: isManaged,
  });

  test.each<Case>([
    [
      "a bucket that loses its key",
      [updated(encryption, ofBucket("aws:kms"), ofBucket("AES256"))],
      `danger encryption-weakened[${encryption}]: new objects are encrypted with AES256, was aws:kms`,
    ],
    ["a bucket that gets a key", [updated(encryption, ofBucket("AES256"), ofBucket("aws:kms"))]],
    [
      "a bucket whose setting is removed",
      [kept("aws_s3_bucket.lake", bucket), deleted(encryption, ofBucket("aws:kms"))],
      `danger encryption-weakened[${encryption}]: is removed: new objects are encrypted with S3's own key`,
    ],
    [
      "a bucket whose default is written out no longer",
      [kept("aws_s3_bucket.lake", bucket), deleted(encryption, ofBucket("AES256"))],
      `look resource-destroyed[${encryption}]: is deleted`,
    ],
    [
      "a queue that loses its key",
      [updated("aws_sqs_queue.q", ofQueue("alias/events", null), ofQueue(null, true))],
      "danger encryption-weakened[aws_sqs_queue.q]: messages are not encrypted with the KMS key anymore",
    ],
    [
      "a queue without encryption",
      [updated("aws_sqs_queue.q", ofQueue(null, true), ofQueue(null, false))],
      "danger encryption-weakened[aws_sqs_queue.q]: messages are not encrypted anymore",
    ],
    [
      "a queue that gets a key",
      [updated("aws_sqs_queue.q", ofQueue(null, true), ofQueue("alias/events", null))],
    ],
    [
      "a queue that gets a new key",
      [
        updated("aws_sqs_queue.q", ofQueue(null, true), ofQueue(null, null), {
          unknown: { kms_master_key_id: true },
        }),
      ],
    ],
  ])("%s", (_, resources, ...expected) => {
    expect(findings(resources)).toEqual(expected);
  });
});

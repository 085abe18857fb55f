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
      `danger notification-removed[${address}]: no longer sends events to arn:aws:sqs:us-east-1:111122223333:other`,
    ],
    [
      "one without EventBridge",
      [updated(address, { ...notification(), eventbridge: true }, { eventbridge: false })],
      `danger notification-removed[${address}]: no longer sends events to EventBridge`,
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
      `cannot-tell notification-removed[${address}:unknown]: may send fewer events to ${queueArn}: the notification is known after the apply`,
    ],
    [
      "one whose queues are known after the apply",
      [updated(address, notification(queueArn), { queue: null }, { unknown: { queue: true } })],
      `cannot-tell notification-removed[${address}:unknown]: may send fewer events to ${queueArn}: the notification is known after the apply`,
    ],
    [
      "one that is replaced without a queue, on the same bucket",
      [
        kept("aws_s3_bucket.lake", bucket),
        replaced(address, { ...notification(queueArn), id: "old" }, { queue: [] }),
      ],
      `danger notification-removed[${address}]: no longer sends events to ${queueArn}`,
      `look events-lost[${address}]: is replaced: files that arrive in between cause no event`,
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
          { queue: [{ events: ["s3:ObjectCreated:*"] }] },
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

describe("notifications of one queue", () => {
  const entry = (events: readonly string[], filter_prefix = "", filter_suffix = "") => ({
    queue_arn: queueArn,
    events: events.map((event) => `s3:${event}`),
    filter_prefix,
    filter_suffix,
  });
  const entries = (...queue: object[]) => ({ ...notification(), queue });
  const fewer = [`danger notification-removed[${address}:fewer]: sends fewer events to ${queueArn}`];
  const created = ["ObjectCreated:*"];

  test.each<[title: string, before: object[], after: object[], expected: string[]]>([
    ["one event type less", [entry([...created, "ObjectRemoved:*"])], [entry(created)], fewer],
    ["a part of the events", [entry(created)], [entry(["ObjectCreated:Put"])], fewer],
    ["all events instead of one", [entry(["ObjectCreated:Put"])], [entry(created)], []],
    [
      "all events, one by one",
      [entry(["ObjectRemoved:*"])],
      [entry(["ObjectRemoved:Delete"]), entry(["ObjectRemoved:DeleteMarkerCreated"])],
      [],
    ],
    ["another event", [entry(created)], [entry(["ObjectRemoved:*"])], fewer],
    ["a narrower prefix", [entry(created)], [entry(created, "raw/")], fewer],
    ["another prefix", [entry(created, "raw/")], [entry(created, "other/")], fewer],
    ["a wider prefix", [entry(created, "raw/2026/")], [entry(created, "raw/")], []],
    ["a narrower suffix", [entry(created, "", ".gz")], [entry(created, "", ".csv.gz")], fewer],
    ["a wider suffix", [entry(created, "", ".csv.gz")], [entry(created, "", ".gz")], []],
    ["one block less", [entry(created, "raw/"), entry(created, "other/")], [entry(created, "raw/")], fewer],
    ["one block instead of two", [entry(created, "a/"), entry(created, "b/")], [entry(created)], []],
  ])("%s", (_, before, after, expected) => {
    expect(findings([updated(address, entries(...before), entries(...after))])).toEqual(expected);
  });

  it("can become fewer if the filter is known after the apply", () => {
    const change = updated(
      address,
      entries(entry(created, "raw/")),
      entries({ ...entry(created), filter_prefix: null }),
      {
        unknown: { queue: [{ filter_prefix: true }] },
      },
    );
    const other = updated(
      address,
      entries(entry(created, "raw/")),
      entries({ ...entry(["ObjectRemoved:*"]), filter_prefix: null }),
      {
        unknown: { queue: [{ filter_prefix: true }] },
      },
    );
    const message = `may send fewer events to ${queueArn}: the notification is known after the apply`;
    expect([change, other].map((one) => findings([one]))).toEqual([
      [`cannot-tell notification-removed[${address}:unknown]: ${message}`],
      [...fewer],
    ]);
  });
});

describe("encryption at rest", () => {
  const ofBucket = (sse_algorithm: string | null, kms_master_key_id: string | null = null) => ({
    bucket: "acme-lake",
    rule: [{ apply_server_side_encryption_by_default: [{ sse_algorithm, kms_master_key_id }] }],
  });
  const ownKey = "arn:aws:kms:us-east-1:111122223333:key/k1";
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
    [
      "a bucket that gets the key that AWS manages",
      [updated(encryption, ofBucket("aws:kms", ownKey), ofBucket("aws:kms"))],
      `danger encryption-weakened[${encryption}]: new objects are encrypted with the key that AWS manages instead of the customer's key`,
    ],
    [
      "a bucket that keeps the key that AWS manages",
      [updated(encryption, ofBucket("aws:kms", "alias/aws/s3"), ofBucket("aws:kms"))],
    ],
    [
      "a bucket with another key",
      [updated(encryption, ofBucket("aws:kms", ownKey), ofBucket("aws:kms", "k2"))],
    ],
    [
      "a bucket whose algorithm is known after the apply",
      [
        updated(encryption, ofBucket("aws:kms"), ofBucket(null), {
          unknown: { rule: [{ apply_server_side_encryption_by_default: [{ sse_algorithm: true }] }] },
        }),
      ],
      `cannot-tell encryption-weakened[${encryption}]: new objects may be encrypted with another algorithm than aws:kms: it is known after the apply`,
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
      "danger encryption-weakened[aws_sqs_queue.q]: messages are no longer encrypted with the KMS key",
    ],
    [
      "a queue without encryption",
      [updated("aws_sqs_queue.q", ofQueue(null, true), ofQueue(null, false))],
      "danger encryption-weakened[aws_sqs_queue.q]: messages are no longer encrypted",
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

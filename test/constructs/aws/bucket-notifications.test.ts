/** A bucket's single notification configuration, shared by the app's queues and `otherNotifications`. */
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { DataResource, Testing, type TerraformStack } from "cdktf";
import { DataBucket, EventQueue, type IDataBucket } from "../../../constructs";
import { newStack, synth, synthesized } from "../synth";

const NOTIFICATION = "aws_s3_bucket_notification";
const QUEUE = "arn:aws:sqs:us-east-1:111122223333:search";
const TOPIC = "arn:aws:sns:us-east-1:111122223333:objects";
const FUNCTION = "arn:aws:lambda:us-east-1:111122223333:function:thumbnails";
const bucketOn = (stack: TerraformStack) => new DataBucket(stack, "lake", { name: "acme-lake" });

describe("otherNotifications", () => {
  const others = [
    { id: "thumbnails", lambdaFunctionArn: FUNCTION, events: ["s3:ObjectCreated:Put"], filterPrefix: "img/" },
    { id: "audit", topicArn: TOPIC, events: ["s3:ObjectRemoved:*"] },
    { id: "search", queueArn: QUEUE, events: ["s3:ObjectCreated:*"], filterPrefix: "docs/" },
  ] as const;

  test("are added to the notification resource, which waits for their dependencies", () => {
    const terraform = synth((stack) => {
      const function_ = new DataResource(stack, "permission");
      const otherNotifications = others.map((one) => ({ ...one, dependsOn: [function_] }));
      const bucket = new DataBucket(stack, "lake", { name: "acme-lake", otherNotifications });
      bucket.sendEventsTo(new EventQueue(stack, "events"), { prefix: "exports/" });
    });
    expect(terraform.the(NOTIFICATION)).toMatchObject({
      queue: [
        { id: "stack-events-1", filter_prefix: "exports/" },
        { id: "search", queue_arn: QUEUE, events: ["s3:ObjectCreated:*"], filter_prefix: "docs/" },
      ],
      topic: [{ id: "audit", topic_arn: TOPIC, events: ["s3:ObjectRemoved:*"] }],
      lambda_function: [
        { id: "thumbnails", lambda_function_arn: FUNCTION, events: ["s3:ObjectCreated:Put"] },
      ],
    });
    expect(terraform.dependenciesOf(NOTIFICATION)).toContain("terraform_data.permission");
  });

  test("of an existing bucket require managed notifications", () => {
    const existing = (stack: TerraformStack, manageNotifications: boolean) =>
      DataBucket.fromBucketAttributes(stack, "b", {
        bucketName: "acme",
        manageNotifications,
        otherNotifications: others,
      });
    expect(synth((stack) => existing(stack, true)).the(NOTIFICATION)).toMatchObject({
      bucket: "acme",
      topic: [{ id: "audit" }],
    });
    expect(() => existing(newStack(), false)).toThrow(
      "otherNotifications  has no effect unless this app manages the notifications; set manageNotifications",
    );
  });

  test("must not overlap with Polytomic's entries and need unique ids", () => {
    const stack = newStack();
    const bucket = new DataBucket(stack, "lake", { name: "acme-lake", otherNotifications: others });
    const events = new EventQueue(stack, "events");
    expect(() => bucket.sendEventsTo(events, { prefix: "docs/2026/" })).toThrow(
      's3:ObjectCreated:* of "docs/2026/*" overlap with s3:ObjectCreated:* of "docs/*" (notification search)',
    );
    expect(() => bucket.sendEventsTo(events)).toThrow("(notification thumbnails)");
    const twice = [others[1], { ...others[1], events: ["s3:ObjectTagging:*"] as const }];
    expect(() => new DataBucket(stack, "twice", { name: "acme-2", otherNotifications: twice })).toThrow(
      'otherNotifications  "audit" is the id of two different notifications',
    );
  });
});

describe("the notification configuration of a bucket", () => {
  const managed = { manageNotifications: true };
  const events = (stack: TerraformStack, id: string, bucket: IDataBucket, prefix: string) =>
    bucket.sendEventsTo(new EventQueue(stack, id), { prefix });

  test("is shared when the bucket is named by a reference", () => {
    const terraform = synth((stack) => {
      const theirs = new S3Bucket(stack, "theirs", { bucket: "acme-theirs" });
      events(stack, "in", DataBucket.fromBucketName(stack, "a", theirs.bucket, managed), "in/");
      events(stack, "out", DataBucket.fromBucketName(stack, "b", theirs.bucket, managed), "out/");
    });
    expect(Object.keys(terraform.all(NOTIFICATION))).toHaveLength(1);
    expect(terraform.the(NOTIFICATION).queue).toHaveLength(2);
  });

  test("is managed by every construct of the bucket or by none", () => {
    const stack = newStack();
    events(stack, "in", DataBucket.fromBucketName(stack, "a", "acme", managed), "in/");
    const left = DataBucket.fromBucketName(stack, "b", "acme");
    expect(() => events(stack, "out", left, "out/")).toThrow(
      "manageNotifications  is not set, but a manages the notifications of the same bucket; set it here too",
    );
    const other = newStack();
    events(other, "out", DataBucket.fromBucketName(other, "b", "acme"), "out/");
    expect(() => DataBucket.fromBucketName(other, "a", "acme", managed)).toThrow(
      "is set, but b leaves the notifications of the same bucket to its owner; set it there too",
    );
  });

  test("rejects a bucket that the app creates, by name or by reference", () => {
    const stack = newStack();
    const made = bucketOn(stack);
    const message = "bucketName  is the name of a bucket that lake creates. Pass that DataBucket instead";
    expect(() => DataBucket.fromBucketName(stack, "a", "acme-lake", managed)).toThrow(message);
    expect(() => DataBucket.fromBucketName(stack, "b", made.bucketName, managed)).toThrow(message);
    expect(() => DataBucket.fromBucketName(stack, "c", "acme-lake")).toThrow(message);
  });

  test("is managed in one stack, by one provider", () => {
    const app = Testing.app();
    const [one, other] = [newStack("one", app), newStack("other", app)];
    DataBucket.fromBucketName(one, "a", "acme", managed);
    expect(() => DataBucket.fromBucketName(other, "b", "acme", managed)).toThrow(
      "one/a in another stack manages the notifications of the same bucket; set it in one stack only",
    );
    const awsProvider = new AwsProvider(one, "eu", { alias: "eu" });
    expect(() => DataBucket.fromBucketName(one, "c", "acme", { ...managed, awsProvider })).toThrow(
      "a manages the notifications of the same bucket with another awsProvider or region",
    );
  });

  test("includes an entry of otherNotifications once, however often it is declared", () => {
    const terraform = synth((stack) => {
      const otherNotifications = [{ id: "audit", topicArn: TOPIC, events: ["s3:ObjectRemoved:*"] }] as const;
      DataBucket.fromBucketName(stack, "a", "acme", { ...managed, otherNotifications });
      DataBucket.fromBucketName(stack, "b", "acme", { ...managed, otherNotifications });
    });
    expect(terraform.the(NOTIFICATION).topic).toHaveLength(1);
  });

  test("lets each owner account that a construct names deliver", () => {
    const terraform = synth((stack) => {
      events(stack, "in", DataBucket.fromBucketName(stack, "a", "acme", managed), "in/");
      const foreign = { ...managed, ownerAccountId: "999988887777" };
      events(stack, "out", DataBucket.fromBucketName(stack, "b", "acme", foreign), "out/");
    });
    expect(JSON.stringify(terraform.the("aws_sqs_queue", "out").policy)).toContain("999988887777");
    expect(JSON.stringify(terraform.the("aws_sqs_queue", "in").policy)).toContain("111122223333");
  });

  test("waits only for resources of its own stack", () => {
    const app = Testing.app();
    const [one, other] = [newStack("one", app), newStack("other", app)];
    const dependsOn = [new DataResource(other, "elsewhere"), new DataResource(one, "here")];
    new DataBucket(one, "lake", {
      name: "acme-lake",
      otherNotifications: [{ id: "audit", topicArn: TOPIC, events: ["s3:ObjectRemoved:*"], dependsOn }],
    });
    const awaited = synthesized(one).dependenciesOf(NOTIFICATION);
    expect(awaited).toContain("terraform_data.here");
    expect(awaited).not.toContain("terraform_data.elsewhere");
  });
});

test("constructs of one existing bucket share a notification resource, which stays when one of them is removed", () => {
  const NOTIFICATION = "aws_s3_bucket_notification";
  const program = (...folders: string[]) =>
    synth((stack) => {
      for (const prefix of folders) {
        DataBucket.fromBucketName(stack, prefix, "acme", { manageNotifications: true }).sendEventsTo(
          new EventQueue(stack, `${prefix}-events`),
          { prefix: `${prefix}/` },
        );
      }
    });
  const both = program("in", "out");
  expect(both.the(NOTIFICATION).queue).toMatchObject([{ filter_prefix: "in/" }, { filter_prefix: "out/" }]);
  expect(Object.keys(program("out").all(NOTIFICATION))).toEqual(Object.keys(both.all(NOTIFICATION)));
  expect(() => program("in", "in/2026")).toThrow("overlap");
});

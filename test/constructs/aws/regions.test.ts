/** Resources in another region than that of their provider, with the bindings that are installed: those of AWS provider 5 or 6. */
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { type TerraformStack, TerraformVariable } from "cdktf";
import { DataBucket, EncryptionKey, EventQueue, S3Integration } from "../../../constructs";
import { hasBucketNamespace, hasRegionArgument } from "../../../lib/aws/bindings";
import { newStack, synth, type Synthesized } from "../synth";

const region = "eu-central-1";
const TOPIC = `arn:aws:sns:${region}:111122223333:objects`;
const KEY = "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
const onProvider5 = hasRegionArgument ? describe.skip : describe;
const onProvider6 = hasRegionArgument ? describe : describe.skip;

const typesIn = (terraform: Synthesized): string[] => Object.keys(terraform.json.resource ?? {});

/** Resources without `region` in version 6 of the provider. */
const GLOBAL = /^aws_iam_/;

onProvider5("with the bindings of AWS provider 5, a region", () => {
  const message =
    /region {2}is "eu-central-1", but the installed @cdktf\/provider-aws is for version 5 of the AWS provider.* pass an awsProvider of that region/;

  test.each<[string, (stack: TerraformStack) => unknown]>([
    ["DataBucket", (stack) => new DataBucket(stack, "it", { name: "acme-lake", region })],
    ["EventQueue", (stack) => new EventQueue(stack, "it", { region })],
    ["EncryptionKey", (stack) => new EncryptionKey(stack, "it", { region })],
    [
      "S3Integration",
      (stack) => new S3Integration(stack, "it", { name: "Lake", bucket: { name: "acme-lake" }, region }),
    ],
  ])("of a %s is rejected", (name, create) => {
    expect(() => create(newStack())).toThrow(message);
    expect(() => create(newStack())).toThrow(new RegExp(`it.*${name}`));
  });

  test("of an existing bucket must be the provider's, if the app manages its notifications", () => {
    const props = { manageNotifications: true, region: "eu-west-1" };
    expect(() => DataBucket.fromBucketName(newStack(), "lake", "acme-eu", props)).toThrow(
      'region  is "eu-west-1", but the provider that would write the notifications is in us-east-1',
    );
  });
});

onProvider6("with the bindings of AWS provider 6, a region", () => {
  test("is set on every regional resource of an integration, and on nothing else", () => {
    const terraform = synth((stack) => {
      new S3Integration(stack, "lake", {
        name: "Lake",
        bucket: {
          name: "acme-lake",
          accessLogs: { bucket: "acme-logs" },
          objectLock: { mode: "GOVERNANCE", days: 1 },
          otherNotifications: [{ id: "objects", topicArn: TOPIC, events: ["s3:ObjectCreated:*"] }],
        },
        events: { topicArn: TOPIC, queue: { alarms: { actions: [TOPIC] } } },
        encryptionKey: { alias: "lake" },
        region,
      });
    });
    const regions = typesIn(terraform)
      .filter((type) => type.startsWith("aws_"))
      .flatMap((type) => Object.values(terraform.all(type)).map((one) => [type, one.region]));
    expect(regions.length).toBeGreaterThan(15);
    expect(regions).toEqual(regions.map(([type]) => [type, GLOBAL.test(String(type)) ? undefined : region]));
  });

  test("is part of ARNs, of the condition on the key, and of the connection", () => {
    const terraform = synth((stack) => {
      new S3Integration(stack, "lake", {
        name: "Lake",
        bucket: { name: "acme-lake" },
        events: { queue: { queueName: "events" } },
        encryptionKey: {},
        region,
      });
    });
    const all = JSON.stringify(typesIn(terraform).map((type) => terraform.all(type)));
    expect(all).toContain(`arn:aws:sqs:${region}:111122223333:events`);
    expect(all).toContain(`s3.${region}.amazonaws.com`);
    expect(all).toContain(`sqs.${region}.amazonaws.com`);
    expect(all).not.toContain("us-east-1");
    expect(terraform.the("polytomic_s3_connection").configuration).toMatchObject({
      s3_bucket_region: region,
    });
  });

  test("can be a token", () => {
    const terraform = synth((stack) => {
      const chosen = new TerraformVariable(stack, "region", { type: "string" }).stringValue;
      new S3Integration(stack, "lake", { name: "Lake", bucket: { name: "acme-lake" }, region: chosen });
    });
    expect(terraform.the("aws_s3_bucket")).toMatchObject({ region: "${var.region}" });
  });

  test("of an existing bucket is set on the notifications that the app manages", () => {
    const terraform = synth((stack) => {
      const bucket = DataBucket.fromBucketName(stack, "lake", "acme-eu", {
        manageNotifications: true,
        region,
      });
      bucket.sendEventsTo(new EventQueue(stack, "events", { region }));
      expect(() =>
        DataBucket.fromBucketName(stack, "again", "acme-eu", { manageNotifications: true }),
      ).toThrow(
        "manages the notifications of the same bucket with another awsProvider or region; pass the same to both",
      );
    });
    expect(terraform.the("aws_s3_bucket_notification")).toMatchObject({ region });
  });

  test("of an existing queue is the region of its subscriptions", () => {
    const terraform = synth((stack) => {
      const arn = `arn:aws:sqs:${region}:111122223333:events`;
      const selection = { bucketName: "acme-lake", events: ["s3:ObjectCreated:*"] };
      EventQueue.fromQueueArn(stack, "events", arn).subscribeTo(TOPIC, selection);
    });
    expect(terraform.the("aws_sns_topic_subscription")).toMatchObject({ region });
  });

  test("cannot be overridden", () => {
    expect(() =>
      synth((stack) => {
        Object.assign(new EventQueue(stack, "events", { region }).resource, { region: "us-west-2" });
      }),
    ).toThrow(
      /the region of the queue was overridden.*\("eu-central-1"\).*Set queueName, region and awsProvider/,
    );
  });

  test("distinguishes queues of the same name", () => {
    const queueName = "events";
    const own = (region: string) => (stack: TerraformStack) => {
      new EventQueue(stack, "events", { queueName, region: "eu-central-1" });
      new SqsQueue(stack, "other", { ...{ region }, name: queueName });
    };
    expect(() => synth(own("us-east-1"))).not.toThrow();
    expect(() => synth(own("eu-central-1"))).toThrow("stack/events and stack/other both own queue events");
  });

  test("must be in the partition of the provider", () => {
    const message = '"cn-north-1" is in the partition aws-cn, but the provider is in aws';
    expect(() => new EventQueue(newStack(), "events", { region: "cn-north-1" })).toThrow(message);
  });

  test("must be the same for a bucket and its queue", () => {
    const stack = newStack();
    const bucket = new DataBucket(stack, "lake", { name: "acme-lake", region });
    expect(() => bucket.sendEventsTo(new EventQueue(stack, "events"))).toThrow(
      "is in us-east-1, but the bucket is in eu-central-1, and S3 delivers only within a region",
    );
  });

  test("has no effect on an integration of constructs", () => {
    const stack = newStack();
    const bucket = DataBucket.fromBucketName(stack, "lake", "acme-eu", { region });
    const props = { name: "Lake", bucket, events: false, region } as const;
    expect(() => new S3Integration(stack, "it", props)).toThrow(
      "region  has no effect, because bucket and queue are constructs",
    );
  });
});

describe("a key of another region", () => {
  test.each(["encryptionKey", "previousEncryptionKeys"] as const)("as %s is rejected", (prop) => {
    const stack = newStack();
    const awsProvider = new AwsProvider(stack, "europe", { alias: "europe", region });
    const key = EncryptionKey.fromKeyArn(stack, "key", KEY);
    const keys = { awsProvider, [prop]: prop === "encryptionKey" ? key : [key] };
    const message = (what: string): string =>
      `is a key in us-east-1, but the ${what} is in eu-central-1, and AWS uses a key only in its own region`;
    expect(() => new DataBucket(stack, "lake", { name: "acme-lake", ...keys })).toThrow(message("bucket"));
    expect(() => new EventQueue(stack, "events", keys)).toThrow(message("queue"));
  });

  test("is rejected at synthesis if its region is known only then", () => {
    expect(() =>
      synth((stack) => {
        const west = new AwsProvider(stack, "west", { alias: "west", region: "us-west-2" });
        const encryptionKey = new EncryptionKey(stack, "key", { awsProvider: west });
        new EventQueue(stack, "events", { encryptionKey });
      }),
    ).toThrow("encryptionKey  is a key in us-west-2, but the queue is in us-east-1");
  });
});

describe("an account-regional name", () => {
  const name = "acme-111122223333-us-east-1-an";

  (hasBucketNamespace ? test : test.skip)("sets the namespace", () => {
    const terraform = synth((stack) => new DataBucket(stack, "lake", { name }));
    expect(terraform.the("aws_s3_bucket")).toMatchObject({ bucket_namespace: "account-regional" });
  });

  (hasBucketNamespace ? test.skip : test)("needs bindings that have the namespace", () => {
    expect(() => synth((stack) => new DataBucket(stack, "lake", { name }))).toThrow(
      /the bucket name "acme-111122223333-us-east-1-an" belongs to an account-regional namespace, .*REFUSED_BY_AWS/,
    );
  });

  test("contains the account and the region of the bucket", () => {
    const bucketIn = (stack: TerraformStack, provider: object) =>
      new DataBucket(stack, "lake", {
        name,
        awsProvider: new AwsProvider(stack, "other", { alias: "other", ...provider }),
      });
    expect(() => bucketIn(newStack(), { region: "us-west-2" })).toThrow(
      "belongs to the account-regional namespace of the region us-east-1, but the bucket is in us-west-2",
    );
    expect(() => bucketIn(newStack(), { allowedAccountIds: ["444455556666"] })).toThrow(
      "belongs to the account-regional namespace of the account 111122223333, but the bucket is in 444455556666",
    );
  });
});

/** Settings that AWS allows once have one owner in an app: a second one is rejected, and the error names both. */
import { DataAwsS3Bucket } from "@cdktf/provider-aws/lib/data-aws-s3-bucket";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePoliciesExclusive } from "@cdktf/provider-aws/lib/iam-role-policies-exclusive";
import { KmsKeyPolicy } from "@cdktf/provider-aws/lib/kms-key-policy";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketNotification } from "@cdktf/provider-aws/lib/s3-bucket-notification";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { S3BucketVersioningA } from "@cdktf/provider-aws/lib/s3-bucket-versioning";
import { SnsTopicSubscription } from "@cdktf/provider-aws/lib/sns-topic-subscription";
import { SqsQueuePolicy } from "@cdktf/provider-aws/lib/sqs-queue-policy";
import { TerraformLocal, type TerraformStack, TerraformVariable, Testing } from "cdktf";
import { Construct } from "constructs";
import { DataBucket, EncryptionKey, EventQueue, PolytomicRole, S3Integration } from "../../../constructs";
import { errorMessage } from "../../support/problems";
import { newStack } from "../synth";

const TOPIC = "arn:aws:sns:us-east-1:111122223333:objects";

/** The error of building or synthesizing a stack, or an empty string. */
function rejection(build: (stack: TerraformStack) => unknown): string {
  const stack = newStack();
  return errorMessage(() => {
    build(stack);
    Testing.synth(stack, true);
  });
}

const lakeOn = (stack: TerraformStack, id = "lake", name = "acme-lake"): DataBucket =>
  new DataBucket(stack, id, { name, eventBridge: true });

describe("a second resource for a setting of a DataBucket", () => {
  test("is rejected, whichever way the bucket is named", () => {
    const names: Record<string, (stack: TerraformStack, lake: DataBucket) => string> = {
      reference: (_, lake) => lake.bucketName,
      literal: () => "acme-lake",
      "variable with a default": (stack) =>
        new TerraformVariable(stack, "name", { type: "string", default: "acme-lake" }).stringValue,
      local: (stack, lake) => new TerraformLocal(stack, "name", lake.bucketName).asString,
      "data source": (stack) => new DataAwsS3Bucket(stack, "read", { bucket: "acme-lake" }).id,
    };
    for (const nameOf of Object.values(names)) {
      const message = rejection((stack) => {
        const bucket = nameOf(stack, lakeOn(stack));
        new S3BucketNotification(stack, "thumbnails", { bucket, eventbridge: true });
      });
      expect(message).toContain(
        "stack/lake and stack/thumbnails both own the notification configuration of bucket acme-lake.",
      );
      expect(message).toContain("put its entries into otherNotifications");
      expect(message).toContain("[CDKTF_POLYTOMIC_TWO_OWNERS]");
    }
  });

  test.each([
    [
      "policy",
      (stack: TerraformStack, bucket: string) => new S3BucketPolicy(stack, "own", { bucket, policy: "{}" }),
    ],
    [
      "versioning",
      (stack: TerraformStack, bucket: string) =>
        new S3BucketVersioningA(stack, "own", { bucket, versioningConfiguration: { status: "Suspended" } }),
    ],
  ])("is rejected for its %s", (what, own) => {
    const message = rejection((stack) => own(stack, lakeOn(stack).bucketName));
    expect(message).toContain(`stack/lake and stack/own both own the ${what} of bucket acme-lake.`);
  });

  test("is rejected across stacks", () => {
    const app = Testing.app();
    const lake = lakeOn(newStack("infra", app));
    const other = newStack("thumbs", app);
    new S3BucketNotification(other, "thumbnails", { bucket: lake.bucketName, eventbridge: true });
    expect(() => app.synth()).toThrow(
      "infra/lake and thumbs/thumbnails both own the notification configuration",
    );
  });

  test("is accepted for another bucket, and between resources outside of this library", () => {
    expect(
      rejection((stack) => {
        lakeOn(stack);
        new S3BucketNotification(stack, "a", { bucket: "acme-other", eventbridge: true });
        new S3BucketNotification(stack, "b", { bucket: "acme-other", eventbridge: false });
        new S3BucketNotification(stack, "c", {
          bucket: new TerraformVariable(stack, "unknown", { type: "string" }).stringValue,
          eventbridge: true,
        });
      }),
    ).toBe("");
  });
});

describe("a bucket name", () => {
  test("is created by only one construct", () => {
    expect(rejection((stack) => [lakeOn(stack), lakeOn(stack, "again")])).toContain(
      "name  is the name of a bucket that lake also creates. Pass that DataBucket instead",
    );
    expect(
      rejection((stack) => {
        for (const id of ["a", "b"]) {
          new S3Integration(stack, id, { name: id, folder: id, bucket: { name: "acme-lake" } });
        }
      }),
    ).toContain("is the name of a bucket that a/bucket also creates");
    expect(
      rejection((stack) => [lakeOn(stack), new S3Bucket(stack, "own", { bucket: "acme-lake" })]),
    ).toContain("stack/lake and stack/own both own bucket acme-lake");
  });

  test("is either created or existing", () => {
    const existing = (stack: TerraformStack) => DataBucket.fromBucketName(stack, "existing", "acme-lake");
    expect(rejection((stack) => [lakeOn(stack), existing(stack)])).toContain(
      "bucketName  is the name of a bucket that lake creates. Pass that DataBucket instead",
    );
    expect(rejection((stack) => [existing(stack), lakeOn(stack)])).toContain(
      "name  is the name of a bucket that existing references as an existing one",
    );
  });

  test("can be created in one stack and used by name in another, without events", () => {
    const app = Testing.app();
    lakeOn(newStack("infra", app));
    const other = newStack("data", app);
    const existing = DataBucket.fromBucketName(other, "existing", "acme-lake");
    const queue = new EventQueue(other, "queue");
    expect(() => existing.sendEventsTo(queue)).toThrow(
      "is the name of a bucket that infra/lake creates. Pass that DataBucket instead, or set events: false here",
    );
  });
});

describe("other resources that AWS allows once", () => {
  test.each<readonly [string, (stack: TerraformStack) => unknown]>([
    [
      "stack/queue and stack/own both own the policy of queue stack-queue.",
      (stack) => {
        const { queueArn } = new EventQueue(stack, "queue");
        new SqsQueuePolicy(stack, "own", {
          queueUrl: "https://sqs.us-east-1.amazonaws.com/111122223333/stack-queue",
          policy: queueArn,
        });
      },
    ],
    [
      "stack/key and stack/own both own the policy of key",
      (stack) =>
        new KmsKeyPolicy(stack, "own", { keyId: new EncryptionKey(stack, "key").keyArn, policy: "{}" }),
    ],
    [
      "stack/a and stack/b both own alias alias/acme.",
      (stack) => ["a", "b"].map((id) => new EncryptionKey(stack, id, { alias: "acme" })),
    ],
    [
      "stack/role and stack/own both own role polytomic.",
      (stack) => {
        new PolytomicRole(stack, "role", { roleName: "Polytomic", externalIds: ["id"] });
        new IamRole(stack, "own", { name: "polytomic", assumeRolePolicy: "{}" });
      },
    ],
    [
      "stack/role and stack/own both own the list of inline policies of role stack-role.",
      (stack) => {
        new PolytomicRole(stack, "role", { externalIds: ["id"] });
        new IamRolePoliciesExclusive(stack, "own", { roleName: "stack-role", policyNames: ["mine"] });
      },
    ],
    [
      "stack/queue and stack/own both own the subscription of topic and queue",
      (stack) => {
        const queue = new EventQueue(stack, "queue");
        DataBucket.fromBucketName(stack, "lake", "acme-lake").sendEventsTo(queue, { topicArn: TOPIC });
        new SnsTopicSubscription(stack, "own", {
          topicArn: TOPIC,
          protocol: "sqs",
          endpoint: queue.queueArn,
        });
      },
    ],
  ])("are rejected: %s", (expected, build) => {
    expect(rejection(build)).toContain(expected);
  });

  test("can have the same name in two accounts", () => {
    expect(
      rejection((stack) => {
        const awsProvider = new AwsProvider(stack, "other", {
          alias: "other",
          region: "us-east-1",
          assumeRole: [{ roleArn: "arn:aws:iam::444455556666:role/deploy" }],
        });
        new PolytomicRole(stack, "here", { roleName: "polytomic", externalIds: ["id"] });
        new PolytomicRole(stack, "there", { roleName: "polytomic", externalIds: ["id"], awsProvider });
      }),
    ).toBe("");
  });
});

test("names derived from different paths differ", () => {
  const stack = newStack("data");
  const nested = new Construct(stack, "lake");
  const roles = [
    new PolytomicRole(new Construct(nested, "eu"), "role", { externalIds: ["id"] }),
    new PolytomicRole(new Construct(stack, "lake-eu"), "role", { externalIds: ["id"] }),
    new PolytomicRole(new Construct(stack, "Lake"), "role", { externalIds: ["id"] }),
    new PolytomicRole(nested, "role", { externalIds: ["id"] }),
  ];
  const names = roles.map(({ roleName }) => roleName);
  expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(4);
  expect(names[3]).toBe("data-lake-role");
  expect(() => Testing.synth(stack, true)).not.toThrow();
});

describe("the address of the notifications of an existing bucket", () => {
  const addressWith = (nameOf: (stack: TerraformStack) => string, alias?: string): string[] => {
    const stack = newStack();
    const awsProvider = alias === undefined ? {} : { awsProvider: new AwsProvider(stack, alias, { alias }) };
    const props = { manageNotifications: true, eventBridge: true, ...awsProvider };
    DataBucket.fromBucketName(stack, "lake", nameOf(stack), props);
    const { resource } = JSON.parse(Testing.synth(stack, true)) as { resource: Record<string, object> };
    return Object.keys(resource["aws_s3_bucket_notification"] ?? {});
  };
  const variable = (stack: TerraformStack, name: string, value?: string): string =>
    new TerraformVariable(stack, name, { type: "string", ...(value !== undefined && { default: value }) })
      .stringValue;

  test("depends neither on how the name is written nor on the provider's alias", () => {
    const literal = addressWith(() => "acme-lake");
    expect(addressWith((stack) => variable(stack, "bucket", "acme-lake"))).toEqual(literal);
    expect(addressWith((stack) => new TerraformLocal(stack, "bucket", "acme-lake").asString)).toEqual(
      literal,
    );
    expect(addressWith((stack) => new S3Bucket(stack, "b", { bucket: "acme-lake" }).bucket)).toEqual(literal);
    expect(addressWith(() => "acme-lake", "eu")).toEqual(literal);
    expect(literal).toEqual(["polytomic-notification-acme-lake"]);
  });

  test("is the construct's if only Terraform knows the name", () => {
    expect(addressWith((stack) => variable(stack, "one"))).toEqual(
      addressWith((stack) => variable(stack, "two")),
    );
  });
});

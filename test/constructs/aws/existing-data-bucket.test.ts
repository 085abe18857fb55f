/** Buckets that the app imports: of the same account or another. */
import { TerraformOutput, type TerraformStack } from "cdktf";
import { DataBucket, EncryptionKey, EventQueue, PolytomicRole } from "../../../constructs";
import { newStack, synth } from "../synth";

const NOTIFICATION = "aws_s3_bucket_notification";
const KEY = "arn:aws:kms:us-east-1:999988887777:key/1234abcd-12ab-34cd-56ef-1234567890ab";
const roleOn = (stack: TerraformStack) => new PolytomicRole(stack, "role", { externalIds: ["id"] });

test("a bucket of another account returns the statements for its policy and its key's policy", () => {
  const terraform = synth((stack) => {
    const encryptionKey = EncryptionKey.fromKeyArn(stack, "key", KEY);
    const bucket = DataBucket.fromBucketName(stack, "b", "acme", {
      ownerAccountId: "999988887777",
      encryptionKey,
    });
    bucket.grant(roleOn(stack), "read", "exports");
    new TerraformOutput(stack, "bucket", { value: bucket.crossAccountStatements });
    new TerraformOutput(stack, "key-statements", { value: encryptionKey.crossAccountStatements });
  });
  const Principal = { AWS: "arn:aws:iam::111122223333:root" };
  expect(terraform.output("bucket")).toMatchObject([
    { Principal, Action: "s3:ListBucket", Resource: "arn:aws:s3:::acme" },
    { Principal, Action: "s3:GetBucketLocation" },
    { Principal, Action: "s3:GetObject", Resource: "arn:aws:s3:::acme/exports/*" },
  ]);
  expect(terraform.output("key-statements")).toEqual([
    {
      Effect: "Allow",
      Principal,
      Action: "kms:Decrypt",
      Resource: "*",
      Condition: {
        StringEquals: { "kms:ViaService": "s3.us-east-1.amazonaws.com" },
        ArnEquals: { "aws:PrincipalArn": "arn:aws:iam::111122223333:role/stack-role" },
      },
    },
  ]);
});

describe("an existing bucket", () => {
  const existing = (stack: TerraformStack) => DataBucket.fromBucketName(stack, "archive", "acme-archive");

  test("is not managed, and returns the notification it needs", () => {
    const terraform = synth((stack) => {
      const bucket = existing(stack);
      bucket.sendEventsTo(new EventQueue(stack, "events"), { prefix: "in/" });
      bucket.grant(roleOn(stack), "read");
      new TerraformOutput(stack, "required", { value: bucket.requiredNotifications });
    });
    expect(terraform.addresses.filter((address) => address.startsWith("aws_s3"))).toEqual([]);
    expect(terraform.output("required")).toEqual([
      {
        id: "stack-events-1",
        queueArn: "${aws_sqs_queue.events.arn}",
        events: ["s3:ObjectCreated:*"],
        filterPrefix: "in/",
      },
    ]);
  });

  test("warns at synthesis that its owner must add the notification", () => {
    const stack = newStack();
    const bucket = existing(stack);
    bucket.sendEventsTo(new EventQueue(stack, "events"));
    expect(bucket.node.metadata).toMatchObject([{ data: expect.stringContaining("manageNotifications") }]);
  });

  test("can deliver to the queue", () => {
    const terraform = synth((stack) => existing(stack).sendEventsTo(new EventQueue(stack, "events")));
    expect(terraform.the("aws_sqs_queue", "events").policy).toMatchObject({
      Statement: [{}, { Condition: { ArnLike: { "aws:SourceArn": "arn:aws:s3:::acme-archive" } } }],
    });
  });

  test("manages its notifications on request, and nothing else", () => {
    const terraform = synth((stack) => {
      const bucket = DataBucket.fromBucketName(stack, "archive", "acme-archive", {
        manageNotifications: true,
      });
      bucket.sendEventsTo(new EventQueue(stack, "events"));
      expect(bucket.requiredNotifications).toEqual([]);
    });
    expect(terraform.addresses.filter((address) => address.startsWith("aws_s3"))).toHaveLength(1);
    expect(terraform.the(NOTIFICATION)).toMatchObject({
      bucket: "acme-archive",
      queue: [{ id: "stack-events-1" }],
    });
    expect(terraform.dependenciesOf(NOTIFICATION)).toEqual(["aws_sqs_queue.events"]);
  });

  test("uses the provider's region by default", () => {
    const terraform = synth((stack) => {
      new TerraformOutput(stack, "here", { value: existing(stack).region });
      const there = DataBucket.fromBucketName(stack, "there", "acme-there", { region: "eu-west-1" });
      new TerraformOutput(stack, "there-region", { value: there.region });
    });
    expect([terraform.output("here"), terraform.output("there-region")]).toEqual(["us-east-1", "eu-west-1"]);
  });
});

test("an existing bucket in us-east-1 can have a name from before 2018", () => {
  const terraform = synth((stack) => {
    const bucket = DataBucket.fromBucketName(stack, "lake", "Acme_Central_1", { manageNotifications: true });
    bucket.sendEventsTo(new EventQueue(stack, "events"));
    bucket.grant(roleOn(stack), "read");
    new DataBucket(stack, "logged", { name: "acme-logged", accessLogs: { bucket: "Acme_Logs" } });
  });
  expect(terraform.the(NOTIFICATION).bucket).toBe("Acme_Central_1");
  expect(JSON.stringify(terraform.the("aws_sqs_queue", "events").policy)).toContain(
    "arn:aws:s3:::Acme_Central_1",
  );
  expect(JSON.stringify(terraform.the("aws_iam_role_policy").policy)).toContain(
    "arn:aws:s3:::Acme_Central_1/*",
  );
  expect(() =>
    DataBucket.fromBucketName(newStack(), "lake", "Acme_Central_1", { region: "eu-west-1" }),
  ).toThrow(
    /bucketName +"Acme_Central_1" cannot be the name of a bucket in eu-west-1: .* If the bucket is there, set region: "us-east-1"/,
  );
});

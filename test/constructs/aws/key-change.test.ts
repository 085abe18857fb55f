/** Changing the key of a bucket: old objects stay readable, and nothing is encrypted with a key that roles cannot use yet. */
import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { DataBucket, EncryptionKey, EventQueue, PolytomicRole, S3Integration } from "../../../constructs";
import { newStack, synth } from "../synth";

const OLD = "arn:aws:kms:us-east-1:111122223333:key/00000000-0000-0000-0000-000000000001";
const NEW = "arn:aws:kms:us-east-1:111122223333:key/00000000-0000-0000-0000-000000000002";

interface Statement {
  readonly Action: unknown;
  readonly Resource: unknown;
  readonly Condition: unknown;
}

const through = (service: string) => ({
  StringEquals: { "kms:ViaService": `${service}.us-east-1.amazonaws.com` },
});

test("the role can decrypt with the previous keys through S3 and SQS, and nothing else", () => {
  const lake = synth(
    (stack) =>
      new S3Integration(stack, "lake", {
        name: "Lake",
        bucket: { name: "acme-lake" },
        encryptionKey: { existing: NEW },
        previousEncryptionKeys: [{ existing: OLD }],
      }),
  );
  const { Statement } = lake.the("aws_iam_role_policy", "lake_role_key-policy").policy as {
    Statement: Statement[];
  };
  const ofOld = Statement.filter(({ Resource }) => Resource === OLD);
  expect(ofOld).toEqual([
    { Effect: "Allow", Action: "kms:Decrypt", Resource: OLD, Condition: through("s3") },
    { Effect: "Allow", Action: "kms:Decrypt", Resource: OLD, Condition: through("sqs") },
  ]);
});

test("a role that only writes needs no previous key of the bucket", () => {
  const terraform = synth((stack) => {
    const previousEncryptionKeys = [EncryptionKey.fromKeyArn(stack, "old", OLD)];
    const bucket = new DataBucket(stack, "lake", { name: "acme-lake", previousEncryptionKeys });
    bucket.grant(new PolytomicRole(stack, "role", { externalIds: ["id"] }), "write");
  });
  expect(JSON.stringify(terraform.json)).not.toContain(OLD);
});

test("a key that the integration created keeps its address when it becomes a previous key", () => {
  const keysWith = (props: object) =>
    synth(
      (stack) => new S3Integration(stack, "lake", { name: "Lake", bucket: { name: "acme-lake" }, ...props }),
    ).addresses.filter((address) => address.startsWith("aws_kms_key."));
  const before = keysWith({ encryptionKey: {} });
  expect(before).toHaveLength(1);
  expect(keysWith({ encryptionKey: { existing: NEW }, previousEncryptionKeys: [{}] })).toEqual(before);
});

test("an integration creates one key", () => {
  const twice = { encryptionKey: {}, previousEncryptionKeys: [{}] };
  expect(
    () => new S3Integration(newStack(), "lake", { name: "Lake", bucket: { name: "acme-lake" }, ...twice }),
  ).toThrow("previousEncryptionKeys  has props of a new key, but the integration creates only one key");
});

test("the bucket's encryption waits for the roles' access to the key", () => {
  const lake = synth(
    (stack) =>
      new S3Integration(stack, "lake", {
        name: "Lake",
        bucket: { name: "acme-lake" },
        encryptionKey: { existing: NEW },
      }),
  );
  expect(lake.dependenciesOf("aws_s3_bucket_server_side_encryption_configuration")).toContain(
    "aws_iam_role_policy.lake_role_key-policy",
  );
});

describe("users of a key switch to the new key before the old one is scheduled for deletion", () => {
  const keyOf = (bucketOf: (stack: ReturnType<typeof newStack>) => { bucket: string }) =>
    synth((stack) => {
      const encryptionKey = new EncryptionKey(stack, "key", { onRemoval: "delete" });
      const { bucket } = bucketOf(stack);
      DataBucket.fromBucketName(stack, "lake", bucket).sendEventsTo(
        new EventQueue(stack, "queue", { encryptionKey }),
      );
    }).the("aws_kms_key");

  test("if create_before_destroy does not spread to a resource with a fixed name", () => {
    expect(keyOf(() => ({ bucket: "acme-lake" })).lifecycle).toEqual({ create_before_destroy: true });
    const terraform = synth((stack) => {
      const encryptionKey = new EncryptionKey(stack, "key", { onRemoval: "delete" });
      const bucket = new DataBucket(stack, "lake", { name: "acme-lake", encryptionKey });
      bucket.sendEventsTo(new EventQueue(stack, "queue", { encryptionKey }));
    });
    expect(terraform.the("aws_kms_key").lifecycle).toEqual({ create_before_destroy: true });
    expect(JSON.stringify(terraform.the("aws_kms_key").policy)).toContain("arn:aws:s3:::acme-lake");
    const key = Object.values(terraform.json.resource?.["aws_kms_key"] ?? {})[0];
    expect(JSON.stringify(key)).not.toContain("aws_s3_bucket.");
  });

  test("but not if its policy references a bucket of the app", () => {
    const key = keyOf((stack) => new S3Bucket(stack, "own", { bucket: "acme-lake" }));
    expect(key.lifecycle).toEqual({ create_before_destroy: false });
  });
});

import { TerraformOutput, TerraformVariable } from "cdktf";
import {
  DataBucket,
  EncryptionKey,
  EventQueue,
  PolytomicRole,
  S3Integration,
  type S3IntegrationProps,
} from "../../../constructs";
import { newStack, synth } from "../synth";

const ARN = "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
const KEY = "${aws_kms_key.key.arn}";

const leaveToIam = {
  Sid: "LeaveToIam",
  Effect: "Allow",
  Principal: { AWS: "arn:aws:iam::111122223333:root" },
  Action: "kms:*",
  Resource: "*",
};
const delivery = {
  Effect: "Allow",
  Principal: { Service: "s3.amazonaws.com" },
  Action: ["kms:GenerateDataKey", "kms:Decrypt"],
  Resource: "*",
  Condition: {
    ArnLike: { "aws:SourceArn": "arn:aws:s3:::acme-lake" },
    StringEquals: { "aws:SourceAccount": "111122223333" },
  },
};
const via = (service: string, ...actions: string[]) => ({
  Effect: "Allow",
  Action: actions.length === 1 ? actions[0] : actions,
  Resource: KEY,
  Condition: { StringEquals: { "kms:ViaService": `${service}.us-east-1.amazonaws.com` } },
});

describe("an EncryptionKey", () => {
  test("is rotated, can be brought back for 30 days, and is left to IAM", () => {
    expect(synth((stack) => new EncryptionKey(stack, "key")).the("aws_kms_key")).toEqual({
      description: "Encrypts files and events that Polytomic works with",
      enable_key_rotation: true,
      deletion_window_in_days: 30,
      policy: { Version: "2012-10-17", Statement: [leaveToIam] },
      lifecycle: { create_before_destroy: true, prevent_destroy: true },
    });
  });

  test("takes its options", () => {
    const it = synth(
      (stack) =>
        new EncryptionKey(stack, "key", {
          alias: "acme/lake",
          deletionWindowDays: 7,
          onRemoval: "delete",
          tags: { a: "b" },
        }),
    );
    expect(it.the("aws_kms_key")).toMatchObject({
      deletion_window_in_days: 7,
      lifecycle: { create_before_destroy: true },
      tags: { a: "b" },
    });
    expect(it.the("aws_kms_alias")).toEqual({
      name: "alias/acme/lake",
      target_key_id: "${aws_kms_key.key.key_id}",
    });
  });

  test.each([
    [{ alias: "alias/lake" }, "begins with alias/, which the construct adds"],
    [{ alias: "aws/lake" }, "begins with aws/, which AWS reserves"],
    [{ alias: "a.b" }, "can contain only letters, digits, slashes, hyphens and underscores"],
    [{ deletionWindowDays: 3 }, "deletionWindowDays  must be at least 7, got 3"],
    [{ rotation: false }, "rotation  is not a prop here"],
  ])("is refused with %j", (props: object, message) => {
    expect(() => new EncryptionKey(newStack(), "key", props)).toThrow(message);
  });
});

describe("a bucket and a queue with a key", () => {
  const it = synth((stack) => {
    const encryptionKey = new EncryptionKey(stack, "key");
    const bucket = new DataBucket(stack, "lake", { name: "acme-lake", encryptionKey });
    const queue = new EventQueue(stack, "events", { encryptionKey });
    const role = new PolytomicRole(stack, "role", { externalIds: ["id"] });
    bucket.grant(role, "readWrite");
    bucket.sendEventsTo(queue);
    queue.grantConsume(role);
  });

  test("are encrypted with it, the bucket by a bucket key, the dead letters too", () => {
    expect(it.the("aws_s3_bucket_server_side_encryption_configuration").rule).toEqual([
      {
        apply_server_side_encryption_by_default: { sse_algorithm: "aws:kms", kms_master_key_id: KEY },
        bucket_key_enabled: true,
      },
    ]);
    for (const queue of Object.values(it.all("aws_sqs_queue"))) {
      expect(queue).toMatchObject({ kms_master_key_id: KEY });
      expect(queue).not.toHaveProperty("sqs_managed_sse_enabled");
    }
  });

  test("let S3 deliver what this bucket announces", () => {
    expect(it.the("aws_kms_key").policy).toEqual({
      Version: "2012-10-17",
      Statement: [leaveToIam, delivery],
    });
  });

  test("let the role use it through their services alone, in a policy of its own", () => {
    expect(it.the("aws_iam_role_policy", "role_key-policy")).toEqual({
      name: "polytomic-key",
      role: "stack-role",
      policy: {
        Version: "2012-10-17",
        Statement: [via("s3", "kms:Decrypt", "kms:GenerateDataKey"), via("sqs", "kms:Decrypt")],
      },
      lifecycle: { replace_triggered_by: ["aws_iam_role.role.id"] },
    });
    expect(JSON.stringify(it.the("aws_iam_role_policy", "role_policy"))).not.toContain("kms");
  });
});

test("a grant says what it allowed, the use of the key included, and what must exist first", () => {
  const stack = newStack();
  const encryptionKey = EncryptionKey.fromKeyArn(stack, "key", ARN);
  const bucket = DataBucket.fromBucketName(stack, "lake", "acme-lake", { encryptionKey });
  const role = new PolytomicRole(stack, "role", { externalIds: ["id"] });
  const { statements, prerequisites } = bucket.grant(role, "read", "exports");
  expect(statements.map(({ Action }) => Action)).toEqual([
    "s3:ListBucket",
    "s3:GetBucketLocation",
    "s3:GetObject",
    "kms:Decrypt",
  ]);
  const policies = ["policy", "key-policy"].map((id) => role.node.findChild(id));
  expect(prerequisites.map((one, index) => one === (policies[index] as unknown))).toEqual([true, true]);
  const existing = PolytomicRole.fromRoleArn(stack, "existing", "arn:aws:iam::111122223333:role/r");
  expect(bucket.grant(existing, "read").prerequisites).toEqual([]);
});

test("what is required names the keys of bucket and queue, whoever was told of them", () => {
  const stack = newStack();
  const encryptionKey = EncryptionKey.fromKeyArn(stack, "key", ARN);
  const lake = new S3Integration(stack, "lake", {
    name: "Lake",
    bucket: { existing: "acme-lake", encryptionKey },
    events: { queue: { encryptionKey } },
  });
  expect(lake.required.keyStatements).toEqual(encryptionKey.requiredStatements);
  expect(lake.required.keyStatements).toHaveLength(1);
  expect(lake.required.crossAccount).toMatchObject({
    keyStatements: [{ Action: ["kms:Decrypt", "kms:GenerateDataKey"] }, { Action: "kms:Decrypt" }],
    // The bucket is of the role's account, so the role's own policy is enough.
    bucketStatements: [],
    queueStatements: [],
  });
});

test("a key that would encrypt nothing is refused", () => {
  const stack = newStack();
  const bucket = DataBucket.fromBucketName(stack, "b", "acme");
  const make = (id: string, events: S3IntegrationProps["events"]) =>
    new S3Integration(stack, id, {
      name: "Lake",
      bucket,
      encryptionKey: {},
      ...(events !== undefined && { events }),
    });
  expect(() => make("one", false)).toThrow(
    "encryptionKey  has no effect, because bucket and queue are constructs. Set it on those constructs, or remove it",
  );
  expect(() => make("two", { queue: new EventQueue(stack, "q") })).toThrow("encryptionKey  has no effect");
  make("three", {});
});

describe("a key of an S3Integration", () => {
  test("encrypts the bucket and the queue that it makes", () => {
    const it = synth(
      (stack) =>
        new S3Integration(stack, "lake", { name: "Lake", bucket: { name: "acme" }, encryptionKey: {} }),
    );
    expect(it.all("aws_kms_key")).toHaveProperty("lake_encryption-key");
    expect(it.the("aws_s3_bucket_server_side_encryption_configuration").rule).toMatchObject([
      { bucket_key_enabled: true },
    ]);
    expect(it.dependenciesOf("polytomic_s3_connection")).toEqual([]);
  });

  test("that exists is left alone, and what it needs is said", () => {
    const it = synth((stack) => {
      const lake = new S3Integration(stack, "lake", {
        name: "Lake",
        bucket: { existing: "acme-lake" },
        events: { queue: { existing: "arn:aws:sqs:us-east-1:111122223333:q" } },
        encryptionKey: { existing: ARN },
      });
      new TerraformOutput(stack, "required", { value: lake.required });
    });
    expect(it.all("aws_kms_key")).toEqual({});
    expect(it.the("aws_iam_role_policy", "lake_role_key-policy").policy).toMatchObject({
      Statement: [{ Resource: ARN }, { Resource: ARN }],
    });
    expect(it.output("required")).toMatchObject({
      keyStatements: [delivery],
      notifications: [{ queueArn: "arn:aws:sqs:us-east-1:111122223333:q" }],
      queueStatements: [{ Principal: { Service: "s3.amazonaws.com" }, Action: "sqs:SendMessage" }],
      roleStatements: [],
      externalIds: [],
    });
  });
});

test("a key is used in its own region, wherever the provider is", () => {
  const it = synth((stack) => {
    const role = new PolytomicRole(stack, "role", { externalIds: ["id"] });
    const use = { service: "s3", access: "read" } as const;
    const arn = new TerraformVariable(stack, "arn", { type: "string" }).stringValue;
    EncryptionKey.fromKeyArn(stack, "eu", ARN.replace("us-east-1", "eu-west-1")).grantUse(role, use);
    EncryptionKey.fromKeyArn(stack, "any", arn).grantUse(role, use);
  });
  const policy = JSON.stringify(it.json.resource?.["aws_iam_role_policy"]);
  expect(policy).toMatch(/s3\.eu-west-1\.\$\{data\.aws_partition/);
  expect(policy).toMatch(/s3\.\$\{element\(split\(.{1,4}:.{1,4}, var\.arn\), 3\)\}\./);
});

test("a key lets nobody deliver who is not named in full, and is used by a role only", () => {
  const key = new EncryptionKey(newStack(), "key");
  expect(() => key.allowDeliveryFrom({ bucketArn: "arn:aws:s3:::acme" } as never)).toThrow(
    /source\.arn +is missing/,
  );
  expect(() => key.allowDeliveryFrom({ arn: "arn:aws:s3:::acme" } as never)).toThrow(
    "source.ownerAccountId  is missing",
  );
  expect(() => key.grantUse("role" as never, { service: "s3", access: "read" })).toThrow(
    "role  must be a PolytomicRole",
  );
  const role = new PolytomicRole(newStack(), "role");
  expect(() => key.grantUse(role, { service: "ec2", access: "read" } as never)).toThrow("use.service  ");
});

test("what is granted several times stands in a policy once", () => {
  const it = synth((stack) => {
    const encryptionKey = new EncryptionKey(stack, "key");
    const bucket = new DataBucket(stack, "lake", { name: "acme-lake", encryptionKey });
    const queue = new EventQueue(stack, "events", { encryptionKey });
    const role = new PolytomicRole(stack, "role", { externalIds: ["id"] });
    for (const folder of ["a", "b", "c"]) {
      bucket.grant(role, "read", folder);
      bucket.sendEventsTo(queue, { prefix: `${folder}/` });
      queue.grantConsume(role);
    }
  });
  const count = (policy: unknown) => (policy as { Statement: object[] }).Statement.length;
  expect(count(it.the("aws_sqs_queue", "events").policy)).toBe(2);
  expect(count(it.the("aws_kms_key").policy)).toBe(2);
  expect(count(it.the("aws_iam_role_policy", "role_key-policy").policy)).toBe(2);
  expect(count(it.the("aws_iam_role_policy", "role_policy").policy)).toBe(3 + 3 + 2);
});

describe("an existing key", () => {
  test.each([
    ["arn:aws:kms:us-east-1:111122223333:alias/aws/sqs", /is an AWS-managed key, .* use a customer-managed key/],
    ["alias/aws/s3", /is an AWS-managed key/],
    [
      "arn:aws:kms:us-east-1:111122223333:alias/lake",
      /is not a key ARN.*alias ARNs are not accepted/,
    ],
    ["1234abcd", /is not a key ARN/],
  ])("is not %s", (arn, message) => {
    expect(() => EncryptionKey.fromKeyArn(newStack(), "key", arn)).toThrow(message);
  });
});

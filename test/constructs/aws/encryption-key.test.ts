import { TerraformOutput, TerraformVariable } from "cdktf";
import {
  DataBucket,
  EncryptionKey,
  EventQueue,
  PolytomicRole,
  S3Integration,
  type S3IntegrationProps,
} from "../../../constructs";
import { hasBlockedEncryptionTypes } from "../../../lib/aws/bindings";
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
  test("rotates, can be recovered for 30 days, and delegates access to IAM", () => {
    expect(synth((stack) => new EncryptionKey(stack, "key")).the("aws_kms_key")).toEqual({
      description: "Encrypts files and events that Polytomic works with",
      enable_key_rotation: true,
      deletion_window_in_days: 30,
      policy: { Version: "2012-10-17", Statement: [leaveToIam] },
      lifecycle: { create_before_destroy: true, prevent_destroy: true },
    });
  });

  test("takes its options", () => {
    const key = synth(
      (stack) =>
        new EncryptionKey(stack, "key", {
          alias: "acme/lake",
          deletionWindowDays: 7,
          onRemoval: "delete",
          tags: { a: "b" },
        }),
    );
    expect(key.the("aws_kms_key")).toMatchObject({
      deletion_window_in_days: 7,
      lifecycle: { create_before_destroy: true },
      tags: { a: "b" },
    });
    expect(key.the("aws_kms_alias")).toEqual({
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
  ])("rejects %j", (props: object, message) => {
    expect(() => new EncryptionKey(newStack(), "key", props)).toThrow(message);
  });
});

describe("a bucket and a queue with a key", () => {
  const terraform = synth((stack) => {
    const encryptionKey = new EncryptionKey(stack, "key");
    const bucket = new DataBucket(stack, "lake", { name: "acme-lake", encryptionKey });
    const queue = new EventQueue(stack, "events", { encryptionKey });
    const role = new PolytomicRole(stack, "role", { externalIds: ["id"] });
    bucket.grant(role, "readWrite");
    bucket.sendEventsTo(queue);
    queue.grantConsume(role);
  });

  test("are encrypted with it, including an S3 Bucket Key and the dead-letter queue", () => {
    expect(terraform.the("aws_s3_bucket_server_side_encryption_configuration").rule).toEqual([
      {
        ...(hasBlockedEncryptionTypes && { blocked_encryption_types: ["SSE-C"] }),
        apply_server_side_encryption_by_default: { sse_algorithm: "aws:kms", kms_master_key_id: KEY },
        bucket_key_enabled: true,
      },
    ]);
    for (const queue of Object.values(terraform.all("aws_sqs_queue"))) {
      expect(queue).toMatchObject({ kms_master_key_id: KEY });
      expect(queue).not.toHaveProperty("sqs_managed_sse_enabled");
    }
  });

  test("let S3 deliver the events of this bucket", () => {
    expect(terraform.the("aws_kms_key").policy).toEqual({
      Version: "2012-10-17",
      Statement: [leaveToIam, delivery],
    });
  });

  test("let the role use it only through S3 and SQS, in a separate policy", () => {
    expect(terraform.the("aws_iam_role_policy", "role_key-policy")).toEqual({
      name: "polytomic-key",
      role: "stack-role",
      policy: {
        Version: "2012-10-17",
        Statement: [via("s3", "kms:Decrypt", "kms:GenerateDataKey"), via("sqs", "kms:Decrypt")],
      },
      lifecycle: { replace_triggered_by: ["aws_iam_role.role.id"] },
    });
    expect(JSON.stringify(terraform.the("aws_iam_role_policy", "role_policy"))).not.toContain("kms");
  });
});

test("a grant returns the statements, including the key's, and its dependencies", () => {
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

test("the required statements include the keys of bucket and queue", () => {
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
    // The bucket is in the role's account, so the role's own policy is enough.
    bucketStatements: [],
    queueStatements: [],
  });
});

test("rejects a key that would encrypt nothing", () => {
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
  test("encrypts the new bucket and queue", () => {
    const lake = synth(
      (stack) =>
        new S3Integration(stack, "lake", { name: "Lake", bucket: { name: "acme" }, encryptionKey: {} }),
    );
    expect(lake.all("aws_kms_key")).toHaveProperty("lake_encryption-key");
    expect(lake.the("aws_s3_bucket_server_side_encryption_configuration").rule).toMatchObject([
      { bucket_key_enabled: true },
    ]);
    expect(lake.dependenciesOf("polytomic_s3_connection")).toEqual([]);
  });

  test("leaves an existing key unchanged and returns its required statements", () => {
    const terraform = synth((stack) => {
      const lake = new S3Integration(stack, "lake", {
        name: "Lake",
        bucket: { existing: "acme-lake" },
        events: { queue: { existing: "arn:aws:sqs:us-east-1:111122223333:q" } },
        encryptionKey: { existing: ARN },
      });
      new TerraformOutput(stack, "required", { value: lake.required });
    });
    expect(terraform.all("aws_kms_key")).toEqual({});
    expect(terraform.the("aws_iam_role_policy", "lake_role_key-policy").policy).toMatchObject({
      Statement: [{ Resource: ARN }, { Resource: ARN }],
    });
    expect(terraform.output("required")).toMatchObject({
      keyStatements: [delivery],
      notifications: [{ queueArn: "arn:aws:sqs:us-east-1:111122223333:q" }],
      queueStatements: [{ Principal: { Service: "s3.amazonaws.com" }, Action: "sqs:SendMessage" }],
      roleStatements: [],
      externalIds: [],
    });
  });
});

test("a key is used in its own region, wherever the provider is", () => {
  const terraform = synth((stack) => {
    const role = new PolytomicRole(stack, "role", { externalIds: ["id"] });
    const use = { service: "s3", access: "read" } as const;
    const arn = new TerraformVariable(stack, "arn", { type: "string" }).stringValue;
    EncryptionKey.fromKeyArn(stack, "eu", ARN.replace("us-east-1", "eu-west-1")).grantUse(role, use);
    EncryptionKey.fromKeyArn(stack, "any", arn).grantUse(role, use);
  });
  const policy = JSON.stringify(terraform.json.resource?.["aws_iam_role_policy"]);
  expect(policy).toMatch(/s3\.eu-west-1\.\$\{data\.aws_partition/);
  expect(policy).toMatch(/s3\.\$\{element\(split\(.{1,4}:.{1,4}, var\.arn\), 3\)\}\./);
});

test("a key rejects wildcards in sources and users other than roles", () => {
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

test("repeated grants add one statement", () => {
  const terraform = synth((stack) => {
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
  expect(count(terraform.the("aws_sqs_queue", "events").policy)).toBe(2);
  expect(count(terraform.the("aws_kms_key").policy)).toBe(2);
  expect(count(terraform.the("aws_iam_role_policy", "role_key-policy").policy)).toBe(2);
  expect(count(terraform.the("aws_iam_role_policy", "role_policy").policy)).toBe(3 + 3 + 2);
});

describe("an existing key", () => {
  test.each([
    [
      "arn:aws:kms:us-east-1:111122223333:alias/aws/sqs",
      /is an AWS-managed key, .* use a customer-managed key/,
    ],
    ["alias/aws/s3", /is an AWS-managed key/],
    ["arn:aws:kms:us-east-1:111122223333:alias/lake", /is not a key ARN.*alias ARNs are not accepted/],
    ["1234abcd", /is not a key ARN/],
  ])("rejects %s", (arn, message) => {
    expect(() => EncryptionKey.fromKeyArn(newStack(), "key", arn)).toThrow(message);
  });
});

import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { Fn, type TerraformStack } from "cdktf";
import {
  DataBucket,
  type DataBucketProps,
  EncryptionKey,
  EventQueue,
  POLYTOMIC_VPC_ENDPOINT,
} from "../../../constructs";
import { hasBlockedEncryptionTypes } from "../../../lib/aws/bindings";
import { newStack, synth } from "../synth";

const NOTIFICATION = "aws_s3_bucket_notification";
const QUEUE = "arn:aws:sqs:us-east-1:111122223333:search";
const TOPIC = "arn:aws:sns:us-east-1:111122223333:objects";
/** What the bindings of AWS provider 6 add to the rule of the encryption. */
const BLOCKED = hasBlockedEncryptionTypes ? { blocked_encryption_types: ["SSE-C"] } : {};
const bucketOn = (stack: TerraformStack) => new DataBucket(stack, "lake", { name: "acme-lake" });

describe("a DataBucket", () => {
  const lake = synth(bucketOn);

  test("blocks all public access", () => {
    expect(lake.the("aws_s3_bucket_public_access_block")).toMatchObject({
      bucket: "acme-lake",
      block_public_acls: true,
      block_public_policy: true,
      ignore_public_acls: true,
      restrict_public_buckets: true,
    });
  });

  test("denies requests without TLS or with an old version of TLS", () => {
    const deny = {
      Effect: "Deny",
      Principal: "*",
      Action: "s3:*",
      Resource: ["arn:aws:s3:::acme-lake", "arn:aws:s3:::acme-lake/*"],
    };
    expect(lake.the("aws_s3_bucket_policy").policy).toEqual({
      Version: "2012-10-17",
      Statement: [
        { Sid: "DenyInsecureTransport", ...deny, Condition: { Bool: { "aws:SecureTransport": "false" } } },
        { Sid: "DenyOldTls", ...deny, Condition: { NumericLessThan: { "s3:TlsVersion": "1.2" } } },
        {
          Sid: "DenyCustomerProvidedKeys",
          Effect: "Deny",
          Principal: "*",
          Action: "s3:PutObject",
          Resource: "arn:aws:s3:::acme-lake/*",
          Condition: { Null: { "s3:x-amz-server-side-encryption-customer-algorithm": "false" } },
        },
      ],
    });
  });

  test("enforces bucket ownership, versioning and encryption", () => {
    expect(lake.the("aws_s3_bucket_ownership_controls").rule).toEqual({
      object_ownership: "BucketOwnerEnforced",
    });
    expect(lake.the("aws_s3_bucket_versioning").versioning_configuration).toEqual({ status: "Enabled" });
    expect(lake.the("aws_s3_bucket_server_side_encryption_configuration").rule).toEqual([
      { ...BLOCKED, apply_server_side_encryption_by_default: { sse_algorithm: "AES256" } },
    ]);
  });

  test("appends custom rules, statements and access logs, and can be protected from destruction", () => {
    const statement = {
      Effect: "Deny",
      Principal: "*",
      Action: "s3:DeleteBucket",
      Resource: "arn:aws:s3:::acme-lake",
    } as const;
    const bucket = synth(
      (stack) =>
        new DataBucket(stack, "lake", {
          name: "acme-lake",
          lifecycleRules: [
            { id: "archive", status: "Enabled", transition: [{ days: 90, storageClass: "GLACIER" }] },
          ],
          policyStatements: [statement],
          accessLogs: { bucket: "acme-logs", prefix: "lake/" },
          onRemoval: "keep",
        }),
    );
    expect(bucket.the("aws_s3_bucket").lifecycle).toEqual({ prevent_destroy: true });
    expect(bucket.the("aws_s3_bucket_logging")).toMatchObject({
      target_bucket: "acme-logs",
      target_prefix: "lake/",
    });
    expect(bucket.the("aws_s3_bucket_policy").policy).toMatchObject({
      Statement: [{}, {}, {}, statement],
    });
    expect(bucket.the("aws_s3_bucket_lifecycle_configuration").rule).toMatchObject([
      { id: "incomplete-uploads" },
      { id: "old-versions" },
      { id: "archive", transition: [{ days: 90, storage_class: "GLACIER" }] },
    ]);
    expect(bucket.dependenciesOf("aws_s3_bucket_lifecycle_configuration")).toEqual([
      "aws_s3_bucket_logging.lake_logging",
    ]);
  });

  test("locks and replicates objects on request, one call after another", () => {
    const bucket = synth(
      (stack) =>
        new DataBucket(stack, "lake", {
          name: "acme-lake",
          accessLogs: { bucket: "acme-logs" },
          objectLock: { mode: "COMPLIANCE", years: 1 },
          replication: {
            roleArn: "arn:aws:iam::111122223333:role/replication",
            rules: [{ id: "all", status: "Enabled", destination: { bucket: "arn:aws:s3:::acme-copy" } }],
          },
        }),
    );
    expect(bucket.the("aws_s3_bucket_object_lock_configuration")).toMatchObject({
      object_lock_enabled: "Enabled",
      rule: { default_retention: { mode: "COMPLIANCE", years: 1 } },
    });
    expect(bucket.the("aws_s3_bucket_replication_configuration")).toMatchObject({
      bucket: "acme-lake",
      role: "arn:aws:iam::111122223333:role/replication",
      rule: [{ id: "all", status: "Enabled", destination: { bucket: "arn:aws:s3:::acme-copy" } }],
    });
    const before = (type: string) => bucket.dependenciesOf(type).map((address) => address.split(".")[0]);
    expect(before("aws_s3_bucket_lifecycle_configuration")).toEqual([
      "aws_s3_bucket_replication_configuration",
    ]);
    expect(before("aws_s3_bucket_replication_configuration")).toEqual([
      "aws_s3_bucket_object_lock_configuration",
    ]);
    expect(before("aws_s3_bucket_object_lock_configuration")).toEqual(["aws_s3_bucket_logging"]);
  });

  test("supports Object Lock without a default retention", () => {
    const bucket = synth((stack) => new DataBucket(stack, "lake", { name: "acme-lake", objectLock: {} }));
    expect(bucket.the("aws_s3_bucket_object_lock_configuration")).toMatchObject({
      object_lock_enabled: "Enabled",
    });
    expect(bucket.the("aws_s3_bucket_object_lock_configuration").rule).toBeUndefined();
  });

  test("enables Object Lock with a separate resource, because the bucket's argument would replace an existing bucket", () => {
    const bucket = synth((stack) => new DataBucket(stack, "lake", { name: "acme-lake", objectLock: {} }));
    expect(bucket.the("aws_s3_bucket")).toEqual(lake.the("aws_s3_bucket"));
  });

  test("denies other networks on request, except Polytomic's", () => {
    const statements = (allowedNetworks: object) =>
      synth((stack) => new DataBucket(stack, "lake", { name: "acme-lake", allowedNetworks })).the(
        "aws_s3_bucket_policy",
      ).policy as { Statement: object[] };
    const deny = (Condition: object) => ({
      Sid: "DenyOtherNetworks",
      Effect: "Deny",
      Principal: "*",
      Action: "s3:*",
      Resource: "arn:aws:s3:::acme-lake/*",
      Condition: {
        ...Condition,
        BoolIfExists: { "aws:PrincipalIsAWSService": "false", "aws:ViaAWSService": "false" },
      },
    });
    expect(statements({ ipRanges: ["203.0.113.0/24"] }).Statement[3]).toEqual(
      deny({
        NotIpAddressIfExists: { "aws:SourceIp": "203.0.113.0/24" },
        StringNotEqualsIfExists: { "aws:SourceVpce": POLYTOMIC_VPC_ENDPOINT },
      }),
    );
    expect(statements({ ipRanges: ["203.0.113.0/24"], polytomicCloud: false }).Statement[3]).toEqual(
      deny({ NotIpAddressIfExists: { "aws:SourceIp": "203.0.113.0/24" } }),
    );
    expect(statements({ vpcEndpoints: ["vpce-1a2b3c4d"] }).Statement[3]).toEqual(
      deny({ StringNotEqualsIfExists: { "aws:SourceVpce": [POLYTOMIC_VPC_ENDPOINT, "vpce-1a2b3c4d"] } }),
    );
  });

  test("can leave the public access block to the organization", () => {
    const bucket = synth(
      (stack) => new DataBucket(stack, "lake", { name: "acme-lake", publicAccessBlock: "organization" }),
    );
    expect(bucket.all("aws_s3_bucket_public_access_block")).toEqual({});
    expect(bucket.dependenciesOf("aws_s3_bucket_ownership_controls")).toEqual([
      "aws_s3_bucket_policy.lake_policy",
    ]);
  });

  test("accepts a token for tags, such as Fn.merge", () => {
    const terraform = synth((stack) => {
      const tags: Record<string, string> = Fn.merge([{ team: "data" }, { stage: "prod" }]);
      new DataBucket(stack, "lake", { name: "acme-lake", tags });
    });
    expect(terraform.the("aws_s3_bucket").tags).toMatch(/^\$\{merge\(/);
  });

  test.each([
    [{ objectLock: { mode: "GOVERNANCE" } }, "objectLock.days  is missing; mode requires days or years"],
    [{ objectLock: { days: 1 } }, "objectLock.mode  is missing; expected GOVERNANCE or COMPLIANCE"],
    [{ objectLock: { mode: "GOVERNANCE", days: 1, years: 1 } }, "objectLock.years  conflicts with days"],
    [{ objectLock: {}, versioned: false }, "versioned  is false, but objectLock requires versioning"],
    [
      { replication: { roleArn: "role", rules: [] } },
      'replication.roleArn  "role" is not a role ARN, such as',
    ],
    [
      { accessLogs: { bucket: "acme-lake" } },
      "accessLogs.bucket  is the bucket itself, so writing logs would",
    ],
    [
      { allowedNetworks: { ipRanges: ["10.0.0.0/8"] } },
      'allowedNetworks.ipRanges[0]  "10.0.0.0/8" is a private range, from which no request reaches S3',
    ],
    [{ allowedNetworks: {} }, "allowedNetworks  has no networks; set ipRanges or vpcEndpoints"],
    [
      { allowedNetworks: { ipRanges: ["203.0.113.0/33", "2001:db8::/32"] } },
      'allowedNetworks.ipRanges[0]  "203.0.113.0/33" is not an IP address range, such as 203.0.113.0/24',
    ],
    ...["0.0.0.0/0", "::/0", "128.0.0.0/1", "8.0.0.0/7", "2000::/3"].map((range): [object, string] => [
      { allowedNetworks: { ipRanges: [range] } },
      `allowedNetworks.ipRanges[0]  "${range}" is too wide to restrict access`,
    ]),
    [
      { allowedNetworks: { ipRanges: Array.from({ length: 128 }, (_, index) => `${index + 128}.0.0.0/8`) } },
      "allowedNetworks.ipRanges  cover half of all IPv4 addresses or more",
    ],
    [
      { replication: { roleArn: "arn:aws:iam::111122223333:role/*", rules: [] } },
      'replication.roleArn  "arn:aws:iam::111122223333:role/*" is not a role ARN, such as',
    ],
    [
      { allowedNetworks: { vpcEndpoints: ["vpc-1a2b3c4d"] } },
      'allowedNetworks.vpcEndpoints[0]  "vpc-1a2b3c4d" is not the id of a VPC endpoint',
    ],
    [
      {
        replication: {
          roleArn: "arn:aws:iam::111122223333:role/replication",
          rules: ["a", "a"].map((id) => ({
            id,
            status: "Enabled",
            destination: { bucket: "arn:aws:s3:::copy" },
          })),
        },
      },
      'replication.rules  has two rules with the id "a". Give each rule its own id',
    ],
    [
      { lifecycleRules: Array.from({ length: 999 }, (_, id) => ({ id: `r${id}`, status: "Enabled" })) },
      "lifecycleRules  has 999 rules, but at most 998 are allowed",
    ],
    [
      { otherNotifications: [{ id: "a", events: ["s3:ObjectCreated:*"] }] },
      "otherNotifications[0]  has no destination; set one of queueArn, topicArn, lambdaFunctionArn",
    ],
    [
      { otherNotifications: [{ id: "a", events: ["s3:ObjectMade"], queueArn: QUEUE, topicArn: TOPIC }] },
      "otherNotifications[0].topicArn   conflicts with queueArn; an entry has one destination",
    ],
    [
      { otherNotifications: [{ id: "a", events: ["s3:ObjectTagging:Add"], queueArn: QUEUE }] },
      '"s3:ObjectTagging:Add" is not an S3 event type, such as s3:ObjectTagging:*, s3:ObjectTagging:Put, s3:ObjectTagging:Delete',
    ],
    [
      { lifecycleRules: [{ id: "old-versions", status: "Enabled" }] },
      "is the id of a rule that the DataBucket creates",
    ],
    [{ lifecycleRules: [{ status: "Enabled" }] }, "lifecycleRules[0].id  is missing"],
    [
      { policyStatements: [{ Effect: "Deny", Action: "s3:*", Resource: "*" }] },
      "policyStatements[0].Principal  is missing",
    ],
    [{ accessLogs: { bucket: "Acme logs" } }, "accessLogs.bucket  "],
    [
      { lifecycleRules: ["a", "b", "a"].map((id) => ({ id, status: "Enabled" })) },
      'lifecycleRules  has two rules with the id "a". Give each rule its own id',
    ],
    [
      {
        otherNotifications: [
          { id: "a", events: ["s3:ObjectCreated:*"], queueArn: QUEUE.replace("us-east-1", "eu-west-1") },
        ],
      },
      "otherNotifications[0].queueArn  is in eu-west-1, but the bucket is in us-east-1, and S3 delivers only within a region",
    ],
    [
      {
        otherNotifications: Array.from({ length: 101 }, (_, index) => ({
          id: `n${index}`,
          events: ["s3:ObjectCreated:*"],
          queueArn: QUEUE,
          filterPrefix: `${index}/`,
        })),
      },
      "otherNotifications  would give the bucket's notification configuration 101 entries, but S3 allows 100",
    ],
    [{ encryptionKey: "kms" }, "encryptionKey  must be an EncryptionKey"],
  ])("rejects %j", (props: object, message) => {
    expect(() => new DataBucket(newStack(), "lake", { name: "acme-lake", ...props })).toThrow(message);
  });

  test("removes incomplete uploads after 7 days and old versions after 30", () => {
    const rule = { status: "Enabled", filter: [{ prefix: "" }] };
    expect(lake.the("aws_s3_bucket_lifecycle_configuration").rule).toEqual([
      {
        ...rule,
        id: "incomplete-uploads",
        abort_incomplete_multipart_upload: [{ days_after_initiation: 7 }],
      },
      { ...rule, id: "old-versions", noncurrent_version_expiration: [{ noncurrent_days: 30 }] },
    ]);
  });

  test("is protected by default: a plan that would destroy it fails", () => {
    expect(lake.the("aws_s3_bucket")).toEqual({ bucket: "acme-lake", lifecycle: { prevent_destroy: true } });
  });

  test("replaces all its settings when it is replaced", () => {
    const bucket = synth(
      (stack) =>
        new DataBucket(stack, "lake", {
          name: "acme-lake",
          accessLogs: { bucket: "acme-logs" },
          objectLock: {},
          replication: {
            roleArn: "arn:aws:iam::111122223333:role/replication",
            rules: [{ id: "all", status: "Enabled", destination: { bucket: "arn:aws:s3:::acme-copy" } }],
          },
          eventBridge: true,
        }),
    );
    const settings = bucket.addresses.filter((address) => /^aws_s3_bucket_/.test(address));
    expect(settings).toHaveLength(10);
    for (const address of settings) {
      expect(bucket.the(address.split(".")[0] ?? "").lifecycle).toMatchObject({
        replace_triggered_by: expect.arrayContaining(["aws_s3_bucket.lake.id"]),
      });
    }
    // S3 does not suspend the versioning of a replicated bucket.
    expect(bucket.the("aws_s3_bucket_replication_configuration").lifecycle).toEqual({
      replace_triggered_by: ["aws_s3_bucket.lake.id", "aws_s3_bucket_versioning.lake_versioning.id"],
    });
  });

  describe("configures its settings one after another, because S3 rejects parallel calls", () => {
    // In this order with all options: Terraform rejects a plan that replaces a bucket and swaps two of its settings ("Error: Cycle").
    const order = [
      "public_access_block",
      "policy",
      "ownership_controls",
      "versioning",
      "logging",
      "object_lock_configuration",
      "replication_configuration",
      "lifecycle_configuration",
      "server_side_encryption_configuration",
      "notification",
    ];
    const options: Readonly<Record<string, Partial<DataBucketProps>>> = {
      "public access blocked by the organization": { publicAccessBlock: "organization" },
      "access logs": { accessLogs: { bucket: "acme-logs" } },
      "Object Lock": { objectLock: {} },
      replication: {
        replication: {
          roleArn: "arn:aws:iam::111122223333:role/replication",
          rules: [{ id: "all", status: "Enabled", destination: { bucket: "arn:aws:s3:::acme-copy" } }],
        },
      },
      EventBridge: { eventBridge: true },
    };
    const all = Object.assign({}, ...Object.values(options)) as Partial<DataBucketProps>;
    const rows = Object.entries({ "no options": {}, ...options, "all options": all });

    test.each(rows)("%s", (_, props) => {
      for (const use of ["neither events nor a key", "events", "a key", "events and a key"]) {
        const bucket = synth((stack) => {
          const key = use.includes("key") ? { encryptionKey: new EncryptionKey(stack, "key") } : {};
          const one = new DataBucket(stack, "lake", { name: "acme-lake", ...key, ...props });
          if (use.startsWith("events")) {
            one.sendEventsTo(new EventQueue(stack, "events", key));
          }
        });
        const settings = order.filter(
          (setting) => Object.keys(bucket.all(`aws_s3_bucket_${setting}`)).length > 0,
        );
        const before = settings.map((setting) =>
          bucket
            .dependenciesOf(`aws_s3_bucket_${setting}`)
            .filter((address) => address.startsWith("aws_s3_bucket_"))
            .map((address) => address.replace(/^aws_s3_bucket_|\..*$/g, "")),
        );
        expect(before).toEqual([[], ...settings.slice(0, -1).map((setting) => [setting])]);
      }
    });
  });

  test("has no notification resource without events", () => {
    expect(lake.all(NOTIFICATION)).toEqual({});
  });

  test("takes its options", () => {
    const options = {
      versioned: false,
      oldVersionDays: 90,
      incompleteUploadDays: 1,
      onRemoval: "delete-with-objects",
    } as const;
    const bucket = synth(
      (stack) => new DataBucket(stack, "lake", { name: "acme-lake", ...options, tags: { a: "b" } }),
    );
    expect(bucket.the("aws_s3_bucket")).toEqual({
      bucket: "acme-lake",
      force_destroy: true,
      tags: { a: "b" },
    });
    expect(bucket.the("aws_s3_bucket_versioning").versioning_configuration).toEqual({ status: "Suspended" });
    expect(bucket.the("aws_s3_bucket_lifecycle_configuration").rule).toMatchObject([
      { abort_incomplete_multipart_upload: [{ days_after_initiation: 1 }] },
      { noncurrent_version_expiration: [{ noncurrent_days: 90 }] },
    ]);
  });

  test("passes its provider to every resource", () => {
    const terraform = synth((stack) => {
      const awsProvider = new AwsProvider(stack, "eu", { alias: "eu", region: "eu-central-1" });
      const bucket = new DataBucket(stack, "lake", { name: "acme-lake", awsProvider });
      bucket.sendEventsTo(new EventQueue(stack, "events", { awsProvider }));
    });
    const resources = [terraform.json.resource, terraform.json.data].flatMap((types) =>
      Object.values(types ?? {}).flatMap((type) => Object.values(type)),
    );
    expect(resources).toHaveLength(8 + 2 + 3);
    expect(resources.filter(({ provider }) => provider !== "aws.eu")).toEqual([]);
  });
});

test("buckets are recognized, owned or existing", () => {
  const stack = newStack();
  const queue = new EventQueue(stack, "events");
  const existing = DataBucket.fromBucketName(stack, "archive", "acme-archive");
  expect([bucketOn(stack), existing, queue, null, "acme-lake"].map(DataBucket.isDataBucket)).toEqual([
    true,
    true,
    false,
    false,
    false,
  ]);
});

describe("a bucket that another one writes to", () => {
  const logging = (stack: TerraformStack, bucket: DataBucket | string) =>
    new DataBucket(stack, "lake", { name: "acme-lake", accessLogs: { bucket } });
  const replicating = (stack: TerraformStack, bucket: string, props: Partial<DataBucketProps> = {}) =>
    new DataBucket(stack, "lake", {
      name: "acme-lake",
      replication: {
        roleArn: "arn:aws:iam::111122223333:role/replication",
        rules: [{ id: "all", status: "Enabled", destination: { bucket } }],
      },
      ...props,
    });
  const target = (stack: TerraformStack, props: Partial<DataBucketProps>) =>
    new DataBucket(stack, "target", { name: "acme-target", ...props });
  const NO_LOGS =
    'Invalid props for lake (DataBucket):\n  accessLogs.bucket  "acme-target" has Object Lock, and S3 writes no access logs to such a bucket. ' +
    "Name a bucket without objectLock";
  const NO_LOCK =
    'Invalid props for lake (DataBucket):\n  replication.rules[0].destination.bucket  "acme-target" has no Object Lock, and S3 replicates a ' +
    "bucket with Object Lock only to one that has it too. Set objectLock: {} there";
  const ARN = "arn:aws:s3:::acme-target";

  test("gets no access logs if it has Object Lock", () => {
    expect(() => synth((stack) => logging(stack, target(stack, { objectLock: {} })))).toThrow(NO_LOGS);
    expect(() =>
      synth((stack) => {
        target(stack, { objectLock: { mode: "GOVERNANCE", days: 1 } });
        logging(stack, "acme-target");
      }),
    ).toThrow(NO_LOGS);
  });

  test("gets no access logs if the app enables Object Lock on it later", () => {
    expect(() =>
      synth((stack) => {
        logging(stack, "acme-target");
        target(stack, { objectLock: {} });
      }),
    ).toThrow(NO_LOGS);
  });

  test("has Object Lock if what is replicated to it has", () => {
    expect(() =>
      synth((stack) => replicating(stack, target(stack, {}).bucketArn, { objectLock: {} })),
    ).toThrow(NO_LOCK);
    expect(() =>
      synth((stack) => {
        replicating(stack, ARN, { objectLock: {} });
        target(stack, {});
      }),
    ).toThrow(NO_LOCK);
  });

  test("keeps versions if something is replicated to it", () => {
    expect(() => synth((stack) => replicating(stack, target(stack, { versioned: false }).bucketArn))).toThrow(
      'replication.rules[0].destination.bucket  "acme-target" keeps no versions, and S3 replicates to versioned buckets only. ' +
        "Remove versioned: false there",
    );
  });

  test("is accepted if it has the required settings, or if the app does not create it", () => {
    const fitting: ((stack: TerraformStack) => unknown)[] = [
      (stack) => logging(stack, target(stack, {})),
      (stack) => logging(stack, "acme-elsewhere"),
      (stack) => replicating(stack, target(stack, {}).bucketArn),
      (stack) => replicating(stack, target(stack, { objectLock: {} }).bucketArn, { objectLock: {} }),
      (stack) => replicating(stack, target(stack, { objectLock: {} }).bucketArn),
      (stack) => replicating(stack, ARN, { objectLock: {} }),
    ];
    for (const program of fitting) {
      expect(() => synth(program)).not.toThrow();
    }
  });
});

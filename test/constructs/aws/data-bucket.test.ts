import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { DataResource, Fn, TerraformOutput, Testing, type TerraformStack, TerraformVariable } from "cdktf";
import {
  DataBucket,
  EncryptionKey,
  EventQueue,
  type DataBucketProps,
  type IDataBucket,
  POLYTOMIC_VPC_ENDPOINT,
  PolytomicRole,
} from "../../../constructs";
import { newStack, synth, synthesized } from "../synth";

const NOTIFICATION = "aws_s3_bucket_notification";
const QUEUE = "arn:aws:sqs:us-east-1:111122223333:search";
const TOPIC = "arn:aws:sns:us-east-1:111122223333:objects";
const FUNCTION = "arn:aws:lambda:us-east-1:111122223333:function:thumbnails";
const KEY = "arn:aws:kms:us-east-1:999988887777:key/1234abcd-12ab-34cd-56ef-1234567890ab";
const bucketOn = (stack: TerraformStack) => new DataBucket(stack, "lake", { name: "acme-lake" });
const roleOn = (stack: TerraformStack) => new PolytomicRole(stack, "role", { externalIds: ["id"] });

describe("a DataBucket", () => {
  const lake = synth(bucketOn);

  test("is not public in any way", () => {
    expect(lake.the("aws_s3_bucket_public_access_block")).toMatchObject({
      bucket: "acme-lake",
      block_public_acls: true,
      block_public_policy: true,
      ignore_public_acls: true,
      restrict_public_buckets: true,
    });
  });

  test("refuses what is not encrypted in transit, or by an old TLS", () => {
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

  test("belongs to its account alone, is versioned and encrypted", () => {
    expect(lake.the("aws_s3_bucket_ownership_controls").rule).toEqual({
      object_ownership: "BucketOwnerEnforced",
    });
    expect(lake.the("aws_s3_bucket_versioning").versioning_configuration).toEqual({ status: "Enabled" });
    expect(lake.the("aws_s3_bucket_server_side_encryption_configuration").rule).toEqual([
      { apply_server_side_encryption_by_default: { sse_algorithm: "AES256" } },
    ]);
  });

  test("takes rules, statements and access logs of its owner's, behind its own, and may be kept from being destroyed", () => {
    const statement = {
      Effect: "Deny",
      Principal: "*",
      Action: "s3:DeleteBucket",
      Resource: "arn:aws:s3:::acme-lake",
    } as const;
    const it = synth(
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
    expect(it.the("aws_s3_bucket").lifecycle).toEqual({ prevent_destroy: true });
    expect(it.the("aws_s3_bucket_logging")).toMatchObject({
      target_bucket: "acme-logs",
      target_prefix: "lake/",
    });
    expect(it.the("aws_s3_bucket_policy").policy).toMatchObject({
      Statement: [{}, {}, {}, statement],
    });
    expect(it.the("aws_s3_bucket_lifecycle_configuration").rule).toMatchObject([
      { id: "incomplete-uploads" },
      { id: "old-versions" },
      { id: "archive", transition: [{ days: 90, storage_class: "GLACIER" }] },
    ]);
    expect(it.dependenciesOf("aws_s3_bucket_lifecycle_configuration")).toEqual([
      "aws_s3_bucket_logging.lake_logging",
    ]);
  });

  test("locks and replicates objects on request, one call after the other", () => {
    const it = synth(
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
    expect(it.the("aws_s3_bucket_object_lock_configuration")).toMatchObject({
      object_lock_enabled: "Enabled",
      rule: { default_retention: { mode: "COMPLIANCE", years: 1 } },
    });
    expect(it.the("aws_s3_bucket_replication_configuration")).toMatchObject({
      bucket: "acme-lake",
      role: "arn:aws:iam::111122223333:role/replication",
      rule: [{ id: "all", status: "Enabled", destination: { bucket: "arn:aws:s3:::acme-copy" } }],
    });
    const before = (type: string) => it.dependenciesOf(type).map((address) => address.split(".")[0]);
    expect(before("aws_s3_bucket_lifecycle_configuration")).toEqual([
      "aws_s3_bucket_replication_configuration",
    ]);
    expect(before("aws_s3_bucket_replication_configuration")).toEqual([
      "aws_s3_bucket_object_lock_configuration",
    ]);
    expect(before("aws_s3_bucket_object_lock_configuration")).toEqual(["aws_s3_bucket_logging"]);
  });

  test("can be locked without a retention for all", () => {
    const it = synth((stack) => new DataBucket(stack, "lake", { name: "acme-lake", objectLock: {} }));
    expect(it.the("aws_s3_bucket_object_lock_configuration")).toMatchObject({
      object_lock_enabled: "Enabled",
    });
    expect(it.the("aws_s3_bucket_object_lock_configuration").rule).toBeUndefined();
  });

  test("is locked by a resource of its own, as the bucket's argument for it replaces a bucket that exists", () => {
    const it = synth((stack) => new DataBucket(stack, "lake", { name: "acme-lake", objectLock: {} }));
    expect(it.the("aws_s3_bucket")).toEqual(lake.the("aws_s3_bucket"));
  });

  test("is closed to other networks on request, but for Polytomic's", () => {
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

  test("leaves the public access block to an organization that denies the call", () => {
    const it = synth(
      (stack) => new DataBucket(stack, "lake", { name: "acme-lake", publicAccessBlock: "organization" }),
    );
    expect(it.all("aws_s3_bucket_public_access_block")).toEqual({});
    expect(it.dependenciesOf("aws_s3_bucket_ownership_controls")).toEqual([
      "aws_s3_bucket_policy.lake_policy",
    ]);
  });

  test("takes the tags of a token, such as that of Fn.merge", () => {
    const it = synth((stack) => {
      const tags: Record<string, string> = Fn.merge([{ team: "data" }, { stage: "prod" }]);
      new DataBucket(stack, "lake", { name: "acme-lake", tags });
    });
    expect(it.the("aws_s3_bucket").tags).toMatch(/^\$\{merge\(/);
  });

  test("has no name of its account's own in the namespace of all", () => {
    expect(() =>
      synth((stack) => new DataBucket(stack, "lake", { name: "acme-111122223333-us-east-1-an" })),
    ).toThrow(
      /the bucket name "acme-111122223333-us-east-1-an" belongs to an account-regional namespace, .*REFUSED_BY_AWS/,
    );
  });

  test("may have a name of its account's own, by an escape hatch", () => {
    const it = synth((stack) => {
      const bucket = new DataBucket(stack, "lake", { name: "acme-111122223333-us-east-1-an" });
      (bucket.node.defaultChild as S3Bucket).addOverride("bucket_namespace", "account-regional");
    });
    expect(it.the("aws_s3_bucket")).toMatchObject({ bucket_namespace: "account-regional" });
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
    [{ accessLogs: { bucket: "acme-lake" } }, "accessLogs.bucket  is the bucket itself, so writing logs would"],
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
  ])("is refused with %j", (props: object, message) => {
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

  test("is kept unless the program says otherwise: a plan that would remove it fails", () => {
    expect(lake.the("aws_s3_bucket")).toEqual({ bucket: "acme-lake", lifecycle: { prevent_destroy: true } });
  });

  test("takes all its settings along when it is replaced", () => {
    const it = synth(
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
    const settings = it.addresses.filter((address) => /^aws_s3_bucket_/.test(address));
    expect(settings).toHaveLength(10);
    for (const address of settings) {
      expect(it.the(address.split(".")[0] ?? "").lifecycle).toMatchObject({
        replace_triggered_by: expect.arrayContaining(["aws_s3_bucket.lake.id"]),
      });
    }
    // S3 does not suspend the versioning of a bucket that is replicated.
    expect(it.the("aws_s3_bucket_replication_configuration").lifecycle).toEqual({
      replace_triggered_by: ["aws_s3_bucket.lake.id", "aws_s3_bucket_versioning.lake_versioning.id"],
    });
  });

  test("is configured step by step, as S3 refuses parallel calls", () => {
    const chain = [
      "aws_s3_bucket_public_access_block.lake_public-access-block",
      "aws_s3_bucket_policy.lake_policy",
      "aws_s3_bucket_ownership_controls.lake_ownership-controls",
      "aws_s3_bucket_versioning.lake_versioning",
      "aws_s3_bucket_server_side_encryption_configuration.lake_encryption",
      "aws_s3_bucket_lifecycle_configuration.lake_lifecycle",
    ];
    const before = chain.map((address) => lake.dependenciesOf(address.split(".")[0] ?? ""));
    expect(before).toEqual([[], ...chain.slice(0, -1).map((address) => [address])]);
  });

  test("has no notification resource as long as nobody wants events", () => {
    expect(lake.all(NOTIFICATION)).toEqual({});
  });

  test("takes its options", () => {
    const options = {
      versioned: false,
      oldVersionDays: 90,
      incompleteUploadDays: 1,
      onRemoval: "delete-with-objects",
    } as const;
    const it = synth(
      (stack) => new DataBucket(stack, "lake", { name: "acme-lake", ...options, tags: { a: "b" } }),
    );
    expect(it.the("aws_s3_bucket")).toEqual({ bucket: "acme-lake", force_destroy: true, tags: { a: "b" } });
    expect(it.the("aws_s3_bucket_versioning").versioning_configuration).toEqual({ status: "Suspended" });
    expect(it.the("aws_s3_bucket_lifecycle_configuration").rule).toMatchObject([
      { abort_incomplete_multipart_upload: [{ days_after_initiation: 1 }] },
      { noncurrent_version_expiration: [{ noncurrent_days: 90 }] },
    ]);
  });

  test("gives everything to the provider it is told", () => {
    const it = synth((stack) => {
      const awsProvider = new AwsProvider(stack, "eu", { alias: "eu", region: "eu-central-1" });
      const bucket = new DataBucket(stack, "lake", { name: "acme-lake", awsProvider });
      bucket.sendEventsTo(new EventQueue(stack, "events", { awsProvider }));
    });
    const resources = [it.json.resource, it.json.data].flatMap((types) =>
      Object.values(types ?? {}).flatMap((type) => Object.values(type)),
    );
    expect(resources).toHaveLength(8 + 2 + 3);
    expect(resources.filter(({ provider }) => provider !== "aws.eu")).toEqual([]);
  });
});

describe("events of a bucket", () => {
  test("come after the encryption and the queue, and before the slow lifecycle", () => {
    const it = synth((stack) => bucketOn(stack).sendEventsTo(new EventQueue(stack, "events")));
    expect(it.dependenciesOf(NOTIFICATION)).toEqual([
      "aws_s3_bucket_server_side_encryption_configuration.lake_encryption",
      "aws_sqs_queue.events",
    ]);
    expect(it.dependenciesOf("aws_s3_bucket_lifecycle_configuration")).toEqual([
      `${NOTIFICATION}.lake_notification`,
    ]);
  });

  test("are all of new objects unless a filter is given", () => {
    const it = synth((stack) => bucketOn(stack).sendEventsTo(new EventQueue(stack, "events")));
    expect(it.the(NOTIFICATION)).toMatchObject({
      bucket: "acme-lake",
      queue: [
        { id: "stack-events-1", queue_arn: "${aws_sqs_queue.events.arn}", events: ["s3:ObjectCreated:*"] },
      ],
    });
    expect(it.the(NOTIFICATION).queue).not.toMatchObject([{ filter_prefix: expect.anything() }]);
  });

  test("of several takers stand in one resource, each with an id of its own", () => {
    const it = synth((stack) => {
      const bucket = bucketOn(stack);
      const queue = new EventQueue(stack, "events");
      bucket.sendEventsTo(queue, { eventTypes: ["s3:ObjectCreated:Put"], prefix: "a/", suffix: ".csv" });
      bucket.sendEventsTo(queue, { eventTypes: ["s3:ObjectCreated:Copy"], prefix: "a/", suffix: ".csv" });
      bucket.sendEventsTo(new EventQueue(stack, "others"), { prefix: "b/" });
    });
    const filter = { filter_prefix: "a/", filter_suffix: ".csv", queue_arn: "${aws_sqs_queue.events.arn}" };
    expect(it.the(NOTIFICATION).queue).toEqual([
      { id: "stack-events-1", events: ["s3:ObjectCreated:Copy"], ...filter },
      { id: "stack-events-2", events: ["s3:ObjectCreated:Put"], ...filter },
      {
        id: "stack-others-1",
        events: ["s3:ObjectCreated:*"],
        filter_prefix: "b/",
        queue_arn: "${aws_sqs_queue.others.arn}",
      },
    ]);
    expect(it.dependenciesOf(NOTIFICATION)).toContain("aws_sqs_queue.others");
  });

  test("are of keys as S3 wants them in its filters, and are compared as objects have them", () => {
    const it = synth((stack) => {
      const bucket = new DataBucket(stack, "lake", {
        name: "acme-lake",
        otherNotifications: [
          { id: "audit", topicArn: TOPIC, events: ["s3:ObjectCreated:*"], filterPrefix: "R&D/" },
          { id: "search", queueArn: QUEUE, events: ["s3:ObjectCreated:*"], filterPrefix: "q=1/" },
          { id: "call", lambdaFunctionArn: FUNCTION, events: ["s3:ObjectRemoved:*"], filterSuffix: "+.x" },
        ],
      });
      const queue = new EventQueue(stack, "events");
      bucket.sendEventsTo(queue, { prefix: "dt=2026 01/", suffix: "é.csv" });
      expect(bucket.eventsSentTo(queue)).toMatchObject([
        { filterPrefix: "dt=2026 01/", filterSuffix: "é.csv" },
      ]);
      expect(() => bucket.sendEventsTo(queue, { prefix: "dt=2026 01/x" })).toThrow("overlap");
    });
    expect(it.the(NOTIFICATION)).toMatchObject({
      queue: [{ filter_prefix: "dt%3D2026+01/", filter_suffix: "%C3%A9.csv" }, { filter_prefix: "q%3D1/" }],
      topic: [{ filter_prefix: "R%26D/" }],
      lambda_function: [{ filter_suffix: "%2B.x" }],
    });
  });

  test("are of keys that are written as objects have them", () => {
    const stack = newStack();
    expect(() =>
      bucketOn(stack).sendEventsTo(new EventQueue(stack, "events"), { prefix: "dt%3D2026/" }),
    ).toThrow('filter.prefix  "dt%3D2026/" looks URL-encoded; write it unencoded ("dt=2026/")');
  });

  test("are allowed on the queue, for this bucket of this account", () => {
    const it = synth((stack) => bucketOn(stack).sendEventsTo(new EventQueue(stack, "events")));
    const { Statement } = it.the("aws_sqs_queue", "events").policy as { Statement: unknown[] };
    expect(Statement[1]).toEqual({
      Effect: "Allow",
      Principal: { Service: "s3.amazonaws.com" },
      Action: "sqs:SendMessage",
      Resource: "arn:aws:sqs:us-east-1:111122223333:stack-events",
      Condition: {
        ArnLike: { "aws:SourceArn": "arn:aws:s3:::acme-lake" },
        StringEquals: { "aws:SourceAccount": "111122223333" },
      },
    });
  });

  test.each([
    [{ prefix: "" }, /prefix {2}must not be empty/],
    [
      { suffix: "x".repeat(1025) },
      /suffix {2}"x+\.\.\." has 1025 characters when URL-encoded; at most 1024 are allowed/,
    ],
    [{ prefixes: "a" }, /prefixes {2}is not a prop here/],
  ])("are not sent with the filter %j", (filter: object, message) => {
    const stack = newStack();
    const queue = new EventQueue(stack, "events");
    expect(() => bucketOn(stack).sendEventsTo(queue, filter)).toThrow(message);
  });
});

test("events are not sent to what is no queue", () => {
  const bucket = bucketOn(newStack());
  expect(() => bucket.sendEventsTo("arn" as never)).toThrow("queue  must be an EventQueue");
});

describe("a grant", () => {
  const granted = (
    ...grant: Parameters<DataBucket["grant"]> extends [unknown, ...infer Rest] ? Rest : never
  ) => synth((stack) => bucketOn(stack).grant(roleOn(stack), ...grant)).the("aws_iam_role_policy").policy;
  const WRITE = ["s3:PutObject", "s3:DeleteObject", "s3:AbortMultipartUpload", "s3:ListMultipartUploadParts"];
  const Condition = { StringEquals: { "aws:ResourceAccount": "111122223333" } };

  test.each([
    ["read", "s3:GetObject"],
    ["write", WRITE],
    ["readWrite", ["s3:GetObject", ...WRITE]],
  ] as const)("to %s allows that and no more", (access, Action) => {
    expect(granted(access)).toEqual({
      Version: "2012-10-17",
      Statement: [
        { Effect: "Allow", Action: "s3:ListBucket", Resource: "arn:aws:s3:::acme-lake", Condition },
        { Effect: "Allow", Action: "s3:GetBucketLocation", Resource: "arn:aws:s3:::acme-lake", Condition },
        { Effect: "Allow", Action, Resource: "arn:aws:s3:::acme-lake/*", Condition },
      ],
    });
  });

  test("is limited to a folder, however it is spelled", () => {
    expect(granted("read", "/exports/")).toMatchObject({
      Statement: [
        { Condition: { StringLike: { "s3:prefix": ["exports", "exports/*"] } } },
        {},
        { Resource: "arn:aws:s3:::acme-lake/exports/*" },
      ],
    });
  });

  test("is refused with a wildcard in the folder", () => {
    expect(() => granted("read", "*")).toThrow(/folder {2}"\*" contains a wildcard/);
  });

  test("is refused with a variable of policies in the folder, and with characters that they cannot have", () => {
    expect(() => granted("read", "${aws:PrincipalTag/team}")).toThrow(
      'folder  "${aws:PrincipalTag/team}" contains ${',
    );
    expect(() => granted("read", "日本")).toThrow(
      '"日本" contains "日" (U+65E5), which IAM policies cannot contain',
    );
  });

  test("of a folder that only Terraform knows has the plan fail unless it is one, and says so once", () => {
    const it = synth((stack) => {
      const folder = new TerraformVariable(stack, "folder", { type: "string" }).stringValue;
      const role = roleOn(stack);
      const bucket = bucketOn(stack);
      bucket.grant(role, "read", `in/${folder}`);
      bucket.grant(role, "write", `in/${folder}`);
    });
    expect(it.the("aws_iam_role_policy").lifecycle).toMatchObject({
      precondition: [
        {
          condition: expect.stringContaining(', "in/${var.folder}")'),
          error_message: expect.stringMatching(/^The folder of lake must be a single folder/),
        },
      ],
    });
  });

  test("has its precondition in a block of HCL too", () => {
    const stack = newStack();
    const folder = new TerraformVariable(stack, "folder", { type: "string" }).stringValue;
    bucketOn(stack).grant(roleOn(stack), "read", folder);
    expect(Testing.synthHcl(stack)).toMatch(
      /resource "aws_iam_role_policy" [^]*?lifecycle \{[^{}]*precondition \{\s*condition/,
    );
  });

  test("of a bucket, a queue or a key that only Terraform knows has the plan fail if it is a pattern", () => {
    const it = synth((stack) => {
      const value = (id: string) => new TerraformVariable(stack, id, { type: "string" }).stringValue;
      const role = roleOn(stack);
      const encryptionKey = EncryptionKey.fromKeyArn(stack, "its-key", value("key"));
      DataBucket.fromBucketName(stack, "b", value("bucket"), { encryptionKey }).grant(role, "read");
      EventQueue.fromQueueArn(stack, "q", value("queue")).grantConsume(role);
    });
    const policies = Object.entries(it.json.resource?.["aws_iam_role_policy"] ?? {}).map(
      ([name, { lifecycle }]) => [
        name.replace(/_[0-9A-F]{8}$/, ""),
        (lifecycle as { precondition: unknown }).precondition,
      ],
    );
    const lacks = (reference: string, message: RegExp) => ({
      condition: expect.stringContaining(reference),
      error_message: expect.stringMatching(message),
    });
    expect(Object.fromEntries(policies)).toEqual({
      role_policy: [
        lacks("var.bucket", /^The name of b is empty or has a wildcard/),
        lacks("var.queue", /^The ARN of q is empty or/),
      ],
      "role_key-policy": [lacks("var.key", /^The ARN of its-key is empty or/)],
    });
  });

  test("is refused to what is no role", () => {
    expect(() => bucketOn(newStack()).grant(null as never, "read")).toThrow("role  must be a PolytomicRole");
  });

  test("is refused with an unknown access", () => {
    expect(() => granted("readwrite" as "read")).toThrow(
      'access  expected "read", "write", or "readWrite", got "readwrite"',
    );
  });
});

test("a bucket refuses events that overlap, and names both", () => {
  const stack = newStack();
  const bucket = bucketOn(stack);
  bucket.sendEventsTo(new EventQueue(stack, "events"), { prefix: "in/" });
  const others = new EventQueue(stack, "others");
  expect(() => bucket.sendEventsTo(others, { eventTypes: ["s3:ObjectCreated:Put"], suffix: ".csv" })).toThrow(
    'filter  s3:ObjectCreated:Put of "*.csv" overlap with s3:ObjectCreated:* of "in/*" ' +
      "(notification stack-events-1); S3 sends each event only once.",
  );
});

describe("the regions of a bucket and its queue", () => {
  const queueIn = (stack: TerraformStack, region: string) =>
    EventQueue.fromQueueArn(stack, "q", `arn:aws:sqs:${region}:111122223333:q`);

  test("must be the same", () => {
    const stack = newStack();
    const bucket = DataBucket.fromBucketName(stack, "b", "acme", { region: "us-east-1" });
    expect(() => bucket.sendEventsTo(queueIn(stack, "eu-west-1"))).toThrow(
      "queue  is in eu-west-1, but the bucket is in us-east-1, and S3 delivers only within a region. Use a queue in the bucket's region",
    );
  });

  test("are known of new ones by their providers", () => {
    const stack = newStack();
    const awsProvider = new AwsProvider(stack, "eu", { alias: "eu", region: "eu-west-1" });
    const bucket = new DataBucket(stack, "b", { name: "acme", awsProvider });
    expect(() => bucket.sendEventsTo(new EventQueue(stack, "other"))).toThrow(
      "is in us-east-1, but the bucket is in eu-west-1",
    );
    bucket.sendEventsTo(queueIn(stack, "eu-west-1"));
  });

  test("are left to AWS where they are not known", () => {
    const stack = newStack();
    const region = new TerraformVariable(stack, "region", { type: "string" }).stringValue;
    DataBucket.fromBucketName(stack, "b", "acme", { region }).sendEventsTo(queueIn(stack, "eu-west-1"));
  });
});

describe("entries of others", () => {
  const others = [
    { id: "thumbnails", lambdaFunctionArn: FUNCTION, events: ["s3:ObjectCreated:Put"], filterPrefix: "img/" },
    { id: "audit", topicArn: TOPIC, events: ["s3:ObjectRemoved:*"] },
    { id: "search", queueArn: QUEUE, events: ["s3:ObjectCreated:*"], filterPrefix: "docs/" },
  ] as const;

  test("stand beside Polytomic's in the one notification, behind what they depend on", () => {
    const it = synth((stack) => {
      const function_ = new DataResource(stack, "permission");
      const otherNotifications = others.map((one) => ({ ...one, dependsOn: [function_] }));
      const bucket = new DataBucket(stack, "lake", { name: "acme-lake", otherNotifications });
      bucket.sendEventsTo(new EventQueue(stack, "events"), { prefix: "exports/" });
    });
    expect(it.the(NOTIFICATION)).toMatchObject({
      queue: [
        { id: "stack-events-1", filter_prefix: "exports/" },
        { id: "search", queue_arn: QUEUE, events: ["s3:ObjectCreated:*"], filter_prefix: "docs/" },
      ],
      topic: [{ id: "audit", topic_arn: TOPIC, events: ["s3:ObjectRemoved:*"] }],
      lambda_function: [
        { id: "thumbnails", lambda_function_arn: FUNCTION, events: ["s3:ObjectCreated:Put"] },
      ],
    });
    expect(it.dependenciesOf(NOTIFICATION)).toContain("terraform_data.permission");
  });

  test("of an existing bucket are declared where its notifications are managed, and there alone", () => {
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

  test("overlap with none of Polytomic's, and have ids of their own", () => {
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

describe("a topic on which a bucket announces its objects", () => {
  const SUBSCRIPTION = "aws_sns_topic_subscription";
  const byTopic = (stack: TerraformStack, options: object = { prefix: "year 2026/" }) => {
    const bucket = DataBucket.fromBucketName(stack, "b", "acme");
    const queue = new EventQueue(stack, "events");
    bucket.sendEventsTo(queue, { topicArn: TOPIC, ...options });
    return { bucket, queue };
  };

  test("is subscribed to by the queue, which gets what S3 would send it, of this bucket and prefix", () => {
    const it = synth(byTopic);
    expect(it.the(SUBSCRIPTION)).toEqual({
      topic_arn: TOPIC,
      protocol: "sqs",
      endpoint: "${aws_sqs_queue.events.arn}",
      raw_message_delivery: true,
      filter_policy_scope: "MessageBody",
      filter_policy: {
        Records: {
          eventName: [{ prefix: "ObjectCreated:" }],
          s3: { bucket: { name: ["acme"] }, object: { key: [{ prefix: "year+2026/" }] } },
        },
      },
    });
    expect(it.all(NOTIFICATION)).toEqual({});
    expect(it.the("aws_sqs_queue", "events").policy).toMatchObject({
      Statement: [
        { Sid: "DenyInsecureTransport" },
        {
          Principal: { Service: "sns.amazonaws.com" },
          Action: "sqs:SendMessage",
          Condition: { ArnLike: { "aws:SourceArn": TOPIC } },
        },
      ],
    });
  });

  test("is subscribed to once by a queue, whatever it wants of it", () => {
    const it = synth((stack) => {
      const { queue } = byTopic(stack, { suffix: ".csv" });
      DataBucket.fromBucketName(stack, "c", "acme-2").sendEventsTo(queue, {
        topicArn: TOPIC,
        eventTypes: ["s3:ObjectCreated:Put"],
      });
      expect(queue.prerequisites).toHaveLength(2);
    });
    expect(it.the(SUBSCRIPTION).filter_policy).toMatchObject({
      $or: [
        { Records: { eventName: ["ObjectCreated:Put"], s3: { bucket: { name: ["acme-2"] } } } },
        { Records: { s3: { bucket: { name: ["acme"] }, object: { key: [{ suffix: ".csv" }] } } } },
      ],
    });
    expect((it.the("aws_sqs_queue", "events").policy as { Statement: object[] }).Statement).toHaveLength(2);
  });

  test("is known by what it is, and told apart from its namesakes", () => {
    const it = synth((stack) => {
      const topic = new SnsTopic(stack, "topic", { name: "objects" });
      const queue = new EventQueue(stack, "events");
      const bucket = DataBucket.fromBucketName(stack, "b", "acme");
      for (const prefix of ["a/", "b/"]) {
        bucket.sendEventsTo(queue, { topicArn: topic.arn, prefix });
      }
      bucket.sendEventsTo(queue, { topicArn: TOPIC });
      bucket.sendEventsTo(queue, { topicArn: TOPIC.replace("111122223333", "999988887777") });
    });
    expect(Object.keys(it.all(SUBSCRIPTION))).toHaveLength(3);
  });

  test("of another region than the queue is refused, and so is a filter that SNS would not take", () => {
    const stack = newStack();
    const queue = new EventQueue(stack, "events");
    const bucket = DataBucket.fromBucketName(stack, "b", "acme");
    expect(() => bucket.sendEventsTo(queue, { topicArn: TOPIC.replace("us-east-1", "eu-west-1") })).toThrow(
      "topicArn  is in eu-west-1, but the bucket is in us-east-1",
    );
    const selection = { bucketName: "acme", events: ["s3:ObjectCreated:*"] };
    expect(() => queue.subscribeTo(TOPIC.replace("us-east-1", "eu-west-1"), selection)).toThrow(
      "topicArn  is in eu-west-1, but the queue is in us-east-1",
    );
    for (const prefix of ["a/", "b/", "c/", "d/"]) {
      bucket.sendEventsTo(queue, { topicArn: TOPIC, prefix });
    }
    expect(() => bucket.sendEventsTo(queue, { topicArn: TOPIC, prefix: "e/" })).toThrow(
      "topicArn  would need a filter with 160 combinations, but SNS allows 150; use another queue",
    );
  });

  test("must be told of the objects, where that is decided here", () => {
    const stack = newStack();
    const queue = new EventQueue(stack, "events");
    expect(() => bucketOn(stack).sendEventsTo(queue, { topicArn: TOPIC })).toThrow(
      "topicArn  receives no events of this bucket, whose notifications are managed here; add",
    );
    const otherNotifications = [{ id: "all", topicArn: TOPIC, events: ["s3:ObjectCreated:*"] }] as const;
    new DataBucket(stack, "told", { name: "acme-told", otherNotifications }).sendEventsTo(queue, {
      topicArn: TOPIC,
    });
  });

  test("may encrypt with the queue's key", () => {
    const it = synth((stack) => {
      const queue = new EventQueue(stack, "events", { encryptionKey: new EncryptionKey(stack, "key") });
      DataBucket.fromBucketName(stack, "b", "acme").sendEventsTo(queue, { topicArn: TOPIC });
    });
    expect(it.the("aws_kms_key").policy).toMatchObject({
      Statement: [
        {},
        {
          Principal: { Service: "sns.amazonaws.com" },
          Action: ["kms:GenerateDataKey", "kms:Decrypt"],
          Condition: { ArnLike: { "aws:SourceArn": TOPIC } },
        },
      ],
    });
  });

  test.each([
    [{ prefix: "in/", suffix: ".csv" }, "filter.suffix  conflicts with the prefix"],
    [{ topicArn: `${TOPIC}.fifo` }, "is a FIFO topic; S3 publishes only to standard topics"],
    [{ topicArn: QUEUE }, "is not a topic ARN, such as"],
  ])("is refused with %j", (options, message) => {
    expect(() => byTopic(newStack(), options)).toThrow(message);
  });
});

test("a bucket of another account offers the statements of its policy, and those of its key", () => {
  const it = synth((stack) => {
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
  expect(it.output("bucket")).toMatchObject([
    { Principal, Action: "s3:ListBucket", Resource: "arn:aws:s3:::acme" },
    { Principal, Action: "s3:GetBucketLocation" },
    { Principal, Action: "s3:GetObject", Resource: "arn:aws:s3:::acme/exports/*" },
  ]);
  expect(it.output("key-statements")).toEqual([
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

describe("the one configuration of a bucket", () => {
  const managed = { manageNotifications: true };
  const events = (stack: TerraformStack, id: string, bucket: IDataBucket, prefix: string) =>
    bucket.sendEventsTo(new EventQueue(stack, id), { prefix });

  test("is one too where the bucket is named by a reference", () => {
    const it = synth((stack) => {
      const theirs = new S3Bucket(stack, "theirs", { bucket: "acme-theirs" });
      events(stack, "in", DataBucket.fromBucketName(stack, "a", theirs.bucket, managed), "in/");
      events(stack, "out", DataBucket.fromBucketName(stack, "b", theirs.bucket, managed), "out/");
    });
    expect(Object.keys(it.all(NOTIFICATION))).toHaveLength(1);
    expect(it.the(NOTIFICATION).queue).toHaveLength(2);
  });

  test("is written by all who stand for the bucket, or by none", () => {
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

  test("is not that of a bucket that is made here, by name or by reference", () => {
    const stack = newStack();
    const made = bucketOn(stack);
    const message = "bucketName  is the name of a bucket that lake creates. Pass that DataBucket instead";
    expect(() => DataBucket.fromBucketName(stack, "a", "acme-lake", managed)).toThrow(message);
    expect(() => DataBucket.fromBucketName(stack, "b", made.bucketName, managed)).toThrow(message);
    expect(() => DataBucket.fromBucketName(stack, "c", "acme-lake")).toThrow(message);
  });

  test("is written in one stack, by one provider", () => {
    const app = Testing.app();
    const [one, other] = [newStack("one", app), newStack("other", app)];
    DataBucket.fromBucketName(one, "a", "acme", managed);
    expect(() => DataBucket.fromBucketName(other, "b", "acme", managed)).toThrow(
      "one/a in another stack manages the notifications of the same bucket; set it in one stack only",
    );
    const awsProvider = new AwsProvider(one, "eu", { alias: "eu" });
    expect(() => DataBucket.fromBucketName(one, "c", "acme", { ...managed, awsProvider })).toThrow(
      "a manages the notifications of the same bucket with another awsProvider",
    );
    expect(() => DataBucket.fromBucketName(one, "d", "acme-eu", { ...managed, region: "eu-west-1" })).toThrow(
      'region  is "eu-west-1", but the provider that would write the notifications is in us-east-1',
    );
  });

  test("takes what others are told once, however often it is declared", () => {
    const it = synth((stack) => {
      const otherNotifications = [{ id: "audit", topicArn: TOPIC, events: ["s3:ObjectRemoved:*"] }] as const;
      DataBucket.fromBucketName(stack, "a", "acme", { ...managed, otherNotifications });
      DataBucket.fromBucketName(stack, "b", "acme", { ...managed, otherNotifications });
    });
    expect(it.the(NOTIFICATION).topic).toHaveLength(1);
  });

  test("lets each account deliver that a construct names", () => {
    const it = synth((stack) => {
      events(stack, "in", DataBucket.fromBucketName(stack, "a", "acme", managed), "in/");
      const foreign = { ...managed, ownerAccountId: "999988887777" };
      events(stack, "out", DataBucket.fromBucketName(stack, "b", "acme", foreign), "out/");
    });
    expect(JSON.stringify(it.the("aws_sqs_queue", "out").policy)).toContain("999988887777");
    expect(JSON.stringify(it.the("aws_sqs_queue", "in").policy)).toContain("111122223333");
  });

  test("waits for what is in its own stack only", () => {
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

describe("EventBridge", () => {
  test("is told of everything on request, beside the queues", () => {
    const it = synth((stack) => {
      const bucket = new DataBucket(stack, "lake", { name: "acme-lake", eventBridge: true });
      bucket.sendEventsTo(new EventQueue(stack, "events"));
    });
    expect(it.the(NOTIFICATION)).toMatchObject({ eventbridge: true, queue: [{}] });
  });

  test("is told of an existing bucket where its notifications are managed, and there alone", () => {
    const existing = (stack: TerraformStack, manageNotifications: boolean) =>
      DataBucket.fromBucketName(stack, "b", "acme", { manageNotifications, eventBridge: true });
    expect(synth((stack) => existing(stack, true)).the(NOTIFICATION)).toEqual({
      bucket: "acme",
      eventbridge: true,
    });
    expect(() => existing(newStack(), false)).toThrow(
      "eventBridge  has no effect unless this app manages the notifications; set manageNotifications",
    );
  });
});

test("ten consumers of one bucket are told by one notification", () => {
  const it = synth((stack) => {
    const bucket = bucketOn(stack);
    for (let consumer = 0; consumer < 10; consumer++) {
      bucket.sendEventsTo(new EventQueue(stack, `events-${consumer}`), { prefix: `in-${consumer}/` });
    }
  });
  const { queue } = it.the(NOTIFICATION) as { queue: { id: string; filter_prefix: string }[] };
  expect(queue.map(({ filter_prefix }) => filter_prefix)).toEqual(
    Array.from({ length: 10 }, (_, consumer) => `in-${consumer}/`),
  );
  expect(new Set(queue.map(({ id }) => id)).size).toBe(10);
});

test("constructs that stand for one existing bucket share its one notification, which stays when one goes", () => {
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

describe("an existing bucket", () => {
  const existing = (stack: TerraformStack) => DataBucket.fromBucketName(stack, "archive", "acme-archive");

  test("is touched by no resource, and offers the notification it needs", () => {
    const it = synth((stack) => {
      const bucket = existing(stack);
      bucket.sendEventsTo(new EventQueue(stack, "events"), { prefix: "in/" });
      bucket.grant(roleOn(stack), "read");
      new TerraformOutput(stack, "required", { value: bucket.requiredNotifications });
    });
    expect(it.addresses.filter((address) => address.startsWith("aws_s3"))).toEqual([]);
    expect(it.output("required")).toEqual([
      {
        id: "stack-events-1",
        queueArn: "${aws_sqs_queue.events.arn}",
        events: ["s3:ObjectCreated:*"],
        filterPrefix: "in/",
      },
    ]);
  });

  test("warns at synth that its owner has to add the notification", () => {
    const stack = newStack();
    const bucket = existing(stack);
    bucket.sendEventsTo(new EventQueue(stack, "events"));
    expect(bucket.node.metadata).toMatchObject([{ data: expect.stringContaining("manageNotifications") }]);
  });

  test("may deliver to the queue all the same", () => {
    const it = synth((stack) => existing(stack).sendEventsTo(new EventQueue(stack, "events")));
    expect(it.the("aws_sqs_queue", "events").policy).toMatchObject({
      Statement: [{}, { Condition: { ArnLike: { "aws:SourceArn": "arn:aws:s3:::acme-archive" } } }],
    });
  });

  test("has its notifications managed if that is asked for, and nothing else", () => {
    const it = synth((stack) => {
      const bucket = DataBucket.fromBucketName(stack, "archive", "acme-archive", {
        manageNotifications: true,
      });
      bucket.sendEventsTo(new EventQueue(stack, "events"));
      expect(bucket.requiredNotifications).toEqual([]);
    });
    expect(it.addresses.filter((address) => address.startsWith("aws_s3"))).toHaveLength(1);
    expect(it.the(NOTIFICATION)).toMatchObject({ bucket: "acme-archive", queue: [{ id: "stack-events-1" }] });
    expect(it.dependenciesOf(NOTIFICATION)).toEqual(["aws_sqs_queue.events"]);
  });

  test("is in the provider's region unless another is named", () => {
    const it = synth((stack) => {
      new TerraformOutput(stack, "here", { value: existing(stack).region });
      const there = DataBucket.fromBucketName(stack, "there", "acme-there", { region: "eu-west-1" });
      new TerraformOutput(stack, "there-region", { value: there.region });
    });
    expect([it.output("here"), it.output("there-region")]).toEqual(["us-east-1", "eu-west-1"]);
  });
});

test("an existing bucket may have a name of before 2018, in us-east-1", () => {
  const it = synth((stack) => {
    const bucket = DataBucket.fromBucketName(stack, "lake", "Acme_Central_1", { manageNotifications: true });
    bucket.sendEventsTo(new EventQueue(stack, "events"));
    bucket.grant(roleOn(stack), "read");
    new DataBucket(stack, "logged", { name: "acme-logged", accessLogs: { bucket: "Acme_Logs" } });
  });
  expect(it.the(NOTIFICATION).bucket).toBe("Acme_Central_1");
  expect(JSON.stringify(it.the("aws_sqs_queue", "events").policy)).toContain("arn:aws:s3:::Acme_Central_1");
  expect(JSON.stringify(it.the("aws_iam_role_policy").policy)).toContain("arn:aws:s3:::Acme_Central_1/*");
  expect(() =>
    DataBucket.fromBucketName(newStack(), "lake", "Acme_Central_1", { region: "eu-west-1" }),
  ).toThrow(
    /bucketName +"Acme_Central_1" cannot be the name of a bucket in eu-west-1: .* If the bucket is there, set region: "us-east-1"/,
  );
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

  test("gets no access logs if it gets Object Lock later in the program", () => {
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

  test("is taken if it fits, or if the program does not create it", () => {
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

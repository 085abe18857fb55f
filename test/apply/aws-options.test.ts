/** Options of bucket and queue: applied, without changes in the second plan, and effective. */
import { PutObjectCommand } from "@aws-sdk/client-s3";
import { ReceiveMessageCommand } from "@aws-sdk/client-sqs";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import type { TerraformStack } from "cdktf";
import {
  DataBucket,
  EventQueue,
  POLYTOMIC_VPC_ENDPOINT,
  PolytomicProvider,
  S3Integration,
} from "../../constructs";
import { s3Client, sqsClient } from "../support/aws/clients";
import { Bench } from "../support/bench";
import type { State } from "../../lib/testing/apply/plan";
import { isAllowed, mutants, type StoredPolicy } from "../support/simulation";
import type { Workspace } from "../../lib/testing/apply/workspace";

jest.setTimeout(600_000);

const ACCOUNT = "123456789012";
const TOPIC = `arn:aws:sns:us-east-1:${ACCOUNT}:objects`;

let bench: Bench;
let workspace: Workspace;
let state: State;

/** A lake with all options, whose events go to another queue and, through a topic, to Polytomic. */
function program(stack: TerraformStack): void {
  new AwsProvider(stack, "aws", { region: "us-east-1" });
  new PolytomicProvider(stack, "polytomic");
  const topic = new SnsTopic(stack, "topic", {
    name: "objects",
    policy: JSON.stringify({
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Principal: { Service: "s3.amazonaws.com" },
          Action: "sns:Publish",
          Resource: TOPIC,
        },
      ],
    }),
  });
  const replicator = new IamRole(stack, "replicator", {
    name: "replicator",
    assumeRolePolicy: JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Principal: { Service: "s3.amazonaws.com" }, Action: "sts:AssumeRole" }],
    }),
  });
  const copy = new DataBucket(stack, "copy", {
    name: "acme-copy",
    objectLock: {},
    onRemoval: "delete-with-objects",
  });
  const key = new KmsKey(stack, "key", { enableKeyRotation: true });
  const logs = new DataBucket(stack, "logs", {
    name: "acme-logs",
    onRemoval: "delete-with-objects",
  });
  // A bucket without objects, because objects under retention could not be deleted.
  new DataBucket(stack, "ledger", {
    name: "acme-ledger",
    objectLock: { mode: "GOVERNANCE", days: 1 },
    onRemoval: "delete-with-objects",
  });
  const search = new EventQueue(stack, "search");
  search.allowDeliveryFrom({ arn: "arn:aws:s3:::acme-lake", ownerAccountId: ACCOUNT });
  new S3Integration(stack, "lake", {
    name: "Lake",
    folder: "year 2026",
    bucket: {
      name: "acme-lake",
      objectLock: {},
      replication: {
        roleArn: replicator.arn,
        rules: [
          {
            id: "all",
            status: "Enabled",
            priority: 1,
            filter: { prefix: "" },
            deleteMarkerReplication: { status: "Disabled" },
            destination: { bucket: copy.bucketArn },
          },
        ],
      },
      accessLogs: { bucket: logs, prefix: "lake/" },
      allowedNetworks: { ipRanges: ["203.0.113.0/24"], vpcEndpoints: ["vpce-1a2b3c4d"] },
      otherNotifications: [
        { id: "fan-out", topicArn: topic.arn, events: ["s3:ObjectCreated:*"], dependsOn: [topic] },
        {
          id: "search",
          queueArn: search.queueArn,
          events: ["s3:ObjectRemoved:*", "s3:ObjectTagging:*"],
          dependsOn: [...search.prerequisites],
        },
      ],
      lifecycleRules: [
        { id: "archive", status: "Enabled", filter: [{ prefix: "old/" }], expiration: [{ days: 90 }] },
      ],
      eventBridge: true,
      onRemoval: "delete-with-objects",
    },
    encryptionKey: { existing: key.arn },
    events: {
      topicArn: topic.arn,
      queue: { queueName: "events", alarms: { actions: [topic.arn] } },
    },
  });
}

beforeAll(async () => {
  bench = await Bench.start();
  workspace = await bench.workspace("aws-options");
  workspace.synth(program);
  await workspace.init();
  await workspace.apply();
  state = await workspace.show();
});
afterAll(() => bench.stop());

test("the second plan is empty", async () => {
  expect((await workspace.plan()).text).toContain("No changes");
});

test("an object below the folder sends an event through the topic, and another one does not", async () => {
  const s3 = s3Client(bench.aws.endpoint);
  const sqs = sqsClient(bench.aws.endpoint);
  const put = (Key: string) => s3.send(new PutObjectCommand({ Bucket: "acme-lake", Key, Body: "id\n1\n" }));
  await put("year 2025/orders.csv");
  await put("year 2026/orders.csv");
  const QueueUrl = `${bench.aws.endpoint}/${ACCOUNT}/events`;
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 1 }),
  );
  const keys = Messages.flatMap(
    ({ Body = "" }) =>
      (JSON.parse(Body) as { Records?: { s3: { object: { key: string } } }[] }).Records ?? [],
  ).map((record) => record.s3.object.key);
  expect(keys).toEqual(["year+2026/orders.csv"]);
});

describe("requests for objects of a bucket that denies other networks", () => {
  const tls = { "aws:SecureTransport": "true", "s3:TlsVersion": "1.3" };
  const cells: [string, boolean, Record<string, string>][] = [
    ["an allowed address", true, { "aws:SourceIp": "203.0.113.7" }],
    ["another address", false, { "aws:SourceIp": "198.51.100.7" }],
    ["an allowed endpoint", true, { "aws:SourceVpce": "vpce-1a2b3c4d" }],
    ["Polytomic's endpoint", true, { "aws:SourceVpce": POLYTOMIC_VPC_ENDPOINT }],
    ["another endpoint", false, { "aws:SourceVpce": "vpce-0000000a" }],
    ["AWS on behalf of a user", true, { "aws:ViaAWSService": "true" }],
    ["an AWS service", true, { "aws:PrincipalIsAWSService": "true" }],
    ["the role that replicates", true, { "aws:PrincipalArn": `arn:aws:iam::${ACCOUNT}:role/replicator` }],
    [
      "a role whose name has a wildcard that matches ours",
      false,
      { "aws:PrincipalArn": `arn:aws:iam::${ACCOUNT}:role/*` },
    ],
    ["another role", false, { "aws:PrincipalArn": `arn:aws:iam::${ACCOUNT}:role/app` }],
  ];
  const stored = (): StoredPolicy => policyOf("aws_s3_bucket_policy", /lake_bucket_policy/);
  const allowed = (policy: StoredPolicy, context: Record<string, string>, action = "s3:GetObject") =>
    isAllowed({
      account: ACCOUNT,
      principal: `arn:aws:iam::${ACCOUNT}:role/app`,
      action,
      resource: `arn:aws:s3:::acme-lake${action === "s3:GetObject" ? "/a.csv" : ""}`,
      context: { ...tls, ...context },
      identity: [{ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: action, Resource: "*" }] }],
      resourcePolicy: policy,
    });

  test.each(cells)("from %s: %s", async (_, yes, context) => {
    expect(await allowed(stored(), context)).toBe(yes);
  });

  test("do not affect the configuration of the bucket", async () => {
    const elsewhere = { "aws:SourceIp": "198.51.100.7" };
    expect(await allowed(stored(), elsewhere, "s3:PutBucketPolicy")).toBe(true);
  });

  test("every part of the denial is needed", async () => {
    const ofNetworks = mutants(stored()).filter(({ without }) => without.includes("DenyOtherNetworks"));
    expect(ofNetworks).toHaveLength(6);
    for (const { without, policy } of ofNetworks) {
      const answers = await Promise.all(cells.map(([, , context]) => allowed(policy, context)));
      expect([without, answers]).not.toEqual([without, cells.map(([, yes]) => yes)]);
    }
  });
});

test.each([
  ["the topic", TOPIC, true],
  ["another topic", TOPIC.replace("objects", "others"), false],
])("the queue accepts deliveries of SNS from %s: %s", async (_, topicArn, yes) => {
  const send = (policy: StoredPolicy) =>
    isAllowed({
      account: ACCOUNT,
      principal: "sns.amazonaws.com",
      action: "sqs:SendMessage",
      resource: `arn:aws:sqs:us-east-1:${ACCOUNT}:events`,
      context: { "aws:SecureTransport": "true", "aws:SourceArn": topicArn },
      identity: [],
      resourcePolicy: policy,
    });
  const policy = policyOf("aws_sqs_queue", /lake_queue_[0-9A-F]{8}$/);
  expect(await send(policy)).toBe(yes);
});

test("a key passed by reference is used in the region of its ARN", () => {
  const statements = JSON.stringify(policyOf("aws_iam_role_policy", /lake_role_key-policy/));
  expect(statements).toContain('"kms:ViaService":"s3.us-east-1.amazonaws.com"');
  expect(statements).toContain('"kms:ViaService":"sqs.us-east-1.amazonaws.com"');
});

test("destroy removes everything, including objects on request", async () => {
  await workspace.destroy();
  expect(Object.values(await bench.aws.inventory()).flat()).toEqual([]);
});

function policyOf(type: string, name: RegExp): StoredPolicy {
  const found = state.resources.find(({ address }) => address.startsWith(`${type}.`) && name.test(address));
  return JSON.parse(String(found?.values["policy"])) as StoredPolicy;
}

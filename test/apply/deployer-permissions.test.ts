/** The policy on the page about the deployer allows each AWS call of an apply, a plan and a destroy, and nothing in it is unused. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { TerraformStack } from "cdktf";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { PolytomicProvider, S3Integration, type S3IntegrationProps } from "../../constructs";
import { AwsAccount } from "../../demo/aws-account";
import { AwsRecorder, type NeededPermission } from "../support/aws/recorder";
import { Bench } from "../support/bench";
import { isAllowed, type StoredPolicy } from "../support/simulation";

jest.setTimeout(900_000);

const ACCOUNT = "123456789012";

type Statement = StoredPolicy["Statement"][number] & { readonly Action: readonly string[] };

/** The policy on the page, for the account of the emulator. */
const page = readFileSync(
  join(__dirname, "..", "..", "docs", "reference", "deployer-permissions.md"),
  "utf8",
);
const policy = JSON.parse(
  (/```json\n([^]*?)```/.exec(page)?.[1] ?? "").replaceAll("111122223333", ACCOUNT),
) as Omit<StoredPolicy, "Statement"> & { readonly Statement: readonly Statement[] };

/** The policy without an action. */
const without = (action: string): StoredPolicy => ({
  ...policy,
  Statement: policy.Statement.map((statement) => ({
    ...statement,
    Action: statement.Action.filter((one) => one !== action),
  })).filter(({ Action }) => Action.length > 0),
});

/** The tags of a key, which the policy requires. Keys that the app does not manage have others. */
const tagsOf = (resource: string): Record<string, string> => ({
  ...(resource === "*" && { "aws:RequestTag/team": "data" }),
  ...(resource.includes(":key/") && {
    "aws:ResourceTag/team": resource === FOREIGN_KEY ? "payments" : "data",
  }),
});

const FOREIGN_KEY = `arn:aws:kms:us-east-1:${ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;

/** The statement with which the policy of a key leaves the decision to IAM policies. The library's keys have it. */
const KEY_POLICY: StoredPolicy = {
  Version: "2012-10-17",
  Statement: [
    { Effect: "Allow", Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` }, Action: "kms:*", Resource: "*" },
  ],
};

const allows = (identity: StoredPolicy, { action, resource }: NeededPermission): Promise<boolean> =>
  isAllowed({
    principal: `arn:aws:iam::${ACCOUNT}:role/deployer`,
    action,
    resource: resource.replace("/*", "/exports/orders.csv"),
    account: ACCOUNT,
    context: { "aws:SecureTransport": "true", ...tagsOf(resource) },
    identity: [identity],
    resourcePolicy: resource.includes(":key/") ? KEY_POLICY : undefined,
  });

async function refused(identity: StoredPolicy, calls: readonly NeededPermission[]): Promise<string[]> {
  const results = await Promise.all(
    calls.map(async (call) => ((await allows(identity, call)) ? [] : [`${call.action} on ${call.resource}`])),
  );
  return results.flat();
}

const PROPS: S3IntegrationProps = {
  name: "Lake",
  bucket: { name: "acme-lake", onRemoval: "delete-with-objects" },
  folder: "exports",
  encryptionKey: { onRemoval: "delete", alias: "acme-lake" },
};

const program =
  (props: Partial<S3IntegrationProps>) =>
  (stack: TerraformStack): void => {
    new AwsProvider(stack, "aws", { region: "us-east-1" });
    new PolytomicProvider(stack, "polytomic");
    new S3Integration(stack, "lake", { ...PROPS, ...props });
  };

let bench: Bench;
let recorder: AwsRecorder;
beforeAll(async () => {
  bench = await Bench.start({ startAwsProvider: true });
  recorder = await AwsRecorder.start(bench.aws.endpoint);
  const workspace = await bench.workspace("data", { env: { AWS_ENDPOINT_URL: recorder.endpoint } });
  workspace.synth(program({ events: false, tags: { team: "data", phase: "1" } }));
  await workspace.init();
  await workspace.apply();
  // Each kind of change once: events and with them the policy of the key, the folder, tags.
  const changed = { folder: "imports", tags: { team: "data", step: "2" } };
  workspace.synth(program(changed));
  await workspace.apply();
  // The tags and settings of the queue, and a new connection, whose external ID changes the trust policy.
  workspace.synth(program({ ...changed, tags: { team: "data" }, events: { queue: { retentionDays: 5 } } }));
  const { resources } = await workspace.show();
  const connection = resources.find(({ type }) => type === "polytomic_s3_connection")?.address;
  await workspace.terraform(["apply", "-no-color", "-auto-approve", `-replace=${connection}`]);
  const account = new AwsAccount(bench.aws.endpoint);
  await account.put("acme-lake", "imports/orders.csv", "id\n1\n");
  account.close();
  await workspace.destroy();
});
afterAll(async () => {
  await recorder?.stop();
  await bench?.stop();
});

test("every request was understood", () => {
  expect(recorder.problems).toEqual([]);
  expect(recorder.permissions.length).toBeGreaterThan(40);
});

test("the policy allows every call", async () => {
  expect(await refused(policy, recorder.permissions)).toEqual([]);
});

test("without any of its actions, a call is refused", async () => {
  const unused: string[] = [];
  for (const action of policy.Statement.flatMap(({ Action }) => Action)) {
    if ((await refused(without(action), recorder.permissions)).length === 0) {
      unused.push(action);
    }
  }
  expect(unused).toEqual([]);
});

test("it is limited to the account and to names: another bucket, queue, role or key is refused", async () => {
  const foreign: NeededPermission[] = [
    { action: "s3:DeleteBucket", resource: "arn:aws:s3:::other-bucket" },
    { action: "sqs:DeleteQueue", resource: `arn:aws:sqs:us-east-1:${ACCOUNT}:other` },
    { action: "iam:PutRolePolicy", resource: `arn:aws:iam::${ACCOUNT}:role/admin` },
    { action: "iam:CreateUser", resource: `arn:aws:iam::${ACCOUNT}:user/acme-eve` },
    {
      action: "kms:Decrypt",
      resource: `arn:aws:kms:us-east-1:${ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab`,
    },
  ];
  expect(await refused(policy, foreign)).toHaveLength(foreign.length);
});

/** A role in another account than its bucket, queue and key: created in one apply, and the only role that their policies allow. */
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import type { TerraformStack } from "cdktf";
import { PolytomicProvider, PolytomicRole, S3Integration } from "../../constructs";
import { Bench } from "../support/bench";
import type { State } from "../../lib/testing/apply/plan";
import { isAllowed, type StoredPolicy } from "../support/simulation";
import type { Workspace } from "../../lib/testing/apply/workspace";

jest.setTimeout(600_000);

const HERE = "123456789012";
const THERE = "444455556666";

type Kind = "bucket" | "queue" | "key";

let bench: Bench;
let workspace: Workspace;
let state: State;

/** @param known whether the account of the bucket is known to the program */
function synth(known: boolean): void {
  workspace.synth((stack) => {
    new AwsProvider(stack, "aws", { region: "us-east-1", ...(known && { allowedAccountIds: [HERE] }) });
    new PolytomicProvider(stack, "polytomic");
    const role = new PolytomicRole(stack, "role", { awsProvider: providerThere(stack), path: "/vendors/" });
    new S3Integration(stack, "lake", {
      name: "Lake",
      bucket: { name: "acme-lake", onRemoval: "delete-with-objects" },
      folder: "exports",
      encryptionKey: { onRemoval: "delete" },
      role,
    });
  });
}

const providerThere = (stack: TerraformStack): AwsProvider =>
  new AwsProvider(stack, "there", {
    alias: "there",
    region: "us-east-1",
    assumeRole: [{ roleArn: `arn:aws:iam::${THERE}:role/deploy` }],
  });

beforeAll(async () => {
  bench = await Bench.start();
  workspace = await bench.workspace("cross-account");
  synth(false);
  await workspace.init();
});
afterAll(() => bench.stop());

const valuesOf = (type: string, name: string): Record<string, unknown> =>
  state.resources.find(({ address }) => new RegExp(`^${type}\\.${name}_[0-9A-F]{8}$`).test(address))!.values;

const policyOf = (type: string, name: string): StoredPolicy =>
  JSON.parse(String(valuesOf(type, name)["policy"])) as StoredPolicy;

test("accounts unknown at synthesis fail the plan if they differ, with the fix", async () => {
  const { stdout, stderr } = await workspace.terraform(["plan", "-no-color"], { accept: [1] });
  const output = `${stdout}${stderr}`.replace(/\s*\n[│ ]*/g, " ");
  for (const thing of ["bucket lake/bucket", "queue lake/queue", "key lake/encryption-key"]) {
    expect(output).toContain(`The role role and the ${thing} are in different AWS accounts.`);
  }
  expect(output).toContain("set allowedAccountIds on each AwsProvider");
});

describe("accounts known at synthesis", () => {
  beforeAll(async () => {
    synth(true);
    await workspace.apply();
    state = await workspace.show();
  });

  test("create everything in one apply, the role in its own account", async () => {
    expect(valuesOf("aws_iam_role", "role")["arn"]).toMatch(
      new RegExp(`^arn:aws:iam::${THERE}:role/vendors/`),
    );
    expect(valuesOf("aws_sqs_queue", "lake_queue")["arn"]).toContain(`:${HERE}:`);
    expect((await workspace.plan()).text).toContain("No changes");
  });

  const tls = { "aws:SecureTransport": "true", "s3:TlsVersion": "1.3" };
  const requests = [
    { action: "s3:GetObject", of: "bucket", suffix: "/exports/a.csv", context: tls },
    { action: "s3:PutObject", of: "bucket", suffix: "/exports/a.csv", context: tls },
    { action: "s3:ListBucket", of: "bucket", suffix: "", context: { ...tls, "s3:prefix": "exports/" } },
    { action: "s3:GetBucketLocation", of: "bucket", suffix: "", context: tls },
    { action: "sqs:ReceiveMessage", of: "queue", suffix: "", context: tls },
    {
      action: "kms:Decrypt",
      of: "key",
      suffix: "",
      context: { "kms:ViaService": "s3.us-east-1.amazonaws.com" },
    },
    {
      action: "kms:Decrypt",
      of: "key",
      suffix: "",
      context: { "kms:ViaService": "sqs.us-east-1.amazonaws.com" },
    },
  ] as const;

  /** Types and names of the resources with the ARN and the policy. */
  const RESOURCES: Readonly<
    Record<Kind, Readonly<Record<"arn" | "policy", readonly [type: string, name: string]>>>
  > = {
    bucket: { arn: ["aws_s3_bucket", "lake_bucket"], policy: ["aws_s3_bucket_policy", "lake_bucket_policy"] },
    queue: { arn: ["aws_sqs_queue", "lake_queue"], policy: ["aws_sqs_queue", "lake_queue"] },
    key: { arn: ["aws_kms_key", "lake_encryption-key"], policy: ["aws_kms_key", "lake_encryption-key"] },
  };

  /** Whether a role with the same policies is allowed to do it. */
  function may(
    { action, of, suffix, context }: Omit<(typeof requests)[number], "suffix"> & { readonly suffix: string },
    roleArn: string,
    resourcePolicy = policyOf(...RESOURCES[of].policy),
  ): Promise<boolean> {
    const [, account = "", , name = ""] = /::(\d+):role(\/.*)?\/(.*)$/.exec(roleArn) ?? [];
    return isAllowed({
      principal: `arn:aws:sts::${account}:assumed-role/${name}/session`,
      action,
      resource: `${String(valuesOf(...RESOURCES[of].arn)["arn"])}${suffix}`,
      account: HERE,
      context: { ...context, "aws:PrincipalArn": roleArn, "aws:ResourceAccount": HERE },
      identity: [
        policyOf("aws_iam_role_policy", "role_policy"),
        policyOf("aws_iam_role_policy", "role_key-policy"),
      ],
      resourcePolicy,
    });
  }

  const ours = (): string => String(valuesOf("aws_iam_role", "role")["arn"]);

  test.each(requests)("let the role use the $of: $action", async (request) => {
    expect(await may(request, ours())).toBe(true);
  });

  test.each(requests)(
    "allow no other role, even if its own policy does: $action of the $of",
    async (request) => {
      expect(await may(request, `arn:aws:iam::${THERE}:role/vendors/other`)).toBe(false);
      expect(await may(request, `arn:aws:iam::999988887777:role/vendors/stack-role`)).toBe(false);
    },
  );

  test("keep the role within its folder", async () => {
    const request = { ...requests[0], suffix: "/others/a.csv" };
    expect(await may(request, ours())).toBe(false);
  });

  test.each<Kind>(["bucket", "queue", "key"])(
    "allow the role to use the %s through the statements that name it",
    async (of) => {
      const policy = policyOf(...RESOURCES[of].policy);
      const without = policy.Statement.filter(({ Condition = {} }) => !("ArnEquals" in Condition));
      expect(without.length).toBeLessThan(policy.Statement.length);
      for (const request of requests.filter((one) => one.of === of)) {
        expect(await may(request, ours(), { ...policy, Statement: without })).toBe(false);
      }
    },
  );

  test("leave the policies unchanged when the role is replaced", async () => {
    const [role] = state.resources.filter(({ address }) => address.startsWith("aws_iam_role.role_"));
    const policies = (): StoredPolicy[] => Object.values(RESOURCES).map(({ policy }) => policyOf(...policy));
    const before = policies();
    await workspace.terraform(["apply", "-auto-approve", "-no-color", `-replace=${role!.address}`]);
    state = await workspace.show();
    expect(policies()).toEqual(before);
  });

  test("are empty after a destroy", async () => {
    await workspace.destroy();
    expect(bench.api.isEmpty()).toBe(true);
    expect(Object.values(await bench.aws.inventory()).flat()).toEqual([]);
  });
});

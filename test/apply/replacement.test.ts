/**
 * Each resource that the library creates is replaced under the same name: its dependents and settings are kept, trust and permissions
 * are the same as after a first apply, and the next plan is empty.
 */
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import type { TerraformStack } from "cdktf";
import { DataBucket, EncryptionKey, EventQueue, PolytomicProvider } from "../../constructs";
import { differences, type World, worldOf } from "../support/aws/world";
import { Bench } from "../support/bench";
import { everything } from "../support/everything";
import { replacementRounds } from "../support/replacement-rounds";
import type { Workspace } from "../../lib/testing/apply/workspace";

jest.setTimeout(2_700_000);

// The AWS provider spends minutes waiting, so high parallelism is free.
const env = { TF_CLI_ARGS_apply: "-parallelism=60", TF_CLI_ARGS_destroy: "-parallelism=60" };

let bench: Bench;
beforeAll(async () => {
  bench = await Bench.start({ key: "partner" });
  const fields = [{ id: "id", primaryKey: true }, "email"];
  bench.api.defineSchemas("postgresql", [{ id: "public.orders", fields }]);
});
afterAll(() => bench.stop());

/**
 * A quarter of an hour is too long for each run of all tests. They run only the rounds with buckets, queues and roles. `npm run
 * test:replace` runs all rounds.
 */
const ROUNDS = process.env["REPLACEMENT_ROUNDS"] === "all" ? Infinity : 2;

const worldIn = async (workspace: Workspace): Promise<World> => worldOf(bench, await workspace.show());

/** The tests share one workspace and run in order. */
describe("every resource of every construct", () => {
  let workspace: Workspace;
  let first: World;

  beforeAll(async () => {
    workspace = await bench.workspace("everything", { env });
    workspace.synth(everything);
    await workspace.init();
    await workspace.apply();
    first = await worldIn(workspace);
  });

  test("is created in one apply, and the next plan is empty", async () => {
    expect((await workspace.plan()).text).toContain("No changes");
    expect(differences(first, await worldIn(workspace))).toEqual([]);
  });

  test("the roles trust only the external IDs of existing connections", () => {
    const trusted = Object.entries(first)
      .filter(([name]) => name.startsWith("role ") && !name.endsWith("/replicator"))
      .map(([name, role]) => [name.replace(/^.*\//, ""), externalIdsIn(role)]);
    expect(Object.fromEntries(trusted)).toEqual({
      "everything-lake-role": [
        expect.stringMatching(/^polytomic_s3_connection\.lake_connection_\w+\.external_id$/),
        "known",
      ],
      "everything-site-role": [
        expect.stringMatching(/^polytomic_s3_connection\.site_connection_\w+\.external_id$/),
      ],
      "everything-role": [
        expect.stringMatching(/^polytomic_s3_connection\.plain-connection_\w+\.external_id$/),
      ],
      "everything-reader": [expect.stringMatching(/^polytomic_dynamodb_connection\.tables\.external_id$/)],
    });
  });

  test("is replaced, with the same result as the first apply and an empty plan", async () => {
    const failures: string[] = [];
    const rounds = await replacementRounds(workspace);
    for (const addresses of rounds.slice(0, ROUNDS)) {
      failures.push(...(await replace(workspace, addresses, first)));
    }
    expect(failures).toEqual([]);
  });

  test("is removed by a destroy", async () => {
    await workspace.destroy();
    expect(Object.values(await bench.aws.inventory()).flat()).toEqual([]);
    expect(bench.api.isEmpty()).toBe(true);
  });
});

/**
 * Replaces resources in one apply, and returns what differs afterwards. A second apply repairs the differences.
 *
 * One resource is replaced with -replace, and the others are tainted: with several -replace flags, Terraform overlooks some `replace_triggered_by`.
 * Source: github.com/hashicorp/terraform/issues/37831.
 */
async function replace(workspace: Workspace, addresses: readonly string[], first: World): Promise<string[]> {
  const [one, ...others] = addresses;
  for (const address of others) {
    await workspace.terraform(["taint", address], { quiet: true });
  }
  const applied = await workspace.terraform(["apply", "-auto-approve", "-no-color", `-replace=${one}`], {
    accept: [0, 1],
  });
  const wrong = addresses.flatMap((address) =>
    ["Destruction", "Creation"]
      .filter((what) => !isDone(applied.stdout, address, what))
      .map((what) => `${address}: no ${what.toLowerCase()}`),
  );
  if (applied.exitCode !== 0) {
    wrong.push(applied.stderr);
  }
  wrong.push(...differences(first, await worldIn(workspace)));
  const plan = await workspace.plan();
  wrong.push(...plan.changes.map(({ address, actions }) => `planned again: ${actions.join()} ${address}`));
  if (!plan.empty) {
    await workspace.apply(plan);
  }
  return wrong.map((what) => `after the replacement of ${addresses.join(", ")}: ${what}`);
}

const isDone = (output: string, address: string, what: string): boolean =>
  output
    .split("\n")
    .some(
      (line) =>
        /[: ]/.test(line.charAt(address.length)) &&
        line.startsWith(address) &&
        line.includes(`: ${what} complete`),
    );

/** The conditions of a role's trust policy, from its snapshot. */
function externalIdsIn(role: unknown): string[] {
  const { Role } = (role as { role: { Role: { AssumeRolePolicyDocument: string } } }).role;
  const { Statement } = JSON.parse(decodeURIComponent(Role.AssumeRolePolicyDocument)) as {
    Statement: { Condition: { StringEquals: Record<string, string | string[]> } }[];
  };
  return Statement.flatMap(({ Condition }) => Condition.StringEquals["sts:ExternalId"] ?? []);
}

describe("a bucket and a key with the default onRemoval", () => {
  let workspace: Workspace;
  let first: World;

  const program = (bucketName = "acme-kept", queueRemoval: "keep" | "delete" = "keep") =>
    workspace.synth((stack: TerraformStack) => {
      new AwsProvider(stack, "aws", { region: "us-east-1" });
      new PolytomicProvider(stack, "polytomic");
      const encryptionKey = new EncryptionKey(stack, "key");
      const bucket = new DataBucket(stack, "bucket", { name: bucketName, encryptionKey });
      bucket.sendEventsTo(new EventQueue(stack, "queue", { onRemoval: queueRemoval }));
    });

  beforeAll(async () => {
    workspace = await bench.workspace("kept", { env });
    program();
    await workspace.init();
    await workspace.apply();
    first = await worldIn(workspace);
  });

  const rejected = async (args: readonly string[], address: RegExp): Promise<void> => {
    const { exitCode, stderr } = await workspace.terraform([...args, "-no-color"], { accept: [0, 1] });
    expect({ exitCode, stderr }).toEqual({
      exitCode: 1,
      stderr: expect.stringContaining("Instance cannot be destroyed"),
    });
    expect(stderr).toMatch(address);
    expect(differences(first, await worldIn(workspace))).toEqual([]);
  };

  test.each([
    ["the bucket", "aws_s3_bucket."],
    ["the key", "aws_kms_key."],
    ["a queue with onRemoval keep", "aws_sqs_queue.queue_dead-letters"],
  ])("%s is not replaced: the plan fails, and nothing changes", async (_, prefix) => {
    const { resources } = await workspace.show();
    const { address } = resources.find((one) => one.address.startsWith(prefix))!;
    await rejected(["apply", "-auto-approve", `-replace=${address}`], new RegExp(address));
  });

  test("a rename of the bucket fails the plan, and nothing changes", async () => {
    program("acme-renamed");
    await rejected(["apply", "-auto-approve"], /aws_s3_bucket\.bucket/);
    program();
  });

  test("a destroy fails, and nothing changes", async () => {
    await rejected(["destroy", "-auto-approve"], /aws_s3_bucket\.bucket/);
  });

  test("the next plan is empty", async () => {
    expect((await workspace.plan()).text).toContain("No changes");
  });
});

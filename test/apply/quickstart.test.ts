/** The quickstart as a user runs it: the real `cdktf` command line, one deploy, and its results. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { AwsAccount } from "../../demo/aws-account";
import { Quickstart } from "../../demo/quickstart";
import { compareWiring, readWiring, type Wiring } from "../../demo/wiring";
import { Bench } from "../support/bench";
import { type Change, readChanges } from "../../lib/testing/apply/plan";

// The AWS provider waits 25 s after each write to a queue and about 55 s for a bucket's lifecycle rules.
jest.setTimeout(600_000);

const offline = "--skip-provider-lock";

let bench: Bench;
let aws: AwsAccount;
let quickstart: Quickstart;
beforeAll(async () => {
  bench = await Bench.start();
  aws = new AwsAccount(bench.aws.endpoint);
  quickstart = await Quickstart.on(bench);
});
afterAll(async () => {
  aws?.close();
  await bench?.stop();
});

const summary = (changes: readonly Change[]) =>
  changes.map(({ type, actions }) => `${actions.join("/")} ${type}`).sort();

async function wiring(): Promise<Wiring> {
  const { outputs } = await quickstart.workspace.show();
  return readWiring(bench.api, String(outputs["connection_id"]), aws);
}

/** The tests share one deployment and run in order. */
describe("the quickstart", () => {
  test("cdktf synth writes a configuration for terraform", async () => {
    await quickstart.synth();
    await quickstart.workspace.init();
    await quickstart.workspace.validate();
  });

  test("cdktf diff shows nineteen resources and creates none", async () => {
    const { stdout } = await quickstart.cdktf(["diff", offline]);
    expect(stripVTControlCharacters(stdout)).toContain("Plan: 19 to add, 0 to change, 0 to destroy.");
    expect(Object.values(await bench.aws.inventory()).flat()).toEqual([]);
    expect(bench.api.isEmpty()).toBe(true);
  });

  test("cdktf deploy creates them in one apply", async () => {
    const { stdout } = await quickstart.cdktf(["deploy", "--auto-approve", offline]);
    expect(stdout).toContain("Apply complete! Resources: 19 added, 0 changed, 0 destroyed.");
    expect(await bench.aws.inventory()).toMatchObject({
      buckets: ["acme-lake"],
      queues: [
        "arn:aws:sqs:us-east-1:123456789012:quickstart-lake-queue",
        "arn:aws:sqs:us-east-1:123456789012:quickstart-lake-queue-dlq",
      ],
      roles: ["arn:aws:iam::123456789012:role/quickstart-lake-role"],
    });
    const { connections, models, syncs, bulkSyncs } = bench.api.snapshot();
    expect([connections, models, syncs, bulkSyncs].map((made) => Object.keys(made).length)).toEqual([
      2, 1, 1, 2,
    ]);
  });

  test("the next terraform plan is empty", async () => {
    expect(await quickstart.workspace.plan()).toMatchObject({ exitCode: 0, changes: [] });
  });

  test("AWS and Polytomic have the same role, external ID, queue and bucket", async () => {
    const found = await wiring();
    expect(compareWiring(found).filter(({ same }) => !same)).toEqual([]);
    expect(found.role?.trusts).toEqual([
      { principal: "arn:aws:iam::568237466542:root", externalId: found.connection.externalId },
    ]);
    expect(found.connection).toMatchObject({ bucket: "acme-lake", folder: "exports/" });
  });

  test("an object below the folder sends an event, and one outside does not", async () => {
    await aws.put("acme-lake", "other/x.csv", "id\n1\n");
    await aws.put("acme-lake", "exports/orders 2026.csv", "id\n1\n");
    expect(await aws.receiveEvents("quickstart-lake-queue", 15)).toMatchObject([
      { name: "ObjectCreated:Put", bucket: "acme-lake", key: "exports/orders 2026.csv", size: 5 },
    ]);
    expect(await aws.receiveEvents("quickstart-lake-queue", 4)).toEqual([]);
  });

  test("a rename plans one update in place, of the connection", async () => {
    await quickstart.synth("Renamed lake");
    const { changes } = await quickstart.workspace.plan();
    expect(changes).toMatchObject([
      {
        type: "polytomic_s3_connection",
        actions: ["update"],
        before: { name: "Acme data lake" },
        after: { name: "Renamed lake" },
      },
    ]);
    await quickstart.synth();
  });

  test("a replaced connection replaces its dependents and updates the role, in one apply", async () => {
    const { workspace } = quickstart;
    const before = await wiring();
    const connection = (await workspace.show()).resources.find(
      ({ type }) => type === "polytomic_s3_connection",
    );
    const file = join(workspace.dir, "replacement.tfplan");
    await workspace.terraform(["plan", "-no-color", `-replace=${connection?.address}`, `-out=${file}`]);
    const plan = await workspace.terraform(["show", "-json", "-no-color", file]);
    expect(summary(readChanges(plan.stdout))).toEqual([
      "delete/create polytomic_bulk_sync",
      "delete/create polytomic_bulk_sync",
      "delete/create polytomic_model",
      "delete/create polytomic_s3_connection",
      "delete/create polytomic_sync",
      "delete/create terraform_data",
      "update aws_iam_role",
    ]);

    await workspace.terraform(["apply", "-no-color", file]);
    const after = await wiring();
    expect(after.connection.externalId).not.toBe(before.connection.externalId);
    expect(compareWiring(after).filter(({ same }) => !same)).toEqual([]);
    expect(await workspace.plan()).toMatchObject({ exitCode: 0, changes: [] });
  });

  test("cdktf destroy leaves both sides empty", async () => {
    await aws.empty("acme-lake");
    const { stdout } = await quickstart.cdktf(["destroy", "--auto-approve", offline]);
    expect(stdout).toContain("Destroy complete! Resources: 19 destroyed.");
    expect(Object.values(await bench.aws.inventory()).flat()).toEqual([]);
    expect(bench.api.isEmpty()).toBe(true);
  });

  test("nothing is written outside the project's folder", () => {
    const checkout = join(__dirname, "..", "..");
    expect(existsSync(join(checkout, "terraform.quickstart.tfstate"))).toBe(false);
    expect(existsSync(join(quickstart.workspace.dir, "terraform.quickstart.tfstate"))).toBe(true);
  });
});

/** Removing a bucket from the app: its protection stays as long as the bucket. */
import { PutObjectCommand } from "@aws-sdk/client-s3";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import type { TerraformStack } from "cdktf";
import { DataBucket, RetainedDataBucket } from "../../constructs";
import { type Clients, clientsOf } from "../support/aws/clients";
import { snapshotOf } from "../support/aws/snapshot";
import { Bench } from "../support/bench";
import type { Workspace } from "../../lib/testing/apply/workspace";

jest.setTimeout(600_000);

let bench: Bench;
let clients: Clients;
let workspace: Workspace;
let before: string;

const bucket = (): Promise<string> => snapshotOf.bucket(clients, "acme-lake");

function program(build: (stack: TerraformStack) => unknown): void {
  workspace.synth((stack) => {
    new AwsProvider(stack, "aws", { region: "us-east-1" });
    build(stack);
  });
}

beforeAll(async () => {
  bench = await Bench.start();
  clients = clientsOf(bench.aws.endpoint);
  workspace = await bench.workspace("removal");
  program((stack) => new DataBucket(stack, "lake", { name: "acme-lake", eventBridge: true }));
  await workspace.init();
  await workspace.apply();
  await clients.s3.send(new PutObjectCommand({ Bucket: "acme-lake", Key: "orders.csv", Body: "id\n1\n" }));
  before = await bucket();
});
afterAll(() => bench.stop());

/** The tests share one bucket and run in order. */
describe.each<readonly [string, readonly string[], string]>([
  ["a rename", ["plan"], "acme-other"],
  ["a replacement", ["plan", "-replace"], "acme-lake"],
  ["a destroy", ["destroy", "-auto-approve"], "acme-lake"],
])("%s of a bucket that is kept", (_, [command = "", ...options], name) => {
  test("fails in the plan, and nothing changes", async () => {
    program((stack) => new DataBucket(stack, "lake", { name, eventBridge: true }));
    const [address] = (await workspace.show()).resources
      .map((resource) => resource.address)
      .filter((one) => one.startsWith("aws_s3_bucket."));
    const args = options.map((option) => (option === "-replace" ? `${option}=${address}` : option));
    const { exitCode, stdout, stderr } = await workspace.terraform([command, "-no-color", ...args], {
      accept: [0, 1],
    });
    expect(exitCode).toBe(1);
    expect(`${stdout}${stderr}`).toContain("Instance cannot be destroyed");
    expect(await bucket()).toBe(before);
  });
});

describe("a bucket that is retained", () => {
  test("is removed from the state, and stays unchanged in AWS", async () => {
    program((stack) => new RetainedDataBucket(stack, "keep", { path: "lake" }));
    expect((await workspace.plan()).text).toContain("will no longer be managed by Terraform");
    expect(await workspace.apply()).toMatchObject({ added: 0, changed: 0, destroyed: 0 });
    expect((await workspace.show()).resources.filter(({ address }) => address.startsWith("aws_s3"))).toEqual(
      [],
    );
    expect(await bucket()).toBe(before);
  });

  test("leaves no changes when its line is removed from the code too", async () => {
    program(() => undefined);
    expect((await workspace.plan()).empty).toBe(true);
    expect(await bucket()).toBe(before);
  });
});

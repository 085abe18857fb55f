/** What synthesis must not do, however many integrations there are: start processes, or search the stack again and again. */
import childProcess from "node:child_process";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { App, TerraformStack } from "cdktf";
import { Model, PolytomicProvider, S3Integration } from "cdktf-polytomic";
import { Node } from "constructs";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const STARTS = ["exec", "execFile", "execFileSync", "execSync", "fork", "spawn", "spawnSync"] as const;

let outdir: string;
beforeEach(() => {
  outdir = mkdtempSync(join(tmpdir(), "cost-"));
});
afterEach(() => {
  jest.restoreAllMocks();
  rmSync(outdir, { recursive: true });
});

/** Creates and synthesizes integrations, each with a model. */
function synthesize(count: number): void {
  const app = new App({ outdir });
  const stack = new TerraformStack(app, "stack");
  new AwsProvider(stack, "aws", { region: "us-east-1" });
  new PolytomicProvider(stack, "polytomic");
  for (let index = 0; index < count; index++) {
    const lake = new S3Integration(stack, `lake${index}`, {
      name: `Lake ${index}`,
      bucket: { name: `acme-lake-${index}` },
      organization: "11111111-1111-4111-8111-111111111111",
    });
    const connection = lake.connection;
    new Model(stack, `model${index}`, {
      name: "Orders",
      connection,
      configuration: { key: "a.csv" },
      identifier: "id",
    });
  }
  app.synth();
}

test("synthesis starts no process", () => {
  const started = STARTS.map((name) => jest.spyOn(childProcess, name));
  synthesize(2);
  expect(started.flatMap((one) => one.mock.calls)).toEqual([]);
});

/** The searches below the stack in a program. */
function searches(count: number): number {
  const findAll = jest.spyOn(Node.prototype, "findAll");
  synthesize(count);
  const ofStack = findAll.mock.contexts.filter((node) => node.path === "stack").length;
  findAll.mockRestore();
  return ofStack;
}

test("the number of searches through the stack does not grow with the number of integrations", () => {
  const few = searches(2);
  expect(few).toBeGreaterThan(0);
  expect(searches(20)).toBe(few);
});

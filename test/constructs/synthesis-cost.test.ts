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

type Order = "first" | "last";

/** Creates and synthesizes integrations, each with a model. */
function synthesize(count: number, providers: Order = "first"): void {
  const app = new App({ outdir });
  const stack = new TerraformStack(app, "stack");
  const provide = (): void => {
    new AwsProvider(stack, "aws", { region: "us-east-1" });
    new PolytomicProvider(stack, "polytomic");
  };
  if (providers === "first") {
    provide();
  }
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
  if (providers === "last") {
    provide();
  }
  app.synth();
}

test("synthesis starts no process", () => {
  const started = STARTS.map((name) => jest.spyOn(childProcess, name));
  synthesize(2);
  expect(started.flatMap((one) => one.mock.calls)).toEqual([]);
});

/** The searches below the stack in a program. */
function searches(count: number, providers: Order): number {
  const findAll = jest.spyOn(Node.prototype, "findAll");
  synthesize(count, providers);
  const ofStack = findAll.mock.contexts.filter((node) => node.path === "stack").length;
  findAll.mockRestore();
  return ofStack;
}

test.each<Order>(["first", "last"])(
  "the number of searches through the stack does not grow with the number of integrations, with the providers %s",
  (providers) => {
    const few = searches(2, providers);
    expect(few).toBeGreaterThan(0);
    expect(searches(20, providers)).toBe(few);
  },
);

/** The running AWS provider behaves as if Terraform had started it in each command. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { Bench } from "../support/bench";
import { isRunning } from "../support/lock";
import type { Workspace } from "../../lib/testing/apply/workspace";

jest.setTimeout(600_000);

const required = { required_providers: { aws: { source: "hashicorp/aws", version: "~> 5.0" } } };

/** A configuration that reads the region of each provider configuration. */
const regions = (...providers: readonly { readonly alias?: string; readonly region: string }[]) => ({
  terraform: required,
  provider: { aws: providers },
  data: {
    aws_region: Object.fromEntries(
      providers.map(({ alias }) => [
        alias ?? "main",
        alias === undefined ? {} : { provider: `aws.${alias}` },
      ]),
    ),
  },
  output: Object.fromEntries(
    providers.map(({ alias = "main" }) => [alias, { value: `\${data.aws_region.${alias}.name}` }]),
  ),
});

let bench: Bench;
beforeAll(async () => {
  bench = await Bench.start();
});
afterAll(() => bench.stop());

/** Applies a configuration, and returns its outputs and the processes that were configured for it. */
async function applied(workspace: Workspace, configuration: object) {
  const before = used().length;
  workspace.write(configuration);
  await workspace.init();
  await workspace.apply();
  return { outputs: (await workspace.show()).outputs, processes: [...new Set(used().slice(before))] };
}

const used = (): readonly number[] => bench.awsProvider!.used;

test("commands with one configuration share a process, and commands with another one do not", async () => {
  const workspace = await bench.workspace("sequence");
  const first = await applied(workspace, regions({ region: "us-east-1" }));
  const second = await applied(workspace, regions({ region: "us-east-1" }));
  const other = await applied(workspace, regions({ region: "eu-west-1" }));
  expect([first.outputs, second.outputs, other.outputs]).toEqual([
    { main: "us-east-1" },
    { main: "us-east-1" },
    { main: "eu-west-1" },
  ]);
  expect(second.processes).toEqual(first.processes);
  expect(first.processes).not.toEqual(expect.arrayContaining(other.processes));
});

test("each alias has its own process", async () => {
  const workspace = await bench.workspace("aliases");
  const configuration = regions(
    { region: "us-east-1" },
    { alias: "west", region: "us-west-2" },
    { alias: "europe", region: "eu-west-1" },
  );
  const { outputs, processes } = await applied(workspace, configuration);
  expect(outputs).toEqual({ main: "us-east-1", west: "us-west-2", europe: "eu-west-1" });
  expect(processes.length).toBeGreaterThanOrEqual(3);
});

test("commands that run at the same time do not share a process", async () => {
  const all = ["us-east-1", "us-west-2", "eu-west-1", "us-east-1"];
  const outputs = await Promise.all(
    all.map(async (region, index) => {
      const workspace = await bench.workspace(`parallel-${index}`);
      return (await applied(workspace, regions({ region }))).outputs;
    }),
  );
  expect(outputs).toEqual(all.map((main) => ({ main })));
});

test("a plan equals the plan with a provider that Terraform installs and starts", async () => {
  const configuration = {
    terraform: required,
    provider: { aws: [{ region: "us-east-1", default_tags: [{ tags: { team: "data" } }] }] },
    resource: {
      aws_s3_bucket: { lake: { bucket: "lake", tags: { kind: "lake" } } },
      aws_sqs_queue: { events: { name: "events" } },
    },
  };
  const planned = async (on: Bench) => {
    const workspace = await on.workspace("planned");
    workspace.write(configuration);
    await workspace.init();
    const { changes, text } = await workspace.plan();
    return { changes, text: text.replaceAll(workspace.dir, "") };
  };
  const usual = await Bench.start({ startAwsProvider: true });
  try {
    expect(usual.awsProvider).toBeUndefined();
    expect(await planned(bench)).toEqual(await planned(usual));
  } finally {
    await usual.stop();
  }
});

test("an error of the provider reaches terraform", async () => {
  const workspace = await bench.workspace("mistake");
  workspace.write({
    terraform: required,
    resource: { aws_s3_bucket: { lake: { bucket: "Not A Bucket" } } },
  });
  await workspace.init();
  await expect(workspace.apply()).rejects.toThrow(/exit code 1(.|\n)*bucket/);
});

test("a resource type that the tests do not use fails with a hint", async () => {
  const workspace = await bench.workspace("unused");
  workspace.write({ terraform: required, resource: { aws_glue_job: { job: {} } } });
  await workspace.init();
  await expect(workspace.validate()).rejects.toThrow(/^Try: .*schema\.ts/m);
});

test("the processes end with the bench", async () => {
  const other = await Bench.start();
  const workspace = await other.workspace("ended");
  workspace.write(regions({ region: "us-east-1" }));
  await workspace.init();
  await workspace.plan();
  const processes = other.awsProvider!.used;
  expect(processes.filter(isRunning)).not.toEqual([]);
  await other.stop();
  expect(processes.filter(isRunning)).toEqual([]);
});

test("the processes end if the bench is killed", async () => {
  const program = `
    const { Bench } = require("./test/support/bench");
    Bench.start().then(async (bench) => {
      const workspace = await bench.workspace("killed");
      workspace.write(${JSON.stringify(regions({ region: "us-east-1" }))});
      await workspace.init();
      await workspace.plan();
      console.log(JSON.stringify(bench.awsProvider.used));
    });`;
  const owner = spawn(process.execPath, ["--require", "tsx/cjs", "-e", program], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [line] = (await once(createInterface(owner.stdout), "line")) as [string];
  const processes = JSON.parse(line) as number[];
  expect(processes.filter(isRunning)).not.toEqual([]);
  owner.kill("SIGKILL");
  for (let waited = 0; processes.some(isRunning) && waited < 5_000; waited += 50) {
    await sleep(50);
  }
  expect(processes.filter(isRunning)).toEqual([]);
});

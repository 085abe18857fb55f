import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { Bench } from "../support/bench";
import { isRunning } from "../support/lock";

jest.setTimeout(600_000);

const roleArn = "arn:aws:iam::123456789012:role/lake";

const providers = {
  terraform: {
    required_providers: {
      aws: { source: "hashicorp/aws" },
      polytomic: { source: "polytomic/polytomic" },
    },
  },
};

/** No provider blocks: the environment configures the providers. */
const lake = (connectionName: string) => ({
  ...providers,
  resource: {
    aws_s3_bucket: { lake: { bucket: "lake" } },
    aws_sqs_queue: { events: { name: "lake-events" } },
    polytomic_s3_connection: {
      lake: {
        name: connectionName,
        configuration: {
          auth_mode: "iam_role",
          iam_role_arn: roleArn,
          s3_bucket_name: "${aws_s3_bucket.lake.bucket}",
          s3_bucket_region: "us-east-1",
          enable_event_notifications: true,
          event_queue_arn: "${aws_sqs_queue.events.arn}",
        },
      },
    },
  },
  output: { queue: { value: "${aws_sqs_queue.events.arn}" } },
});

let bench: Bench;
beforeAll(async () => {
  bench = await Bench.start();
});
afterAll(() => bench.stop());

test("a stack with both providers is created, has an empty second plan, changes and is destroyed without leftovers", async () => {
  const workspace = await bench.workspace("lake");
  workspace.write(lake("Lake"));
  await workspace.init();

  const creation = await workspace.plan();
  expect(creation.changes.map(({ address, actions }) => [address, actions])).toEqual([
    ["aws_s3_bucket.lake", ["create"]],
    ["aws_sqs_queue.events", ["create"]],
    ["polytomic_s3_connection.lake", ["create"]],
  ]);
  expect(creation.text).toContain("Plan: 3 to add, 0 to change, 0 to destroy.");
  expect(await workspace.apply(creation)).toEqual({ added: 3, changed: 0, destroyed: 0 });

  const queueArn = "arn:aws:sqs:us-east-1:123456789012:lake-events";
  expect(await bench.aws.inventory()).toMatchObject({ buckets: ["lake"], queues: [queueArn] });
  expect(Object.values(bench.api.snapshot().connections)).toMatchObject([
    { name: "Lake", configuration: { s3_bucket_name: "lake", event_queue_arn: queueArn } },
  ]);
  const state = await workspace.show();
  expect(state.outputs).toEqual({ queue: queueArn });
  expect(state.resources.map(({ type }) => type)).toEqual([
    "aws_s3_bucket",
    "aws_sqs_queue",
    "polytomic_s3_connection",
  ]);

  expect(await workspace.plan()).toMatchObject({ empty: true, exitCode: 0, changes: [] });

  workspace.write(lake("Lake, renamed"));
  const rename = await workspace.plan();
  expect(rename).toMatchObject({
    exitCode: 2,
    changes: [
      { address: "polytomic_s3_connection.lake", actions: ["update"], after: { name: "Lake, renamed" } },
    ],
  });

  expect(await workspace.destroy()).toEqual({ added: 0, changed: 0, destroyed: 3 });
  expect(Object.values(await bench.aws.inventory()).flat()).toEqual([]);
  expect(bench.api.isEmpty()).toBe(true);
});

test("a CDKTF app is synthesized into the workspace, with its state there", async () => {
  const workspace = await bench.workspace("app");
  workspace.synth((stack) => {
    stack.addOverride("terraform.required_providers", providers.terraform.required_providers);
    stack.addOverride("resource.aws_s3_bucket.lake.bucket", "app-lake");
  });
  await workspace.init();
  await workspace.validate();
  await workspace.apply();
  expect(await bench.aws.inventory()).toMatchObject({ buckets: ["app-lake"] });
  expect(existsSync(`${workspace.dir}/terraform.tfstate`)).toBe(true);
  await workspace.destroy();
});

test("a workspace's own variables reach its terraform", async () => {
  const workspace = await bench.workspace("variables", { env: { TF_VAR_color: "blue" } });
  workspace.write({ variable: { color: {} }, output: { color: { value: "${var.color}" } } });
  await workspace.apply();
  expect((await workspace.show()).outputs).toEqual({ color: "blue" });
});

test("an error of terraform carries its output", async () => {
  const workspace = await bench.workspace("mistake");
  workspace.write({ ...providers, resource: { polytomic_s3_connection: { lake: { title: "Lake" } } } });
  await workspace.init();
  await expect(workspace.validate()).rejects.toThrow(/terraform validate .* exit code 1(.|\n)*"title"/);
});

test("an uninitialized workspace fails with a clear error", async () => {
  // Terraform needs no installation of providers that run already.
  const usual = await Bench.start({ startAwsProvider: true });
  try {
    const workspace = await usual.workspace("early");
    workspace.write(lake("Lake"));
    await expect(workspace.plan()).rejects.toThrow(/^Try: run init first/m);
  } finally {
    await usual.stop();
  }
});

test("several workspaces initialize at once", async () => {
  const workspaces = await Promise.all(["one", "two", "three"].map((name) => bench.workspace(name)));
  await Promise.all(
    workspaces.map(async (workspace) => {
      workspace.write(lake(workspace.name));
      await workspace.init();
      await workspace.validate();
    }),
  );
});

test("a stopped bench interrupts what runs and removes its folders", async () => {
  const other = await Bench.start();
  const workspace = await other.workspace("interrupted");
  workspace.write(lake("Lake"));
  await workspace.init();
  const applying = workspace.apply().catch((error: Error) => error.message);
  while (!(await other.aws.inventory()).queues.length) {
    await sleep(100);
  }
  await Promise.all([other.stop(), other.stop()]);
  expect(await applying).toContain("aborted");
  expect(existsSync(workspace.dir)).toBe(false);
  await expect(other.aws.inventory()).rejects.toThrow("ended");
});

/** Starts a bench in a separate process, which runs until it gets a signal. */
async function benchElsewhere() {
  const program = `
    const { Bench } = require("./test/support/bench");
    Bench.start().then(async (bench) => {
      const { dir } = await bench.workspace("elsewhere");
      console.log(JSON.stringify({ dir, server: bench.aws.pid }));
    });`;
  const owner = spawn(process.execPath, ["--require", "tsx/cjs", "-e", program], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = once(owner, "close");
  const [line] = await once(createInterface(owner.stdout), "line");
  const { dir, server }: { dir: string; server: number } = JSON.parse(line);
  return { owner, ended, dir, server };
}

async function untilEnded(server: number): Promise<void> {
  for (let waited = 0; isRunning(server) && waited < 5_000; waited += 50) {
    await sleep(50);
  }
}

test.each(["SIGINT", "SIGTERM"] as const)("%s ends a bench without leftovers", async (signal) => {
  const { owner, ended, dir, server } = await benchElsewhere();
  expect([existsSync(dir), isRunning(server)]).toEqual([true, true]);
  owner.kill(signal);
  expect(await ended).toEqual([null, signal]);
  expect([existsSync(dir), isRunning(server)]).toEqual([false, false]);
});

test("the folders of a killed bench are removed by the next one", async () => {
  const { owner, ended, dir, server } = await benchElsewhere();
  owner.kill("SIGKILL");
  await ended;
  await untilEnded(server);
  expect([existsSync(dir), isRunning(server)]).toEqual([true, false]);
  await (await Bench.start()).stop();
  expect(existsSync(dir)).toBe(false);
});

/** Stacks of users on emulators: with their Terraform, and the providers that it finds. */
import { TerraformOutput } from "cdktf";
import { S3Integration, type S3IntegrationProps } from "../../constructs";
import { applyStack, CommandError, Emulators } from "../../lib/testing";
import { newStack } from "../constructs/synth";
import { Bench } from "../support/bench";
import { makeInterpreter } from "../support/python/interpreter";
import { PROPS } from "../testing/template/stacks";

jest.setTimeout(300_000);

/** Where this machine has providers, because not every machine can install them from the registry. */
let bench: Bench;
let emulators: Emulators;
const API_KEY = "key";

beforeAll(async () => {
  bench = await Bench.start();
  const { env } = await bench.workspace("providers");
  emulators = await Emulators.start({
    aws: { python: await makeInterpreter("moto") },
    polytomic: { apiKey: API_KEY },
    env: providersOf(env),
  });
});
afterAll(async () => {
  await emulators?.stop();
  await bench?.stop();
});

const providersOf = (env: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(env).filter(([name]) => /^TF_(CLI_CONFIG|PLUGIN_CACHE)/.test(name)));

function lakeStack(props: Partial<S3IntegrationProps> = {}) {
  const stack = newStack("prod");
  const lake = new S3Integration(stack, "lake", { ...PROPS, ...props });
  new TerraformOutput(stack, "queue", { value: lake.queue!.queueArn });
  return stack;
}

test("applies, plans nothing, updates and destroys a stack", async () => {
  const applied = await emulators.apply(lakeStack());
  expect((await applied.plan()).empty).toBe(true);
  expect((await applied.state()).outputs).toEqual({
    queue: "arn:aws:sqs:us-east-1:123456789012:prod-lake-queue",
  });
  expect(Object.values(applied.polytomic.snapshot().connections)).toMatchObject([{ name: "Acme data lake" }]);
  expect(await emulators.moto!.inventory()).toMatchObject({
    buckets: ["acme-lake"],
    roles: ["arn:aws:iam::123456789012:role/prod-lake-role"],
  });

  await applied.update(lakeStack({ name: "Renamed" }));
  expect(Object.values(applied.polytomic.snapshot().connections)).toMatchObject([{ name: "Renamed" }]);

  await applied.destroy();
  expect(applied.polytomic.isEmpty()).toBe(true);
  expect(await emulators.moto!.inventory()).toMatchObject({ buckets: [], queues: [], roles: [] });
});

test("a failed apply has Terraform's output, and the command", async () => {
  emulators.polytomic.behavior.cannedResponses = [
    { method: "POST", path: "/api/connections", status: 422, body: { message: "no such bucket" }, times: 1 },
  ];
  const failure = await emulators.apply(lakeStack()).catch((error: unknown) => error as CommandError);
  expect(failure).toBeInstanceOf(CommandError);
  expect((failure as CommandError).message).toMatch(/^terraform apply .* ended with exit code 1\n/);
  expect((failure as CommandError).message).toContain("no such bucket");
});

test("an AWS emulator that runs already is used", async () => {
  const applied = await applyStack(lakeStack({ bucket: { name: "acme-other" } }), {
    aws: { endpoint: bench.aws.endpoint },
    env: providersOf(emulators.env),
  });
  expect((await bench.aws.inventory()).buckets).toContain("acme-other");
  expect(applied.emulators.moto).toBeUndefined();
  await applied.stop();
  await expect(fetch(applied.polytomic.url)).rejects.toThrow();
});

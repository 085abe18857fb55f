/** Stacks of users on emulators: with their Terraform, and the providers that it finds. */
import { TerraformOutput } from "cdktf";
import { S3Integration, type S3IntegrationProps } from "../../constructs";
import { applyStack, CommandError, Emulators, type EmulatorsOptions } from "../../lib/testing";
import { newStack } from "../constructs/synth";
import { makeInterpreter } from "../support/python/interpreter";
import { type UserEnvironment, userEnvironment } from "../support/user-environment";
import { PROPS } from "../testing/template/stacks";

jest.setTimeout(600_000);

let user: UserEnvironment;
let options: EmulatorsOptions;
beforeAll(async () => {
  user = await userEnvironment();
  options = { aws: { endpoint: user.aws.endpoint }, polytomic: user.api, env: user.env };
});
afterAll(() => user?.stop());

function lakeStack(props: Partial<S3IntegrationProps> = {}) {
  const stack = newStack("prod");
  const lake = new S3Integration(stack, "lake", { ...PROPS, ...props });
  new TerraformOutput(stack, "queue", { value: lake.queue!.queueArn });
  return stack;
}

test("applies, plans nothing, updates and destroys a stack", async () => {
  const lines: string[] = [];
  const emulators = await Emulators.start({ ...options, log: (line) => lines.push(line) });
  try {
    const applied = await emulators.apply(lakeStack());
    expect((await applied.plan()).empty).toBe(true);
    expect((await applied.state()).outputs).toEqual({
      queue: "arn:aws:sqs:us-east-1:123456789012:prod-lake-queue",
    });
    const { polytomic } = emulators;
    expect(Object.values(polytomic.snapshot().connections)).toMatchObject([{ name: "Acme data lake" }]);
    expect(await user.aws.inventory()).toMatchObject({
      buckets: ["acme-lake"],
      roles: ["arn:aws:iam::123456789012:role/prod-lake-role"],
    });

    await applied.update(lakeStack({ name: "Renamed" }));
    expect(Object.values(polytomic.snapshot().connections)).toMatchObject([{ name: "Renamed" }]);

    await applied.destroy();
    expect(polytomic.isEmpty()).toBe(true);
    expect(await user.aws.inventory()).toMatchObject({ buckets: [], queues: [], roles: [] });
    expect(lines.join("\n")).toContain("Destroy complete!");
  } finally {
    await emulators.stop();
  }
});

test("a failed apply has Terraform's output, and stops the emulators that it started", async () => {
  const cannedResponses = [
    { method: "POST", path: "/api/connections", status: 422, body: { message: "no such bucket" } },
  ];
  const failure: unknown = await applyStack(lakeStack(), {
    ...options,
    polytomic: { ...user.api, behavior: { cannedResponses } },
  }).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(CommandError);
  expect((failure as CommandError).message).toMatch(/^terraform apply .* ended with exit code 1\n/);
  expect((failure as CommandError).message).toContain("no such bucket");
  // The emulator that ran before is used, and still runs.
  expect((await user.aws.inventory()).buckets).toEqual(["acme-lake"]);
  await expect(fetch(`http://127.0.0.1:${user.api.port}`)).rejects.toThrow();
});

test("starts moto, and stops it", async () => {
  const emulators = await Emulators.start({ aws: { python: await makeInterpreter("moto") } });
  expect(await emulators.moto!.inventory()).toMatchObject({ buckets: [], queues: [] });
  expect(emulators.env).toMatchObject({
    AWS_ENDPOINT_URL: emulators.awsEndpoint,
    POLYTOMIC_DEPLOYMENT_URL: emulators.polytomic.url,
  });
  await emulators.stop();
  await expect(fetch(emulators.awsEndpoint)).rejects.toThrow();
});

test("a missing moto is explained", async () => {
  await expect(Emulators.start({ aws: { python: process.execPath } })).rejects.toThrow(
    /^no Python with moto was found \(tried .*\): install moto \(pip install 'moto\[server\]'\), or pass the URL/,
  );
});

/**
 * An integration on version 6 of the AWS provider, in the provider's region and in another one. It needs the bindings and a build of that version:
 * `AWS_PROVIDER_EXECUTABLE=... npm run test:fork -- test/apply/aws-provider-6`.
 */
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import type { TerraformStack } from "cdktf";
import { PolytomicProvider, S3Integration } from "../../constructs";
import { hasRegionArgument } from "../../lib/aws/bindings";
import { AWS_PROVIDER_EXECUTABLE } from "../support/aws/provider/executable";
import { Bench } from "../support/bench";

jest.setTimeout(600_000);

const missing = [
  ...(hasRegionArgument ? [] : ["the bindings of version 6: npm run test:fork -- test/apply/aws-provider-6"]),
  ...(process.env[AWS_PROVIDER_EXECUTABLE] ? [] : [`a build of version 6: ${AWS_PROVIDER_EXECUTABLE}=...`]),
];
const onVersion6 = missing.length === 0 ? describe : describe.skip;
if (missing.length > 0) {
  console.warn(`The tests on AWS provider 6 are skipped. They need ${missing.join(", and ")}`);
}

/** The region of the provider. */
const PROVIDERS = "us-east-1";

/** An integration with its own key, alarms and Object Lock. */
const program =
  (region: string) =>
  (stack: TerraformStack): void => {
    new AwsProvider(stack, "aws", { region: PROVIDERS });
    new PolytomicProvider(stack, "polytomic");
    new S3Integration(stack, "lake", {
      name: "Lake",
      bucket: { name: "acme-lake", onRemoval: "delete-with-objects", objectLock: {} },
      events: {
        queue: { queueName: "lake", alarms: { actions: [`arn:aws:sns:${region}:123456789012:alerts`] } },
      },
      encryptionKey: { alias: "lake", onRemoval: "delete" },
      ...(region === PROVIDERS ? {} : { region }),
    });
  };

onVersion6("on AWS provider 6", () => {
  let bench: Bench;
  beforeAll(async () => {
    bench = await Bench.start();
  });
  afterAll(() => bench.stop());

  test.each([PROVIDERS, "eu-central-1"])(
    "an integration in the region %s is applied, unchanged in the second plan, and destroyed",
    async (region) => {
      const workspace = await bench.workspace("version-6");
      workspace.synth(program(region));
      await workspace.init();
      const first = await workspace.plan();
      expect(first.text).not.toMatch(/deprecated/i);
      await workspace.apply();
      const { queues } = await bench.aws.inventory();
      expect(queues).toEqual(
        ["lake", "lake-dlq"].map((name) => `arn:aws:sqs:${region}:123456789012:${name}`),
      );
      expect(await workspace.plan()).toMatchObject({ exitCode: 0, changes: [] });
      await workspace.destroy();
      expect(Object.values(await bench.aws.inventory()).flat()).toEqual([]);
    },
  );
});

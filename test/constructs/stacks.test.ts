/** AWS and Polytomic in separate stacks: errors name the setup that works. */
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { type App, TerraformStack, Testing } from "cdktf";
import {
  DataBucket,
  EncryptionKey,
  EventQueue,
  PolytomicProvider,
  PolytomicRole,
  S3Connection,
  S3Integration,
  S3Model,
} from "../../constructs";
import { Synthesized } from "./synth";

function stacks() {
  const app = Testing.app();
  const [aws, polytomic] = ["aws", "polytomic"].map((name) => {
    const stack = new TerraformStack(app, name);
    new AwsProvider(stack, "aws", { region: "us-east-1" });
    new PolytomicProvider(stack, "polytomic");
    return stack;
  }) as [TerraformStack, TerraformStack];
  return { app, aws, polytomic };
}

/** Synthesizes with all validations; CDKTF's own test function prepares only one stack. */
function synthesize(app: App, stack: TerraformStack): Synthesized {
  app.synth();
  return new Synthesized(JSON.parse(Testing.synth(stack)) as never);
}

const place = { bucket: "acme-lake", region: "us-east-1" } as const;
const QUEUE_ARN = "arn:aws:sqs:us-east-1:111122223333:events";
const ROLE_ARN = "arn:aws:iam::111122223333:role/polytomic";
const KEY_ARN = "arn:aws:kms:us-east-1:111122223333:key/3f2504e0-4f89-11d3-9a0c-0305e82c3301";

describe("rejects two stacks that refer to each other, and suggests the way that works:", () => {
  test.each<[string, RegExp, (it: ReturnType<typeof stacks>) => unknown]>([
    [
      "a role in another stack than its connection",
      /aws\/role references polytomic\/lake.*PolytomicRole\.fromRoleArn\(\.\.\.\).*externalIds: \[connection\.auth\.externalId\]/,
      ({ aws, polytomic }) =>
        new S3Connection(polytomic, "lake", {
          name: "L",
          ...place,
          auth: { mode: "iam_role", role: new PolytomicRole(aws, "role") },
        }),
    ],
    [
      "a bucket with events in another stack than the integration",
      /aws\/bucket\/notification references polytomic\/lake\/queue.*create the queue in the stack of the bucket/,
      ({ aws, polytomic }) =>
        new S3Integration(polytomic, "lake", {
          name: "L",
          bucket: new DataBucket(aws, "bucket", { name: "acme-lake" }),
        }),
    ],
    [
      "a queue in another stack than the bucket",
      /aws\/queue references .*polytomic.*create the queue in the stack of the bucket/,
      ({ aws, polytomic }) =>
        new S3Integration(polytomic, "lake", {
          name: "L",
          bucket: { name: "acme-lake" },
          events: { queue: new EventQueue(aws, "queue") },
        }),
    ],
    [
      "a key in another stack than a bucket with events",
      /aws\/key references .*polytomic.*EncryptionKey\.fromKeyArn/,
      ({ aws, polytomic }) =>
        new S3Integration(polytomic, "lake", {
          name: "L",
          bucket: { name: "acme-lake" },
          encryptionKey: new EncryptionKey(aws, "key"),
        }),
    ],
    [
      "a role in another stack than the integration",
      /PolytomicRole\.fromRoleArn/,
      ({ aws, polytomic }) =>
        new S3Integration(polytomic, "lake", {
          name: "L",
          bucket: { name: "acme-lake" },
          events: false,
          role: new PolytomicRole(aws, "role"),
        }),
    ],
  ])("%s", (_, message, build) => {
    const setup = stacks();
    build(setup);
    expect(() => setup.app.synth()).toThrow(message);
    expect(() => setup.app.synth()).toThrow(
      /^The stacks (aws and polytomic|polytomic and aws) reference each other.*CDKTF_POLYTOMIC_CIRCULAR_STACKS\] \S+\/docs\/reference\/errors\.md#circular-stacks$/,
    );
  });

  test("but leaves cycles of the app's own resources to CDKTF", () => {
    const setup = stacks();
    new PolytomicRole(setup.aws, "role", { externalIds: ["known-beforehand"] });
    setup.aws.addDependency(setup.polytomic);
    expect(() => setup.polytomic.addDependency(setup.aws)).toThrow(/circular dependency/);
  });
});

describe("two stacks that work", () => {
  test("a separate role, which trusts the connection by its external ID", () => {
    const { app, aws, polytomic } = stacks();
    const role = PolytomicRole.fromRoleArn(polytomic, "role", ROLE_ARN);
    const lake = new S3Connection(polytomic, "lake", {
      name: "L",
      ...place,
      auth: { mode: "iam_role", role },
    });
    new PolytomicRole(aws, "role", { roleName: "polytomic", externalIds: [lake.auth.externalId] });
    synthesize(app, aws);
    expect(aws.dependsOn(polytomic)).toBe(true);
  });

  test("a separate bucket, together with the queue", () => {
    const { app, aws, polytomic } = stacks();
    const bucket = new DataBucket(aws, "bucket", { name: "acme-lake" });
    const queue = new EventQueue(aws, "queue");
    new S3Integration(polytomic, "lake", { name: "L", bucket, events: { queue } });
    synthesize(app, polytomic);
    expect(polytomic.dependsOn(aws)).toBe(true);
  });

  test("a separate bucket, without events", () => {
    const { app, aws, polytomic } = stacks();
    const bucket = new DataBucket(aws, "bucket", { name: "acme-lake" });
    new S3Integration(polytomic, "lake", { name: "L", bucket, events: false });
    synthesize(app, polytomic);
    expect(polytomic.dependsOn(aws)).toBe(true);
  });

  test("a separate key, named by its ARN", () => {
    const { app, aws, polytomic } = stacks();
    new EncryptionKey(aws, "key");
    new S3Integration(polytomic, "lake", {
      name: "L",
      bucket: { name: "acme-lake" },
      encryptionKey: { existing: KEY_ARN },
    });
    synthesize(app, polytomic);
  });

  test("a separate queue, named by its ARN", () => {
    const { app, aws, polytomic } = stacks();
    const queue = new EventQueue(aws, "queue", { queueName: "events" });
    const bucket = new DataBucket(aws, "bucket", { name: "acme-lake" });
    bucket.sendEventsTo(queue);
    const role = PolytomicRole.fromRoleArn(polytomic, "role", ROLE_ARN);
    new S3Connection(polytomic, "lake", {
      name: "L",
      ...place,
      auth: { mode: "iam_role", role },
      events: { queue: EventQueue.fromQueueArn(polytomic, "queue", QUEUE_ARN) },
    });
    synthesize(app, polytomic);
  });

  test("models in another stack than their connection", () => {
    const { app, aws, polytomic } = stacks();
    const lake = new S3Integration(aws, "lake", { name: "L", bucket: { name: "acme-lake" } });
    new S3Model(polytomic, "orders", { name: "O", connection: lake.connection, file: "orders.csv" });
    synthesize(app, polytomic);
    expect(polytomic.dependsOn(aws)).toBe(true);
  });
});

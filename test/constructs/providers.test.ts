/** The provider of resources without an explicit one, and what is known about that provider. */
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { TerraformStack, TerraformVariable, Testing } from "cdktf";
import { Construct } from "constructs";
import {
  BulkSync,
  Connection,
  DataBucket,
  EventQueue,
  Model,
  ModelSync,
  Organization,
  PermissionPolicy,
  PermissionRole,
  PolytomicProvider,
  PolytomicRole,
  PrimaryKeys,
  S3Connection,
  S3Integration,
  User,
} from "../../constructs";
import { CsvConnection } from "../../lib/bindings/csv-connection";
import { newStack, Synthesized, synthesized, warnings } from "./synth";

const ORGANIZATION = "3f2504e0-4f89-11d3-9a0c-0305e82c3302";
const UUID = "3f2504e0-4f89-11d3-9a0c-0305e82c3301";

describe("a construct that uses a connection of another provider", () => {
  function stackWithTwo() {
    const stack = newStack();
    const second = new PolytomicProvider(stack, "second", { alias: "second" });
    const csv = (id: string, provider?: PolytomicProvider) =>
      new CsvConnection(stack, id, {
        name: id,
        configuration: { url: "https://example.com/a.csv" },
        ...(provider !== undefined && { provider }),
      });
    return {
      stack,
      second,
      here: csv("here"),
      there: csv("there", second),
      alsoThere: csv("also-there", second),
    };
  }

  test.each<[string, string, (it: ReturnType<typeof stackWithTwo>) => unknown]>([
    [
      "a model",
      "polytomic_model",
      ({ stack, there }) =>
        new Model(stack, "it", { name: "M", connection: there, configuration: { a: "b" } }),
    ],
    [
      "a bulk sync",
      "polytomic_bulk_sync",
      ({ stack, there, alsoThere }) =>
        new BulkSync(stack, "it", {
          name: "B",
          source: { connection: there },
          destination: { connection: alsoThere },
        }),
    ],
    [
      "a bulk sync of one managed connection",
      "polytomic_bulk_sync",
      ({ stack, there }) =>
        new BulkSync(stack, "it", {
          name: "B",
          source: { connection: UUID },
          destination: { connection: there },
        }),
    ],
    [
      "a model sync",
      "polytomic_sync",
      ({ stack, there }) =>
        new ModelSync(stack, "it", {
          name: "S",
          mode: "create",
          target: { connection: there, object: "Contact" },
          fields: {
            Name: new Model(stack, "m", { name: "M", connection: there, configuration: { a: "b" } }).field(
              "name",
            ),
          },
        }),
    ],
    [
      "primary keys",
      "polytomic_connection_schema_primary_keys",
      ({ stack, there }) =>
        new PrimaryKeys(stack, "it", { connection: there, schema: "orders", fields: ["id"] }),
    ],
    [
      "a policy with roles",
      "polytomic_policy",
      ({ stack, second }) =>
        new PermissionPolicy(stack, "it", {
          name: "P",
          policyActions: {
            create: [new PermissionRole(stack, "r", { name: "R", polytomicProvider: second })],
          },
        }),
    ],
    [
      "a user with roles",
      "polytomic_user",
      ({ stack, second }) =>
        new User(stack, "it", {
          email: "a@example.com",
          organization: ORGANIZATION,
          roles: [new PermissionRole(stack, "r", { name: "R", polytomicProvider: second })],
        }),
    ],
    [
      "a model of an S3 connection",
      "polytomic_model",
      ({ stack, second }) =>
        new S3Integration(stack, "lake", {
          name: "Lake",
          bucket: { existing: "acme-lake" },
          events: false,
          polytomicProvider: second,
        }).model("it", {
          name: "M",
          file: "a.csv",
        }),
    ],
  ])("%s is created by that provider", (_, type, create) => {
    const setup = stackWithTwo();
    create(setup);
    expect(synthesized(setup.stack).the(type)["provider"]).toBe("polytomic.second");
  });

  test("reads its schemas with it", () => {
    const setup = stackWithTwo();
    const ends = { source: { connection: setup.there }, destination: { connection: setup.alsoThere } };
    new BulkSync(setup.stack, "it", { name: "B", ...ends, schemas: ["orders"], verifySchemas: true });
    const { json } = synthesized(setup.stack);
    expect(Object.values(json.data?.["polytomic_bulk_source"] ?? {})).toEqual([
      expect.objectContaining({ provider: "polytomic.second" }),
    ]);
  });

  test("inherits the organization with it", () => {
    const { stack, second } = stackWithTwo();
    const csv = new CsvConnection(stack, "acme", {
      name: "csv",
      provider: second,
      organization: ORGANIZATION,
      configuration: { url: "https://example.com/a.csv" },
    });
    new Model(stack, "it", { name: "M", connection: csv, configuration: { a: "b" } });
    expect(synthesized(stack).the("polytomic_model")["organization"]).toBe(ORGANIZATION);
  });

  test("must name its provider if it also uses one of the default provider", () => {
    const { stack, second, here, there } = stackWithTwo();
    const ends = { source: { connection: here }, destination: { connection: there } };
    expect(() => new BulkSync(stack, "b", { name: "B", ...ends })).toThrow(
      /polytomicProvider +is missing: here is managed by the stack's default provider, and there is managed by the provider second/,
    );
    new BulkSync(stack, "c", { name: "B", ...ends, polytomicProvider: second });
    expect(synthesized(stack).the("polytomic_bulk_sync")["provider"]).toBe("polytomic.second");
  });

  test("in another stack is created by the provider of its own stack", () => {
    const { stack, there } = stackWithTwo();
    const other = newStack("other", stack.node.root as never);
    new Model(other, "it", { name: "M", connection: there, configuration: { a: "b" } });
    expect(
      new Synthesized(JSON.parse(Testing.synth(other)) as never).the("polytomic_model"),
    ).not.toHaveProperty("provider");
  });
});

describe.each<[string, (stack: TerraformStack) => Construct, boolean]>([
  ["of the stack, created before", (stack) => stack, true],
  ["of the stack, created after", (stack) => stack, false],
  ["of a construct, created before", (stack) => new Construct(stack, "platform"), true],
  ["of a construct, created after", (stack) => new Construct(stack, "platform"), false],
])("a default provider %s", (_, scopeIn, isBefore) => {
  /** A stack in which `build` runs before or after the providers are created. */
  function stackAround<Built>(
    region: string,
    build: (stack: TerraformStack) => Built,
  ): { stack: TerraformStack; construct: Built } {
    const stack = new TerraformStack(Testing.app(), "stack");
    const scope = scopeIn(stack);
    const provide = (): void => {
      new AwsProvider(scope, "aws", { region });
      new PolytomicProvider(scope, "polytomic", { apiKey: "${var.key}" });
    };
    if (isBefore) {
      provide();
    }
    const construct = build(stack);
    if (!isBefore) {
      provide();
    }
    return { stack, construct };
  }

  test("warns of its partition", () => {
    const { stack, construct } = stackAround(
      "cn-north-1",
      (of) => new PolytomicRole(of, "role", { externalIds: ["known-beforehand"] }),
    );
    Testing.synth(stack, true);
    expect(warnings(construct)).toEqual(
      expect.arrayContaining([expect.stringMatching(/^cn-north-1 is in the partition aws-cn/)]),
    );
  });

  test.each<[string, RegExp, (stack: TerraformStack) => void]>([
    [
      "a queue in another region than the bucket",
      /queue +is in eu-west-1, but the bucket is in us-east-1/,
      (stack) => {
        const queue = EventQueue.fromQueueArn(stack, "queue", "arn:aws:sqs:eu-west-1:111122223333:events");
        new DataBucket(stack, "bucket", { name: "acme-lake" }).sendEventsTo(queue);
      },
    ],
    [
      "a topic in another region than the queue",
      /topicArn +is in eu-west-1, but the queue is in us-east-1/,
      (stack) =>
        new EventQueue(stack, "queue").subscribeTo("arn:aws:sns:eu-west-1:111122223333:objects", {
          bucketName: "acme-lake",
          events: ["s3:ObjectCreated:*"],
        }),
    ],
    [
      "notifications of a bucket in another region",
      /region +is "eu-west-1", but the provider that would write the notifications is in us-east-1/,
      (stack) =>
        void DataBucket.fromBucketName(stack, "bucket", "acme-lake", {
          region: "eu-west-1",
          manageNotifications: true,
        }),
    ],
    [
      "an organization with an API key",
      /CDKTF_POLYTOMIC_PARTNER_KEY_NEEDED/,
      (stack) => void new Organization(stack, "acme", { name: "Acme" }),
    ],
  ])("rejects %s", (__, message, build) => {
    expect(() => Testing.synth(stackAround("us-east-1", build).stack, true)).toThrow(message);
  });
});

test("a connection passed by its id has no provider to inherit", () => {
  const stack = newStack();
  new Model(stack, "it", {
    name: "M",
    connection: Connection.fromId(stack, "c", UUID),
    configuration: { a: "b" },
  });
  S3Connection.fromConnectionId(stack, "s3", UUID).model("it", { name: "M", file: "a.csv" });
  for (const model of Object.values(synthesized(stack).all("polytomic_model"))) {
    expect(model).not.toHaveProperty("provider");
  }
});

test("a token for a list of roles has no provider to inherit", () => {
  const stack = newStack();
  const roles = new TerraformVariable(stack, "roles", { type: "list(string)" });
  // Untyped, as in JavaScript.
  const props = { email: "a@example.com", organization: ORGANIZATION, roles: roles.value };
  new User(stack, "it", props as never);
  expect(synthesized(stack).the("polytomic_user")).not.toHaveProperty("provider");
});

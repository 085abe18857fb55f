/** Meta-arguments that an app sets on resources of this library are merged with the library's own. */
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { Aspects, DataResource, dependable, Lazy, TerraformResource, TerraformStack, Testing } from "cdktf";
import type { IConstruct } from "constructs";
import {
  BulkSync,
  Connection,
  DataBucket,
  EncryptionKey,
  EventQueue,
  GlobalErrorSubscribers,
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
  type S3Model,
  User,
} from "../../constructs";
import { everything } from "../support/everything";
import { newStack, synth, synthesized } from "./synth";

const UUID = "3f2504e0-4f89-11d3-9a0c-0305e82c3301";
const ORGANIZATION = "3f2504e0-4f89-11d3-9a0c-0305e82c3302";

interface Rendered {
  readonly depends_on?: readonly string[];
  readonly lifecycle?: Readonly<Record<string, unknown>>;
}

/** The meta-arguments of all resources, by address. */
function metaArguments(stack: TerraformStack): Map<string, Rendered> {
  const { resource } = JSON.parse(Testing.synth(stack)) as {
    resource: Record<string, Record<string, Rendered>>;
  };
  return new Map(
    Object.entries(resource).flatMap(([type, all]) =>
      Object.entries(all).map(([name, one]) => [`${type}.${name}`, one] as const),
    ),
  );
}

const addressOf = ({ terraformResourceType, friendlyUniqueId }: TerraformResource): string =>
  `${terraformResourceType}.${friendlyUniqueId}`;

/** All resources under constructs of this library, in a stack with everything. */
function ours(stack: TerraformStack): TerraformResource[] {
  return stack.node
    .findAll()
    .filter((one): one is TerraformResource => TerraformResource.isTerraformResource(one))
    .filter(({ node }) => node.scope !== stack);
}

function stackWithEverything(): TerraformStack {
  const stack = new TerraformStack(Testing.app(), "stack");
  everything(stack);
  return stack;
}

describe("assignments to any resource of this library", () => {
  const before = metaArguments(stackWithEverything());
  const stack = stackWithEverything();
  const wait = new DataResource(stack, "wait");
  Aspects.of(stack).add({
    visit(node: IConstruct) {
      if (TerraformResource.isTerraformResource(node) && node !== wait) {
        node.lifecycle = { ignoreChanges: ["tags"], replaceTriggeredBy: ["terraform_data.wait.id"] };
        node.dependsOn = [dependable(wait)];
      }
    },
  });
  const after = metaArguments(stack);
  const rows = ours(stack).map((one) => addressOf(one));

  test.each(rows)("%s keeps its dependencies and adds more", (address) => {
    expect(after.get(address)?.depends_on).toEqual([
      ...(before.get(address)?.depends_on ?? []),
      "terraform_data.wait",
    ]);
  });

  test.each(rows)("%s keeps its lifecycle and adds to it", (address) => {
    const { ignore_changes = [], replace_triggered_by = [], ...kept } = before.get(address)?.lifecycle ?? {};
    expect(after.get(address)?.lifecycle).toEqual({
      ...kept,
      ignore_changes: [...(ignore_changes as string[]), "tags"],
      replace_triggered_by: [...(replace_triggered_by as string[]), "terraform_data.wait.id"],
    });
  });

  test.each(rows)("%s rejects another address, and the error names moveFromId", (address) => {
    const resource = ours(stack).find((one) => addressOf(one) === address)!;
    expect(() => resource.overrideLogicalId("mine")).toThrow(
      new RegExp(`moveFromId\\("${resource.terraformResourceType}.mine"\\).*CDKTF_POLYTOMIC_ADDRESS_IN_USE`),
    );
  });
});

describe("a resource that a model waits for", () => {
  /** The dependencies of a model. */
  function dependencies(
    add: (model: S3Model, wait: DataResource, stack: TerraformStack) => void,
  ): readonly string[] {
    const stack = newStack();
    const lake = new S3Integration(stack, "lake", {
      name: "Lake",
      bucket: { existing: "acme-lake" },
      events: false,
    });
    const model = lake.model("orders", { name: "Orders", file: "orders.csv", identifier: "id" });
    add(model, new DataResource(stack, "wait"), stack);
    return synthesized(stack).dependenciesOf("polytomic_model");
  }
  const POLICY = "aws_iam_role_policy.lake_role_policy";
  const BOTH = [POLICY, "terraform_data.wait"];

  test.each<[string, Parameters<typeof dependencies>[0], readonly string[]]>([
    ["is not set by the app", () => undefined, [POLICY]],
    ["is assigned", ({ resource }, wait) => void (resource.dependsOn = [dependable(wait)]), BOTH],
    ["is pushed", ({ resource }, wait) => void resource.dependsOn!.push(dependable(wait)), BOTH],
    [
      "is a token of a list",
      ({ resource }, wait) =>
        void (resource.dependsOn = Lazy.listValue({ produce: () => [dependable(wait)] })),
      BOTH,
    ],
    [
      "comes from an override",
      ({ resource }) => resource.addOverride("depends_on", ["terraform_data.wait"]),
      BOTH,
    ],
    ["comes from node.addDependency", ({ node }, wait) => node.addDependency(wait), BOTH],
    [
      "comes from node.addDependency of a parent construct",
      ({ node }, wait) => node.scope!.node.addDependency(wait),
      BOTH,
    ],
    [
      "is set twice",
      ({ node, resource }, wait) => {
        node.addDependency(wait);
        resource.dependsOn = [dependable(wait)];
      },
      BOTH,
    ],
    [
      "is already a dependency of the library",
      ({ node }, _, stack) => node.addDependency(stack.node.findChild("lake").node.findChild("role")),
      [POLICY, "aws_iam_role.lake_role"],
    ],
  ])("%s", (_, add, expected) => {
    expect(dependencies(add)).toEqual(expected);
  });

  test("rejects an override that would replace the list", () => {
    expect(() => dependencies(({ resource }) => resource.addOverride("depends_on", undefined))).toThrow(
      /override of depends_on replaces values that the library needs.*CDKTF_POLYTOMIC_META_ARGUMENT_OVERRIDDEN/,
    );
    expect(() => dependencies(({ resource }) => resource.addOverride("lifecycle", null))).not.toThrow(
      /depends_on/,
    );
  });
});

describe("dependsOn of a construct", () => {
  const connection = Connection.fromId;
  const rows: Readonly<
    Record<string, (stack: TerraformStack, dependsOn: readonly DataResource[]) => IConstruct>
  > = {
    BulkSync: (stack, dependsOn) =>
      new BulkSync(stack, "it", {
        name: "B",
        source: { connection: connection(stack, "a", UUID) },
        destination: { connection: connection(stack, "b", UUID) },
        dependsOn,
      }),
    DataBucket: (stack, dependsOn) =>
      new DataBucket(stack, "it", { name: "acme-lake", eventBridge: true, dependsOn }),
    EncryptionKey: (stack, dependsOn) => new EncryptionKey(stack, "it", { alias: "lake", dependsOn }),
    EventQueue: (stack, dependsOn) =>
      new EventQueue(stack, "it", {
        alarms: { actions: ["arn:aws:sns:us-east-1:111122223333:ops"] },
        dependsOn,
      }),
    GlobalErrorSubscribers: (stack, dependsOn) =>
      new GlobalErrorSubscribers(stack, "it", { emails: ["a@example.com"], dependsOn }),
    Model: (stack, dependsOn) =>
      new Model(stack, "it", {
        name: "M",
        connection: connection(stack, "a", UUID),
        configuration: { query: "SELECT 1" },
        dependsOn,
      }),
    ModelSync: (stack, dependsOn) =>
      new ModelSync(stack, "it", {
        name: "S",
        mode: "create",
        target: { connection: connection(stack, "a", UUID), object: "Contact" },
        fields: { Name: Model.fromModelId(stack, "m", UUID).field("name") },
        dependsOn,
      }),
    Organization: (stack, dependsOn) => new Organization(stack, "it", { name: "Acme", dependsOn }),
    PermissionPolicy: (stack, dependsOn) =>
      new PermissionPolicy(stack, "it", { name: "P", organization: ORGANIZATION, dependsOn }),
    PermissionRole: (stack, dependsOn) => new PermissionRole(stack, "it", { name: "R", dependsOn }),
    PolytomicRole: (stack, dependsOn) => {
      const role = new PolytomicRole(stack, "it", { externalIds: ["known-beforehand"], dependsOn });
      role.addStatements({ Effect: "Allow", Action: "s3:ListBucket", Resource: "*" });
      return role;
    },
    PrimaryKeys: (stack, dependsOn) =>
      new PrimaryKeys(stack, "it", {
        connection: UUID,
        schema: "orders",
        fields: ["id"],
        organization: ORGANIZATION,
        dependsOn,
      }),
    S3Connection: (stack, dependsOn) =>
      new S3Connection(stack, "it", {
        name: "L",
        bucket: "acme-lake",
        region: "us-east-1",
        auth: {
          mode: "iam_role",
          role: PolytomicRole.fromRoleArn(stack, "r", "arn:aws:iam::111122223333:role/x"),
        },
        dependsOn,
      }),
    S3Integration: (stack, dependsOn) => {
      const lake = new S3Integration(stack, "it", {
        name: "Lake",
        bucket: { name: "acme-lake" },
        encryptionKey: {},
        dependsOn,
      });
      lake.model("orders", { name: "Orders", file: "orders.csv", dependsOn });
      return lake;
    },
    User: (stack, dependsOn) =>
      new User(stack, "it", { email: "a@example.com", organization: ORGANIZATION, roles: [UUID], dependsOn }),
  };

  test.each(Object.entries(rows))("all resources of %s wait for it", (_, create) => {
    const stack = newStack();
    const construct = create(stack, [new DataResource(stack, "wait")]);
    const addresses = construct.node
      .findAll()
      .filter(TerraformResource.isTerraformResource)
      .map((one) => addressOf(one as TerraformResource));
    const rendered = metaArguments(stack);
    expect(addresses).not.toEqual([]);
    for (const address of addresses) {
      expect([address, rendered.get(address)?.depends_on]).toEqual([
        address,
        expect.arrayContaining(["terraform_data.wait"]),
      ]);
    }
  });
});

describe("the lifecycle of a resource", () => {
  test("sets prevent_destroy by default", () => {
    const removal = (preventDestroy?: boolean) =>
      synth((stack) => {
        const { node } = new DataBucket(stack, "lake", { name: "acme-lake" });
        (node.findChild("Resource") as TerraformResource).lifecycle = {
          ignoreChanges: ["tags"],
          ...(preventDestroy !== undefined && { preventDestroy }),
        };
      }).the("aws_s3_bucket").lifecycle;
    expect(removal()).toEqual({ ignore_changes: ["tags"], prevent_destroy: true });
    expect(removal(false)).toEqual({ ignore_changes: ["tags"], prevent_destroy: false });
  });

  test("creates a key before the old one is destroyed, whatever an aspect sets", () => {
    const terraform = synth((stack) => {
      const { node } = new EncryptionKey(stack, "key");
      (node.findChild("Resource") as TerraformResource).lifecycle = { createBeforeDestroy: false };
    });
    expect(terraform.the("aws_kms_key").lifecycle).toEqual({
      create_before_destroy: true,
      prevent_destroy: true,
    });
  });

  test("ignores all changes, except the trigger that rereads the external ID", () => {
    const stack = newStack();
    const lake = new S3Integration(stack, "lake", {
      name: "Lake",
      bucket: { existing: "acme-lake" },
      events: false,
    });
    Aspects.of(lake).add({
      visit(node) {
        if (TerraformResource.isTerraformResource(node)) {
          node.lifecycle = { ignoreChanges: "all" };
        }
      },
    });
    const terraform = synthesized(stack);
    expect(terraform.the("terraform_data").lifecycle).toMatchObject({ ignore_changes: ["input"] });
    expect(terraform.the("aws_iam_role").lifecycle).toMatchObject({ ignore_changes: "all" });
  });

  test.each(["replace_triggered_by", "ignore_changes"])("accepts an override that adds to %s", (list) => {
    const terraform = synth((stack) => {
      const { connection } = new S3Integration(stack, "lake", {
        name: "Lake",
        bucket: { existing: "acme-lake" },
        events: false,
      });
      (connection.node.findChild("external-id") as TerraformResource).addOverride(`lifecycle.${list}`, [
        "more",
      ]);
    });
    expect(terraform.the("terraform_data").lifecycle).toMatchObject({ [list]: [expect.any(String), "more"] });
  });

  test.each<[string, unknown]>([
    ["lifecycle", null],
    ["lifecycle.replace_triggered_by", undefined],
    ["lifecycle.postcondition", {}],
  ])("rejects an override that replaces %s", (path, value) => {
    expect(() =>
      synth((stack) => {
        const { connection } = new S3Integration(stack, "lake", {
          name: "Lake",
          bucket: { existing: "acme-lake" },
          events: false,
        });
        (connection.node.findChild("external-id") as TerraformResource).addOverride(path, value);
      }),
    ).toThrow(/CDKTF_POLYTOMIC_META_ARGUMENT_OVERRIDDEN/);
  });
});

describe("a resource address that the library has read", () => {
  test("of a binding is not changed silently", () => {
    const stack = new TerraformStack(Testing.app(), "stack");
    new AwsProvider(stack, "aws", { region: "us-east-1" });
    new PolytomicProvider(stack, "polytomic");
    const wait = new DataResource(stack, "wait");
    new PermissionRole(stack, "role", { name: wait.id });
    wait.overrideLogicalId("mine");
    expect(() => Testing.synth(stack, true)).toThrow(/moveFromId\("terraform_data.mine"\)/);
  });

  test("of a binding can be changed before", () => {
    const terraform = synth((stack) => {
      const wait = new DataResource(stack, "wait");
      wait.overrideLogicalId("mine");
      new PermissionRole(stack, "role", { name: "R", dependsOn: [wait] });
    });
    expect(terraform.dependenciesOf("polytomic_role")).toEqual(["terraform_data.mine"]);
  });
});

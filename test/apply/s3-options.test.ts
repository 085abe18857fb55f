/** Every S3 option on the bench: set, changed and unset. Also many valid connections, each with an empty second plan. */
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { type TerraformStack, TerraformVariable } from "cdktf";
import fc from "fast-check";
import {
  BulkSync,
  EventQueue,
  ModelSync,
  PolytomicProvider,
  PolytomicRole,
  S3Connection,
  type S3ConnectionProps,
  type S3Files,
  type S3ModelOptions,
  type TargetObject,
} from "../../constructs";
import { ROW_IDS, type RowId } from "../../docs/reference/s3-page";
import { Bench } from "../support/bench";
import type { Change, Plan } from "../../lib/testing/apply/plan";
import { runs } from "../support/properties";
import { brokenConditions } from "../support/s3-conditions";
import { descriptions, makeConnection } from "../support/s3-connections";
import type { Workspace } from "../../lib/testing/apply/workspace";

jest.setTimeout(600_000);

const SECRETS = { TF_VAR_secret: "wJalrXUtnFEMI", TF_VAR_rotated: "K7MDENGbPxRfiCY" };

let bench: Bench;
beforeAll(async () => {
  bench = await Bench.start();
});
afterAll(() => bench.stop());

function providers(stack: TerraformStack): void {
  new AwsProvider(stack, "aws", { region: "us-east-1" });
  new PolytomicProvider(stack, "polytomic");
}

/** The props of a row's program, and the value applied for its option; `undefined` if it is not sent. */
interface Stage {
  readonly make: (stack: TerraformStack, id: string) => unknown;
  readonly applied: unknown;
}

/** The program of a row before its option is set, with it set, and with it changed. Then the first two again. */
interface Row {
  readonly without: Stage;
  readonly set: Stage;
  readonly changed: Stage;
}

const queueArn = (name: string): string => `arn:aws:sqs:us-east-1:123456789012:${name}`;
const roleArn = (name: string): string => `arn:aws:iam::123456789012:role/${name}`;

const secretOf = (stack: TerraformStack, name: string): string => {
  const variable = stack.node.tryFindChild(name) ?? new TerraformVariable(stack, name, { sensitive: true });
  return (variable as TerraformVariable).stringValue;
};

/** An access key. */
const key =
  (accessKeyId = "AKIAEXAMPLE", secret = "secret") =>
  (stack: TerraformStack) =>
    ({ mode: "access_key_and_secret", accessKeyId, secretAccessKey: secretOf(stack, secret) }) as const;

/** An existing role. */
const role =
  (name = "polytomic") =>
  (stack: TerraformStack, id: string) =>
    ({ mode: "iam_role", role: PolytomicRole.fromRoleArn(stack, `${id}-role`, roleArn(name)) }) as const;

interface Told {
  readonly auth?: (stack: TerraformStack, id: string) => S3ConnectionProps["auth"];
  readonly queue?: string;
  readonly files?: S3Files;
  readonly bucket?: string;
  readonly region?: string;
}

/** A connection with these props. */
function connection({ auth = key(), queue, ...props }: Told, applied: unknown): Stage {
  const make = (stack: TerraformStack, id: string): S3Connection =>
    new S3Connection(stack, id, {
      name: id,
      bucket: "acme-lake",
      region: "us-east-1",
      auth: auth(stack, id),
      ...props,
      ...(queue !== undefined && {
        events: { queue: EventQueue.fromQueueArn(stack, `${id}-queue`, queueArn(queue)) },
      }),
    });
  return { make, applied };
}

const files = (told: S3Files, applied: unknown): Stage => connection({ files: told }, applied);

/** A model, a model sync or a bulk sync on a connection that the rows share. */
const lakeOf = (stack: TerraformStack): S3Connection => stack.node.findChild("lake") as S3Connection;

function model(told: Omit<S3ModelOptions, "name">, applied: unknown): Stage {
  const make = (stack: TerraformStack, id: string): unknown =>
    lakeOf(stack).model(id, { name: id, ...told } as S3ModelOptions);
  return { make, applied };
}

/** A model with relations from these fields to another one. */
function related(from: readonly string[], applied: unknown): Stage {
  const make = (stack: TerraformStack, id: string): unknown => {
    const accounts = lakeOf(stack).model(`${id}-accounts`, { name: "Accounts", file: "accounts.csv" });
    const relations = from.map((field) => ({ from: field, to: accounts.field("id") }));
    return lakeOf(stack).model(id, { name: id, file: "f", ...(relations.length > 0 && { relations }) });
  };
  return { make, applied };
}

function target(format: "csv" | "json" | "parquet" | undefined, applied: unknown): Stage {
  const make = (stack: TerraformStack, id: string): unknown => {
    const people = lakeOf(stack).model(`${id}-people`, {
      name: "People",
      file: "people.csv",
      identifier: "email",
    });
    return new ModelSync(stack, id, {
      name: id,
      mode: "replace",
      target: { connection: lakeOf(stack), object: "audience", ...(format !== undefined && { format }) },
      fields: { email: people.field("email") },
    });
  };
  return { make, applied };
}

function bulkDestination(configuration: { format?: string; subfolder?: string }, applied: unknown): Stage {
  const make = (stack: TerraformStack, id: string): unknown =>
    new BulkSync(stack, id, {
      name: id,
      source: { connection: lakeOf(stack) },
      destination: { connection: lakeOf(stack), configuration },
      schemas: ["orders"],
    });
  return { make, applied };
}

const oneTable = { layout: "one-table" } as const;
const directories = { layout: "table-per-directory", glob: "data/*/*" } as const;

/** Rows whose option can be set. A required option has another value instead of being omitted. */
const ROWS: Readonly<Partial<Record<RowId, Row>>> = {
  "connection.auth_mode": {
    without: connection({ auth: key() }, "access_key_and_secret"),
    set: connection({ auth: role() }, "iam_role"),
    changed: connection({ auth: key() }, "access_key_and_secret"),
  },
  "connection.csv_has_headers": {
    without: connection({}, true),
    set: files({ layout: "table-per-file", csvHasHeaders: false }, false),
    changed: files({ layout: "table-per-file", csvHasHeaders: true }, true),
  },
  "connection.enable_event_notifications": {
    without: connection({}, false),
    set: connection({ queue: "c" }, true),
    changed: connection({}, false),
  },
  "connection.event_queue_arn": {
    without: connection({}, ""),
    set: connection({ queue: "a" }, queueArn("a")),
    changed: connection({ queue: "b" }, queueArn("b")),
  },
  "connection.is_single_table": {
    without: connection({}, false),
    set: files(oneTable, true),
    changed: files({ layout: "table-per-file" }, false),
  },
  "connection.s3_bucket_name": {
    without: connection({ bucket: "acme-lake" }, "s3://acme-lake"),
    set: connection({ bucket: "acme-lake/exports" }, "s3://acme-lake/exports"),
    changed: connection({ bucket: "s3://acme-other/exports/" }, "s3://acme-other/exports"),
  },
  "connection.s3_bucket_region": {
    without: connection({ region: "us-east-1" }, "us-east-1"),
    set: connection({ region: "eu-west-1" }, "eu-west-1"),
    changed: connection({ region: "us-west-2" }, "us-west-2"),
  },
  "connection.aws_access_key_id": {
    without: connection({ auth: key("AKIA1") }, "AKIA1"),
    set: connection({ auth: key("AKIA2") }, "AKIA2"),
    changed: connection({ auth: key("AKIA3") }, "AKIA3"),
  },
  "connection.aws_secret_access_key": {
    without: connection({ auth: key("AKIA", "secret") }, SECRETS.TF_VAR_secret),
    set: connection({ auth: key("AKIA", "rotated") }, SECRETS.TF_VAR_rotated),
    changed: connection({ auth: key("AKIA", "secret") }, SECRETS.TF_VAR_secret),
  },
  "connection.iam_role_arn": {
    without: connection({ auth: role("a") }, roleArn("a")),
    set: connection({ auth: role("b") }, roleArn("b")),
    changed: connection({ auth: role("c") }, roleArn("c")),
  },
  "connection.is_directory_snapshot": {
    without: files(oneTable, false),
    set: files(directories, true),
    changed: files({ ...oneTable, format: "json" }, false),
  },
  "connection.single_table_file_format": {
    without: files(oneTable, "csv"),
    set: files({ ...oneTable, format: "parquet" }, "parquet"),
    changed: files({ ...oneTable, format: "json" }, "json"),
  },
  "connection.single_table_name": {
    without: files(oneTable, ""),
    set: files({ ...oneTable, tableName: "orders" }, "orders"),
    changed: files({ ...oneTable, tableName: "customers" }, "customers"),
  },
  "connection.single_table_file_formats": {
    without: files(directories, ["csv"]),
    set: files({ ...directories, formats: ["json", "parquet"] as const }, ["json", "parquet"]),
    changed: files({ ...directories, formats: ["csv", "json"] as const }, ["csv", "json"]),
  },
  "connection.directory_glob_pattern": {
    without: files(oneTable, ""),
    set: files({ ...directories, glob: "a/*" }, "a/*"),
    changed: files({ ...directories, glob: "b/*" }, "b/*"),
  },
  "connection.skip_lines": {
    without: files(oneTable, 0),
    set: files({ ...oneTable, skipLines: 1 }, 1),
    changed: files({ ...oneTable, skipLines: 2 }, 2),
  },
  "model.file_format": {
    without: model({ file: "f" }, undefined),
    set: model({ file: "f", format: "csv" }, "csv"),
    changed: model({ file: "f", format: "json" }, "json"),
  },
  "model.key": {
    without: model({ archive: {} }, undefined),
    set: model({ archive: { key: "a.zip" } }, "a.zip"),
    changed: model({ archive: { key: "b.zip" } }, "b.zip"),
  },
  "model.model_from": {
    without: model({ file: "f" }, "single_file"),
    set: model({ archive: {} }, "multi_file_archive"),
    changed: model({ file: "g" }, "single_file"),
  },
  "model.subfolder": {
    without: model({ archive: {} }, undefined),
    set: model({ archive: { subfolder: "a" } }, "a"),
    changed: model({ file: { key: "f", subfolder: "b" } }, "b"),
  },
  "target.format": {
    without: target(undefined, "csv"),
    set: target("json", "json"),
    changed: target("parquet", "parquet"),
  },
  "bulkDestination.format": {
    without: bulkDestination({}, undefined),
    set: bulkDestination({ format: "csv" }, "csv"),
    changed: bulkDestination({ format: "json" }, "json"),
  },
  "bulkDestination.subfolder": {
    without: bulkDestination({ format: "csv" }, undefined),
    set: bulkDestination({ format: "csv", subfolder: "a" }, "a"),
    changed: bulkDestination({ format: "csv", subfolder: "b" }, "b"),
  },
};

/** Rows that cannot be set, with the reason. */
const NOT_SET: Readonly<Partial<Record<RowId, string>>> = {
  "readOnly.aws_user": "Polytomic says it",
  "readOnly.external_id": "Polytomic says it",
  "bulkSource.none": "there is no option",
  "model.skip_lines": "does not survive the provider, and is rejected",
};

/** The members of a model outside of its configuration. Only `fields` cannot be unset. */
const MEMBERS: Readonly<Record<string, Row>> = {
  "modelMember.identifier": {
    without: model({ file: "f" }, ""),
    set: model({ file: "f", identifier: "id" }, "id"),
    changed: model({ file: "f", identifier: "email" }, "email"),
  },
  "modelMember.tracking_columns": {
    without: model({ file: "f" }, []),
    set: model({ file: "f", trackingColumns: ["a", "b"] }, ["a", "b"]),
    changed: model({ file: "f", trackingColumns: ["b"] }, ["b"]),
  },
  "modelMember.relations": {
    without: related([], []),
    set: related(["a"], ["a"]),
    changed: related(["a", "b"], ["a", "b"]),
  },
};

const rows = Object.entries({ ...ROWS, ...MEMBERS });
const idOf = (row: string): string => row.replace(".", "-");

/** The option of a row in a plan or state. */
function optionIn(row: string, values: Change["before"]): unknown {
  const [table, option] = row.split(".") as [string, string];
  const value = membersOf(table, (values ?? {}) as Record<string, Record<string, unknown>>)[option];
  return Array.isArray(value) ? value.map((one) => one.from ?? one).sort() : value;
}

function membersOf(table: string, values: Record<string, Record<string, unknown>>): Record<string, unknown> {
  const held = {
    connection: values["configuration"],
    model: values["configuration"],
    modelMember: values,
    target: values["target"]?.["configuration"],
    bulkDestination: values["destination"]?.["configuration"],
  }[table];
  return typeof held === "string" ? JSON.parse(held) : ((held as Record<string, unknown> | null) ?? {});
}

const isOf =
  (row: string) =>
  ({ address }: Change): boolean =>
    new RegExp(`\\.(lake_)?${idOf(row)}_[0-9A-F]{8}$`).test(address);

/** The tests share one workspace and run in order. */
describe("an option", () => {
  let workspace: Workspace;
  let before: keyof Row | undefined;

  function synth(stage: keyof Row): void {
    workspace.synth((stack) => {
      providers(stack);
      new S3Connection(stack, "lake", {
        name: "Lake",
        bucket: "acme-lake",
        region: "us-east-1",
        auth: key()(stack),
      });
      for (const [row, stages] of rows) {
        stages[stage].make(stack, idOf(row));
      }
    });
  }

  beforeAll(async () => {
    workspace = await bench.workspace("options", { env: SECRETS });
    synth("without");
    await workspace.init();
    await workspace.apply();
    expect((await workspace.plan()).text).toContain("No changes");
    before = "without";
  });

  describe.each<[string, keyof Row]>([
    ["is set", "set"],
    ["is changed", "changed"],
    ["is set again", "set"],
    ["is unset", "without"],
  ])("that %s", (_, stage) => {
    let plan: Plan;
    let from: keyof Row;

    beforeAll(async () => {
      from = before!;
      synth(stage);
      plan = await workspace.plan();
      await workspace.apply(plan);
      before = stage;
    });

    test.each(rows)("shows in the plan: %s", (row, stages) => {
      const change = plan.changes.find(isOf(row));
      expect(change?.actions).toEqual(["update"]);
      expect(optionIn(row, change!.before)).toEqual(stages[from].applied);
      expect(optionIn(row, change!.after)).toEqual(stages[stage].applied);
    });

    test("changes nothing else, except the external ID that belongs to a role", () => {
      const others = plan.changes.filter((change) => !rows.some(([row]) => isOf(row)(change)));
      expect(others.map(({ type }) => type)).toEqual(["terraform_data"]);
    });

    test("leaves no changes in the next plan", async () => {
      expect((await workspace.plan()).text).toContain("No changes");
    });
  });

  test("is missing here only with a reason", () => {
    expect(ROW_IDS.filter((row) => !(row in ROWS) && !(row in NOT_SET))).toEqual([]);
  });
});

test("sixty connections with random valid options have an empty second plan, and meet the conditions on Polytomic's page", async () => {
  const workspace = await bench.workspace("combinations", { env: SECRETS });
  const described = fc.sample(descriptions, runs(60));
  bench.api.forgetRequests();
  workspace.synth((stack) => {
    providers(stack);
    described.forEach((description, index) => makeConnection(stack, `lake-${index}`, description));
  });
  await workspace.init();
  expect(await workspace.apply()).toMatchObject({
    added: 60 + described.filter(({ auth }) => auth === "iam_role").length,
  });
  expect((await workspace.plan()).text).toContain("No changes");

  const sent = bench.api.requests
    .filter(({ method, path }) => method === "POST" && path === "/api/connections")
    .map(({ body }) => (body as { configuration: Record<string, unknown> }).configuration);
  expect(sent).toHaveLength(60);
  expect(sent.flatMap(brokenConditions)).toEqual([]);
  await workspace.destroy();
});

/** Options that Polytomic keeps, unused, with another layout or mode, because the provider has no empty value for them. */
const KEPT = [
  "single_table_file_format",
  "single_table_file_formats",
  "aws_access_key_id",
  "aws_secret_access_key",
];

test("a connection that switches between all layouts, with and without events, keeps no effective leftovers", async () => {
  const workspace = await bench.workspace("layouts", { env: SECRETS });
  const synth = ({ make }: Stage): void =>
    workspace.synth((stack) => {
      providers(stack);
      make(stack, "lake");
    });
  synth(connection({ queue: "a", files: { ...oneTable, tableName: "t", skipLines: 5 } }, undefined));
  await workspace.init();
  await workspace.apply();
  for (const told of [
    { files: { ...oneTable, format: "parquet" } },
    { queue: "b", files: { ...directories, skipLines: 2 } },
    { files: { layout: "table-per-file" } },
    { auth: role(), files: { ...oneTable, tableName: "t" } },
  ] as const) {
    synth(connection(told, undefined));
    await workspace.apply();
    expect((await workspace.plan()).text).toContain("No changes");
    const { id } = (await workspace.show()).resources.find(
      ({ type }) => type === "polytomic_s3_connection",
    )!.values;
    const stored = bench.api.snapshot().connections[String(id)]!.configuration;
    const settable = Object.fromEntries(
      Object.entries(stored).filter(([option]) => option !== "external_id" && option !== "aws_user"),
    );
    const kept = KEPT.map((option) => `${option} is set where it is not available`);
    expect(brokenConditions(settable).filter((problem) => !kept.includes(problem))).toEqual([]);
  }
  await workspace.destroy();
});

test("a model sync creates a new object, is renamed, and then references the object", async () => {
  const workspace = await bench.workspace("new-object", { env: SECRETS });
  const synth = (name: string, object: TargetObject): void =>
    workspace.synth((stack) => {
      providers(stack);
      const lake = connection({}, undefined).make(stack, "lake") as S3Connection;
      const people = lake.model("people", { name: "People", file: "people.csv", identifier: "email" });
      new ModelSync(stack, "audience", {
        name,
        mode: "replace",
        target: { connection: lake, ...object },
        fields: { email: people.field("email") },
      });
    });
  const applied = async (): Promise<void> => {
    await workspace.apply();
    expect((await workspace.plan()).text).toContain("No changes");
  };
  synth("Audience", { create: { name: "audience" }, format: "json" });
  await workspace.init();
  await applied();
  synth("Renamed", { create: { name: "audience" }, format: "json" });
  await applied();

  const { values } = (await workspace.show()).resources.find(({ type }) => type === "polytomic_sync")!;
  const { object } = values["target"] as { object: string };
  synth("Renamed", { object, format: "json" });
  await applied();
  await workspace.destroy();
});

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { TerraformOutput, type TerraformStack, TerraformVariable } from "cdktf";
import {
  BulkSync,
  ModelSync,
  PolytomicProvider,
  PolytomicRole,
  S3Connection,
  type S3ConnectionProps,
  Schedule,
} from "../../constructs";
import { PostgresqlConnection } from "../../lib/bindings/postgresql-connection";
import { Bench } from "../support/bench";
import type { Plan } from "../../lib/testing/apply/plan";
import type { Workspace } from "../../lib/testing/apply/workspace";

jest.setTimeout(600_000);

let bench: Bench;
beforeAll(async () => {
  bench = await Bench.start();
});
afterAll(() => bench.stop());

/** The actions of a plan, by resource type. */
const actions = (plan: Plan): string[] =>
  plan.changes.map(({ type, actions }) => `${type}: ${actions.join(", ")}`);

function providers(stack: TerraformStack): void {
  new AwsProvider(stack, "aws", { region: "us-east-1" });
  new PolytomicProvider(stack, "polytomic");
}

const base = { name: "Lake", bucket: "acme-lake/exports", region: "us-east-1" };

/** The tests share one workspace and run in order. */
describe("a connection and its users", () => {
  let workspace: Workspace;

  /** A role and a connection, with one model, one model sync and two bulk syncs with all their props. */
  function program(props: Partial<S3ConnectionProps> = {}) {
    return (stack: TerraformStack): void => {
      providers(stack);
      const role = new PolytomicRole(stack, "role", { path: "/vendors/" });
      role.addStatements({ Effect: "Allow", Action: "s3:ListBucket", Resource: "arn:aws:s3:::acme-lake" });
      const lake = new S3Connection(stack, "lake", {
        ...base,
        auth: { mode: "iam_role", role },
        files: {
          layout: "table-per-directory",
          glob: "tables/*/*.csv",
          formats: ["csv", "parquet"],
          skipLines: 1,
        },
        ...props,
      } as S3ConnectionProps);
      const password = new TerraformVariable(stack, "password", { sensitive: true });
      const warehouse = new PostgresqlConnection(stack, "warehouse", {
        name: "Warehouse",
        configuration: {
          hostname: "db",
          database: "raw",
          username: "u",
          port: 5432,
          password: password.stringValue,
        },
      });
      const orders = lake.model("orders", {
        name: 'The "orders" <&>',
        file: 'a "quoted" \\ name.csv',
        format: "csv",
        identifier: "id",
        fields: ["id", "email"],
        trackingColumns: ["updated_at"],
      });
      const toWarehouse = new BulkSync(stack, "to-warehouse", {
        name: "To warehouse",
        source: { connection: lake },
        destination: { connection: warehouse, configuration: { schema: "raw", options: [1, null, 'x "y"'] } },
        schemas: ["b", { id: "a", enabled: false, partitionKey: "day", trackingField: "at" }],
        schedule: Schedule.weekly({ dayOfWeek: 1, hour: 8 }),
        automaticallyAddNewFields: "all",
        automaticallyAddNewObjects: "onlyIncremental",
        disableRecordTimestamps: true,
        concurrencyLimit: 2,
        active: false,
      });
      new BulkSync(stack, "to-lake", {
        name: "To lake",
        source: { connection: warehouse },
        destination: { connection: lake },
      });
      const toS3 = new ModelSync(stack, "to-s3", {
        name: "Files",
        mode: "replace",
        target: { connection: lake, object: "audience", format: "parquet" },
        fields: { email: orders.field("email") },
        schedule: Schedule.after(toWarehouse),
      });
      new ModelSync(stack, "to-table", {
        name: "Table",
        mode: "updateOrCreate",
        target: { connection: warehouse, object: "public.people" },
        identity: { source: orders.field("id"), target: "id" },
        fields: { email: orders.field("email"), origin: 'lake "one"' },
        filters: [
          orders.field("email").isNotNull(),
          orders.field("id").oneOf('a "b"', "<c>"),
          orders.field("id").notEquals(7),
        ],
        schedule: Schedule.afterSuccessOf(toS3),
        syncAllRecords: true,
        skipInitialBackfill: true,
      });
    };
  }

  test("are created in one apply, and the second plan is empty", async () => {
    workspace = await bench.workspace("used", { env: { TF_VAR_password: "hidden" } });
    workspace.synth(program());
    await workspace.init();
    await workspace.apply();
    expect((await workspace.plan()).text).toContain("No changes");
  });

  test("are connected: the role trusts the external ID of its connection", async () => {
    const { resources } = await workspace.show();
    const values = (type: string): Record<string, unknown> =>
      resources.find((one) => one.type === type)!.values;
    const configuration = values("polytomic_s3_connection")["configuration"] as Record<string, unknown>;
    expect(configuration["iam_role_arn"]).toBe(values("aws_iam_role")["arn"]);
    expect(configuration["s3_bucket_name"]).toBe("s3://acme-lake/exports");
    const trust = JSON.parse(String(values("aws_iam_role")["assume_role_policy"]));
    expect(trust.Statement[0].Condition).toEqual({
      StringEquals: { "sts:ExternalId": configuration["external_id"] },
    });
  });

  test.each<[string, Partial<S3ConnectionProps>]>([
    ["name", { name: "Renamed" }],
    ["forceDestroy", { forceDestroy: true }],
    ["files", { files: { layout: "one-table", tableName: "orders", format: "json" } }],
  ])("stay out of the plan when the %s of the connection changes", async (_, props) => {
    workspace.synth(program(props));
    const plan = await workspace.plan();
    expect(actions(plan)).toEqual(["polytomic_s3_connection: update"]);
    await workspace.apply(plan);
    expect((await workspace.plan()).empty).toBe(true);
  });

  test("are replaced with the connection, and the role trusts the new one, in one apply", async () => {
    const connection = (await workspace.show()).resources.find(
      ({ type }) => type === "polytomic_s3_connection",
    )!;
    await workspace.terraform(["apply", "-auto-approve", "-no-color", `-replace=${connection.address}`]);
    const { resources } = await workspace.show();
    const replaced = resources.find(({ type }) => type === "polytomic_s3_connection")!;
    expect(replaced.values["id"]).not.toBe(connection.values["id"]);
    expect((await workspace.plan()).empty).toBe(true);
  });

  test("are destroyed in one run", async () => {
    await workspace.destroy();
    expect(bench.api.isEmpty()).toBe(true);
    expect((await bench.aws.inventory()).roles).toEqual([]);
  });
});

test("a connection that changes from access keys to a role is trusted in the same apply", async () => {
  const program = (mode: "iam_role" | "access_key_and_secret") => (stack: TerraformStack) => {
    providers(stack);
    const secret = new TerraformVariable(stack, "secret", { sensitive: true });
    const role = new PolytomicRole(stack, "role", { externalIds: ["known-beforehand"] });
    new S3Connection(stack, "lake", {
      ...base,
      auth:
        mode === "iam_role"
          ? { mode, role }
          : { mode, accessKeyId: "AKIAEXAMPLE", secretAccessKey: secret.stringValue },
    });
  };
  const workspace = await bench.workspace("switch", { env: { TF_VAR_secret: "hidden" } });
  workspace.synth(program("access_key_and_secret"));
  await workspace.init();
  await workspace.apply();
  expect((await workspace.plan()).empty).toBe(true);

  workspace.synth(program("iam_role"));
  await workspace.apply();

  const [connection] = Object.values(bench.api.snapshot().connections);
  const { resources } = await workspace.show();
  const trust = String(resources.find(({ type }) => type === "aws_iam_role")!.values["assume_role_policy"]);
  expect(JSON.parse(trust).Statement[0].Condition.StringEquals["sts:ExternalId"]).toEqual(
    expect.arrayContaining(["known-beforehand", connection!.configuration["external_id"]]),
  );
  expect((await workspace.plan()).empty).toBe(true);
  await workspace.destroy();
});

test("an external ID that Polytomic returns late fails the apply, and the command in the error reads it", async () => {
  bench.api.behavior.externalId = "after-creation";
  try {
    const workspace = await bench.workspace("late");
    workspace.synth((stack) => {
      new PolytomicProvider(stack, "polytomic");
      const role = PolytomicRole.fromRoleArn(stack, "role", "arn:aws:iam::111122223333:role/polytomic");
      const { auth } = new S3Connection(stack, "lake", { ...base, auth: { mode: "iam_role", role } });
      new TerraformOutput(stack, "external-id", { value: auth.externalId, staticId: true });
    });
    await workspace.init();
    const error = String(await workspace.apply().catch((failure: unknown) => failure));
    const [, replace = ""] = /terraform\s+apply\s+(-replace=[\w.-]+)/.exec(error) ?? [];

    await workspace.terraform(["apply", "-auto-approve", "-no-color", replace]);

    const [connection] = Object.values(bench.api.snapshot().connections);
    const { outputs } = await workspace.show();
    expect(outputs).toEqual({ "external-id": connection!.configuration["external_id"] });
    expect((await workspace.plan()).empty).toBe(true);
    await workspace.destroy();
  } finally {
    bench.api.behavior.externalId = "at-creation";
  }
});

test("a role with another ARN than its connections use fails the apply", async () => {
  const workspace = await bench.workspace("other-arn");
  workspace.synth((stack) => {
    providers(stack);
    new PolytomicRole(stack, "role", { roleName: "polytomic-elsewhere", externalIds: ["id"] });
  });
  const file = join(workspace.dir, "cdk.tf.json");
  workspace.write(readFileSync(file, "utf8").replace('"path": "/"', '"path": "/elsewhere/"'));
  await workspace.init();
  await expect(workspace.apply()).rejects.toThrow(
    "The role's ARN differs from the one that was passed to connections",
  );
  await workspace.destroy();
});

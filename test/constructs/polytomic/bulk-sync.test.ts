import type { TerraformStack } from "cdktf";
import {
  BulkSync,
  type BulkSyncEnd,
  type BulkSyncOptions,
  Connection,
  type ConnectionLike,
  DataBucket,
  PermissionPolicy,
  PolytomicProvider,
  PolytomicRole,
  S3Connection,
  Schedule,
} from "../../../constructs";
import { CsvConnection } from "../../../lib/bindings/csv-connection";
import { newStack, synth } from "../synth";

const SYNC = "polytomic_bulk_sync";
const UUID = "3f2504e0-4f89-11d3-9a0c-0305e82c3301";

/** The arguments of a bulk sync between two connections, with some options. */
const sent = (options: Partial<BulkSyncOptions> = {}, end: Partial<BulkSyncEnd> = {}) =>
  synth((stack) => {
    const source = { connection: Connection.fromId(stack, "source", "from") };
    const destination = { connection: Connection.fromId(stack, "destination", "to"), ...end };
    new BulkSync(stack, "sync", { name: "Sync", source, destination, ...options });
  }).the(SYNC);

describe("a BulkSync", () => {
  test("sends only the values that the provider would reset or fail on", () => {
    expect(sent()).toEqual({
      name: "Sync",
      mode: "replicate",
      active: true,
      source: { connection_id: "from" },
      destination: { connection_id: "to" },
      schemas: [],
      schedule: { frequency: "manual" },
      automatically_add_new_fields: "none",
      automatically_add_new_objects: "none",
      disable_record_timestamps: false,
    });
  });

  test('copies all schemas by default and with "all"', () => {
    expect(sent({ schemas: "all" })).toEqual(sent());
  });

  test.each([[[]], [null], ["public.orders"]])("rejects %j as its schemas", (schemas) => {
    expect(() => sent({ schemas: schemas as never })).toThrow(/Invalid props for sync .*\n {2}schemas {2}/);
  });

  test("takes its options", () => {
    const options = {
      mode: "snapshot",
      active: false,
      automaticallyAddNewFields: "all",
      automaticallyAddNewObjects: "onlyIncremental",
      disableRecordTimestamps: true,
      concurrencyLimit: 4,
      organization: UUID,
    } as const;
    expect(sent(options)).toMatchObject({
      mode: "snapshot",
      active: false,
      automatically_add_new_fields: "all",
      automatically_add_new_objects: "onlyIncremental",
      disable_record_timestamps: true,
      concurrency_limit: 4,
      organization: UUID,
    });
  });

  test("selects schemas with all of their fields", () => {
    const schemas = ["orders", { id: "customers", enabled: false, partitionKey: "day", trackingField: "at" }];
    const usual = { fields: [], partition_key: "", tracking_field: "", disable_data_cutoff: false };
    expect(sent({ schemas }).schemas).toEqual([
      { id: "orders", enabled: true, ...usual },
      { id: "customers", enabled: false, ...usual, partition_key: "day", tracking_field: "at" },
    ]);
  });

  test("sends the configuration of each end, or none", () => {
    expect(
      sent({}, { configuration: { schema: "raw", quote: '"', deep: { a: [1, null] } } }).destination,
    ).toEqual({
      connection_id: "to",
      configuration: { schema: "raw", quote: '"', deep: { a: [1, null] } },
    });
    expect(sent({}, { configuration: { schema: undefined } }).destination).toEqual({ connection_id: "to" });
  });

  test.each([
    [Schedule.continuous(), { frequency: "continuous" }],
    [Schedule.hourly({ minute: 15 }), { frequency: "hourly", minute: "15" }],
    [Schedule.daily({ hour: 5, minute: 6 }), { frequency: "daily", hour: "5", minute: "6" }],
    [
      Schedule.weekly({ dayOfWeek: 6, hour: 23 }),
      { frequency: "weekly", day_of_week: "6", hour: "23", minute: "0" },
    ],
    [Schedule.custom({ dayOfMonth: 1 }), { frequency: "custom", day_of_month: "1" }],
  ])("runs by the schedule %j", (schedule, expected) => {
    expect(sent({ schedule }).schedule).toEqual(expected);
  });

  test("waits for its connection's role policy, and is replaced with the connection", () => {
    const terraform = synth((stack) => {
      const bucket = new DataBucket(stack, "bucket", { name: "acme-lake" });
      const role = new PolytomicRole(stack, "role");
      const lake = new S3Connection(stack, "lake", {
        name: "Lake",
        bucket,
        auth: { mode: "iam_role", role },
      });
      const warehouse = Connection.fromId(stack, "warehouse", "to");
      const ends = { source: { connection: lake }, destination: { connection: warehouse } };
      new BulkSync(stack, "sync", { name: "Sync", ...ends });
      bucket.grant(role, "read");
    });
    expect(terraform.dependenciesOf(SYNC)).toEqual(["aws_iam_role_policy.role_policy"]);
    expect(terraform.the(SYNC).lifecycle).toEqual({
      replace_triggered_by: ["polytomic_s3_connection.lake.id"],
    });
  });

  test("verifies its schemas on request, after its source's dependencies", () => {
    const terraform = synth((stack) => {
      const role = new PolytomicRole(stack, "role");
      role.addStatements({ Effect: "Allow", Action: "s3:ListBucket", Resource: "arn:aws:s3:::lake" });
      const auth = { mode: "iam_role", role } as const;
      const source = new S3Connection(stack, "lake", {
        name: "L",
        bucket: "lake",
        region: "us-east-1",
        auth,
        organization: UUID,
      });
      new BulkSync(stack, "sync", {
        name: "S",
        source: { connection: source },
        destination: { connection: "id" },
        schemas: ["orders", { id: "old", enabled: false }],
        verifySchemas: true,
      });
    });
    const { schemas, lifecycle } = terraform.the(SYNC) as {
      readonly schemas: object[];
      readonly lifecycle: { readonly precondition: readonly { readonly condition: string }[] };
    };
    expect(schemas).toHaveLength(2);
    expect(lifecycle.precondition[0]?.condition).toMatch(
      /^\$\{\(length\(setsubtract\(\["orders"\], data\.polytomic_bulk_source\.sync_source\.schemas\[\*\]\.id\)\) < 1\)\}$/,
    );
    expect(Object.values(terraform.json.data?.["polytomic_bulk_source"] ?? {})).toMatchObject([
      {
        connection_id: expect.stringContaining("polytomic_s3_connection.lake_") as string,
        organization: UUID,
      },
    ]);
    expect(JSON.stringify(terraform.json.data?.["polytomic_bulk_source"])).toContain(
      "aws_iam_role_policy.role_policy",
    );
  });

  test("reads no schemas without verifySchemas or without named schemas", () => {
    for (const options of [{ schemas: ["orders"] }, { verifySchemas: true }]) {
      const terraform = synth((stack) => {
        new BulkSync(stack, "sync", {
          name: "S",
          source: { connection: "id" },
          destination: { connection: "id" },
          ...options,
        });
      });
      expect(terraform.the(SYNC)).not.toHaveProperty("lifecycle");
    }
  });

  test("is created in the organization of one of its ends, unless it names another provider", () => {
    const organizationWith = (of: "the same provider" | "another provider" | "none") =>
      synth((stack) => {
        const polytomicProvider = new PolytomicProvider(stack, "partner", { alias: "partner" });
        const another = new PolytomicProvider(stack, "another", { alias: "another" });
        const connection = new CsvConnection(stack, "csv", {
          name: "C",
          configuration: { url: "https://example.com" },
          organization: UUID,
          provider: polytomicProvider,
        });
        new BulkSync(stack, "sync", {
          name: "S",
          source: { connection },
          destination: { connection: "id" },
          ...(of !== "none" && {
            polytomicProvider: of === "the same provider" ? polytomicProvider : another,
          }),
        });
      }).the(SYNC)["organization"];
    expect(organizationWith("the same provider")).toBe(UUID);
    expect(organizationWith("none")).toBe(UUID);
    expect(organizationWith("another provider")).toBeUndefined();
  });

  test("is replaced when its organization changes, unless the app manages its connections", () => {
    const replacedWith = (connection: (stack: TerraformStack) => ConnectionLike) =>
      synth((stack) => {
        const source = { connection: connection(stack) };
        const destination = { connection: "id" };
        new BulkSync(stack, "sync", { name: "S", source, destination, organization: UUID });
      }).the(SYNC)["lifecycle"];
    expect(replacedWith(() => "from")).toEqual({
      replace_triggered_by: ["terraform_data.sync_organization.id"],
    });
    const csv = (stack: TerraformStack) =>
      new CsvConnection(stack, "csv", { name: "C", configuration: { url: "https://example.com" } });
    expect(replacedWith(csv)).toEqual({ replace_triggered_by: ["polytomic_csv_connection.csv.id"] });
  });

  test("passes its provider to its resource", () => {
    const terraform = synth((stack) => {
      const polytomicProvider = new PolytomicProvider(stack, "eu", { alias: "eu" });
      const end = { connection: Connection.fromId(stack, "any", "id") };
      new BulkSync(stack, "sync", { name: "Sync", source: end, destination: end, polytomicProvider });
    });
    expect(terraform.the(SYNC).provider).toBe("polytomic.eu");
  });
});

test("a BulkSync takes policies as constructs or ids", () => {
  const terraform = synth((stack) => {
    const policy = new PermissionPolicy(stack, "policy", { name: "Team" });
    const end = { connection: "id" };
    new BulkSync(stack, "sync", { name: "S", source: end, destination: end, policies: [policy, "known"] });
    expect(
      () =>
        new BulkSync(stack, "bad", {
          name: "S",
          source: end,
          destination: end,
          policies: [5 as never, "a/b"],
        }),
    ).toThrow(
      /policies\[0\] +must be a PermissionPolicy or its id\n.*policies\[1\] +the string that was passed is not the id of a policy/,
    );
  });
  expect(terraform.the("polytomic_bulk_sync").policies).toEqual(["${polytomic_policy.policy.id}", "known"]);
});

describe("a BulkSync is rejected", () => {
  test.each<[string, object, RegExp]>([
    ["with a limit of zero", { concurrencyLimit: 0 }, /concurrencyLimit +must be at least 1, got 0/],
    ["with an unknown mode", { mode: "mirror" }, /mode +expected "replicate" or "snapshot", got "mirror"/],
    [
      "after another sync",
      { schedule: Schedule.after() },
      /schedule +a bulk sync cannot run after another sync or job; use a schedule by time/,
    ],
    ["with a schema twice", { schemas: ["a", "a"] }, /schemas\[1\] +"a" is listed twice/],
    ["with a schema that is null", { schemas: [null] }, /schemas\[0\] +expected .*, got null/],
    [
      "with a misspelled option of a schema",
      { schemas: ["a", { id: "b", enable: true }] },
      /schemas\[1\]\.enable +is not/,
    ],
    ["without a connection", { source: {} }, /source\.connection +is missing; expected a connection: an S3C/],
    ["without a source", { source: undefined }, /source +is missing; expected an object/],
    [
      "with a URL as the source",
      { source: { connection: "a/b" } },
      /source\.connection +the string that was passed is not the id of a connection/,
    ],
    [
      "with a configuration that is not JSON",
      { source: { configuration: { a: () => 1 } } },
      /source\.configuration\.a +must be a JSON value/,
    ],
  ])("%s", (_, props, message) => {
    const stack = newStack();
    const end = { connection: Connection.fromId(stack, "any", "id") };
    expect(
      () => new BulkSync(stack, "sync", { name: "Sync", source: end, destination: end, ...props }),
    ).toThrow(message);
  });
});

import { TerraformVariable } from "cdktf";
import {
  Connection,
  field,
  type FieldReference,
  ModelSync,
  type ModelSyncProps,
  PolytomicProvider,
  S3Model,
  Schedule,
} from "../../../constructs";
import { StripeConnection } from "../../../lib/bindings/stripe-connection";
import { newStack, synth } from "../synth";

const SYNC = "polytomic_sync";
const UUID = "3f2504e0-4f89-11d3-9a0c-0305e82c3301";

type Field = (name: string) => FieldReference;

/** The arguments of a model sync with a model of orders, with some props. */
const sent = (props: (field: Field) => Partial<ModelSyncProps> = () => ({})) =>
  synth((stack) => {
    const connection = Connection.fromId(stack, "any", "connection-id");
    const orders = new S3Model(stack, "orders", { name: "Orders", file: "orders.csv", connection });
    const field: Field = (name) => orders.field(name);
    new ModelSync(stack, "sync", {
      name: "Sync",
      mode: "create",
      target: { connection, object: "Contact" },
      fields: { Email: field("email") },
      ...props(field),
    });
  }).the(SYNC);

const of = (field: string) => ({ model_id: "${polytomic_model.orders.id}", field });

describe("a ModelSync", () => {
  test("sends every flag, and no unset options", () => {
    expect(sent()).toEqual({
      name: "Sync",
      mode: "create",
      active: true,
      target: { connection_id: "connection-id", object: "Contact" },
      fields: [{ target: "Email", source: of("email") }],
      schedule: { frequency: "manual" },
      sync_all_records: false,
      skip_initial_backfill: false,
      only_enrich_updates: false,
      depends_on: ["polytomic_model.orders"],
      lifecycle: { replace_triggered_by: ["polytomic_model.orders.id"] },
    });
  });

  test("takes its options", () => {
    const options = { active: false, syncAllRecords: true, skipInitialBackfill: true, organization: UUID };
    expect(sent(() => options)).toMatchObject({
      active: false,
      sync_all_records: true,
      skip_initial_backfill: true,
      organization: UUID,
    });
  });

  test("sends false for a new field if set", () => {
    const { fields, override_fields } = sent((field) => ({
      fields: {
        Email: { source: field("email"), new: false },
        Name: { source: field("name") },
        Origin: { overrideValue: "Polytomic", new: false },
      },
    }));
    expect(fields).toEqual([
      { target: "Email", source: of("email"), new: false },
      { target: "Name", source: of("name") },
    ]);
    expect(override_fields).toEqual([{ target: "Origin", override_value: "Polytomic", new: false }]);
  });

  test("is created in the organization of its target or a model, if known", () => {
    const terraform = synth((stack) => {
      const stripe = { name: "S", configuration: {} as never };
      const inOne = new StripeConnection(stack, "in-one", { ...stripe, organization: UUID });
      const ends = { known: "connection-id", inOne };
      for (const [from, connection] of Object.entries(ends)) {
        const orders = new S3Model(stack, `orders-${from}`, { name: "O", file: "orders.csv", connection });
        for (const [to, target] of Object.entries(ends)) {
          new ModelSync(stack, `${from}-to-${to}`, {
            name: "Sync",
            mode: "create",
            target: { connection: target, object: "o" },
            fields: { a: orders.field("a") },
          });
        }
      }
    });
    const organization = (id: string): unknown => terraform.the(SYNC, id).organization;
    expect(
      ["known-to-known", "known-to-inOne", "inOne-to-known", "inOne-to-inOne"].map(organization),
    ).toEqual([undefined, UUID, UUID, UUID]);
  });

  test("sends static values as override fields", () => {
    expect(sent((field) => ({ fields: { LeadSource: "Polytomic", Email: field("email") } }))).toMatchObject({
      fields: [{ target: "Email", source: of("email") }],
      override_fields: [{ target: "LeadSource", override_value: "Polytomic" }],
    });
  });

  test("sends its identity", () => {
    const identity = (field: Field) => ({ source: field("email"), target: "Email" });
    expect(sent((field) => ({ mode: "update", identity: identity(field) }))).toMatchObject({
      mode: "update",
      identity: { source: of("email"), target: "Email", function: "Equality" },
    });
  });

  test("sends filters without labels, and their values as JSON", () => {
    const filters = (field: Field) => [field("total").greaterThan(100), field("email").isNotNull()];
    expect(sent((field) => ({ filters: filters(field) })).filters).toEqual([
      { source: of("total"), function: "GreaterThan", value: 100 },
      { source: of("email"), function: "IsNotNull" },
    ]);
  });

  test("combines filters of the model and of the target separately", () => {
    const terraform = synth((stack) => {
      const connection = Connection.fromId(stack, "any", "connection-id");
      const orders = new S3Model(stack, "orders", { name: "Orders", file: "orders.csv", connection });
      new ModelSync(stack, "sync", {
        name: "Sync",
        mode: "update",
        target: { connection, object: "Lead", filterLogic: "A OR B" },
        identity: { source: orders.field("email"), target: "Email" },
        fields: { Score: orders.field("score") },
        filters: { A: orders.field("score").isNotNull(), B: orders.field("total").isNull() },
        filterLogic: "A AND B",
        targetFilters: { A: field("Status").equals("Open"), B: field("Status").equals("New") },
      });
    });
    expect(terraform.the(SYNC)).toMatchObject({
      target: { connection_id: "connection-id", object: "Lead", filter_logic: "A OR B" },
      filters: [{ label: "A" }, { label: "B" }],
      filter_logic: "A AND B",
      target_filters: [
        { field: "Status", label: "A" },
        { field: "Status", label: "B" },
      ],
    });
  });

  test("sends no filter logic of the model if only the target is filtered", () => {
    expect(
      sent((source) => ({
        mode: "update",
        target: { connection: "3f2504e0-4f89-11d3-9a0c-0305e82c3301", object: "Lead", filterLogic: "A OR B" },
        identity: { source: source("email"), target: "Id" },
        targetFilters: { A: field("Status").isNull(), B: field("Owner").isNull() },
      })),
    ).not.toHaveProperty("filter_logic");
  });

  test("sends the file format in the target's configuration", () => {
    const terraform = synth((stack) => {
      const connection = Connection.fromId(stack, "any", "connection-id");
      const orders = new S3Model(stack, "orders", { name: "Orders", file: "orders.csv", connection });
      new ModelSync(stack, "sync", {
        name: "Sync",
        mode: "replace",
        target: { connection, object: "audience", format: "json-doc" },
        fields: { email: orders.field("email") },
      });
    });
    expect(terraform.the(SYNC).target).toEqual({
      connection_id: "connection-id",
      object: "audience",
      configuration: { format: "json-doc" },
    });
  });

  test("passes its provider to its resource", () => {
    const terraform = synth((stack) => {
      const polytomicProvider = new PolytomicProvider(stack, "eu", { alias: "eu" });
      const connection = Connection.fromId(stack, "any", "id");
      const orders = new S3Model(stack, "orders", { name: "Orders", file: "orders.csv", connection });
      const fields = { email: orders.field("email") };
      const target = { connection, object: "o" };
      new ModelSync(stack, "sync", { name: "Sync", mode: "create", target, fields, polytomicProvider });
    });
    expect(terraform.the(SYNC).provider).toBe("polytomic.eu");
  });
});

describe("the schedule of a ModelSync", () => {
  test.each([
    [Schedule.continuous(), { frequency: "continuous" }],
    [Schedule.hourly({ minute: 15 }), { frequency: "hourly", minute: "15" }],
    [Schedule.daily({ hour: 5 }), { frequency: "daily", hour: "5", minute: "0" }],
    [
      Schedule.weekly({ dayOfWeek: 1, hour: 2, minute: 3 }),
      { frequency: "weekly", day_of_week: "1", hour: "2", minute: "3" },
    ],
    [
      Schedule.custom({ month: 1, dayOfMonth: 31, hour: 0, minute: 59 }),
      { frequency: "custom", month: "1", day_of_month: "31", hour: "0", minute: "59" },
    ],
    [
      Schedule.dbtCloud({ connection: { connectionId: "dbt" }, jobId: 42 }),
      { frequency: "dbtcloud", connection_id: "dbt", job_id: 42 },
    ],
  ])("%j", (schedule, expected) => {
    expect(sent(() => ({ schedule })).schedule).toEqual(expected);
  });

  test("can run after other syncs, of one kind or both", () => {
    const terraform = synth((stack) => {
      const connection = Connection.fromId(stack, "any", "id");
      const orders = new S3Model(stack, "orders", { name: "Orders", file: "orders.csv", connection });
      const rest = {
        mode: "create",
        target: { connection, object: "o" },
        fields: { a: orders.field("a") },
      } as const;
      const first = new ModelSync(stack, "first", { ...rest, name: "First" });
      new ModelSync(stack, "second", { ...rest, name: "Second", schedule: Schedule.afterSuccessOf(first) });
    });
    expect(terraform.the(SYNC, "second").schedule).toEqual({
      frequency: "runafter",
      run_after: { sync_ids: ["${polytomic_sync.first.id}"] },
      run_after_success_only: true,
    });
  });
});

describe("the dependencies of a ModelSync", () => {
  test("are its target and the models of its fields, identity and filters, each once", () => {
    const terraform = synth((stack) => {
      const connection = Connection.fromId(stack, "any", "id");
      const target = new StripeConnection(stack, "stripe", { name: "S", configuration: {} as never });
      const model = (id: string, ...others: S3Model[]) => {
        const relations = others.map((other) => ({ from: "x", to: other.field("id") }));
        return new S3Model(stack, id, {
          name: id,
          file: `${id}.csv`,
          connection,
          ...(others[0] && { relations }),
        });
      };
      const [a, c] = [model("a"), model("c")];
      const b = model("b", a, c);
      new ModelSync(stack, "sync", {
        name: "Sync",
        mode: "update",
        target: { connection: target, object: "o" },
        fields: { one: a.field("one"), two: a.field("two") },
        identity: { source: b.field("id"), target: "id" },
        filters: [c.field("x").isNull(), a.field("y").isNull()],
      });
    });
    expect(terraform.dependenciesOf(SYNC)).toEqual([
      "polytomic_model.a",
      "polytomic_model.b",
      "polytomic_model.c",
    ]);
    expect(terraform.the(SYNC).lifecycle).toEqual({
      replace_triggered_by: [
        "polytomic_stripe_connection.stripe.id",
        "polytomic_model.a.id",
        "polytomic_model.b.id",
        "polytomic_model.c.id",
      ],
    });
  });

  test("accepts tokens for its values", () => {
    const terraform = synth((stack) => {
      const connection = Connection.fromId(stack, "any", "id");
      const variable = new TerraformVariable(stack, "object", { type: "string" }).stringValue;
      const orders = new S3Model(stack, "orders", { name: "Orders", file: "orders.csv", connection });
      new ModelSync(stack, "sync", {
        name: `Sync of ${variable}`,
        mode: "create",
        target: { connection, object: variable },
        fields: { a: orders.field("a"), b: variable },
      });
    });
    expect(terraform.the(SYNC)).toMatchObject({
      name: "Sync of ${var.object}",
      target: { object: "${var.object}" },
      override_fields: [{ target: "b", override_value: "${var.object}" }],
    });
  });
});

describe("a ModelSync is rejected", () => {
  test.each<[string, object, RegExp]>([
    ["with an unknown mode", { mode: "upsert" }, /mode +expected "create", .*, got "upsert"/],
    ["without the identity its mode needs", { mode: "remove" }, /identity +is missing; mode "remove" needs/],
    ["without fields", { fields: {} }, /fields +maps no field of a model/],
    ["with an empty array of filters", { filters: [] }, /filters +is empty, so every record would match/],
    ["with an empty object of filters", { filters: {} }, /filters +is empty, so every record would match/],
    [
      "with an unknown format of the target",
      { target: { format: "xml" } },
      /target\.format +expected .*, got "xml"/,
    ],
    [
      "with a schedule out of range",
      { schedule: Schedule.hourly({ minute: 60 }) },
      /schedule\.minute +must be at most 59, got 60/,
    ],
  ])("%s", (_, props, message) => {
    const stack = newStack();
    const connection = Connection.fromId(stack, "any", "id");
    const orders = new S3Model(stack, "orders", { name: "Orders", file: "orders.csv", connection });
    const valid = { name: "Sync", mode: "create", target: { connection, object: "o" } } as const;
    const fields = { a: orders.field("a") };
    expect(() => new ModelSync(stack, "sync", { ...valid, fields, ...props })).toThrow(message);
  });
});

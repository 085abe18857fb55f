import type { ResourceChange } from "../../../lib/plan/plan";
import type { Value, Values } from "../../../lib/plan/value";
import { describe as describeChange } from "../../../lib/plan/words/describe";
import { change, contextOf, knownLater, readAgain, secret } from "../../support/plan-changes";
import {
  bulkSync,
  ids,
  lakeConnection,
  mapped,
  modelSync,
  ordersModel,
  schema,
  unchanged,
  update,
} from "../../support/polytomic-changes";

const lake = unchanged("polytomic_s3_connection", lakeConnection);
const words = (one: ResourceChange, ...others: ResourceChange[]) =>
  describeChange(one, contextOf(one, lake, ...others));
const changes = (one: ResourceChange, ...others: ResourceChange[]) => words(one, ...others).changes;
const bulk = (given: Values, before: Values = bulkSync) => update("polytomic_bulk_sync", before, given);
const model = (given: Values) => update("polytomic_sync", modelSync, given);

describe("a bulk sync", () => {
  it("has its name as subject", () => {
    expect(words(bulk({})).subject).toBe('bulk sync "Orders to Snowflake"');
  });

  it("is described by schedule, schemas and fields", () => {
    const fields = (obfuscate: boolean) => [{ id: "email", enabled: true, obfuscate }];
    const before = { ...bulkSync, schemas: [schema("orders", { fields: fields(false) })] };
    const schemas = [schema("customers"), schema("orders", { fields: fields(true) })];
    expect(
      changes(bulk({ schedule: { frequency: "hourly", minute: "15", hour: "5" }, schemas }, before)),
    ).toEqual([
      "hourly at :15, was daily at 05:00 UTC",
      "schema `customers` added",
      "field `email` of `orders` is obfuscated",
    ]);
  });

  it("names options of schemas and of the destination", () => {
    const destination = { connection_id: ids.warehouse, configuration: '{"schema":"raw"}' };
    const schemas = [schema("orders", { partition_key: "day" })];
    expect(changes(bulk({ destination, schemas }))).toEqual([
      'destination `schema`: "raw", was "lake"',
      'schema `orders`: partition key "day", was ""',
    ]);
  });

  it("is described if it is new", () => {
    const others = [unchanged("polytomic_snowflake_connection", { id: ids.warehouse, name: "Snowflake" })];
    expect(changes(change("polytomic_bulk_sync", { after: bulkSync }), ...others)).toEqual([
      '1 schema from S3 connection "Acme data lake" to Snowflake connection "Snowflake"',
      "daily at 05:00 UTC",
    ]);
  });

  it("says that all schemas are copied", () => {
    expect(changes(bulk({ schemas: [] }))).toEqual(["schemas: all, was only `orders`"]);
  });

  it("folds what the provider reads again", () => {
    const given = {
      updated_at: readAgain,
      policies: readAgain,
      schemas: [schema("orders", { output_name: readAgain })],
    };
    expect(words(bulk(given))).toMatchObject({ changes: [], noise: ["policies", "updated_at"] });
  });

  it("shows schemas that are known only after the apply", () => {
    expect(changes(bulk({ schemas: knownLater("var.schemas") }))).toEqual(["schemas: known after the apply"]);
  });
});

describe("a model sync", () => {
  it("is described by mode, target, identity and fields", () => {
    const given = {
      mode: "append",
      target: { connection_id: ids.lake, object: "orders", configuration: '{"format":"csv"}' },
      identity: null,
      fields: [mapped("email", "work_email"), mapped("tax", "tax")],
    };
    expect(changes(model(given))).toEqual([
      "mode `append`, was `updateOrCreate`",
      `target: S3 connection "Acme data lake", was "${ids.warehouse}"`,
      'target object: "orders", was "public.orders"',
      '`format`: "csv", was unset',
      "identity: unset, was `id` = `order_id` (Equality)",
      "field `tax` added",
      "field `total` removed",
      "field `email` from `work_email`, was `email`",
    ]);
  });

  it("is described by filters and switches", () => {
    const filters = [
      {
        source: { field: "total", model_id: ids.orders },
        function: "GreaterThan",
        value: "100",
        label: readAgain,
      },
    ];
    expect(changes(model({ filters, active: false, sync_all_records: true }))).toEqual([
      "switched off",
      "filter `total` GreaterThan 100 added",
      "send all records each time: true, was unset",
    ]);
  });

  it("is described if it is new", () => {
    const after = {
      ...modelSync,
      active: false,
      schedule: { frequency: "runafter", run_after: { bulk_sync_ids: [bulkSync["id"] ?? ""] } },
    };
    expect(changes(change("polytomic_sync", { after }), unchanged("polytomic_bulk_sync", bulkSync))).toEqual([
      `\`updateOrCreate\` to "public.orders" of "${ids.warehouse}"`,
      'after bulk sync "Orders to Snowflake"',
      "switched off",
    ]);
  });
});

describe("a model", () => {
  it("is described by fields and file", () => {
    const configuration = '{"model_from": "single_file", "key": "all.csv", "file_format": "csv"}';
    expect(
      changes(update("polytomic_model", ordersModel, { configuration, fields: ["id", "total", "email"] })),
    ).toEqual(["field `total` added", '`key`: "all.csv", was "orders.csv"']);
  });

  it("folds the order of fields, and JSON that is only written differently", () => {
    const configuration = '{"model_from": "single_file", "key": "orders.csv", "file_format": "csv"}';
    const given = { configuration, fields: ["id", "email"], version: readAgain };
    expect(words(update("polytomic_model", ordersModel, given))).toMatchObject({
      changes: [],
      noise: ["version"],
    });
  });
});

describe("a connection", () => {
  const configuration = (given: Values): Value => ({
    ...(lakeConnection["configuration"] as Values),
    ...given,
  });

  it("is described by its members, without secrets", () => {
    const before = {
      ...lakeConnection,
      configuration: configuration({ aws_secret_access_key: secret("a") }),
    };
    const after = {
      name: "Lake",
      configuration: configuration({ aws_secret_access_key: secret("b"), s3_bucket_region: "eu-west-1" }),
    };
    expect(changes(update("polytomic_s3_connection", before, after))).toEqual([
      'renamed to "Lake", was "Acme data lake"',
      "`aws_secret_access_key`: secret changed",
      '`s3_bucket_region`: "eu-west-1", was "us-east-1"',
    ]);
  });

  it("folds the external ID that every update reads again", () => {
    const given = { name: "Lake", configuration: configuration({ external_id: readAgain }) };
    expect(words(update("polytomic_s3_connection", lakeConnection, given))).toEqual({
      subject: 'S3 connection "Lake"',
      changes: ['renamed to "Lake", was "Acme data lake"'],
      noise: ["configuration.external_id"],
    });
  });
});

import type { PolytomicApiBehavior } from "../../lib/testing";
import { type Client, postgresql, s3, startApi } from "./client";

async function prepared(behavior: Partial<PolytomicApiBehavior> = {}) {
  const { api, client } = await startApi({ behavior });
  const source_connection_id = await client.create("/api/connections", postgresql);
  const body = {
    name: "to the lake",
    source_connection_id,
    destination_connection_id: await client.create("/api/connections", s3),
    destination_configuration: { format: "parquet" },
    schedule: { frequency: "daily", hour: "3" },
  };
  api.defineSchemas(source_connection_id, [
    { id: "public.orders", fields: [{ id: "id", type: "number", primaryKey: true }, "total"] },
    { id: "public.users", fields: ["id", "email"] },
  ]);
  return { api, client, body, source: `/api/connections/${source_connection_id}` };
}

async function schemasOf(client: Client, id: string): Promise<unknown> {
  const { body } = await client.send("GET", `/api/bulk/syncs/${id}/schemas`);
  return body;
}

test("a bulk sync is returned with the API's defaults, and without its schemas", async () => {
  const { api, client, body } = await prepared();
  const bulkSync = await client.data("POST", "/api/bulk/syncs", { ...body, schemas: ["public.users"] });
  expect(bulkSync).toMatchObject({
    ...body,
    organization_id: api.organizationId,
    mode: "replicate",
    active: false,
    source_configuration: null,
    automatically_add_new_fields: "all",
    automatically_add_new_objects: "none",
    normalize_names: "enabled",
    disable_record_timestamps: false,
    concurrency_limit: 0,
    resync_concurrency_limit: 0,
    policies: [],
    created_by: { type: "api" },
    updated_by: { type: "api" },
  });
  expect(bulkSync).not.toHaveProperty("schemas");
});

test("an update keeps members that are not sent, unless the API is set to reset them", async () => {
  const { api, client, body } = await prepared();
  const id = await client.create("/api/bulk/syncs", {
    ...body,
    normalize_names: "legacy",
    policies: ["p-1"],
  });
  const merged = await client.data("PUT", `/api/bulk/syncs/${id}`, { ...body, name: "renamed" });
  api.behavior.bulkUpdate = "replace";
  const replaced = await client.data("PUT", `/api/bulk/syncs/${id}`, body);
  expect(merged).toMatchObject({ name: "renamed", normalize_names: "legacy", policies: ["p-1"] });
  expect(replaced).toMatchObject({ normalize_names: "enabled", policies: [] });
});

test("invalid requests return 400, never 422", async () => {
  const { client, body } = await prepared();
  const wrong = [
    {},
    { ...body, mode: "mirror" },
    { ...body, schedule: undefined },
    { ...body, source_connection_id: "none" },
    { ...body, schemas: [{ enabled: true }] },
  ];
  const replies = await Promise.all(wrong.map((sent) => client.send("POST", "/api/bulk/syncs", sent)));
  expect(replies.map(({ status }) => status)).toEqual([400, 400, 400, 400, 400]);
  expect(replies.at(-1)?.body).toHaveProperty("metadata.members", ["schemas.0.id"]);
});

describe("schemas of a bulk sync", () => {
  test("are all of the source's, with the selected ones enabled", async () => {
    const { client, body } = await prepared();
    const id = await client.create("/api/bulk/syncs", {
      ...body,
      schemas: [{ id: "public.users", enabled: true }],
    });
    expect(await schemasOf(client, id)).toMatchObject({
      data: [
        { id: "public.orders", enabled: false, output_name: "orders", user_output_name: null },
        {
          id: "public.users",
          enabled: true,
          fields: [
            { id: "id", enabled: true },
            { id: "email", enabled: true },
          ],
        },
      ],
    });
  });

  test("are all enabled if none is selected", async () => {
    const { client, body } = await prepared();
    const id = await client.create("/api/bulk/syncs", body);
    expect(await schemasOf(client, id)).toMatchObject({ data: [{ enabled: true }, { enabled: true }] });
  });

  test("can be selected even if the source does not have them, and are then listed", async () => {
    const { client, body } = await prepared();
    const id = await client.create("/api/bulk/syncs", { ...body, schemas: ["not.there"] });
    expect(await schemasOf(client, id)).toMatchObject({
      data: [{ enabled: false }, { enabled: false }, { id: "not.there", enabled: true, fields: [] }],
    });
  });

  test("disable all other fields once some are selected", async () => {
    const { client, body } = await prepared();
    const schemas = [{ id: "public.users", fields: [{ id: "email", obfuscate: true }] }];
    const id = await client.create("/api/bulk/syncs", { ...body, schemas });
    const schema = await client.data("GET", `/api/bulk/syncs/${id}/schemas/public.users`);
    expect(schema["fields"]).toEqual([
      { id: "id", enabled: false, obfuscated: false, output_name: "id", user_output_name: null },
      { id: "email", enabled: true, obfuscated: true, output_name: "email", user_output_name: null },
    ]);
  });

  test.each([
    ["output-name-only", { output_name: "email" }],
    ["empty", { output_name: "", user_output_name: "" }],
    ["absent", {}],
  ] as const)("can be listed with the fields they name only, output names %s", async (names, expected) => {
    const { client, body } = await prepared({ bulkFields: "configured", bulkFieldOutputNames: names });
    const id = await client.create("/api/bulk/syncs", {
      ...body,
      schemas: [{ id: "public.users", fields: ["email"] }],
    });
    const schema = await client.data("GET", `/api/bulk/syncs/${id}/schemas/public.users`);
    expect(schema["fields"]).toEqual([{ id: "email", enabled: true, obfuscated: false, ...expected }]);
  });

  test("are changed one by one, leaving the others unchanged", async () => {
    const { client, body } = await prepared();
    const id = await client.create("/api/bulk/syncs", body);
    const path = `/api/bulk/syncs/${id}/schemas`;
    await client.send("PATCH", path, { schemas: [{ id: "public.orders", enabled: false }] });
    await client.data("PUT", `${path}/public.users`, { enabled: true, tracking_field: "id" });
    const missing = await client.send("PUT", `${path}/not.there`, { enabled: true });
    expect(await schemasOf(client, id)).toMatchObject({
      data: [
        { id: "public.orders", enabled: false, tracking_field: "" },
        { id: "public.users", enabled: true, tracking_field: "id" },
      ],
    });
    expect(missing.status).toBe(404);
  });

  test("keep their selection when another one is changed", async () => {
    const { client, body } = await prepared();
    const schemas = [{ id: "public.users", fields: [{ id: "email", obfuscate: true }] }];
    const id = await client.create("/api/bulk/syncs", { ...body, schemas });
    const path = `/api/bulk/syncs/${id}/schemas`;
    await client.send("PATCH", path, { schemas: [{ id: "public.orders", tracking_field: "id" }] });
    expect(await schemasOf(client, id)).toMatchObject({
      data: [
        { id: "public.orders", enabled: true, tracking_field: "id" },
        {
          id: "public.users",
          enabled: true,
          fields: [{ enabled: false }, { enabled: true, obfuscated: true }],
        },
      ],
    });
  });

  test("return 404 for a name that neither source nor sync has", async () => {
    const { client, body } = await prepared();
    const id = await client.create("/api/bulk/syncs", body);
    const reply = await client.send("GET", `/api/bulk/syncs/${id}/schemas/not.there`);
    expect(reply).toMatchObject({ status: 404, body: { message: "schema not found" } });
  });

  test("are replaced by an update that sends them", async () => {
    const { client, body } = await prepared();
    const id = await client.create("/api/bulk/syncs", { ...body, schemas: ["public.users"] });
    await client.data("PUT", `/api/bulk/syncs/${id}`, { ...body, schemas: ["public.orders"] });
    expect(await schemasOf(client, id)).toMatchObject({ data: [{ enabled: true }, { enabled: false }] });
  });
});

test("the API can fill schedules, return limits of zero as null and turn bulk syncs off", async () => {
  const { client, body } = await prepared({
    scheduleDefaults: { hour: "0", minute: "0" },
    zeroLimitsAsNull: true,
    deactivated: true,
  });
  const bulkSync = await client.data("POST", "/api/bulk/syncs", {
    ...body,
    active: true,
    concurrency_limit: 2,
  });
  expect(bulkSync).toMatchObject({
    active: false,
    concurrency_limit: 2,
    resync_concurrency_limit: null,
    schedule: { frequency: "daily", hour: "3", minute: "0" },
  });
});

test("a bulk sync can be activated, listed by activity, run and deleted once", async () => {
  const { client, body } = await prepared();
  const id = await client.create("/api/bulk/syncs", body);
  const path = `/api/bulk/syncs/${id}`;
  await client.data("POST", `${path}/activate`, { active: true });
  const active = await client.send("GET", "/api/bulk/syncs?active=true");
  const run = await client.data("POST", `${path}/executions`, { test: true });
  const { body: executions } = await client.send("GET", `${path}/executions`);
  const deletions = [await client.send("DELETE", path), await client.send("DELETE", path)];
  expect(active.body).toHaveProperty("data.0.id", id);
  expect(run).toMatchObject({ is_test: true, status: "completed" });
  expect(executions).toMatchObject({ data: [run] });
  expect(deletions.map(({ status }) => status)).toEqual([204, 404]);
});

describe("a source", () => {
  test("returns its schemas, with fields by default", async () => {
    const { client, source } = await prepared();
    const full = await client.data("GET", `${source}/bulksync/source`);
    const short = await client.data("GET", `${source}/bulksync/source?include_fields=false`);
    const id = { id: "id", name: "id", type: "number", is_primary_key: true };
    expect(full["schemas"]).toMatchObject([
      { id: "public.orders", name: "orders", fields: [id, { id: "total" }] },
      {},
    ]);
    expect(short["schemas"]).toEqual([
      { id: "public.orders", name: "orders" },
      { id: "public.users", name: "users" },
    ]);
  });

  test("has primary keys that can be overridden and reset", async () => {
    const { client, source } = await prepared();
    const path = `${source}/schemas/public.orders`;
    const keys = async () =>
      JSON.stringify(await client.data("GET", path)).match(/(?<="is_primary_key":)\w+/g);
    const set = await client.send("PUT", `${path}/primary_keys`, {
      fields: [{ field_id: "total", is_primary_key: true }],
    });
    const overridden = await keys();
    const reset = await client.send("DELETE", `${path}/primary_keys`);
    expect([set.status, reset.status]).toEqual([200, 204]);
    expect(overridden).toEqual(["false", "true"]);
    expect(await keys()).toEqual(["true", "false"]);
  });

  test.each(["constructor", "__proto__"])("has primary keys in a schema called %s", async (schema) => {
    const { api, client, source } = await prepared();
    api.defineSchemas(source.slice("/api/connections/".length), [{ id: schema, fields: ["id"] }]);
    const path = `${source}/schemas/${schema}`;
    const before = await client.data("GET", path);
    const fields = [{ field_id: "id", is_primary_key: true }];
    await client.send("PUT", `${path}/primary_keys`, { fields });
    expect(before["fields"]).toMatchObject([{ is_primary_key: false }]);
    expect((await client.data("GET", path))["fields"]).toMatchObject([{ is_primary_key: true }]);
  });

  test("rejects keys that are not fields, and schemas that are not its own", async () => {
    const { client, source } = await prepared();
    const fields = [{ field_id: "nope", is_primary_key: true }];
    const wrong = await client.send("PUT", `${source}/schemas/public.orders/primary_keys`, { fields });
    const missing = await client.send("GET", `${source}/schemas/not.there`);
    expect(wrong).toMatchObject({
      status: 400,
      body: { message: "fields: public.orders has no field nope" },
    });
    expect(missing).toMatchObject({ status: 404, body: { message: "schema not found" } });
  });

  test("has its schemas refreshed while it is healthy", async () => {
    const { api, client, source } = await prepared();
    const refreshed = await client.send("POST", `${source}/schemas/refresh`);
    const status = await client.data("GET", `${source}/schemas/status`);
    api.behavior.connectionStatus = "unhealthy";
    const rejected = await client.send("POST", `${source}/schemas/refresh`);
    expect(refreshed.headers.get("location")).toBe(`${source}/schemas/status`);
    expect(status["cache_status"]).toBe("fresh");
    expect(rejected.status).toBe(400);
  });

  test("can have a schema with a slash in its id", async () => {
    const { api, client, source } = await prepared();
    api.defineSchemas(source.split("/").at(-1) ?? "", [{ id: "exports/orders.csv" }]);
    const schema = await client.data("GET", `${source}/schemas/exports%2Forders.csv`);
    expect(schema).toHaveProperty("id", "exports/orders.csv");
  });

  test("of any connection of a type can be defined at once", async () => {
    const { api, client } = await startApi();
    api.defineSchemas("s3", [{ id: "orders", fields: ["id"] }]);
    const id = await client.create("/api/connections", s3);
    const schema = await client.data("GET", `/api/connections/${id}/schemas/orders`);
    expect(schema).toMatchObject({ id: "orders", name: "orders", fields: [{ id: "id", type: "string" }] });
  });
});

test("a destination returns its modes and settings, by its type", async () => {
  const { api, client, body, source } = await prepared();
  const target = `/api/connections/${body.destination_connection_id}/bulksync/target`;
  const bucket = await client.data("GET", target);
  const database = await client.data("GET", `${source}/bulksync/target`);
  api.behavior.bulkDestinationModes = [];
  const none = await client.data("GET", target);
  expect(bucket).toMatchObject({
    configuration: { format: {}, subfolder: {} },
    modes: [{ id: "replicate" }, { id: "snapshot" }],
  });
  expect(database).toMatchObject({ configuration: { schema: {} }, modes: [{ id: "replicate" }] });
  expect(none["modes"]).toEqual([]);
});

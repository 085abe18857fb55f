import type { PolytomicApiBehavior } from "../../lib/testing";
import { type Client, postgresql, startApi } from "./client";

async function prepared(behavior: Partial<PolytomicApiBehavior> = {}) {
  const { api, client } = await startApi({ behavior });
  const connection_id = await client.create("/api/connections", postgresql);
  const model_id = await client.create("/api/models", { name: "Users", connection_id, configuration: {} });
  const field = (name: string) => ({ model_id, field: name });
  const body = {
    name: "push",
    mode: "replace",
    active: true,
    target: { connection_id, object: "public.contacts" },
    fields: [{ source: field("email"), target: "email" }],
    schedule: { frequency: "manual" },
  };
  return { api, client, connection_id, model_id, field, body };
}

async function update(client: Client, before: Record<string, unknown>, body: object) {
  return client.data("PUT", `/api/syncs/${String(before["id"])}`, body);
}

test("a sync is returned without optional members that were not sent", async () => {
  const { api, client, body, model_id } = await prepared();
  const sync = await client.data("POST", "/api/syncs", body);
  const actor = expect.objectContaining({ type: "api" });
  expect(sync).toEqual({
    ...body,
    id: expect.any(String),
    organization_id: api.organizationId,
    sync_all_records: false,
    only_enrich_updates: false,
    skip_initial_backfill: false,
    model_ids: [model_id],
    policies: [],
    created_at: expect.any(String),
    created_by: actor,
    updated_at: expect.any(String),
    updated_by: actor,
  });
});

test("everything sent is returned, except the passphrase", async () => {
  const { api, client, body, field } = await prepared();
  const full = {
    ...body,
    mode: "updateOrCreate",
    identity: { source: field("id"), target: "Id", function: "Equality" },
    overrides: [{ field: field("email"), function: "Equality", value: "a", override: "b" }],
    schedule: { frequency: "runafter", run_after: { sync_ids: ["s-1"] }, run_after_success_only: true },
    sync_all_records: true,
    policies: ["p-1"],
  };
  const sync = await client.data("POST", "/api/syncs", { ...full, encryption_passphrase: "a passphrase" });
  expect(sync).toMatchObject(full);
  expect(JSON.stringify([sync, api.snapshot()])).not.toContain("a passphrase");
});

test("an update replaces a sync: filters, overrides, identity and schedule members that are not sent are removed", async () => {
  const { client, body, field } = await prepared();
  const before = await client.data("POST", "/api/syncs", {
    ...body,
    identity: { source: field("id"), target: "Id", function: "Equality" },
    filters: [{ field: field("email"), field_type: "Model", function: "IsNotNull" }],
    filter_logic: "A",
    override_fields: [{ target: "country", override_value: "FR" }],
    schedule: { frequency: "daily", hour: "3", minute: "30" },
  });
  const after = await update(client, before, { ...body, schedule: { frequency: "hourly", minute: "30" } });
  expect(after).toMatchObject({ fields: body.fields, schedule: { frequency: "hourly", minute: "30" } });
  for (const gone of ["identity", "filters", "filter_logic", "schedule.hour"]) {
    expect(after).not.toHaveProperty(gone);
  }
});

test("override fields are returned among the fields, with a source without a model", async () => {
  const { client, body } = await prepared();
  const override_fields = [{ target: "country", override_value: "FR" }];
  const sync = await client.data("POST", "/api/syncs", { ...body, override_fields });
  const source = { model_id: "00000000-0000-0000-0000-000000000000", field: "" };
  expect(sync["fields"]).toEqual([...body.fields, { target: "country", override_value: "FR", source }]);
  expect(sync).not.toHaveProperty("override_fields");
});

describe("filters without a label", () => {
  const filter = (label: string) => ({
    field_id: "status",
    field_type: "Target",
    function: "Equality",
    value: 1,
    label,
  });
  const labels = (sync: Record<string, unknown>) =>
    JSON.stringify(sync["filters"]).match(/(?<="label":")[^"]*/g);

  test("get the first free letters", async () => {
    const { client, body } = await prepared();
    const made = await client.data("POST", "/api/syncs", {
      ...body,
      filters: [filter(""), filter("A"), filter("")],
    });
    expect(labels(made)).toEqual(["B", "A", "C"]);
  });

  test("are labeled again together with all others if the API relabels", async () => {
    const { client, body } = await prepared({ filterLabels: "reassigned" });
    const made = await client.data("POST", "/api/syncs", { ...body, filters: [filter("X"), filter("")] });
    expect(labels(made)).toEqual(["A", "B"]);
  });

  test("have letters per kind: those of the model and those of the target begin with A", async () => {
    const ofModel = { ...filter(""), field_type: "Model" };
    for (const filterLabels of ["kept", "reassigned"] as const) {
      const { client, body } = await prepared({ filterLabels });
      const filters = [ofModel, ofModel, filter(""), filter("")];
      expect(labels(await client.data("POST", "/api/syncs", { ...body, filters }))).toEqual([
        "A",
        "B",
        "A",
        "B",
      ]);
    }
  });
});

test("a target to create is returned by its name, without the options to create it", async () => {
  const { client, body, connection_id } = await prepared();
  const create = { schema: "public", name: "contacts" };
  const made = await client.data("POST", "/api/syncs", { ...body, target: { connection_id, create } });
  const again = await update(client, made, { ...body, target: { connection_id, create, object: "" } });
  expect(made["target"]).toEqual({ connection_id, object: "public.contacts" });
  expect(again["target"]).toEqual(made["target"]);
});

test("a schedule after no syncs is returned without syncs", async () => {
  const { client, body } = await prepared();
  const schedule = { frequency: "runafter", run_after: { sync_ids: [], bulk_sync_ids: ["b-1"] } };
  const some = await client.data("POST", "/api/syncs", { ...body, schedule });
  const none = await client.data("POST", "/api/syncs", {
    ...body,
    schedule: { ...schedule, run_after: { sync_ids: [] } },
  });
  expect(some["schedule"]).toEqual({ frequency: "runafter", run_after: { bulk_sync_ids: ["b-1"] } });
  expect(none["schedule"]).toEqual({ frequency: "runafter" });
});

test("an empty target configuration is not returned", async () => {
  const { client, body } = await prepared();
  const empty = await client.data("POST", "/api/syncs", {
    ...body,
    target: { ...body.target, configuration: {} },
  });
  const configuration = { format: "csv" };
  const full = await client.data("POST", "/api/syncs", {
    ...body,
    target: { ...body.target, configuration },
  });
  expect(empty["target"]).toEqual(body.target);
  expect(full["target"]).toEqual({ ...body.target, configuration });
});

test("the API can fill in unset members, and deactivate syncs", async () => {
  const { client, body, field } = await prepared({
    newFieldReturned: true,
    identityCompleted: true,
    targetConfiguration: { extra: true },
    scheduleDefaults: { hour: "0", minute: "0" },
    deactivated: true,
  });
  const identity = { source: field("id"), target: "Id", function: "Equality" };
  const schedule = { frequency: "daily", hour: "3" };
  const sync = await client.data("POST", "/api/syncs", { ...body, identity, schedule });
  expect(sync).toMatchObject({
    active: false,
    fields: [{ new: false }],
    identity: { ...identity, new_field: false, remote_field_type_id: "string" },
    target: { configuration: { extra: true } },
    schedule: { frequency: "daily", hour: "3", minute: "0" },
  });
});

test("a manual schedule is not filled in", async () => {
  const { client, body } = await prepared({ scheduleDefaults: { hour: "0" } });
  const sync = await client.data("POST", "/api/syncs", body);
  expect(sync["schedule"]).toEqual({ frequency: "manual" });
});

test("an invalid sync is rejected with its invalid members", async () => {
  const { client, body } = await prepared();
  const illTyped = { ...body, mode: "upsert", schedule: { frequency: "sometimes" }, fields: [{ target: 1 }] };
  const reply = await client.send("POST", "/api/syncs", illTyped);
  expect(reply.status).toBe(400);
  expect(reply.body).toHaveProperty("metadata.members", ["mode", "fields.0.target", "schedule.frequency"]);
});

test.each([
  ["target.connection_id", { target: { connection_id: "none", object: "o" } }],
  ["fields.0.source.model_id", { fields: [{ source: { model_id: "none", field: "f" }, target: "t" }] }],
  [
    "identity.source.model_id",
    { identity: { source: { model_id: "none", field: "f" }, target: "t", function: "OneOf" } },
  ],
])("a sync whose %s does not exist is rejected", async (name, change) => {
  const { client, body } = await prepared();
  const reply = await client.send("POST", "/api/syncs", { ...body, ...change });
  expect(reply.status).toBe(400);
  expect(reply.body).toHaveProperty("metadata.members", [name]);
});

test("syncs are listed by activity, mode and target", async () => {
  const { client, body, connection_id } = await prepared();
  const on = await client.create("/api/syncs", body);
  const off = await client.create("/api/syncs", { ...body, active: false, mode: "append" });
  const listed = async (query: string) => {
    const { body: list } = await client.send("GET", `/api/syncs?${query}`);
    return [on, off].map((id) => JSON.stringify(list).includes(id));
  };
  expect(await listed("active=true")).toEqual([true, false]);
  expect(await listed("mode=append")).toEqual([false, true]);
  expect(await listed(`target_connection_id=${connection_id}`)).toEqual([true, true]);
  expect(await listed("target_connection_id=other")).toEqual([false, false]);
});

test("a sync can be deactivated and run; its runs are in its status", async () => {
  const { client, body } = await prepared();
  const path = `/api/syncs/${await client.create("/api/syncs", body)}`;
  const off = await client.data("POST", `${path}/activate`, { active: false });
  const before = await client.data("GET", `${path}/status`);
  const run = await client.data("POST", `${path}/executions`, {});
  const after = await client.data("GET", `${path}/status`);
  const execution = await client.data("GET", `${path}/executions/${String(run["id"])}`);
  expect(off["active"]).toBe(false);
  expect(before["last_execution"]).toBeNull();
  expect(after["last_execution"]).toEqual(run);
  expect(execution).toMatchObject({ status: "completed" });
});

test("the runs of a sync are listed newest first, or in order", async () => {
  const { client, body } = await prepared();
  const path = `/api/syncs/${await client.create("/api/syncs", body)}/executions`;
  const [first, second] = [
    await client.data("POST", path, {}),
    await client.data("POST", path, { resync: true }),
  ];
  const newest = await client.send("GET", path);
  const ascending = await client.send("GET", `${path}?ascending=true`);
  const missing = await client.send("GET", `${path}/none`);
  expect(newest.body).toMatchObject({ data: [second, first], pagination: { next_page_token: "" } });
  expect(ascending.body).toMatchObject({ data: [first, second] });
  expect(missing).toMatchObject({ status: 404, body: { message: "execution not found" } });
});

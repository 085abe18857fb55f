/** Calls the emulated API with the official SDK. */
import { Polytomic, PolytomicClient, PolytomicError } from "polytomic";
import { postgresql, s3, startApi } from "./client";

async function startSdk() {
  const { api } = await startApi();
  const sdk = new PolytomicClient({ environment: api.url, token: api.apiKey, version: "2024-02-08" });
  return { api, sdk };
}

/** The id of the created object. */
function idOf({ data }: { data?: { id?: string } }): string {
  if (data?.id === undefined) {
    throw new Error("the answer has no id");
  }
  return data.id;
}

test("identity", async () => {
  const { api, sdk } = await startSdk();
  const { data } = await sdk.identity.get();
  expect(data?.organization_id).toBe(api.organizationId);
});

test("connections: create, list, get, update, delete, types", async () => {
  const { api, sdk } = await startSdk();
  const id = idOf(await sdk.connections.create(s3));
  const updated = await sdk.connections.update(id, { name: "renamed", configuration: {} });
  const { data: read } = await sdk.connections.get(id);
  const { data: listed } = await sdk.connections.list();
  const { data: types } = await sdk.connections.getTypes();
  const schema = await sdk.connections.getConnectionTypeSchema("s3");
  await sdk.connections.remove(id, { force: true });
  expect(updated.data?.name).toBe("renamed");
  expect(read?.type?.id).toBe("s3");
  expect(read?.configuration).toMatchObject(s3.configuration);
  expect(listed?.map((connection) => connection.id)).toEqual([id]);
  expect(types?.map((type) => type.id)).toContain("s3");
  expect(schema.required).toContain("s3_bucket_name");
  expect(api.isEmpty()).toBe(true);
});

test("models: create, list, get, update, delete", async () => {
  const { sdk } = await startSdk();
  const connection_id = idOf(await sdk.connections.create(s3));
  const model = { name: "Orders", connection_id, configuration: { key: "orders.csv" }, fields: ["id"] };
  const id = idOf(await sdk.models.create({ body: model }));
  const updated = await sdk.models.update(id, { ...model, identifier: "id" });
  const { data: read } = await sdk.models.get(id);
  const { data: before } = await sdk.models.list();
  await sdk.models.remove(id);
  const { data: after } = await sdk.models.list();
  expect(updated.data?.identifier).toBe("id");
  expect(read?.fields?.map((field) => field.name)).toEqual(["id"]);
  expect([before?.length, after?.length]).toEqual([1, 0]);
});

test("model syncs: create, list, get, update, activate, start, status, delete", async () => {
  const { sdk } = await startSdk();
  const connection_id = idOf(await sdk.connections.create(postgresql));
  const model = { name: "m", connection_id, configuration: {} };
  const model_id = idOf(await sdk.models.create({ body: model }));
  const sync: Polytomic.CreateModelSyncRequest = {
    name: "push",
    mode: "updateOrCreate",
    target: { connection_id, object: "public.contacts" },
    fields: [{ source: { model_id, field: "email" }, target: "email" }],
    identity: { source: { model_id, field: "id" }, target: "id", function: "Equality" },
    schedule: { frequency: "daily", hour: "5" },
  };
  const id = idOf(await sdk.modelSync.create(sync));
  const updated = await sdk.modelSync.update(id, { ...sync, name: "renamed" });
  const activated = await sdk.modelSync.activate(id, { active: true });
  const started = await sdk.modelSync.start(id, {});
  const { data: status } = await sdk.modelSync.getStatus(id);
  const { data: read } = await sdk.modelSync.get(id);
  const { data: active } = await sdk.modelSync.list({ active: true });
  await sdk.modelSync.remove(id);
  expect(updated.data?.name).toBe("renamed");
  expect(activated.data?.active).toBe(true);
  expect(status?.last_execution?.id).toBe(started.data?.id);
  expect(read?.schedule).toEqual({ frequency: "daily", hour: "5" });
  expect(active).toHaveLength(1);
  await expect(sdk.modelSync.get(id)).rejects.toBeInstanceOf(Polytomic.NotFoundError);
});

test("bulk syncs: create, list, get, update, start, status, schemas, delete", async () => {
  const { api, sdk } = await startSdk();
  api.defineSchemas("postgresql", [{ id: "public.users", fields: ["id", "email"] }]);
  const bulkSync: Polytomic.CreateBulkSyncRequest = {
    name: "to the lake",
    source_connection_id: idOf(await sdk.connections.create(postgresql)),
    destination_connection_id: idOf(await sdk.connections.create(s3)),
    destination_configuration: { format: "csv" },
    schedule: { frequency: "hourly", minute: "15" },
    schemas: [{ id: "public.users", enabled: true }],
  };
  const id = idOf(await sdk.bulkSync.create(bulkSync));
  const updated = await sdk.bulkSync.update(id, { ...bulkSync, name: "renamed" });
  const started = await sdk.bulkSync.start(id, { test: true });
  const { data: status } = await sdk.bulkSync.getStatus(id);
  const { data: schemas } = await sdk.bulkSync.schemas.list(id);
  await sdk.bulkSync.schemas.patch(id, { schemas: [{ id: "public.users", enabled: false }] });
  const replaced = await sdk.bulkSync.schemas.update(id, "public.users", {
    enabled: true,
    tracking_field: "id",
  });
  const { data: schema } = await sdk.bulkSync.schemas.get(id, "public.users");
  const { data: read } = await sdk.bulkSync.get(id);
  await sdk.bulkSync.remove(id);
  const { data: left } = await sdk.bulkSync.list();
  expect(updated.data?.name).toBe("renamed");
  expect(status?.last_execution?.id).toBe(started.data?.id);
  expect(schemas?.map((listed) => [listed.id, listed.enabled])).toEqual([["public.users", true]]);
  expect(replaced.data).toEqual(schema);
  expect(schema?.tracking_field).toBe("id");
  expect(read?.schedule).toEqual({ frequency: "hourly", minute: "15" });
  expect(left).toEqual([]);
});

test("sources and destinations of bulk syncs", async () => {
  const { api, sdk } = await startSdk();
  const id = idOf(await sdk.connections.create(s3));
  api.defineSchemas(id, [{ id: "orders.csv", fields: ["id"] }]);
  const { data: source } = await sdk.bulkSync.getSource(id, { include_fields: true });
  const { data: destination } = await sdk.bulkSync.getDestination(id);
  expect(source?.schemas?.map((schema) => schema.id)).toEqual(["orders.csv"]);
  expect(destination?.modes?.map((mode) => mode.id)).toEqual(["replicate", "snapshot"]);
});

test("schemas of a connection: get, refresh, status, primary keys", async () => {
  const { api, sdk } = await startSdk();
  const id = idOf(await sdk.connections.create(s3));
  api.defineSchemas(id, [{ id: "exports/orders.csv", fields: ["id", "sku"] }]);
  const keys = async () => {
    const { data } = await sdk.schemas.get(id, "exports/orders.csv");
    return data?.fields?.filter((field) => field.is_primary_key).map((field) => field.id);
  };
  await sdk.schemas.refresh(id);
  const { data: status } = await sdk.schemas.getStatus(id);
  await sdk.schemas.setPrimaryKeys(id, "exports/orders.csv", {
    fields: [{ field_id: "sku", is_primary_key: true }],
  });
  const overridden = await keys();
  await sdk.schemas.resetPrimaryKeys(id, "exports/orders.csv");
  expect(status?.cache_status).toBe("fresh");
  expect(overridden).toEqual(["sku"]);
  expect(await keys()).toEqual([]);
});

test("roles and policies", async () => {
  const { api, sdk } = await startSdk();
  const { roles, policies } = sdk.permissions;
  const role = idOf(await roles.create({ name: "Analyst" }));
  await roles.update(role, { name: "Analysts" });
  const policy = idOf(
    await policies.create({ name: "p", policy_actions: [{ action: "delete", role_ids: [role] }] }),
  );
  const { data: read } = await policies.get(policy);
  const { data: listed } = await roles.list();
  await policies.update(policy, { name: "q" });
  const { data: all } = await policies.list();
  await policies.remove(policy);
  await roles.remove(role);
  expect(listed?.map(({ name }) => name)).toContain("Analysts");
  expect(read?.policy_actions).toEqual([{ action: "delete", role_ids: [role] }]);
  expect(all?.map(({ name }) => name)).toEqual(["q"]);
  expect(api.isEmpty()).toBe(true);
});

test("users", async () => {
  const { api, sdk } = await startSdk();
  const organization = api.organizationId;
  const id = idOf(await sdk.users.create(organization, { email: "Ann@example.com", role: "member" }));
  const updated = await sdk.users.update(id, organization, { email: "bo@example.com", role: "admin" });
  const { data: listed } = await sdk.users.list(organization);
  const removed = await sdk.users.remove(id, organization);
  expect(updated.data).toMatchObject({ email: "bo@example.com", role: "admin" });
  expect(listed).toHaveLength(2);
  expect(removed.data?.id).toBe(id);
});

test("organizations, with a partner key", async () => {
  const { api } = await startApi({ partnerKey: "partner" });
  const { organization } = new PolytomicClient({
    environment: api.url,
    token: "partner",
    version: "2024-02-08",
  });
  const id = idOf(await organization.create({ name: "Acme" }));
  await organization.update(id, { name: "Acme Ltd" });
  const { data } = await organization.get(id);
  const { data: listed } = await organization.list();
  await organization.remove(id);
  expect(data?.name).toBe("Acme Ltd");
  expect(listed?.map((one) => one.id)).toEqual([api.organizationId, id]);
  expect(api.isEmpty()).toBe(true);
});

test("subscribers to errors", async () => {
  const { sdk } = await startSdk();
  await sdk.notifications.setGlobalErrorSubscribers({ emails: ["a@example.com"] });
  expect(await sdk.notifications.getGlobalErrorSubscribers()).toEqual({ emails: ["a@example.com"] });
});

describe("errors arrive as the SDK's own", () => {
  test("without a valid key", async () => {
    const { api } = await startApi();
    const sdk = new PolytomicClient({ environment: api.url, token: "wrong" });
    await expect(sdk.connections.list()).rejects.toBeInstanceOf(Polytomic.UnauthorizedError);
  });

  test("when a connection is in use", async () => {
    const { sdk } = await startSdk();
    const connection_id = idOf(await sdk.connections.create(s3));
    await sdk.models.create({ body: { name: "m", connection_id, configuration: {} } });
    await expect(sdk.connections.remove(connection_id)).rejects.toMatchObject({
      statusCode: 422,
      body: { message: "connection in use", metadata: { used_by: [{ type: "model", name: "m" }] } },
    });
  });

  test("when the path is unsupported", async () => {
    const { sdk } = await startSdk();
    await expect(sdk.webhooks.list()).rejects.toBeInstanceOf(PolytomicError);
  });
});

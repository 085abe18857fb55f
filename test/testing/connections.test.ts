import { member, postgresql, s3, s3WithKeys, startApi } from "./client";

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

describe("a new connection", () => {
  test("is returned with its type as an object and its configuration as sent", async () => {
    const { api, client } = await startApi();
    const reply = await client.send("POST", "/api/connections", s3);
    expect(reply.status).toBe(201);
    expect(reply.body).toMatchObject({
      data: {
        name: "lake",
        organization_id: api.organizationId,
        type: { id: "s3", name: "S3" },
        configuration: s3.configuration,
        status: "healthy",
      },
    });
  });

  test("gets an external ID in role mode, which stays the same over reads and updates", async () => {
    const { client } = await startApi();
    const made = await client.data("POST", "/api/connections", s3);
    const path = `/api/connections/${String(made["id"])}`;
    const { external_id } = member(made, "configuration");
    const renamed = await client.data("PUT", path, { ...s3, name: "renamed" });
    const read = await client.data("GET", path);
    expect(external_id).toMatch(uuid);
    expect(member(renamed, "configuration")["external_id"]).toBe(external_id);
    expect(member(read, "configuration")["external_id"]).toBe(external_id);
  });

  test("gets the user of its keys in key mode, and no external ID", async () => {
    const { client } = await startApi();
    const { configuration } = await client.data("POST", "/api/connections", s3WithKeys);
    expect(configuration).toHaveProperty("aws_user", "arn:aws:iam::999900000000:user/example");
    expect(configuration).not.toHaveProperty("external_id");
  });

  test("ignores an external ID that a client sends, by default", async () => {
    const { api, client } = await startApi();
    const body = { ...s3, configuration: { ...s3.configuration, external_id: "mine" } };
    const ignored = await client.data("POST", "/api/connections", body);
    api.behavior.externalIdFromClient = true;
    const honored = await client.data("POST", "/api/connections", body);
    expect(member(ignored, "configuration")["external_id"]).toMatch(uuid);
    expect(member(honored, "configuration")["external_id"]).toBe("mine");
  });

  test("shares its external ID with its organization's connections if IDs are per organization", async () => {
    const { client } = await startApi({ behavior: { externalIdScope: "organization" } });
    const first = await client.data("POST", "/api/connections", s3);
    const second = await client.data("POST", "/api/connections", { ...s3, name: "other" });
    expect(member(second, "configuration")["external_id"]).toBe(
      member(first, "configuration")["external_id"],
    );
  });

  test("can return its external ID late", async () => {
    const { client } = await startApi({ behavior: { externalId: "after-creation" } });
    const made = await client.data("POST", "/api/connections", s3);
    const read = await client.data("GET", `/api/connections/${String(made["id"])}`);
    expect(made["configuration"]).not.toHaveProperty("external_id");
    expect(member(read, "configuration")["external_id"]).toMatch(uuid);
  });

  test("is returned with the defaults of S3, which can be switched off, and without dropped members", async () => {
    const { api, client } = await startApi();
    const id = await client.create("/api/connections", {
      ...s3,
      configuration: { ...s3.configuration, single_table_name: "orders" },
    });
    const usual = await client.data("GET", `/api/connections/${id}`);
    Object.assign(api.behavior, { connectionDefaults: false, droppedConfiguration: ["single_table_name"] });
    const bare = await client.data("GET", `/api/connections/${id}`);
    const defaults = {
      csv_has_headers: true,
      is_single_table: false,
      is_directory_snapshot: false,
      skip_lines: 0,
    };
    expect(usual["configuration"]).toMatchObject({ ...defaults, single_table_name: "orders" });
    expect(bare["configuration"]).toEqual({ ...s3.configuration, external_id: expect.stringMatching(uuid) });
  });

  test("can be returned as unhealthy, with a reason", async () => {
    const { client } = await startApi({ behavior: { connectionStatus: "unhealthy" } });
    expect(await client.data("POST", "/api/connections", s3)).toMatchObject({
      status: "unhealthy",
      status_error: "the connection failed its health check",
    });
  });

  test("is rejected without required members, with members of another type, and with an unknown type", async () => {
    const { client } = await startApi();
    const incomplete = await client.send("POST", "/api/connections", {
      ...s3,
      configuration: { auth_mode: "iam_role" },
    });
    const illTyped = await client.send("POST", "/api/connections", {
      ...s3,
      configuration: { ...s3.configuration, skip_lines: "2" },
    });
    const unknown = await client.send("POST", "/api/connections", { ...s3, type: "s4" });
    expect([incomplete.status, illTyped.status, unknown.status]).toEqual([400, 400, 400]);
    expect(incomplete.body).toHaveProperty("metadata.members", [
      "configuration.s3_bucket_region",
      "configuration.s3_bucket_name",
    ]);
    expect(illTyped.body).toHaveProperty(
      "message",
      "configuration.skip_lines: expected integer, received string",
    );
    expect(unknown.body).toHaveProperty("message", 'type: Polytomic has no connection type "s4"');
  });

  test("does not require members that a browser authorization sets", async () => {
    const { client } = await startApi();
    const pardot = { name: "pardot", type: "pardot", configuration: {} };
    expect((await client.send("POST", "/api/connections", pardot)).status).toBe(201);
  });

  test("can omit an empty configuration, as Go clients do: at creation, and in an update that keeps everything", async () => {
    const { client } = await startApi();
    const pardot = await client.data("POST", "/api/connections", { name: "crm", type: "pardot" });
    expect(pardot["configuration"]).toEqual({});
    const made = await client.data("POST", "/api/connections", s3WithKeys);
    const path = `/api/connections/${String(made["id"])}`;
    const renamed = await client.data("PUT", path, { name: "renamed" });
    expect(renamed).toMatchObject({ name: "renamed", configuration: made["configuration"] });
    const tested = { type: "s3", connection_id: made["id"] };
    expect((await client.send("POST", "/api/connections/test", tested)).status).toBe(204);
    const incomplete = await client.send("POST", "/api/connections", { name: "lake", type: "s3" });
    expect(incomplete.body).toMatchObject({
      status: 400,
      message: expect.stringContaining("configuration.s3_bucket_name: required") as string,
    });
  });

  test("accepts Terraform's spelling of a member, and returns the API's", async () => {
    const { client } = await startApi();
    const configuration = { org_id: "o-1", client_id: "id", client_secret: "a-secret" };
    const made = await client.data("POST", "/api/connections", {
      name: "m3ter",
      type: "m3ter",
      configuration,
    });
    expect(made["configuration"]).toEqual({ orgId: "o-1", client_id: "********", client_secret: "********" });
  });
});

describe("a secret", () => {
  test("is masked in responses and in the snapshot, and an empty one stays empty", async () => {
    const { api, client } = await startApi();
    const made = await client.data("POST", "/api/connections", s3WithKeys);
    const id = String(made["id"]);
    expect(made["configuration"]).toHaveProperty("aws_secret_access_key", "********");
    expect(JSON.stringify(api.snapshot())).not.toContain("a-secret");
    const configuration = { ...s3WithKeys.configuration, aws_secret_access_key: "" };
    const cleared = await client.data("PUT", `/api/connections/${id}`, { ...s3WithKeys, configuration });
    expect(cleared["configuration"]).toHaveProperty("aws_secret_access_key", "");
  });

  test("is kept by an update that does not send it", async () => {
    const { client } = await startApi();
    const id = await client.create("/api/connections", postgresql);
    const changed = await client.data("PUT", `/api/connections/${id}`, {
      name: "warehouse",
      organization_id: "",
      configuration: { database: "clean" },
    });
    expect(changed["configuration"]).toEqual({
      ...postgresql.configuration,
      database: "clean",
      password: "********",
    });
  });
});

describe("a switch of the auth mode", () => {
  test("to a role creates an external ID in the same update and drops the user", async () => {
    const { client } = await startApi();
    const id = await client.create("/api/connections", s3WithKeys);
    const switched = await client.data("PUT", `/api/connections/${id}`, s3);
    const read = await client.data("GET", `/api/connections/${id}`);
    const { external_id } = member(switched, "configuration");
    expect(external_id).toMatch(uuid);
    expect(switched["configuration"]).not.toHaveProperty("aws_user");
    expect(member(read, "configuration")["external_id"]).toBe(external_id);
  });

  test("away from a role and back creates another external ID", async () => {
    const { client } = await startApi();
    const made = await client.data("POST", "/api/connections", s3);
    const path = `/api/connections/${String(made["id"])}`;
    const away = await client.data("PUT", path, s3WithKeys);
    const back = await client.data("PUT", path, s3);
    expect(away["configuration"]).not.toHaveProperty("external_id");
    expect(member(back, "configuration")["external_id"]).not.toBe(
      member(made, "configuration")["external_id"],
    );
  });
});

describe("the deletion of a connection", () => {
  test("is rejected while something uses it, with the users", async () => {
    const { client } = await startApi();
    const connection = await client.create("/api/connections", s3);
    const model = { name: "Orders", connection_id: connection, configuration: { key: "orders.csv" } };
    const id = await client.create("/api/models", model);
    const rejected = await client.send("DELETE", `/api/connections/${connection}?force=false`);
    expect(rejected.status).toBe(422);
    expect(rejected.body).toEqual({
      key: "connection_in_use",
      message: "connection in use",
      metadata: { used_by: [{ type: "model", name: "Orders", id }] },
      status: 422,
    });
  });

  test("deletes its users if forced", async () => {
    const { api, client } = await startApi();
    const lake = await client.create("/api/connections", s3);
    const warehouse = await client.create("/api/connections", postgresql);
    const model_id = await client.create("/api/models", {
      name: "m",
      connection_id: lake,
      configuration: {},
    });
    await client.create("/api/syncs", {
      name: "s",
      mode: "append",
      target: { connection_id: warehouse, object: "o" },
      fields: [{ source: { model_id, field: "id" }, target: "id" }],
      schedule: { frequency: "manual" },
    });
    await client.create("/api/bulk/syncs", {
      name: "b",
      source_connection_id: lake,
      destination_connection_id: warehouse,
      destination_configuration: {},
      schedule: { frequency: "manual" },
    });
    const deleted = await client.send("DELETE", `/api/connections/${lake}?force=true`);
    const { connections, models, syncs, bulkSyncs } = api.snapshot();
    expect(deleted.status).toBe(204);
    expect(Object.keys(connections)).toEqual([warehouse]);
    expect([models, syncs, bulkSyncs]).toEqual([{}, {}, {}]);
  });

  test("of a missing one returns 404 with a JSON body", async () => {
    const { client } = await startApi();
    const reply = await client.send("DELETE", "/api/connections/none?force=false");
    expect(reply).toMatchObject({ status: 404, body: { message: "connection not found", status: 404 } });
  });
});

test("a configuration is tested without being stored", async () => {
  const { api, client } = await startApi();
  const trial = { type: "s3", configuration: s3.configuration };
  const good = await client.send("POST", "/api/connections/test", trial);
  const bad = await client.send("POST", "/api/connections/test", { type: "s3", configuration: {} });
  expect([good.status, bad.status]).toEqual([204, 400]);
  expect(api.isEmpty()).toBe(true);
});

test("a type of connection is returned with the documented capabilities, or the default ones", async () => {
  const { client } = await startApi();
  const { body } = await client.send("GET", "/api/connection_types");
  const { data } = body as { data: { id: string; capabilities: object }[] };
  const capabilities = (wanted: string) => data.find(({ id }) => id === wanted)?.capabilities;
  const none = { source: false, destination: false, enrichment: false, orchestration: false };
  expect(capabilities("webhook")).toEqual({ ...none, destination: true });
  expect(capabilities("harmonic")).toEqual({ ...none, source: true, destination: true, enrichment: true });
  expect(capabilities("dbtcloud")).toEqual({ ...none, orchestration: true });
  expect(capabilities("tigris")).toEqual({ ...none, source: true, destination: true });
});

test("connection types are listed, and each has a schema", async () => {
  const { client } = await startApi();
  const types = await client.send("GET", "/api/connection_types");
  const schema = await client.send("GET", "/api/connection_types/s3");
  const missing = await client.send("GET", "/api/connection_types/s4");
  expect(types.body).toHaveProperty("data.length", 226);
  expect(schema.body).toMatchObject({
    required: ["auth_mode", "s3_bucket_region", "s3_bucket_name"],
    properties: { aws_secret_access_key: { sensitive: true }, external_id: { readOnly: true } },
  });
  expect(missing.status).toBe(404);
});

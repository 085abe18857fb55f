import { type Client, s3, startApi } from "./client";

async function modelBody(client: Client) {
  return {
    name: "Orders",
    connection_id: await client.create("/api/connections", s3),
    configuration: { model_from: "single_file", key: "orders.csv", file_format: "csv" },
    fields: ["id", "total"],
    identifier: "id",
    tracking_columns: ["total"],
  };
}

test("a model is returned with its configuration as sent and its fields as objects", async () => {
  const { client } = await startApi();
  const body = await modelBody(client);
  const model = await client.data("POST", "/api/models", body);
  expect(model).toMatchObject({
    configuration: body.configuration,
    version: 1,
    fields: [
      { name: "id", user_added: false },
      { name: "total", user_added: false },
    ],
    relations: [],
    created_by: { type: "api" },
    updated_by: { type: "api" },
  });
});

test("an update replaces a model: members that are not sent are removed, version and creation are kept", async () => {
  const { client } = await startApi();
  const { name, connection_id } = await modelBody(client);
  const made = await client.data("POST", "/api/models", await modelBody(client));
  const path = `/api/models/${String(made["id"])}`;
  const updated = await client.data("PUT", path, { name, connection_id, configuration: { key: "new.csv" } });
  expect(updated).toMatchObject({
    configuration: { key: "new.csv" },
    identifier: null,
    tracking_columns: [],
    version: 1,
    created_at: made["created_at"],
  });
  expect(updated["configuration"]).not.toHaveProperty("model_from");
});

test("an update can carry the whole model in its query, however long", async () => {
  const { api, client } = await startApi();
  const body = await modelBody(client);
  const id = await client.create("/api/models", body);
  const query = new URLSearchParams({ name: "ignored", fields: "x".repeat(200_000) });
  const updated = await client.data("PUT", `/api/models/${id}?${query}`, { ...body, name: "New" });
  expect(updated["name"]).toBe("New");
  expect(api.requests.at(-1)?.query["fields"]).toHaveLength(200_000);
});

test("a model that selects no fields has the fields of its source", async () => {
  const { api, client } = await startApi();
  const body = { ...(await modelBody(client)), fields: [] };
  const id = await client.create("/api/models", body);
  const usual = await client.data("GET", `/api/models/${id}`);
  api.behavior.modelFields = ["sku"];
  const changed = await client.data("GET", `/api/models/${id}`);
  expect(usual["fields"]).toMatchObject([{ name: "id" }, { name: "email" }]);
  expect(changed["fields"]).toMatchObject([{ name: "sku" }]);
});

test("additional fields, and fields added by hand, are marked as added by a user", async () => {
  const { client } = await startApi({ behavior: { userAddedModelFields: ["note"] } });
  const additional_fields = [{ name: "vat", type: "number", label: "VAT" }];
  const model = await client.data("POST", "/api/models", { ...(await modelBody(client)), additional_fields });
  expect(model["fields"]).toMatchObject([
    { name: "id", user_added: false },
    { name: "total", user_added: false },
    { name: "vat", label: "VAT", type: "number", user_added: true },
    { name: "note", user_added: true },
  ]);
});

test("the API can choose the identifier and increment the version", async () => {
  const { client } = await startApi({ behavior: { modelIdentifier: "sku", modelVersionRaised: true } });
  const body = { ...(await modelBody(client)), identifier: "" };
  const made = await client.data("POST", "/api/models", body);
  const updated = await client.data("PUT", `/api/models/${String(made["id"])}`, body);
  expect(made["identifier"]).toBe("sku");
  expect([made["version"], updated["version"]]).toEqual([1, 2]);
});

test("a model of a missing connection is rejected", async () => {
  const { client } = await startApi();
  const reply = await client.send("POST", "/api/models", {
    name: "m",
    connection_id: "none",
    configuration: {},
  });
  expect(reply.status).toBe(400);
  expect(reply.body).toHaveProperty("metadata.members", ["connection_id"]);
});

test("a model can be deleted while syncs use it, once", async () => {
  const { client } = await startApi();
  const body = await modelBody(client);
  const model_id = await client.create("/api/models", body);
  const sync = await client.create("/api/syncs", {
    name: "s",
    mode: "append",
    target: { connection_id: body.connection_id, object: "o" },
    fields: [{ source: { model_id, field: "id" }, target: "id" }],
    schedule: { frequency: "manual" },
  });
  const first = await client.send("DELETE", `/api/models/${model_id}`);
  const second = await client.send("DELETE", `/api/models/${model_id}`);
  const left = await client.send("GET", `/api/syncs/${sync}`);
  expect([first.status, second.status, left.status]).toEqual([204, 404, 200]);
});

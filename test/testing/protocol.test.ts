import { createConnection } from "node:net";
import { PolytomicApi } from "../../lib/testing";
import { Client, s3, startApi } from "./client";

describe("authentication", () => {
  test.each(["", "Bearer wrong", "Bearer ", "Basic wrong", "Basic Og==", "Digest key"])(
    "rejects %p in the special form of this error",
    async (authorization) => {
      const { api } = await startApi({ apiKey: "key" });
      const reply = await new Client(api.url, authorization).send("GET", "/api/me");
      expect(reply).toMatchObject({ status: 401, body: { code: 401, error: "unauthorized", context: {} } });
    },
  );

  test.each(["Bearer", "Basic Og=="])("rejects an empty key, configured or not (%p)", async (empty) => {
    const organizationId = "";
    const { api } = await startApi({ apiKey: "", partnerKey: "", deploymentKey: "", organizationId });
    expect((await new Client(api.url, empty).send("GET", "/api/me")).status).toBe(401);
  });

  test("comes before everything else", async () => {
    const { api } = await startApi();
    const reply = await new Client(api.url, "").send("POST", "/api/no/such/path", "{");
    expect(reply.status).toBe(401);
  });
});

describe("errors", () => {
  test("have a key, a message, metadata and the status", async () => {
    const { client } = await startApi();
    const reply = await client.send("GET", "/api/models/none");
    expect(reply.status).toBe(404);
    expect(reply.body).toEqual({ key: "not_found", message: "model not found", metadata: {}, status: 404 });
  });

  test.each(["constructor", "__proto__"])("include 404 for an object called %s, for any key", async (id) => {
    const { api } = await startApi({ partnerKey: "partner" });
    const reply = await new Client(api.url, "Bearer partner").send("GET", `/api/connections/${id}`);
    expect(reply).toMatchObject({ status: 404, body: { message: "connection not found" } });
  });

  test("report an unsupported path", async () => {
    const { client } = await startApi();
    const reply = await client.send("GET", "/api/webhooks");
    expect(reply).toMatchObject({
      status: 404,
      body: { message: "the emulated Polytomic API does not implement GET /api/webhooks" },
    });
  });

  test("list every member that is missing or has the wrong type", async () => {
    const { client } = await startApi();
    const reply = await client.send("POST", "/api/connections", { type: 1, configuration: [] });
    expect(reply.status).toBe(400);
    expect(reply.body).toHaveProperty("metadata.members", ["name", "type", "configuration"]);
  });

  test("distinguish a body that is not JSON, a missing body, and an unencoded path", async () => {
    const { client } = await startApi();
    const malformed = await client.send("POST", "/api/connections", '{"name":');
    const missing = await client.send("POST", "/api/connections");
    const path = await client.send("GET", "/api/models/%E0%A4%A");
    expect(malformed).toMatchObject({ status: 400, body: { message: "the body is not JSON" } });
    expect([missing.status, path.status]).toEqual([400, 400]);
  });
});

/** The response to a request, and the milliseconds until it arrives. */
async function timed<T>(request: () => Promise<T>): Promise<{ took: number; reply: T }> {
  const start = performance.now();
  const reply = await request();
  return { took: performance.now() - start, reply };
}

describe("extreme requests", () => {
  const slashes = "/".repeat(200_000);

  test.each([
    ["in a path", `/api${slashes}x`, 404],
    ["before a path", `${slashes}x`, 404],
    ["alone", slashes, 404],
    ["after a path", `/api/me${slashes}`, 200],
  ])("200,000 slashes %s are handled at once", async (_, path, status) => {
    const { client } = await startApi();
    const { took, reply } = await timed(() => client.send("GET", path));
    expect(reply.status).toBe(status);
    expect(took).toBeLessThan(2_000);
  });

  test("a header of a million characters is handled at once", async () => {
    const { api } = await startApi({ partnerKey: "partner" });
    const credentials = Buffer.from(":".repeat(700_000)).toString("base64");
    const { took, reply } = await timed(() =>
      new Client(api.url, `Basic ${credentials}`).send("GET", "/api/me"),
    );
    expect(reply.status).toBe(401);
    expect(took).toBeLessThan(2_000);
  });

  test("a body of more than 2 MiB is rejected, and the next request succeeds", async () => {
    const { api, client } = await startApi();
    const large = { ...s3, name: "x".repeat(2 * 1024 * 1024) };
    expect(await client.send("POST", "/api/connections", large)).toMatchObject({
      status: 413,
      body: { key: "request_too_large", message: "the body is larger than 2 MiB", status: 413 },
    });
    expect(api.requests).toMatchObject([{ path: "/api/connections", body: undefined, status: 413 }]);
    expect((await client.send("POST", "/api/connections", s3)).status).toBe(201);
  });

  test("a body of 100,000 levels is rejected and not stored", async () => {
    const { api, client } = await startApi();
    const levels = (depth: number): string =>
      JSON.stringify({ ...s3, configuration: { ...s3.configuration, x: 0 } }).replace(
        '"x":0',
        `"x":${"[".repeat(depth)}${"]".repeat(depth)}`,
      );
    expect(await client.send("POST", "/api/connections", levels(100_000))).toMatchObject({
      status: 400,
      body: { message: "the body is nested deeper than 500 levels" },
    });
    expect(api.snapshot().connections).toEqual({});
    expect((await client.send("POST", "/api/connections", levels(400))).status).toBe(201);
  });

  test("a bulk sync of 50,000 schemas is changed at once", async () => {
    const { client } = await startApi();
    const connection = await client.create("/api/connections", s3);
    const id = await client.create("/api/bulk/syncs", {
      name: "b",
      source_connection_id: connection,
      destination_connection_id: connection,
      schedule: { frequency: "manual" },
      schemas: [],
    });
    const schemas = Array.from({ length: 50_000 }, (_, index) => ({ id: `schema_${index}` }));
    const { took, reply } = await timed(() =>
      client.send("PATCH", `/api/bulk/syncs/${id}/schemas`, { schemas }),
    );
    expect(reply.status).toBe(200);
    expect(took).toBeLessThan(10_000);
  }, 60_000);
});

test("the response has the requested version", async () => {
  const { client } = await startApi();
  const asked = await client.send("GET", "/api/me", undefined, { "X-Polytomic-Version": "2024-02-08" });
  expect(asked.headers.get("x-polytomic-version")).toBe("2024-02-08");
});

describe("an idempotency key", () => {
  const key = { "Idempotency-Key": "create-lake-1" };

  test("makes a repeated creation return the first response", async () => {
    const { api, client } = await startApi();
    const first = await client.send("POST", "/api/connections", s3, key);
    const second = await client.send("POST", "/api/connections", s3, key);
    expect(second).toMatchObject({ status: first.status, body: first.body });
    expect(Object.keys(api.snapshot().connections)).toHaveLength(1);
  });

  test("repeats an error", async () => {
    const { client } = await startApi();
    const first = await client.send("POST", "/api/connections", { ...s3, name: undefined }, key);
    const second = await client.send("POST", "/api/connections", s3, key);
    expect([first.status, second.status]).toEqual([400, 400]);
  });

  test("that is too short is rejected", async () => {
    const { client } = await startApi();
    const reply = await client.send("POST", "/api/connections", s3, { "Idempotency-Key": "short" });
    expect(reply.status).toBe(400);
  });
});

test("requests are recorded with their content and response, without the key", async () => {
  const { api, client } = await startApi();
  await client.send("GET", "/api/syncs?active=true&mode=append");
  await client.send("POST", "/api/permissions/roles", { name: "Analyst" });
  expect(api.requests).toEqual([
    {
      method: "GET",
      path: "/api/syncs",
      query: { active: "true", mode: "append" },
      body: undefined,
      status: 200,
    },
    { method: "POST", path: "/api/permissions/roles", query: {}, body: { name: "Analyst" }, status: 200 },
  ]);
  expect(JSON.stringify(api.requests)).not.toContain(api.apiKey);
  api.forgetRequests();
  expect(api.requests).toEqual([]);
});

describe("a canned response", () => {
  test("replaces the API's own, as often as set", async () => {
    const { api, client } = await startApi();
    const body = { message: "cache refresh in progress", status: 422 };
    api.behavior.cannedResponses = [
      { method: "POST", path: "/api/connections", status: 422, body, times: 1 },
    ];
    const first = await client.send("POST", "/api/connections", s3);
    const second = await client.send("POST", "/api/connections", s3);
    expect(first).toMatchObject({ status: 422, body });
    expect(second.status).toBe(201);
  });

  test("can follow the effect of the request, and need not be JSON", async () => {
    const { api, client } = await startApi();
    api.behavior.cannedResponses = [
      { method: "POST", path: /^\/api\/conn/, status: 500, body: "boom", afterEffect: true },
    ];
    const lost = await client.send("POST", "/api/connections", s3);
    expect(lost).toMatchObject({ status: 500, body: "boom" });
    expect(Object.keys(api.snapshot().connections)).toHaveLength(1);
  });

  test("can have no body", async () => {
    const { api, client } = await startApi();
    api.behavior.cannedResponses = [{ method: "GET", path: "/api/me", status: 404 }];
    expect(await client.send("GET", "/api/me")).toMatchObject({ status: 404, body: "" });
  });
});

test("stored objects can be changed without a request", async () => {
  const { api, client } = await startApi();
  const id = await client.create("/api/connections", s3);
  api.change(({ connections }) => {
    delete connections[id];
  });
  expect((await client.send("GET", `/api/connections/${id}`)).status).toBe(404);
});

test("an API is empty only without chosen primary keys and subscribers to errors", async () => {
  const { api } = await startApi();
  api.change(
    ({ globalErrorSubscribers }) => (globalErrorSubscribers[api.organizationId] = ["a@example.com"]),
  );
  expect(api.isEmpty()).toBe(false);
  api.change(({ globalErrorSubscribers }) => (globalErrorSubscribers[api.organizationId] = []));
  expect(api.isEmpty()).toBe(true);
  api.change(({ primaryKeys }) => (primaryKeys["a-connection"] = { orders: ["id"] }));
  expect(api.isEmpty()).toBe(false);
});

test("a snapshot is a copy", async () => {
  const { api, client } = await startApi();
  const id = await client.create("/api/connections", s3);
  delete api.snapshot().connections[id];
  expect(api.isEmpty()).toBe(false);
});

test("ids can be set by the test", async () => {
  let made = 0;
  const { client } = await startApi({ newId: (kind) => `${kind} ${++made}`, organizationId: "org" });
  const connection = await client.data("POST", "/api/connections", s3);
  expect(connection).toMatchObject({ id: "connection 1", configuration: { external_id: "external ID 2" } });
});

describe("a server that is stopped", () => {
  test("ends the connections that clients keep open and gives its port back", async () => {
    const api = await PolytomicApi.start();
    const { port } = new URL(api.url);
    const socket = createConnection(Number(port), "127.0.0.1");
    await new Promise((resolve) => socket.once("connect", resolve));
    const closed = new Promise((resolve) => socket.once("close", resolve));
    await api.stop();
    await closed;
    const next = await startApi({ port: Number(port) });
    expect(next.api.url).toBe(api.url);
  });

  test("can be stopped again", async () => {
    const { api } = await startApi();
    await api.stop();
    await expect(api.stop()).resolves.toBeUndefined();
  });
});

test("a port in use is reported when starting", async () => {
  const { api } = await startApi();
  const port = Number(new URL(api.url).port);
  await expect(PolytomicApi.start({ port })).rejects.toMatchObject({ code: "EADDRINUSE" });
});

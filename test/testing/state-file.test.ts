import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PolytomicApi } from "../../lib/testing";
import { member, s3, s3WithKeys, startApi } from "./client";

let folder: string;
let stateFile: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "polytomic-api-"));
  stateFile = join(folder, "state.json");
});

afterEach(() => rmSync(folder, { recursive: true }));

test("a server with the same state file continues where the last one stopped", async () => {
  const first = await startApi({ stateFile, apiKey: "key" });
  const made = await first.client.data("POST", "/api/connections", s3);
  first.api.defineSchemas("s3", [{ id: "orders" }]);
  await first.api.stop();

  const second = await startApi({ stateFile, apiKey: "key" });
  const path = `/api/connections/${String(made["id"])}`;
  const read = await second.client.data("GET", path);
  const schema = await second.client.data("GET", `${path}/schemas/orders`);
  expect(second.api.organizationId).toBe(first.api.organizationId);
  expect(member(read, "configuration")).toEqual(made["configuration"]);
  expect(schema["id"]).toBe("orders");
});

test("idempotency keys outlive the server, including those of responses without a body", async () => {
  const key = { "Idempotency-Key": "create-lake-1" };
  const first = await startApi({ stateFile });
  await first.client.send("POST", "/api/connections/test", s3, { "Idempotency-Key": "test-lake-1" });
  const made = await first.client.send("POST", "/api/connections", s3, key);
  await first.api.stop();
  const second = await startApi({ stateFile });
  expect(await second.client.send("POST", "/api/connections", s3, key)).toMatchObject({ body: made.body });
});

test("every kind of object is read back as it was", async () => {
  const first = await startApi({ stateFile });
  const { client } = first;
  const connection_id = await client.create("/api/connections", s3WithKeys);
  const model_id = await client.create("/api/models", {
    name: "m",
    connection_id,
    configuration: { key: "a.csv" },
  });
  await client.create("/api/syncs", {
    name: "s",
    mode: "append",
    target: { connection_id, object: "o" },
    fields: [{ source: { model_id, field: "id" }, target: "id" }],
    override_fields: [{ target: "c", override_value: "FR" }],
    filters: [{ field_id: "id", function: "Equality", value: 1 }],
    schedule: { frequency: "daily", hour: "3" },
  });
  await client.create("/api/bulk/syncs", {
    name: "b",
    source_connection_id: connection_id,
    destination_connection_id: connection_id,
    schedule: { frequency: "manual" },
    schemas: ["orders", { id: "users", fields: ["email"] }],
  });
  await client.create("/api/permissions/policies", { name: "p", policy_actions: [{ action: "delete" }] });
  const before = JSON.stringify(first.api.snapshot());
  await first.api.stop();

  const second = await startApi({ stateFile });
  expect(JSON.parse(JSON.stringify(second.api.snapshot()))).toEqual(JSON.parse(before));
});

test("the file contains no secret and leaves no temporary file", async () => {
  const { client } = await startApi({ stateFile, apiKey: "an-api-key" });
  await client.create("/api/connections", s3WithKeys);
  expect(readFileSync(stateFile, "utf8")).not.toMatch(/a-secret|an-api-key/);
  expect(readdirSync(folder)).toEqual(["state.json"]);
});

test("the temporary file does not follow a symbolic link with a guessable name", async () => {
  const { api, client } = await startApi({ stateFile });
  const treasure = join(folder, "treasure");
  writeFileSync(treasure, "untouched");
  for (const name of [`state.json.${process.pid}.tmp`, "state.json.tmp"]) {
    symlinkSync(treasure, join(folder, name));
  }
  await client.create("/api/connections", s3);
  expect(readFileSync(treasure, "utf8")).toBe("untouched");
  expect(Object.keys(JSON.parse(readFileSync(stateFile, "utf8")).connections)).toHaveLength(1);
  expect(statSync(stateFile).mode & 0o777).toBe(0o600);
  expect(api.isEmpty()).toBe(false);
});

test("a temporary file that cannot replace the file is removed", async () => {
  const { client } = await startApi({ stateFile });
  rmSync(stateFile);
  mkdirSync(stateFile);
  expect((await client.send("POST", "/api/connections", s3)).status).toBe(500);
  expect(readdirSync(folder)).toEqual(["state.json"]);
});

test("a file without a state is rejected and left unchanged", async () => {
  writeFileSync(stateFile, '{"connections":[]}');
  await expect(PolytomicApi.start({ stateFile })).rejects.toThrow(
    "is not a state file of the emulated Polytomic API",
  );
  expect(readFileSync(stateFile, "utf8")).toBe('{"connections":[]}');
});

test("a file that cannot be written is reported in the response", async () => {
  const { client } = await startApi({ stateFile });
  rmSync(folder, { recursive: true });
  const reply = await client.send("POST", "/api/connections", s3);
  mkdirSync(folder);
  expect(reply.status).toBe(500);
  expect(reply.body).toMatchObject({ key: "internal_error", message: expect.stringContaining("ENOENT") });
});

test("reading does not write the file", async () => {
  const { client } = await startApi({ stateFile });
  rmSync(stateFile);
  await client.send("GET", "/api/connections");
  expect(existsSync(stateFile)).toBe(false);
  await client.create("/api/connections", s3);
  expect(existsSync(stateFile)).toBe(true);
});

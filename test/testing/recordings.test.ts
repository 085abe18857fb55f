/** Replays the requests of recorded sessions of the real provider: the emulated API must return the recorded responses. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { PolytomicApiBehavior } from "../../lib/testing";
import { type Client, startApi } from "./client";

const exchange = z.object({
  method: z.string(),
  path: z.string(),
  query: z.string().optional(),
  body: z.unknown().optional(),
  status: z.number(),
  response: z.unknown().optional(),
});

const recording = z.object({
  seed: z.unknown().optional(),
  steps: z.array(
    z.object({
      command: z.string(),
      server_behaviour: z.record(z.string(), z.unknown()).optional(),
      requests: z.array(exchange).optional(),
    }),
  ),
});

type Exchange = z.infer<typeof exchange>;

/** Recordings without changes on the server between requests. */
const scenarios = [
  "aws_authswitch_plain",
  "aws_authswitch_terraform_data",
  "aws_authswitch_triggers_replace",
  "aws_handshake_single_apply",
  "aws_quiet_literal",
  "aws_quiet_terraform_data_create_before_destroy",
  "bulk_sync_fields_noise",
  "connection_nested_objects",
  "connection_s3_access_key",
  "connection_s3_iam_role_lifecycle",
  "connection_s3_validation",
  "model_configuration_json",
  "nested_unknown_names",
  "removal_of_optional_attributes",
  "sensitive",
  "sync_fields",
  "sync_filters",
];

const organizationId = "0a000000-0000-4000-8000-000000000001";
const postgresqlId = "c0000000-0000-4000-8000-000000000001";

/** The ids of the recordings: a prefix by kind and a running number. */
function recordedIds(): (kind: string) => string {
  const prefixes: Record<string, string> = {
    connection: "c0",
    "external ID": "e0",
    model: "d0",
    sync: "5c",
    "bulk sync": "b0",
    role: "80",
    policy: "70",
  };
  const counts = new Map<string, number>();
  return (kind) => {
    const count = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, count);
    return `${prefixes[kind] ?? "ff"}000000-0000-4000-8000-${String(count).padStart(12, "0")}`;
  };
}

/** The behavior of the recorded server, as options of the emulated one. */
function behaviorOf(recorded: Record<string, unknown> = {}): Partial<PolytomicApiBehavior> {
  const outputNames = { none: "absent", output_only: "output-name-only", empty: "empty" } as const;
  const switches = z
    .object({
      conn_defaults: z.boolean().default(true),
      conn_drop: z.array(z.string()).default([]),
      relabel: z.boolean().default(false),
      field_new_false: z.boolean().default(false),
      bulk_list_fields: z.boolean().default(true),
      field_output: z.enum(["none", "output_only", "empty"]).optional(),
      policy_extra: z.array(z.object({ action: z.string() })).default([]),
    })
    .strict()
    .parse(recorded);
  return {
    connectionDefaults: switches.conn_defaults,
    droppedConfiguration: switches.conn_drop,
    filterLabels: switches.relabel ? "reassigned" : "kept",
    newFieldReturned: switches.field_new_false,
    bulkFields: switches.bulk_list_fields ? "all" : "configured",
    bulkFieldOutputNames: switches.field_output ? outputNames[switches.field_output] : "both",
  };
}

async function startRecordedApi(behavior: Partial<PolytomicApiBehavior>, seeded: boolean) {
  const { api, client } = await startApi({ organizationId, newId: recordedIds() });
  const id = { id: "id", type: "number" } as const;
  api.defineSchemas("postgresql", [
    { id: "public.orders", fields: [id, { id: "total", type: "number" }] },
    { id: "public.users", fields: [id, "email"] },
  ]);
  if (seeded) {
    await seed(client);
  }
  Object.assign(api.behavior, behavior);
  return client;
}

/** The objects on the recorded server before the first request. */
async function seed(client: Client): Promise<void> {
  const configuration = { hostname: "h", database: "d", username: "u", password: "p", port: 5432 };
  await client.create("/api/connections", { name: "db", type: "postgresql", configuration });
  const bucket = { auth_mode: "iam_role", s3_bucket_name: "s3://lake-bucket", s3_bucket_region: "us-east-1" };
  await client.create("/api/connections", { name: "lake", type: "s3", configuration: bucket });
  const query = { configuration: { query: "select 1" } };
  await client.create("/api/models", { name: "user of it", connection_id: postgresqlId, ...query });
}

/** Without values that always differ: times, actors, display names, and null instead of a missing member. */
function comparable(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(comparable);
  }
  if (!(value instanceof Object)) {
    return value;
  }
  const ignored = /^((created|updated)_(at|by)|model_ids)$/;
  const members = Object.entries(value).filter(
    ([name, member]) => member !== null && !ignored.test(name) && !(name === "name" && "logo_url" in value),
  );
  return Object.fromEntries(members.map(([name, member]) => [name, comparable(member)]));
}

async function ask(client: Client, { method, path, query, body }: Exchange) {
  const search = query && method === "DELETE" ? `?${query}` : "";
  const reply = await client.send(method, path + search, body);
  return { asked: `${method} ${path}`, status: reply.status, body: comparable(reply.body || null) };
}

test.each(scenarios)("%s gets the recorded responses", async (scenario) => {
  const file = join(__dirname, "..", "recordings", `${scenario}.json`);
  const { seed: seeded, steps } = recording.parse(JSON.parse(readFileSync(file, "utf8")));
  let client = await startRecordedApi({}, seeded !== undefined);
  for (const { command, server_behaviour, requests = [] } of steps) {
    if (command === "reset") {
      client = await startRecordedApi(behaviorOf(server_behaviour), true);
    }
    for (const recorded of requests.filter(({ path }) => path !== "/api/me")) {
      const { method, path, status, response } = recorded;
      const expected = { asked: `${method} ${path}`, status, body: comparable(response ?? null) };
      expect(await ask(client, recorded)).toEqual(expected);
    }
  }
});

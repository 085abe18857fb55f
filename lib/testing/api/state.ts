/** The state of the emulated API: request bodies plus ids and audit data. Responses are derived from it. */
import { z } from "zod";
import {
  bulkSyncBody,
  connectionBody,
  modelBody,
  organizationBody,
  policyBody,
  roleBody,
  syncBody,
} from "./bodies";

const text = z.string();
const owned = { id: text, organization_id: text };
const actor = z.object({ id: text, name: text, type: text });
const audited = { created_at: text, created_by: actor, updated_at: text, updated_by: actor };

const execution = z.object({
  id: text,
  status: z.literal("completed"),
  created_at: text,
  started_at: text,
  completed_at: text,
  is_test: z.boolean(),
  is_resync: z.boolean(),
});

const connection = connectionBody.extend({ ...owned, ...audited });
const model = modelBody.extend({ ...owned, ...audited, version: z.number() });
const sync = syncBody.extend({ ...owned, ...audited, executions: z.array(execution) });
const bulkSync = bulkSyncBody.extend({ ...owned, ...audited, executions: z.array(execution) });
const role = roleBody.extend({ ...owned, system: z.boolean() });
const policy = policyBody.extend({ ...owned, system: z.boolean() });
const user = z.object({ ...owned, email: text, role: text, role_ids: z.array(text), initial: z.boolean() });
const organization = organizationBody.extend({ id: text, external_id: text });

const sourceSchema = z.object({
  id: text,
  name: text,
  fields: z.array(
    z.object({ id: text, name: text, type: text, remote_type: text.optional(), is_primary_key: z.boolean() }),
  ),
});

const stateSchema = z.object({
  organizations: z.record(text, organization),
  users: z.record(text, user),
  roles: z.record(text, role),
  policies: z.record(text, policy),
  connections: z.record(text, connection),
  models: z.record(text, model),
  syncs: z.record(text, sync),
  bulkSyncs: z.record(text, bulkSync),
  /** Email addresses, by organization. */
  globalErrorSubscribers: z.record(text, z.array(text)),
  /** The schemas of sources, by connection id or connection type. */
  sourceSchemas: z.record(text, z.array(sourceSchema)),
  /** Primary key overrides, by connection id, then schema id: the ids of the key fields. */
  primaryKeys: z.record(text, z.record(text, z.array(text))),
  /** When a connection's schemas were last refreshed, by connection id. */
  schemaRefreshes: z.record(text, text),
  /** First responses to requests with an idempotency key, by organization and key. */
  outcomes: z.record(text, z.object({ status: z.number(), body: z.unknown().optional() })),
});

export type State = z.infer<typeof stateSchema>;
export type Connection = State["connections"][string];
export type Model = State["models"][string];
export type Sync = State["syncs"][string];
export type BulkSync = State["bulkSyncs"][string];
export type Role = State["roles"][string];
export type Policy = State["policies"][string];
export type User = State["users"][string];
export type Organization = State["organizations"][string];
export type SourceSchema = State["sourceSchemas"][string][number];
export type Execution = z.infer<typeof execution>;

/** A state without objects: every member is a record. */
export const emptyState = (): State =>
  stateSchema.parse(Object.fromEntries(Object.keys(stateSchema.shape).map((name) => [name, {}])));

export function parseState(json: string): State {
  return stateSchema.parse(JSON.parse(json));
}

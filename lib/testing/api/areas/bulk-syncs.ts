/** Bulk syncs. */
import { defined } from "../../../objects";
import { createdNow, updatedNow } from "../audit";
import { bulkSyncBody, parseBody } from "../bodies";
import { type Call, created, noContent, ok } from "../call";
import { find, organizationOf, requireReference, visible } from "../ownership";
import { route } from "../router";
import type { BulkSync } from "../state";
import { executionRoutes } from "./executions";
import { scheduleView } from "./schedules";

export const bulkSyncRoutes = [
  route("GET /api/bulk/syncs", list),
  route("POST /api/bulk/syncs", create),
  route("GET /api/bulk/syncs/{id}", (call) => ok(view(call, bulkSyncOf(call)))),
  route("PUT /api/bulk/syncs/{id}", update),
  route("DELETE /api/bulk/syncs/{id}", remove),
  ...executionRoutes("/api/bulk/syncs/{id}", bulkSyncOf),
];

/** The bulk sync in the path. */
export function bulkSyncOf(call: Call): BulkSync {
  return find(call, call.state.bulkSyncs, "bulk sync", call.param("id"));
}

function list(call: Call) {
  const active = call.query.get("active");
  const wanted = visible(call, call.state.bulkSyncs).filter(
    (bulkSync) => active === null || active === String(bulkSync.active ?? false),
  );
  return ok(wanted.map((bulkSync) => view(call, bulkSync)));
}

/** Throws a 400 for a mistake: clients interpret 422 as "the schemas do not exist yet" and retry for minutes. */
function readBody(call: Call) {
  const body = parseBody(bulkSyncBody, call.body);
  const { connections } = call.state;
  requireReference(call, connections, "source_connection_id", body.source_connection_id);
  requireReference(call, connections, "destination_connection_id", body.destination_connection_id);
  return body;
}

function create(call: Call) {
  const body = readBody(call);
  const organization_id = organizationOf(call, body.organization_id);
  const id = call.newId("bulk sync");
  const bulkSync: BulkSync = { ...body, id, organization_id, executions: [], ...createdNow() };
  call.state.bulkSyncs[id] = bulkSync;
  return created(view(call, bulkSync));
}

function update(call: Call) {
  const before = bulkSyncOf(call);
  const body = readBody(call);
  const { id, organization_id, executions } = before;
  const bulkSync: BulkSync = {
    ...(call.behavior.bulkUpdate === "merge" ? { ...before, ...defined(body) } : body),
    id,
    organization_id,
    executions,
    ...updatedNow(before),
  };
  call.state.bulkSyncs[id] = bulkSync;
  return ok(view(call, bulkSync));
}

function remove(call: Call) {
  delete call.state.bulkSyncs[bulkSyncOf(call).id];
  return noContent();
}

/** Omits the schemas, which have a separate path. */
function view({ behavior }: Call, bulkSync: BulkSync) {
  const limit = (value: number | undefined) => (behavior.zeroLimitsAsNull ? value || null : (value ?? 0));
  return {
    ...bulkSync,
    schemas: undefined,
    executions: undefined,
    mode: bulkSync.mode ?? "replicate",
    active: behavior.deactivated ? false : (bulkSync.active ?? false),
    source_configuration: bulkSync.source_configuration ?? null,
    destination_configuration: bulkSync.destination_configuration ?? null,
    automatically_add_new_fields: bulkSync.automatically_add_new_fields ?? "all",
    automatically_add_new_objects: bulkSync.automatically_add_new_objects ?? "none",
    schedule: scheduleView(behavior, bulkSync.schedule),
    policies: bulkSync.policies ?? [],
    concurrency_limit: limit(bulkSync.concurrency_limit),
    resync_concurrency_limit: limit(bulkSync.resync_concurrency_limit),
    normalize_names: bulkSync.normalize_names ?? "enabled",
    disable_record_timestamps: bulkSync.disable_record_timestamps ?? false,
  };
}

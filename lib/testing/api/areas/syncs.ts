/** Model syncs. */
import { createdNow, updatedNow } from "../audit";
import { parseBody, syncBody } from "../bodies";
import { type Call, created, noContent, ok } from "../call";
import { badRequest } from "../errors";
import { find, organizationOf, requireReference, visible } from "../ownership";
import { route } from "../router";
import type { Sync } from "../state";
import { executionRoutes } from "./executions";
import { NO_MODEL, syncView } from "./sync-view";

export const syncRoutes = [
  route("GET /api/syncs", list),
  route("POST /api/syncs", create),
  route("GET /api/syncs/{id}", (call) => ok(syncView(call.behavior, syncOf(call)))),
  route("PUT /api/syncs/{id}", update),
  route("DELETE /api/syncs/{id}", remove),
  ...executionRoutes("/api/syncs/{id}", syncOf),
];

function syncOf(call: Call): Sync {
  return find(call, call.state.syncs, "sync", call.param("id"));
}

function list(call: Call) {
  const { query } = call;
  const wanted = visible(call, call.state.syncs).filter(
    (sync) =>
      matches(query.get("active"), String(sync.active ?? false)) &&
      matches(query.get("mode"), sync.mode) &&
      matches(query.get("target_connection_id"), sync.target.connection_id),
  );
  return ok(wanted.map((sync) => syncView(call.behavior, sync)));
}

function matches(filter: string | null, value: string): boolean {
  return filter === null || filter === value;
}

function create(call: Call) {
  const body = readBody(call);
  const organization_id = organizationOf(call, body.organization_id);
  const sync: Sync = { ...body, id: call.newId("sync"), organization_id, executions: [], ...createdNow() };
  call.state.syncs[sync.id] = sync;
  return created(syncView(call.behavior, sync));
}

/** Replaces the sync: removes filters, overrides, override fields, identity and schedule members that are not sent. */
function update(call: Call) {
  const before = syncOf(call);
  const { id, organization_id, executions } = before;
  const sync: Sync = { ...readBody(call), id, organization_id, executions, ...updatedNow(before) };
  call.state.syncs[id] = sync;
  return ok(syncView(call.behavior, sync));
}

function remove(call: Call) {
  delete call.state.syncs[syncOf(call).id];
  return noContent();
}

function readBody(call: Call) {
  const body = parseBody(syncBody, call.body);
  requireReference(call, call.state.connections, "target.connection_id", body.target.connection_id);
  if (!body.target.object && !body.target.create && !body.target.new_name && !body.target.search_values) {
    throw badRequest("target: requires an object or an object to create", { members: ["target"] });
  }
  for (const [index, field] of body.fields.entries()) {
    requireModel(call, `fields.${index}.source.model_id`, field.source?.model_id);
  }
  requireModel(call, "identity.source.model_id", body.identity?.source.model_id);
  return body;
}

function requireModel(call: Call, member: string, modelId: string | undefined): void {
  if (modelId && modelId !== NO_MODEL) {
    requireReference(call, call.state.models, member, modelId);
  }
}

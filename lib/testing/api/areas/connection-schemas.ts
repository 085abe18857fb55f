/** The schemas, destination settings and primary keys of connections. */
import { parseBody, primaryKeysBody } from "../bodies";
import { type ApiResponse, type Call, noContent, ok } from "../call";
import { badRequest, notFound } from "../errors";
import { route } from "../router";
import type { Connection, SourceSchema, State } from "../state";
import { connectionOf } from "./connections";

export const connectionSchemaRoutes = [
  route("GET /api/connections/{id}/bulksync/source", source),
  route("GET /api/connections/{id}/bulksync/target", target),
  route("POST /api/connections/{id}/schemas/refresh", refresh),
  route("GET /api/connections/{id}/schemas/status", refreshStatus),
  route("GET /api/connections/{id}/schemas/{schema}", (call) => ok(schemaOf(call))),
  route("PUT /api/connections/{id}/schemas/{schema}/primary_keys", setPrimaryKeys),
  route("DELETE /api/connections/{id}/schemas/{schema}/primary_keys", resetPrimaryKeys),
];

/** The schemas of a connection: its own, or those of its type, with primary key overrides applied. */
export function schemasOfSource(state: State, connection: Connection): SourceSchema[] {
  const offered = state.sourceSchemas[connection.id] ?? state.sourceSchemas[connection.type] ?? [];
  return offered.map((schema) => {
    const chosen = state.primaryKeys[connection.id] ?? {};
    const keys = Object.hasOwn(chosen, schema.id) ? chosen[schema.id] : undefined;
    if (!keys) {
      return schema;
    }
    const fields = schema.fields.map((field) => ({ ...field, is_primary_key: keys.includes(field.id) }));
    return { ...schema, fields };
  });
}

function schemaOf(call: Call): SourceSchema {
  const schema = schemasOfSource(call.state, connectionOf(call)).find(
    ({ id }) => id === call.param("schema"),
  );
  if (!schema) {
    throw notFound("schema not found");
  }
  return schema;
}

function source(call: Call): ApiResponse {
  const schemas = schemasOfSource(call.state, connectionOf(call));
  const withFields = call.query.get("include_fields") !== "false";
  return ok({
    configuration: {},
    capabilities: { supports_tracking_fields: true },
    schemas: withFields ? schemas : schemas.map(({ id, name }) => ({ id, name })),
  });
}

const MODES = {
  replicate: {
    id: "replicate",
    label: "Replicate",
    description: "Keeps the destination equal to the source",
  },
  snapshot: { id: "snapshot", label: "Snapshot", description: "Writes a full copy of the source each time" },
};

/** Object stores also support snapshots, and have a format and a subfolder instead of a schema. */
function target(call: Call): ApiResponse {
  const connection = connectionOf(call);
  const isObjectStore = ["s3", "gcs", "azureblob"].includes(connection.type);
  const offered =
    call.behavior.bulkDestinationModes ?? (isObjectStore ? ["replicate", "snapshot"] : ["replicate"]);
  const text = { type: "string" };
  return ok({
    configuration: isObjectStore ? { format: text, subfolder: text } : { schema: text },
    modes: offered.map((mode) => ({
      ...MODES[mode],
      requires_identity: false,
      supports_field_sync_mode: false,
      supports_target_filters: false,
    })),
    supported_resync_modes: ["refetch", "resync", "rebuild"],
  });
}

function refresh(call: Call): ApiResponse {
  const { id } = connectionOf(call);
  if (call.behavior.connectionStatus !== "healthy") {
    throw badRequest("schemas can be refreshed only on a healthy connection");
  }
  call.state.schemaRefreshes[id] = new Date().toISOString();
  return { status: 202, headers: { Location: `/api/connections/${id}/schemas/status` } };
}

function refreshStatus(call: Call): ApiResponse {
  const connection = connectionOf(call);
  const refreshed = call.state.schemaRefreshes[connection.id] ?? connection.created_at;
  return ok({ cache_status: "fresh", last_refresh_started: refreshed, last_refresh_finished: refreshed });
}

function setPrimaryKeys(call: Call): ApiResponse {
  const connection = connectionOf(call);
  const schema = schemaOf(call);
  const { fields } = parseBody(primaryKeysBody, call.body);
  const unknown = fields.filter(({ field_id }) => !schema.fields.some(({ id }) => id === field_id));
  if (unknown.length > 0) {
    throw badRequest(
      `fields: ${schema.id} has no field ${unknown.map(({ field_id }) => field_id).join(", ")}`,
    );
  }
  const keys = fields.filter((field) => field.is_primary_key).map((field) => field.field_id);
  const { primaryKeys } = call.state;
  primaryKeys[connection.id] = { ...primaryKeys[connection.id], [schema.id]: keys };
  return ok(null);
}

function resetPrimaryKeys(call: Call): ApiResponse {
  const connection = connectionOf(call);
  delete call.state.primaryKeys[connection.id]?.[schemaOf(call).id];
  return noContent();
}

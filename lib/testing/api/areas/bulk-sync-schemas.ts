/** The schemas that a bulk sync copies from its source, and their settings. */
import type { PolytomicApiBehavior } from "../behavior";
import { bulkSchema, bulkSchemasPatchBody, bulkSchemaUpdateBody, parseBody } from "../bodies";
import { type Call, ok } from "../call";
import { notFound } from "../errors";
import { route } from "../router";
import type { BulkSync, SourceSchema } from "../state";
import { bulkSyncOf } from "./bulk-syncs";
import { schemasOfSource } from "./connection-schemas";

type Selection = NonNullable<BulkSync["schemas"]>[number];

export const bulkSyncSchemaRoutes = [
  route("GET /api/bulk/syncs/{id}/schemas", (call) => ok(views(call, bulkSyncOf(call)))),
  route("PATCH /api/bulk/syncs/{id}/schemas", patch),
  route("GET /api/bulk/syncs/{id}/schemas/{schema}", get),
  route("PUT /api/bulk/syncs/{id}/schemas/{schema}", put),
];

function get(call: Call) {
  const view = views(call, bulkSyncOf(call)).find(({ id }) => id === call.param("schema"));
  if (!view) {
    throw notFound("schema not found");
  }
  return ok(view);
}

/** Keeps schemas that are not sent. */
function patch(call: Call) {
  const bulkSync = bulkSyncOf(call);
  select(call, bulkSync, parseBody(bulkSchemasPatchBody, call.body).schemas);
  return ok(views(call, bulkSync));
}

/** Replaces the settings of one schema. */
function put(call: Call) {
  const bulkSync = bulkSyncOf(call);
  const id = call.param("schema");
  if (!views(call, bulkSync).some((view) => view.id === id)) {
    throw notFound("schema not found");
  }
  select(call, bulkSync, [{ id, ...parseBody(bulkSchemaUpdateBody, call.body) }]);
  return get(call);
}

/** Changes a selection. A bulk sync without a selection has selected everything, so its other schemas stay selected. */
function select(call: Call, bulkSync: BulkSync, schemas: readonly Selection[]): void {
  const selected = bulkSync.schemas ?? sourceOf(call, bulkSync).map(({ id }) => everythingOf(id));
  const changed = new Map(schemas.map((schema) => [schema.id, schema]));
  bulkSync.schemas = [...selected.filter(({ id }) => !changed.has(id)), ...changed.values()];
}

const EVERYTHING = parseBody(bulkSchema, { id: "any", enabled: true });
const everythingOf = (id: string): Selection => ({ ...EVERYTHING, id });

function sourceOf(call: Call, bulkSync: BulkSync): readonly SourceSchema[] {
  const source = call.state.connections[bulkSync.source_connection_id];
  return source ? schemasOfSource(call.state, source) : [];
}

/** All schemas of the source, then selected schemas that the source does not have. */
function views(call: Call, bulkSync: BulkSync) {
  const offered = sourceOf(call, bulkSync);
  const offeredIds = new Set(offered.map(({ id }) => id));
  const unknown = (bulkSync.schemas ?? []).filter(({ id }) => !offeredIds.has(id));
  return [
    ...offered.map((schema) => {
      const selection = bulkSync.schemas?.find(({ id }) => id === schema.id);
      const enabled =
        bulkSync.schemas === undefined || (selection !== undefined && selection.enabled !== false);
      return schemaView(call.behavior, { ...(selection ?? everythingOf(schema.id)), enabled }, schema);
    }),
    ...unknown.map((selection) =>
      schemaView(call.behavior, selection, { id: selection.id, name: selection.id, fields: [] }),
    ),
  ];
}

function schemaView(behavior: PolytomicApiBehavior, selection: Selection, source: SourceSchema) {
  const { data_cutoff_timestamp } = selection;
  return {
    id: selection.id,
    enabled: selection.enabled ?? true,
    output_name: selection.user_output_name || source.name,
    user_output_name: selection.user_output_name ?? null,
    partition_key: selection.partition_key ?? "",
    tracking_field: selection.tracking_field ?? "",
    disable_data_cutoff: selection.disable_data_cutoff ?? false,
    ...(data_cutoff_timestamp === undefined ? {} : { data_cutoff_timestamp }),
    fields: fieldsView(behavior, selection, source),
    filters: selection.filters,
  };
}

/** If a sync selects fields, the other fields of the schema are disabled. */
function fieldsView(behavior: PolytomicApiBehavior, selection: Selection, source: SourceSchema) {
  const named = new Map(selection.fields.map((field) => [field.id, field]));
  const offered = behavior.bulkFields === "all" ? source.fields.map(({ id }) => id) : [];
  return [...new Set([...offered, ...named.keys()])].map((id) => {
    const field = named.get(id);
    return {
      id,
      enabled: field ? (field.enabled ?? true) : named.size === 0,
      obfuscated: field?.obfuscate ?? field?.obfuscated ?? false,
      ...outputNames(behavior, id, field?.user_output_name),
    };
  });
}

function outputNames(behavior: PolytomicApiBehavior, id: string, chosen: string | undefined) {
  const output_name = chosen || id;
  switch (behavior.bulkFieldOutputNames) {
    case "both":
      return { output_name, user_output_name: chosen ?? null };
    case "output-name-only":
      return { output_name };
    case "empty":
      return { output_name: "", user_output_name: "" };
    case "absent":
      return {};
  }
}

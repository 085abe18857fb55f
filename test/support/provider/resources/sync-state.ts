/** Writes model syncs to the state. */
import { Crash } from "../diagnostics";
import { goJson } from "../go-json";
import {
  type Json,
  type JsonObject,
  type ObjectValue,
  type Value,
  isJsonObject,
  jsonObjects,
  text,
} from "../values";
import { requiredAudit } from "./audit";
import { type Operation, pick } from "./resource";

/** The server's placeholder for a field without a source. */
const NO_MODEL = "00000000-0000-0000-0000-000000000000";

/** Converts the API's response to state. The caller sets what the API never returns. */
export function syncState(operation: Operation, answer: JsonObject): ObjectValue {
  const fields = jsonObjects(answer["fields"]);
  const filters = jsonObjects(answer["filters"]);
  return {
    id: answer["id"] ?? null,
    organization: answer["organization_id"] ?? null,
    name: answer["name"] ?? null,
    mode: text(answer["mode"]),
    active: answer["active"] ?? null,
    sync_all_records: answer["sync_all_records"] ?? null,
    only_enrich_updates: answer["only_enrich_updates"] ?? null,
    skip_initial_backfill: answer["skip_initial_backfill"] ?? null,
    target: target(answer["target"]),
    fields: orNull(fields.filter((field) => !isOverride(field)).map(fieldState)),
    override_fields: orNull(fields.filter(isOverride).map(overrideFieldState)),
    filters: orNull(
      filters.filter((filter) => !isTargetFilter(filter)).map((filter) => modelFilter(operation, filter)),
    ),
    target_filters: orNull(filters.filter(isTargetFilter).map(targetFilter)),
    filter_logic: answer["filter_logic"] ?? null,
    overrides: orNull(jsonObjects(answer["overrides"]).map((override) => overrideState(operation, override))),
    schedule: schedule(answer["schedule"]),
    identity: identity(answer["identity"]),
    model_ids: modelIds(fields),
    policies: answer["policies"] ?? null,
    ...requiredAudit(answer),
  };
}

/** A nil slice becomes a null set. */
function orNull(set: Value[]): Value {
  return set.length > 0 ? set : null;
}

function target(answer: Json | undefined): Value {
  if (!isJsonObject(answer)) {
    throw new Crash("the answer has no target");
  }
  return {
    connection_id: text(answer["connection_id"]),
    object: answer["object"] ?? null,
    configuration: jsonText(answer["configuration"]),
    new_name: answer["new_name"] ?? null,
    create: answer["create"] ?? null,
    filter_logic: answer["filter_logic"] ?? null,
  };
}

function jsonText(value: Json | undefined): string | null {
  return value === undefined || value === null ? null : goJson(value);
}

function source(answer: Json | undefined): ObjectValue | null {
  return pick(answer, "model_id", "field");
}

/** The server merges override fields into the fields. They have a value and no real source. */
function isOverride(field: JsonObject): boolean {
  const from = source(field["source"]);
  const sourceless = from === null || (text(from["model_id"]) === "" && text(from["field"]) === "");
  return (field["override_value"] ?? null) !== null && (sourceless || from["model_id"] === NO_MODEL);
}

function fieldState(field: JsonObject): ObjectValue {
  return {
    ...pick(field, "target", "new", "override_value", "sync_mode", "encryption_enabled"),
    source: source(field["source"]),
  };
}

function overrideFieldState(field: JsonObject): ObjectValue {
  return { ...pick(field, "target", "new", "override_value", "sync_mode") };
}

function isTargetFilter(filter: JsonObject): boolean {
  return filter["field_type"] === "Target";
}

function modelFilter(operation: Operation, filter: JsonObject): ObjectValue {
  const from = source(filter["field"]);
  if (from === null) {
    warnSourceless(operation, "Filter", "A model filter", "filter", filter);
  }
  return { source: from, ...condition(filter) };
}

function targetFilter(filter: JsonObject): ObjectValue {
  return { field: text(filter["field_id"]), ...condition(filter) };
}

function condition(filter: JsonObject): ObjectValue {
  return {
    function: text(filter["function"]),
    value: jsonText(filter["value"]),
    label: text(filter["label"]),
  };
}

function overrideState(operation: Operation, override: JsonObject): ObjectValue {
  const from = source(override["field"]);
  if (from === null) {
    warnSourceless(operation, "Override", "An override", "override", override);
  }
  return {
    source: from,
    function: text(override["function"]),
    value: jsonText(override["value"]),
    override: jsonText(override["override"]),
  };
}

function warnSourceless(
  operation: Operation,
  title: string,
  what: string,
  kind: string,
  answer: JsonObject,
): void {
  operation.warn(
    `${title} missing source reference`,
    `${what} was returned without a source field reference. The ${kind} field_id is: ${text(answer["field_id"])}`,
  );
}

function schedule(answer: Json | undefined): ObjectValue | null {
  if (!isJsonObject(answer)) {
    return null;
  }
  const texts = ["frequency", "day_of_week", "hour", "minute", "month", "day_of_month", "connection_id"];
  return {
    ...pick(answer, ...texts, "job_id", "run_after_success_only"),
    run_after: pick(answer["run_after"], "sync_ids", "bulk_sync_ids"),
  };
}

function identity(answer: Json | undefined): ObjectValue | null {
  if (!isJsonObject(answer)) {
    return null;
  }
  return {
    source: source(answer["source"]),
    ...pick(answer, "target", "function", "remote_field_type_id", "new_field"),
  };
}

function modelIds(fields: JsonObject[]): Value {
  const ids = fields.map((field) => text(source(field["source"])?.["model_id"])).filter((id) => id !== "");
  return [...new Set(ids)];
}

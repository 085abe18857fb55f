/** Writes model syncs to requests. */
import {
  type Json,
  type JsonObject,
  type ObjectValue,
  Unknown,
  type Value,
  elements,
  isJsonObject,
  isObject,
  member,
  objects,
  text,
} from "../values";
import { endConfiguration, jsonValue } from "./json-text";
import { boolPointer, known, nonEmptyText, stringPointer } from "./pointers";
import { present, withoutEmpty } from "./resource";

/** The body of a create request, built from the configuration. */
export function createRequest(config: ObjectValue): JsonObject {
  const target = config["target"] ?? null;
  const identity = identityRequest(config["identity"] ?? null);
  const source = identity && isJsonObject(identity["source"]) ? identity["source"] : {};
  const matched = source["model_id"] && source["field"] ? identity : undefined;
  return syncRequest(config, targetRequest(target, known<string>(member(target, "object"))), matched);
}

/** The body of an update request, built from the plan: an unknown target object is sent as "". */
export function updateRequest(planned: ObjectValue): JsonObject {
  const target = planned["target"] ?? null;
  const body = targetRequest(target, text(member(target, "object")));
  return syncRequest(planned, body, identityRequest(planned["identity"] ?? null));
}

function syncRequest(values: ObjectValue, target: JsonObject, identity: JsonObject | undefined): JsonObject {
  return {
    name: text(values["name"]),
    target,
    ...withoutEmpty({
      mode: nonEmptyText(values["mode"]),
      organization_id: stringPointer(values["organization"]),
      active: boolPointer(values["active"]),
      fields: objects(values["fields"]).map(fieldRequest),
      override_fields: objects(values["override_fields"]).map(overrideFieldRequest),
      filters: [
        ...objects(values["filters"]).map(modelFilterRequest),
        ...objects(values["target_filters"]).map(targetFilterRequest),
      ],
      filter_logic: stringPointer(values["filter_logic"]),
      overrides: objects(values["overrides"]).map(overrideRequest),
      identity,
      sync_all_records: boolPointer(values["sync_all_records"]),
      encryption_passphrase: stringPointer(values["encryption_passphrase"]),
      only_enrich_updates: boolPointer(values["only_enrich_updates"]),
      skip_initial_backfill: boolPointer(values["skip_initial_backfill"]),
    }),
    schedule: scheduleRequest(values["schedule"] ?? null),
  };
}

function targetRequest(target: Value, object: string | undefined): JsonObject {
  const create = member(target, "create");
  return {
    connection_id: text(member(target, "connection_id")),
    ...(object !== undefined && { object }),
    ...withoutEmpty({
      configuration: endConfiguration(member(target, "configuration")),
      new_name: known<string>(member(target, "new_name")),
      create: isObject(create) ? mapRequest(create) : undefined,
      filter_logic: known<string>(member(target, "filter_logic")),
    }),
  };
}

function mapRequest(map: ObjectValue): JsonObject {
  return Object.fromEntries(Object.entries(map).map(([key, value]) => [key, text(value)]));
}

function sourceRequest(source: Value): JsonObject {
  return { model_id: text(member(source, "model_id")), field: text(member(source, "field")) };
}

function fieldRequest(field: ObjectValue): JsonObject {
  return {
    target: text(field["target"]),
    ...withoutEmpty({
      source: isObject(field["source"]) ? sourceRequest(field["source"]) : undefined,
      new: known<boolean>(field["new"]),
      override_value: known<string>(field["override_value"]),
      sync_mode: known<string>(field["sync_mode"]),
      encryption_enabled: known<boolean>(field["encryption_enabled"]),
    }),
  };
}

function overrideFieldRequest(field: ObjectValue): JsonObject {
  return {
    target: text(field["target"]),
    ...withoutEmpty({
      new: boolPointer(field["new"]),
      override_value: stringPointer(field["override_value"]),
      sync_mode: stringPointer(field["sync_mode"]),
    }),
  };
}

/** Filters of both kinds are sent in one list. An unset label is sent as "". */
function modelFilterRequest(filter: ObjectValue): JsonObject {
  return { field: sourceRequest(filter["source"] ?? null), field_type: "Model", ...condition(filter) };
}

function targetFilterRequest(filter: ObjectValue): JsonObject {
  return { field_id: text(filter["field"]), field_type: "Target", ...condition(filter) };
}

function condition(filter: ObjectValue): JsonObject {
  return {
    label: text(filter["label"]),
    ...withoutEmpty({ function: nonEmptyText(filter["function"]) }),
    ...present("value", jsonValue(filter["value"] ?? null)),
  };
}

function overrideRequest(override: ObjectValue): JsonObject {
  return {
    field: sourceRequest(override["source"] ?? null),
    function: text(override["function"]),
    ...present("value", jsonValue(override["value"] ?? null)),
    ...present("override", jsonValue(override["override"] ?? null)),
  };
}

const SCHEDULE_TEXTS = ["day_of_week", "hour", "minute", "month", "day_of_month", "connection_id"];

function scheduleRequest(schedule: Value): JsonObject {
  const texts = SCHEDULE_TEXTS.map((name): [string, Json | undefined] => [
    name,
    known<string>(member(schedule, name)),
  ]);
  const runAfter = member(schedule, "run_after");
  return {
    frequency: text(member(schedule, "frequency")),
    ...withoutEmpty({
      ...Object.fromEntries(texts),
      job_id: known<number>(member(schedule, "job_id")),
      run_after_success_only: known<boolean>(member(schedule, "run_after_success_only")),
    }),
    ...(isObject(runAfter) && {
      run_after: withoutEmpty({
        sync_ids: elements(runAfter["sync_ids"]).map(text),
        bulk_sync_ids: elements(runAfter["bulk_sync_ids"]).map(text),
      }),
    }),
  };
}

function identityRequest(identity: Value): JsonObject | undefined {
  if (identity === null || identity instanceof Unknown) {
    return undefined;
  }
  return {
    source: sourceRequest(member(identity, "source")),
    target: text(member(identity, "target")),
    ...withoutEmpty({
      function: nonEmptyText(member(identity, "function")),
      remote_field_type_id: known<string>(member(identity, "remote_field_type_id")),
      new_field: known<boolean>(member(identity, "new_field")),
    }),
  };
}

/** Writes bulk syncs to requests. */
import { type JsonObject, type ObjectValue, type Value, elements, member, objects, text } from "../values";
import { endConfiguration, jsonValue } from "./json-text";
import { boolPointer, intPointer, known, nonEmptyText, stringPointer } from "./pointers";
import { present, withoutEmpty } from "./resource";

/** The body of a create or update request. It is built from the plan, so an unknown value is sent as zero. */
export function bulkSyncRequest(planned: ObjectValue): JsonObject {
  const source = planned["source"] ?? null;
  const destination = planned["destination"] ?? null;
  const schemas = sortById(objects(planned["schemas"])).map(schemaRequest);
  return {
    name: text(planned["name"]),
    mode: text(planned["mode"]),
    source_connection_id: text(member(source, "connection_id")),
    destination_connection_id: text(member(destination, "connection_id")),
    automatically_add_new_fields: text(planned["automatically_add_new_fields"]),
    automatically_add_new_objects: text(planned["automatically_add_new_objects"]),
    ...withoutEmpty({
      organization_id: nonEmptyText(planned["organization"]),
      active: boolPointer(planned["active"]),
      schemas,
      policies: elements(planned["policies"]).map(text),
      source_configuration: endConfiguration(member(source, "configuration")),
      destination_configuration: endConfiguration(member(destination, "configuration")),
      concurrency_limit: intPointer(planned["concurrency_limit"]),
      resync_concurrency_limit: intPointer(planned["resync_concurrency_limit"]),
      normalize_names: nonEmptyText(planned["normalize_names"]),
      disable_record_timestamps: boolPointer(planned["disable_record_timestamps"]),
      data_cutoff_timestamp: known<string>(planned["data_cutoff_timestamp"]),
    }),
    schedule: scheduleRequest(planned["schedule"] ?? null),
  };
}

function sortById(items: ObjectValue[]): ObjectValue[] {
  return [...items].sort((left, right) => (text(left["id"]) < text(right["id"]) ? -1 : 1));
}

function schemaRequest(schema: ObjectValue): JsonObject {
  return withoutEmpty({
    id: stringPointer(schema["id"]),
    enabled: boolPointer(schema["enabled"]),
    partition_key: stringPointer(schema["partition_key"]),
    tracking_field: stringPointer(schema["tracking_field"]),
    data_cutoff_timestamp: known<string>(schema["data_cutoff_timestamp"]),
    disable_data_cutoff: boolPointer(schema["disable_data_cutoff"]),
    fields: sortById(objects(schema["fields"])).map(fieldRequest),
    filters: objects(schema["filters"]).map(filterRequest),
  });
}

function fieldRequest(field: ObjectValue): JsonObject {
  return withoutEmpty({
    id: stringPointer(field["id"]),
    enabled: boolPointer(field["enabled"]),
    obfuscate: boolPointer(field["obfuscate"]),
  });
}

function filterRequest(filter: ObjectValue): JsonObject {
  return {
    ...withoutEmpty({
      field_id: stringPointer(filter["field_id"]),
      function: nonEmptyText(filter["function"]),
    }),
    ...present("value", jsonValue(filter["value"] ?? null)),
  };
}

function scheduleRequest(schedule: Value): JsonObject {
  const members = ["day_of_week", "hour", "minute", "month", "day_of_month"];
  return withoutEmpty({
    frequency: nonEmptyText(member(schedule, "frequency")),
    ...Object.fromEntries(members.map((name) => [name, known<string>(member(schedule, name))])),
  });
}

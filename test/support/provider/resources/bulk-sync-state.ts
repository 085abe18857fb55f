/** Writes bulk syncs to the state. */
import { Crash, conversionFailure } from "../diagnostics";
import { goJson } from "../go-json";
import {
  type Json,
  type JsonObject,
  type ObjectValue,
  Unknown,
  type Value,
  isJsonObject,
  isObject,
  jsonObjects,
  member,
  objects,
  text,
} from "../values";
import { requiredAudit } from "./audit";
import { pick, timestamp } from "./resource";

/** Converts the API's two responses to state. Known schemas and configurations in the plan or state take precedence. */
export function bulkSyncState(answer: JsonObject, schemas: Json, before: ObjectValue): ObjectValue {
  if (!isJsonObject(answer["schedule"])) {
    throw new Crash("the answer has no schedule");
  }
  return {
    id: answer["id"] ?? null,
    organization: answer["organization_id"] ?? null,
    name: answer["name"] ?? null,
    mode: text(answer["mode"]),
    active: answer["active"] ?? null,
    automatically_add_new_fields: text(answer["automatically_add_new_fields"]),
    automatically_add_new_objects: text(answer["automatically_add_new_objects"]),
    source: endpoint(answer, "source", before),
    destination: endpoint(answer, "destination", before),
    schedule: pick(answer["schedule"], "frequency", "day_of_week", "hour", "minute", "month", "day_of_month"),
    schemas: schemasState(jsonObjects(schemas), before["schemas"] ?? null),
    policies: answer["policies"] ?? null,
    disable_record_timestamps: answer["disable_record_timestamps"] ?? null,
    data_cutoff_timestamp: timestamp(answer["data_cutoff_timestamp"]),
    concurrency_limit: answer["concurrency_limit"] ?? null,
    resync_concurrency_limit: answer["resync_concurrency_limit"] ?? null,
    normalize_names: answer["normalize_names"] ?? null,
    ...requiredAudit(answer),
  };
}

/** The server can add to a configuration, so its response is used only if the configuration is unknown, after an import. */
function endpoint(answer: JsonObject, side: "source" | "destination", before: ObjectValue): ObjectValue {
  const known = before[side] ?? null;
  const answered = answer[`${side}_configuration`] ?? null;
  const imported = answered === null ? null : goJson(answered);
  return {
    connection_id: answer[`${side}_connection_id`] ?? null,
    configuration: known === null ? imported : member(known, "configuration"),
  };
}

function schemasState(answered: JsonObject[], before: Value): Value {
  if (before === null) {
    return answered.map(importedSchema);
  }
  if (before instanceof Unknown) {
    throw conversionFailure("Received unknown value for schemas, which is a set.");
  }
  return objects(before).map((schema) => {
    const found = answered.find((candidate) => text(candidate["id"]) === text(schema["id"]));
    return found ? mergedSchema(schema, found) : schema;
  });
}

function mergedSchema(schema: ObjectValue, answer: JsonObject): ObjectValue {
  return {
    ...schema,
    ...stringsFrom(schema, answer, "output_name", "user_output_name", "partition_key", "tracking_field"),
    ...boolsFrom(schema, answer, "enabled", "disable_data_cutoff"),
    fields: mergedFields(schema["fields"] ?? null, jsonObjects(answer["fields"])),
    filters: schema["filters"] instanceof Unknown ? filters(answer) : (schema["filters"] ?? null),
  };
}

/** Sets strings that are unknown or null. */
function stringsFrom(values: ObjectValue, answer: JsonObject, ...names: string[]): ObjectValue {
  return filledIn(values, answer, names, (value) => value === null || value instanceof Unknown);
}

/** Sets booleans that are unknown. */
function boolsFrom(values: ObjectValue, answer: JsonObject, ...names: string[]): ObjectValue {
  return filledIn(values, answer, names, (value) => value instanceof Unknown);
}

function filledIn(
  values: ObjectValue,
  answer: JsonObject,
  names: readonly string[],
  isOpen: (value: Value) => boolean,
): ObjectValue {
  const filled = names.map((name): [string, Value] => {
    const value = values[name] ?? null;
    return [name, isOpen(value) ? (answer[name] ?? null) : value];
  });
  return Object.fromEntries(filled);
}

/**
 * The provider cannot read unknown fields from the response: the API has `obfuscated`, Terraform has `obfuscate`, and the
 * conversion fails. The bulk sync then exists, but is not in the state.
 */
function mergedFields(fields: Value, answered: JsonObject[]): Value {
  if (fields instanceof Unknown) {
    if (answered.length === 0) {
      return null;
    }
    throw conversionFailure(
      "Struct defines fields not found in object: obfuscated. Object defines fields not found in struct: obfuscate.",
    );
  }
  if (!Array.isArray(fields)) {
    return null;
  }
  return fields.filter(isObject).map((field) => {
    const found = answered.find((candidate) => text(candidate["id"]) === text(field["id"]));
    const merged = found
      ? {
          ...field,
          ...stringsFrom(field, found, "output_name", "user_output_name"),
          ...boolsFrom(field, found, "enabled"),
        }
      : field;
    return { ...merged, ...knownOrNull(merged, "output_name", "user_output_name") };
  });
}

function knownOrNull(values: ObjectValue, ...names: string[]): ObjectValue {
  return Object.fromEntries(
    names.map((name) => [name, values[name] instanceof Unknown ? null : (values[name] ?? null)]),
  );
}

function filters(answer: JsonObject): Value {
  const found = jsonObjects(answer["filters"]).map((filter) => ({
    field_id: filter["field_id"] ?? null,
    function: text(filter["function"]),
    value: filter["value"] === undefined || filter["value"] === null ? null : goJson(filter["value"]),
  }));
  return found.length > 0 ? found : null;
}

/** After an import, the state contains every schema and field that the server lists. */
function importedSchema(answer: JsonObject): ObjectValue {
  const fields = jsonObjects(answer["fields"]).map((field) => ({
    ...pick(field, "id", "enabled", "output_name", "user_output_name"),
    obfuscate: field["obfuscated"] ?? null,
  }));
  return {
    ...pick(answer, "id", "enabled", "partition_key", "tracking_field", "output_name", "user_output_name"),
    disable_data_cutoff: answer["disable_data_cutoff"] ?? null,
    data_cutoff_timestamp: timestamp(answer["data_cutoff_timestamp"]),
    fields: fields.length > 0 ? fields : null,
    filters: filters(answer),
  };
}

/** Reads attributes that contain JSON, for requests. */
import { Failure, error } from "../diagnostics";
import { goTypeName } from "../go-json";
import { parseJson } from "../semantics";
import { type Json, type JsonObject, type Value, isJsonObject } from "../values";

/** Parses a JSON string. Undefined if the string is null or unknown. */
export function jsonValue(value: Value): Json | undefined {
  return typeof value === "string" ? parseJson(value) : undefined;
}

/** The configuration of a sync's source or destination: an object, or nothing. */
export function endConfiguration(value: Value): JsonObject | undefined {
  return goMap(jsonValue(value), "Normalized JSON Unmarshal Error");
}

/** Reads JSON into a Go map: null is a nil map, and anything other than an object fails with this summary. */
export function goMap(parsed: Json | undefined, summary: string): JsonObject | undefined {
  if (parsed === undefined || parsed === null) {
    return undefined;
  }
  if (isJsonObject(parsed)) {
    return parsed;
  }
  const detail = `json: cannot unmarshal ${goTypeName(parsed)} into Go value of type map[string]interface {}`;
  throw new Failure(error(summary, detail));
}

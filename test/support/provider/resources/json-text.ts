/** Attributes that hold JSON as text, on their way into a request. */
import { Failure, error } from "../diagnostics";
import { goTypeName } from "../go-json";
import { parseJson } from "../semantics";
import { type Json, type JsonObject, type Value, isJsonObject } from "../values";

/** The JSON in a text; undefined where the text is null or unknown. */
export function jsonValue(value: Value): Json | undefined {
  return typeof value === "string" ? parseJson(value) : undefined;
}

/** The configuration that a sync gives to an end: an object, or nothing. */
export function endConfiguration(value: Value): JsonObject | undefined {
  return goMap(jsonValue(value), "Normalized JSON Unmarshal Error");
}

/** JSON read into a Go map: null is a nil map, and what is no object fails under the given summary. */
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

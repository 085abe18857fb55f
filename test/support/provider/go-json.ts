/** How Go reads and writes JSON, where it differs from JavaScript. */
import { type Json, isJsonObject } from "./values";

/** The same value, with the members of all objects sorted by name. */
export function sorted(value: Json): Json {
  if (Array.isArray(value)) {
    return value.map(sorted);
  }
  if (!isJsonObject(value)) {
    return value;
  }
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((name) => [name, sorted(value[name] ?? null)]),
  );
}

/** Writes JSON as Go does: sorted keys, no whitespace, and `<`, `>`, `&` and the line separators escaped. */
export function goJson(value: Json): string {
  return JSON.stringify(sorted(value)).replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** The error of Go's decoder for a string that is not JSON. */
export function goSyntaxError(source: string): string {
  const first = source.trimStart().charAt(0);
  if (first === "") {
    return "unexpected end of JSON input";
  }
  if (/[[{"\-0-9tfn]/.test(first)) {
    return "unexpected end of JSON input";
  }
  return `invalid character '${first}' looking for beginning of value`;
}

/** The JSON type of a value, as Go's decoder names it. */
export function goTypeName(value: Json): string {
  if (Array.isArray(value)) {
    return "array";
  }
  if (typeof value === "boolean") {
    return "bool";
  }
  return value === null ? "null" : typeof value;
}

/** Prints a value like `fmt.Sprint`, for the query of a model update. */
export function goPrint(value: Json): string {
  if (value === null) {
    return "<nil>";
  }
  if (Array.isArray(value)) {
    return `[${value.map(goPrint).join(" ")}]`;
  }
  if (!isJsonObject(value)) {
    return String(value);
  }
  const members = Object.keys(value)
    .sort()
    .map((name) => `${name}:${goPrint(value[name] ?? null)}`);
  return `map[${members.join(" ")}]`;
}

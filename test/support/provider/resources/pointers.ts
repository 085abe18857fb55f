/** Converts values to members of Go structs, including null and unknown. */
import { Unknown, type Value, text } from "../values";

/** Go's ValueStringPointer: null is omitted, unknown is sent as an empty string. */
export function stringPointer(value: Value | undefined): string | undefined {
  if (value instanceof Unknown) {
    return "";
  }
  return typeof value === "string" ? value : undefined;
}

/** Go's ValueBoolPointer: null is omitted, unknown is sent as false. */
export function boolPointer(value: Value | undefined): boolean | undefined {
  if (value instanceof Unknown) {
    return false;
  }
  return typeof value === "boolean" ? value : undefined;
}

/** A pointer to a ValueInt64: null is omitted, unknown is sent as 0. */
export function intPointer(value: Value | undefined): number | undefined {
  if (value instanceof Unknown) {
    return 0;
  }
  return typeof value === "number" ? value : undefined;
}

/** A string that is not a pointer, in a member with omitempty: empty, null and unknown values are omitted. */
export function nonEmptyText(value: Value | undefined): string | undefined {
  return text(value) || undefined;
}

/** A value in a pointer member of a struct: null and unknown are omitted. */
export function known<T extends string | boolean | number>(value: Value | undefined): T | undefined {
  return value === null || value === undefined || typeof value === "object" ? undefined : (value as T);
}

/** Values as members of Go structs: what null and unknown turn into. */
import { Unknown, type Value, text } from "../values";

/** Go's ValueStringPointer: null stays away, unknown is sent as the empty string. */
export function stringPointer(value: Value | undefined): string | undefined {
  if (value instanceof Unknown) {
    return "";
  }
  return typeof value === "string" ? value : undefined;
}

/** Go's ValueBoolPointer: null stays away, unknown is sent as false. */
export function boolPointer(value: Value | undefined): boolean | undefined {
  if (value instanceof Unknown) {
    return false;
  }
  return typeof value === "boolean" ? value : undefined;
}

/** A pointer to an integer made from ValueInt64: null stays away, unknown is sent as 0. */
export function intPointer(value: Value | undefined): number | undefined {
  if (value instanceof Unknown) {
    return 0;
  }
  return typeof value === "number" ? value : undefined;
}

/** A string that is no pointer, in a member marked omitempty: the empty one stays away, and so do null and unknown. */
export function nonEmptyText(value: Value | undefined): string | undefined {
  return text(value) || undefined;
}

/** A value read into a pointer member of a struct: null and unknown both stay away. */
export function known<T extends string | boolean | number>(value: Value | undefined): T | undefined {
  return value === null || value === undefined || typeof value === "object" ? undefined : (value as T);
}

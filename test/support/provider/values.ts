/** Terraform's values. */
import { decode, encode, ExtensionCodec } from "@msgpack/msgpack";

/** A value that is known after apply. */
export class Unknown {
  private readonly kind = "unknown";

  public toJSON(): string {
    return `(${this.kind})`;
  }
}

/** The only unknown value. It has no refinement, so one instance is enough. */
export const UNKNOWN = new Unknown();

export type Json = null | string | boolean | number | Json[] | { [name: string]: Json };
export type JsonObject = { [name: string]: Json };

/** A Terraform value: JSON plus the unknown. Sets and lists are both arrays. */
export type Value = null | string | boolean | number | Unknown | Value[] | { [name: string]: Value };
export type ObjectValue = { [name: string]: Value };

export function isObject(value: Value | undefined): value is ObjectValue {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Unknown);
}

export function isJsonObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The objects in a JSON array. Empty for any other value. */
export function jsonObjects(value: Json | undefined): JsonObject[] {
  return Array.isArray(value) ? value.filter(isJsonObject) : [];
}

/** The member `name` of an object value. Null if the value is not an object or has no such member. */
export function member(value: Value | undefined, name: string): Value {
  return isObject(value) ? (value[name] ?? null) : null;
}

/** Reads a string like Go's ValueString: null and unknown are empty strings. */
export function text(value: Value | undefined): string {
  return typeof value === "string" ? value : "";
}

/** The elements of a set or list. Empty if it is null or unknown. */
export function elements(value: Value | undefined): Value[] {
  return Array.isArray(value) ? value : [];
}

export function objects(value: Value | undefined): ObjectValue[] {
  return elements(value).filter(isObject);
}

const extensions = new ExtensionCodec();
const UNREFINED = 0;
const REFINED = 12;
extensions.register({
  type: UNREFINED,
  encode: (value) => (value instanceof Unknown ? new Uint8Array([0]) : null),
  decode: () => UNKNOWN,
});
extensions.register({ type: REFINED, encode: () => null, decode: () => UNKNOWN });

export function decodeValue(bytes: Uint8Array): Value {
  return decode(bytes, { extensionCodec: extensions }) as Value;
}

export function encodeValue(value: Value): Buffer {
  return Buffer.from(encode(value, { extensionCodec: extensions }));
}

/** Deep equality. Terraform sends equal sets in the same order, so sets and lists are compared element by element. */
export function equal(left: Value, right: Value): boolean {
  if (left === right) {
    return true;
  }
  if (Array.isArray(left) && Array.isArray(right)) {
    return (
      left.length === right.length && left.every((element, index) => equal(element, right[index] ?? null))
    );
  }
  if (!isObject(left) || !isObject(right)) {
    return false;
  }
  const names = Object.keys(left);
  return (
    names.length === Object.keys(right).length &&
    names.every((name) => name in right && equal(left[name] ?? null, right[name] ?? null))
  );
}

/** Formats values and names for messages. */
import { isToken } from "./tokens";
import { isObject } from "./objects";

/** A value in a message: shortened, and without the encoding of a token or the members of an object. */
export function formatValue(value: unknown): string {
  if (isToken(value)) {
    return "a token";
  }
  switch (typeof value) {
    case "string":
      return JSON.stringify(value.length > 80 ? `${value.slice(0, 77)}...` : value);
    case "object":
      return value === null
        ? "null"
        : Array.isArray(value)
          ? `an array of ${value.length}`
          : showObject(value);
    case "function":
      return "a function";
    default:
      return String(value);
  }
}

/** Alternatives in a message: `"a", "b", or "c"`. */
export const formatChoice = (values: readonly unknown[]): string =>
  new Intl.ListFormat("en", { type: "disjunction" }).format(values.map(formatValue));

/** Names the class of an instance, such as a `Promise` that was not awaited. */
function showObject(value: object): string {
  const prototype: unknown = Object.getPrototypeOf(value);
  const name = isObject(prototype) ? prototype.constructor?.name : undefined;
  return name === undefined || !/^[A-Z]\w{0,40}$/.test(name) || name === "Object"
    ? "an object"
    : `an object of class ${name}`;
}

/** The path of a prop, with dots and indexes: `files.skipLines`, `schemas[2].id`. */
export function formatPath(path: readonly PropertyKey[]): string {
  const joined = path.map(showKey).join("").replace(/^\./, "");
  return joined === "" ? "props" : joined;
}

function showKey(key: PropertyKey): string {
  return typeof key === "string" && /^[\w$-]+$/.test(key) ? `.${key}` : `[${formatValue(key)}]`;
}

/** Converts a TypeScript name, or a path of names, to Terraform's spelling. */
export const snakeCase = (name: string): string =>
  name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** Converts a Terraform name, or a path of names, to TypeScript's spelling. */
export const camelCase = (name: string): string =>
  name.replace(/_+([a-z0-9]?)/g, (underscores, letter: string) => letter.toUpperCase() || underscores);

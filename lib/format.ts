/** How values appear in messages. */
import { isToken } from "./tokens";

/** A value in a message: short, and never the text of a token or the inside of an object. */
export function formatValue(value: unknown): string {
  if (isToken(value)) {
    return "a token";
  }
  switch (typeof value) {
    case "string":
      return JSON.stringify(value.length > 80 ? `${value.slice(0, 77)}...` : value);
    case "object":
      return value === null ? "null" : Array.isArray(value) ? `a list of ${value.length}` : showObject(value);
    case "function":
      return "a function";
    default:
      return String(value);
  }
}

/** An object of a class is named by it, such as a `Promise` that was not awaited. */
function showObject(value: object): string {
  const prototype: unknown = Object.getPrototypeOf(value);
  const name = typeof prototype === "object" && prototype !== null ? prototype.constructor?.name : undefined;
  return name === undefined || !/^[A-Z]\w{0,40}$/.test(name) || name === "Object"
    ? "an object"
    : `an object of class ${name}`;
}

/** The name of a prop, with dots and indexes: `files.skipLines`, `schemas[2].id`. */
export function formatPath(path: readonly PropertyKey[]): string {
  const joined = path.map(showKey).join("").replace(/^\./, "");
  return joined === "" ? "props" : joined;
}

function showKey(key: PropertyKey): string {
  return typeof key === "string" && /^[\w$-]+$/.test(key) ? `.${key}` : `[${formatValue(key)}]`;
}

/** A name that a program in TypeScript writes, or a path of names, as Terraform has it. */
export const snakeCase = (name: string): string =>
  name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** A name of Terraform, or a path of names, as a program in TypeScript writes it. */
export const camelCase = (name: string): string =>
  name.replace(/_+([a-z0-9]?)/g, (underscores, letter: string) => letter.toUpperCase() || underscores);

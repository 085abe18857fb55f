/** `T` without members that are `undefined`. */
type Defined<T> = {
  [K in keyof T as undefined extends T[K] ? never : K]: T[K];
} & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};

/**
 * Forbids members that belong to another shape. Without it, a type accepts them from a variable, because the compiler checks excess
 * members only in literals.
 */
export type Without<Members extends string> = { readonly [Member in Members]?: never };

/** `given` with `members` added. A value that is not an object, as plain JavaScript may pass, is returned unchanged for validation. */
export function withMembers<Given, const Members>(given: Given, members: Members): Given & Members {
  return isRecord(given) ? { ...given, ...members } : (given as Given & Members);
}

/**
 * A copy without `undefined` members. The providers of this library distinguish an absent argument from an empty one, and so does
 * `exactOptionalPropertyTypes`.
 */
export function defined<T extends object>(members: T): Defined<T> {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as Defined<T>;
}

/** Whether a value is an object of any kind: an array or a class instance too, but not a function. */
export const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;

/** Whether a value is an object and not an array. */
export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  isObject(value) && !Array.isArray(value);

/** Whether a value is an array or a plain object, also from another realm, and not a class instance. */
export function isPlain(value: unknown): value is object {
  if (!isObject(value)) {
    return false;
  }
  const prototype: unknown = Object.getPrototypeOf(value);
  // Only `Object.prototype` itself has no prototype.
  return Array.isArray(value) || prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** The value at `path` in a value of unknown shape. Reads only own members. */
export const memberAt = (value: unknown, ...path: readonly string[]): unknown =>
  path.reduce<unknown>(
    (from, name) =>
      isObject(from) && Object.hasOwn(from, name)
        ? (from as Readonly<Record<string, unknown>>)[name]
        : undefined,
    value,
  );

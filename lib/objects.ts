/** What is left of `T` when members that hold `undefined` are gone. */
type Defined<T> = {
  [K in keyof T as undefined extends T[K] ? never : K]: T[K];
} & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};

/**
 * Says that these members belong to another shape. A type without it takes them all the same from a variable, where the
 * compiler does not look for excess members.
 */
export type Without<Members extends string> = { readonly [Member in Members]?: never };

/** `given` with `members` besides. What is no object, as plain JavaScript may give, stays as it is, to be refused. */
export function withMembers<Given, const Members>(given: Given, members: Members): Given & Members {
  const isObject = typeof given === "object" && given !== null && !Array.isArray(given);
  return isObject ? { ...given, ...members } : (given as Given & Members);
}

/**
 * A copy without the members that hold `undefined`: to this library's providers an absent argument and an empty one
 * are different things, and so they are to `exactOptionalPropertyTypes`.
 */
export function defined<T extends object>(members: T): Defined<T> {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as Defined<T>;
}

/** Whether a value is an array or an object as data has them, also one of another realm: not an instance of a class. */
export function isPlain(value: unknown): value is object {
  if (typeof value !== "object" || value === null) {
    return false;
  }
  const prototype: unknown = Object.getPrototypeOf(value);
  // The prototype of all objects has none of its own.
  return Array.isArray(value) || prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** What a value of unknown shape has at `path`, as members of its own. */
export const memberAt = (value: unknown, ...path: readonly string[]): unknown =>
  path.reduce<unknown>(
    (from, name) =>
      typeof from === "object" && from !== null && Object.hasOwn(from, name)
        ? (from as Readonly<Record<string, unknown>>)[name]
        : undefined,
    value,
  );

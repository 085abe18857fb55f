/** Sorting that does not depend on the order of code. */

/** A copy, sorted by the strings that `keyOf` returns. Independent of the locale. */
export function sortedBy<T>(values: readonly T[], keyOf: (value: T) => readonly string[]): T[] {
  return values
    .map((value) => ({ value, key: keyOf(value).join("\n") }))
    .sort((one, other) => (one.key < other.key ? -1 : one.key > other.key ? 1 : 0))
    .map(({ value }) => value);
}

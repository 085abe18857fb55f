/** Orders that do not depend on the order of a program. */

/** A copy, sorted by what `keyOf` returns, text by text. Independent of the machine's language. */
export function sortedBy<T>(values: readonly T[], keyOf: (value: T) => readonly string[]): T[] {
  return values
    .map((value) => ({ value, key: keyOf(value).join("\n") }))
    .sort((one, other) => (one.key < other.key ? -1 : one.key > other.key ? 1 : 0))
    .map(({ value }) => value);
}

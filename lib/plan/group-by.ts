/** Values by key, in their order. A value can have several keys. */
export function groupBy<T>(values: Iterable<T>, keysOf: (value: T) => readonly string[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const value of values) {
    for (const key of keysOf(value)) {
      const group = groups.get(key);
      if (group === undefined) {
        groups.set(key, [value]);
      } else {
        group.push(value);
      }
    }
  }
  return groups;
}

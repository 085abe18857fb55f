/** Suggestions for misspelled names. */

/** The name in `known` that `name` is most likely a misspelling of. */
export function nearestName(name: string, known: readonly string[]): string | undefined {
  const tolerance = name.length > 4 ? 2 : 1;
  const [nearest] = known
    .filter((one) => Math.abs(one.length - name.length) <= tolerance)
    .map((one) => ({ one, distance: editDistance(name, one) }))
    .filter(({ distance }) => distance <= tolerance)
    .sort((one, other) => one.distance - other.distance);
  return nearest?.one;
}

/** The number of insertions, deletions, changes and swaps of neighbors that turn `a` into `b`. */
export function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const distances = [row];
    for (let column = 1; column <= b.length; column++) {
      const isSame = a[row - 1] === b[column - 1];
      const isSwap = a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      distances[column] = Math.min(
        at(last, column) + 1,
        at(distances, column - 1) + 1,
        at(last, column - 1) + (isSame ? 0 : 1),
        isSwap ? at(beforeLast, column - 2) + 1 : Infinity,
      );
    }
    [beforeLast, last] = [last, distances];
  }
  return at(last, b.length);
}

const at = (distances: readonly number[], column: number): number => distances[column] ?? Infinity;

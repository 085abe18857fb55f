/** Results that are needed again: a large plan has the same texts many times. */

/**
 * Remembers results by key, and forgets all of them when there are `most`, so that a long-running process does not grow.
 *
 * The result of `compute` must depend on nothing but the key.
 */
export function memory<Value>(most = 2_000): (key: string, compute: () => Value) => Value {
  const known = new Map<string, { readonly value: Value }>();
  return (key, compute) => {
    let result = known.get(key);
    if (result === undefined) {
      result = { value: compute() };
      if (known.size >= most) {
        known.clear();
      }
      known.set(key, result);
    }
    return result.value;
  };
}

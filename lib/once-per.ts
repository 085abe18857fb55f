/** What is created or done once for each app, stack, resource or other object. */

/** Returns the result of `create` for an object: from the first call, and kept as long as the object. */
export function oncePer<Key extends object, Value>(create: (key: Key) => Value): (key: Key) => Value {
  const known = new WeakMap<Key, { readonly value: Value }>();
  return (key) => {
    const result = known.get(key) ?? { value: create(key) };
    known.set(key, result);
    return result.value;
  };
}

// The members of a resource or provider that can be set, at any depth.

/**
 * A list of them, each with its path in Terraform's names, such as `configuration.headers[].value`, the name of the object that it is
 * directly in, if it is in one, and what the schema says of it.
 */
export function settableMembers(attributes, path = "", around = undefined) {
  return Object.entries(attributes).flatMap(([name, attribute]) => {
    const { required, optional, nested_type: nested } = attribute;
    const own = `${path}${name}`;
    if (!required && !optional) {
      return [];
    }
    return nested === undefined
      ? [{ path: own, name, around, attribute }]
      : settableMembers(nested.attributes, `${own}${nested.nesting_mode === "single" ? "" : "[]"}.`, name);
  });
}

/** The paths of those that are members of objects. */
export const objectMembers = (attributes) =>
  settableMembers(attributes)
    .filter(({ around }) => around !== undefined)
    .map(({ path }) => path);

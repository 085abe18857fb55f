// The settable members of a resource or provider, at any depth.

/**
 * The settable members: each with its path in Terraform names, such as `configuration.headers[].value`, the name of the object that
 * directly contains it, if any, and its schema.
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

/** The paths of the settable members of objects. */
export const objectMembers = (attributes) =>
  settableMembers(attributes)
    .filter(({ around }) => around !== undefined)
    .map(({ path }) => path);

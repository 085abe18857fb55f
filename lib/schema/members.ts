/** The settable members of a resource or provider, at any depth. */
import type { Attribute, Attributes } from "./provider-version";

export interface SettableMember {
  /** In Terraform names, such as `configuration.headers[].value`. */
  readonly path: string;
  readonly name: string;
  /** The name of the object that directly contains it. */
  readonly around: string | undefined;
  readonly attribute: Attribute;
}

export function settableMembers(attributes: Attributes, path = "", around?: string): SettableMember[] {
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
export const objectMembers = (attributes: Attributes): string[] =>
  settableMembers(attributes)
    .filter(({ around }) => around !== undefined)
    .map(({ path }) => path);

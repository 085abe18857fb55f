/**
 * Checks the attribute names inside objects. CDKTF omits attributes that a binding does not declare, and the Polytomic provider drops
 * unknown attributes. Used by the generated bindings.
 */
import type { TerraformResource } from "cdktf";
import { reference } from "../errors";
import { isObject, isPlain } from "../objects";
import { nearestName } from "../validation/nearest";
import { overridesOf } from "../terraform/overrides";
import { camelCase, snakeCase } from "../format";
import { isToken } from "../tokens";
import { membersOfNext } from "./next-provider";

/** The original values of objects in bindings: a binding itself keeps only the members that it declares. */
const given = new WeakMap<object, unknown>();

/** Records the value of an object in a binding, set by the constructor, by `putConfiguration` and similar, or by `internalValue`. */
export const recordValue = (object: object, value: unknown): void => void given.set(object, value);

/**
 * Rejects unknown attributes in the objects of `resource`, also in overrides, at synthesis.
 *
 * @param members the settable members, with Terraform names, dots and `[]`: `configuration.headers[].value`
 */
export function checkMembers(resource: TerraformResource, members: readonly string[]): void {
  resource.node.addValidation({
    validate: () => {
      const known = [...members, ...membersOfNext(resource)].map((member) => member.replaceAll("[]", ""));
      const written = known.map(camelCase);
      return [
        ...objectsOf(written)
          .flatMap((name) => unknownInObject(Reflect.get(resource, name), written, name))
          .map((path) => `${path} ${remedy(path, written, camelCase)}`),
        ...overridesOf(resource)
          .flatMap((overrides) => unknownIn(overrides, known))
          .map((path) => `the override of ${path} ${remedy(path, known, snakeCase)}`),
      ];
    },
  });
}

/** The names of the members of `around` that are objects. */
const objectsOf = (known: readonly string[], around = ""): string[] => [
  ...new Set(
    known
      .filter((member) => member.startsWith(around) && member.slice(around.length).includes("."))
      .map((member) => member.slice(around.length).replace(/\..*/, "")),
  ),
];

/** The unknown paths in an object of a binding. The objects and lists inside it may have been set later. */
function unknownInObject(object: unknown, known: readonly string[], path: string): string[] {
  if (!isObject(object) || !("internalValue" in object)) {
    return [];
  }
  const value: unknown = given.has(object) ? given.get(object) : object.internalValue;
  const inside = objectsOf(known, `${path}.`).filter((name) => isReference(Reflect.get(object, name)));
  const own =
    isWritten(value) && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).filter(([name]) => !inside.includes(name)))
      : value;
  return [
    ...unknownIn(own, known, path),
    ...(isToken(value)
      ? []
      : inside.flatMap((name) => unknownInObject(Reflect.get(object, name), known, `${path}.${name}`))),
  ];
}

const isReference = (value: unknown): boolean => isObject(value) && "internalValue" in value;

/** The unknown paths inside objects that `value` sets, without array indexes. Tokens are not checked. */
function unknownIn(value: unknown, known: readonly string[], path?: string): string[] {
  if (!isWritten(value)) {
    return [];
  }
  return Object.entries(value).flatMap(([name, inner]: [string, unknown]) => {
    const at = path === undefined ? name : /^\d+$/.test(name) ? path : `${path}.${name}`;
    if (known.some((member) => member.startsWith(`${at}.`))) {
      return unknownIn(inner, known, at);
    }
    // An override with undefined removes the attribute.
    return path === undefined || inner === undefined || known.includes(at) ? [] : [at];
  });
}

/** Whether a value is a literal array or object, not a token or a part of a resource. */
const isWritten = (value: unknown): value is object => isPlain(value) && !isToken(value);

function remedy(path: string, known: readonly string[], spelled: (name: string) => string): string {
  const around = path.slice(0, path.lastIndexOf(".") + 1);
  const inside = known.filter((member) => member.startsWith(around));
  const names = [...new Set(inside.map((member) => member.slice(around.length).replace(/\..*/, "")))];
  const nearest = nearestName(spelled(path.slice(around.length)), names);
  return (
    "has no effect: the object has no settable attribute of that name, and unknown attributes are dropped silently. " +
    (nearest === undefined
      ? `Settable attributes: ${names.join(", ")} `
      : `Did you mean ${around}${nearest}? `) +
    reference("CDKTF_POLYTOMIC_UNKNOWN_MEMBER")
  );
}

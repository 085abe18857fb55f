/**
 * Looks at the names inside of objects, which nobody else does: CDKTF leaves out what a binding does not know, and the Polytomic
 * provider drops what it does not know. The generated bindings use this.
 */
import type { TerraformResource } from "cdktf";
import { reference } from "../errors";
import { isPlain } from "../objects";
import { nearestName } from "../validation/nearest";
import { overridesOf } from "../terraform/overrides";
import { camelCase, snakeCase } from "../format";
import { isToken } from "../tokens";

/** What the objects of bindings were given, by the object: a binding itself keeps the members that it knows. */
const given = new WeakMap<object, unknown>();

/** Notes what an object of a binding is given, by the constructor, `putConfiguration` and the like, or `internalValue`. */
export const recordValue = (object: object, value: unknown): void => void given.set(object, value);

/**
 * Refuses at synthesis what the program, or an override, sets in the objects of `resource` that is none of their members.
 *
 * @param members that can be set, in Terraform's names, with dots and `[]`: `configuration.headers[].value`
 */
export function checkMembers(resource: TerraformResource, members: readonly string[]): void {
  resource.node.addValidation({
    validate: () => {
      const known = members.map((member) => member.replaceAll("[]", ""));
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

/** The names of the members of `around` that have members of their own. */
const objectsOf = (known: readonly string[], around = ""): string[] => [
  ...new Set(
    known
      .filter((member) => member.startsWith(around) && member.slice(around.length).includes("."))
      .map((member) => member.slice(around.length).replace(/\..*/, "")),
  ),
];

/** The paths that an object of a binding was given and nobody knows. Objects and lists inside of it may have been given others since. */
function unknownInObject(object: unknown, known: readonly string[], path: string): string[] {
  if (typeof object !== "object" || object === null || !("internalValue" in object)) {
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

const isReference = (value: unknown): boolean =>
  typeof value === "object" && value !== null && "internalValue" in value;

/** The paths inside of objects that `value` sets and nobody knows, without the indexes of lists. A token may stand for anything. */
function unknownIn(value: unknown, known: readonly string[], path?: string): string[] {
  if (!isWritten(value)) {
    return [];
  }
  return Object.entries(value).flatMap(([name, inner]: [string, unknown]) => {
    const at = path === undefined ? name : /^\d+$/.test(name) ? path : `${path}.${name}`;
    if (known.some((member) => member.startsWith(`${at}.`))) {
      return unknownIn(inner, known, at);
    }
    // To override with nothing is to remove.
    return path === undefined || inner === undefined || known.includes(at) ? [] : [at];
  });
}

/** Whether a value is a literal array or object, and no token or part of a resource. */
const isWritten = (value: unknown): value is object => isPlain(value) && !isToken(value);

function remedy(path: string, known: readonly string[], spelled: (name: string) => string): string {
  const around = path.slice(0, path.lastIndexOf(".") + 1);
  const inside = known.filter((member) => member.startsWith(around));
  const names = [...new Set(inside.map((member) => member.slice(around.length).replace(/\..*/, "")))];
  const nearest = nearestName(spelled(path.slice(around.length)), names);
  return (
    "sets nothing: it is no member that can be set, and what is not known inside of an object is dropped without a word. " +
    (nearest === undefined
      ? `What can be set there: ${names.join(", ")} `
      : `Did you mean ${around}${nearest}? `) +
    reference("CDKTF_POLYTOMIC_UNKNOWN_MEMBER")
  );
}

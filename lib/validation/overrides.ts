/**
 * Looks at the names in overrides. Terraform refuses an unknown argument, but of an unknown name inside an object the Polytomic
 * provider says nothing: it drops it. The generated bindings use this.
 */
import { type TerraformResource, TerraformStack, Tokenization } from "cdktf";
import { reference } from "../errors";
import { nearestName } from "./nearest";

/**
 * Refuses at synthesis what an override sets in the objects of `resource` that is none of their members.
 *
 * @param members that can be set, in Terraform's names, with dots and `[]`: `configuration.headers[].value`
 */
export function checkOverrides(resource: TerraformResource, members: readonly string[]): void {
  const known = members.map((member) => member.replaceAll("[]", ""));
  resource.node.addValidation({
    validate: () =>
      overridesOf(resource)
        .flatMap((overrides) => unknownIn(overrides, known))
        .map((path) => `the override of ${path} sets nothing: ${remedy(path, known)}`),
  });
}

/** What `addOverride` was given, of the resource and of its stack: neither is part of CDKTF's public surface. */
function overridesOf(resource: TerraformResource): unknown[] {
  const ofStack: unknown = Reflect.get(TerraformStack.of(resource), "rawOverrides");
  const address = ["resource", resource.terraformResourceType, resource.friendlyUniqueId];
  return [Reflect.get(resource, "rawOverrides"), address.reduce(memberOf, ofStack)];
}

/** The paths inside of objects that `value` sets and nobody knows, without the indexes of lists. A token may stand for anything. */
function unknownIn(value: unknown, known: readonly string[], path?: string): string[] {
  if (typeof value !== "object" || value === null || Tokenization.isResolvable(value)) {
    return [];
  }
  return Object.entries(value).flatMap(([name, inner]) => {
    const at = path === undefined ? name : /^\d+$/.test(name) ? path : `${path}.${name}`;
    if (known.some((member) => member.startsWith(`${at}.`))) {
      return unknownIn(inner, known, at);
    }
    return path === undefined || known.includes(at) ? [] : [at];
  });
}

function remedy(path: string, known: readonly string[]): string {
  const around = path.slice(0, path.lastIndexOf(".") + 1);
  const inside = known.filter((member) => member.startsWith(around));
  const names = [...new Set(inside.map((member) => member.slice(around.length).replace(/\..*/, "")))];
  const nearest = nearestName(snakeCase(path.slice(around.length)), names);
  return (
    "the provider would drop it without a word. " +
    (nearest === undefined
      ? `What can be set there: ${names.join(", ")} `
      : `Did you mean ${around}${nearest}? `) +
    reference("CDKTF_POLYTOMIC_UNKNOWN_MEMBER")
  );
}

const snakeCase = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

const memberOf = (object: unknown, name: string): unknown =>
  typeof object === "object" && object !== null && Object.hasOwn(object, name)
    ? (object as Readonly<Record<string, unknown>>)[name]
    : undefined;

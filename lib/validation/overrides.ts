/**
 * Looks at the names in overrides. Terraform refuses an unknown argument, but of an unknown name inside an object the Polytomic
 * provider says nothing: it drops it. The generated bindings use this.
 */
import { type TerraformResource, TerraformStack } from "cdktf";
import { reference } from "../errors";
import { memberAt } from "../objects";
import { nearestName } from "./nearest";
import { isToken } from "./show";

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

/** What `addOverride` was given, of a resource and of its stack: neither is part of CDKTF's public surface. */
export function overridesOf(resource: TerraformResource): unknown[] {
  const ofStack: unknown = Reflect.get(TerraformStack.of(resource), "rawOverrides");
  return [
    Reflect.get(resource, "rawOverrides"),
    memberAt(ofStack, "resource", resource.terraformResourceType, resource.friendlyUniqueId),
  ];
}

/** The paths inside of objects that `value` sets and nobody knows, without the indexes of lists. A token may stand for anything. */
function unknownIn(value: unknown, known: readonly string[], path?: string): string[] {
  if (typeof value !== "object" || value === null || isToken(value)) {
    return [];
  }
  return Object.entries(value).flatMap(([name, inner]: [string, unknown]) => {
    const at = path === undefined ? name : /^\d+$/.test(name) ? path : `${path}.${name}`;
    if (known.some((member) => member.startsWith(`${at}.`))) {
      return unknownIn(inner, known, at);
    }
    // Nothing is a removal.
    return path === undefined || inner === undefined || known.includes(at) ? [] : [at];
  });
}

function remedy(path: string, known: readonly string[]): string {
  const around = path.slice(0, path.lastIndexOf(".") + 1);
  const inside = known.filter((member) => member.startsWith(around));
  const names = [...new Set(inside.map((member) => member.slice(around.length).replace(/\..*/, "")))];
  const nearest = nearestName(snakeCase(path.slice(around.length)), names);
  return (
    "it is no member that can be set, and the provider drops what it does not know without a word. " +
    (nearest === undefined
      ? `What can be set there: ${names.join(", ")} `
      : `Did you mean ${around}${nearest}? `) +
    reference("CDKTF_POLYTOMIC_UNKNOWN_MEMBER")
  );
}

const snakeCase = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

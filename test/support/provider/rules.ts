/** What the provider does with an attribute and its schema does not tell. */
import { CONNECTION_TYPES } from "../../../lib/testing/connection-types";
import { type Attributes, nestedAttributes } from "./schema";
import type { Value } from "./values";

/** What the provider's code says of an attribute beyond its schema. */
export interface Rule {
  /** Planned when the configuration leaves the attribute out. */
  readonly default?: Value;
  /** An unknown planned value falls back to the one in state, even to null. */
  readonly keepState?: true;
  /** A change destroys the object and creates another. On top-level attributes only. */
  readonly replace?: (state: Value, configuration: Value) => boolean;
  /** The string holds JSON or a time; texts that mean the same count as equal. */
  readonly syntax?: "json" | "timestamp";
  /** The only strings that are accepted. */
  readonly oneOf?: readonly string[];
  /** The attribute is deprecated, and this is what the warning says. */
  readonly deprecation?: string;
}

/** Rules by attribute path: names joined by dots, the elements of sets without an index. */
export type Rules = { readonly [path: string]: Rule };

interface ConnectionType {
  /** Strings that are accepted, by member of `configuration`. */
  readonly enums: { readonly [name: string]: readonly string[] };
  /** The API's name of a member whose Terraform name differs. */
  readonly responseNames: { readonly [name: string]: string };
}

export function connectionType(type: string): ConnectionType {
  const members = Object.entries(CONNECTION_TYPES.get(type)?.properties ?? {});
  return {
    enums: Object.fromEntries(
      members.flatMap(([name, member]) => (member.enum ? [[member.alias ?? name, member.enum]] : [])),
    ),
    responseNames: Object.fromEntries(
      members.flatMap(([name, { alias }]) => (alias === undefined ? [] : [[alias, name]])),
    ),
  };
}

/** Every connection follows the same rules: its secrets keep their state, its enumerations are checked. */
export function connectionRules(type: string, attributes: Attributes): Rules {
  const members = nestedAttributes(attributes, "configuration");
  const { enums } = connectionType(type);
  const rules: Record<string, Rule> = { id: { keepState: true } };
  for (const [name, attribute] of Object.entries(members)) {
    const oneOf = enums[name];
    if (!attribute.sensitive && !oneOf) {
      continue;
    }
    rules[`configuration.${name}`] = {
      ...(attribute.sensitive && { keepState: true }),
      ...(oneOf && { oneOf }),
    };
  }
  return rules;
}

export function ruleAt(rules: Rules, path: readonly string[]): Rule {
  return rules[path.join(".")] ?? {};
}

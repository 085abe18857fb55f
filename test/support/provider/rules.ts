/** Rules about attributes that are in the provider's code but not in its schema. */
import { CONNECTION_TYPES } from "../../../lib/testing/api/connection-types";
import { type Attributes, nestedAttributes } from "./schema";
import type { Value } from "./values";

/** A rule about an attribute. */
export interface Rule {
  /** The planned value if the configuration omits the attribute. */
  readonly default?: Value;
  /** An unknown planned value is replaced by the value in the state, even by null. */
  readonly keepState?: true;
  /** A change replaces the object. Only for top-level attributes. */
  readonly replace?: (state: Value, configuration: Value) => boolean;
  /** The string contains JSON or a time. Strings with the same meaning count as equal. */
  readonly syntax?: "json" | "timestamp";
  /** The allowed strings. */
  readonly oneOf?: readonly string[];
  /** The warning, if the attribute is deprecated. */
  readonly deprecation?: string;
}

/** Rules by attribute path: names joined by dots, without indexes of set elements. */
export type Rules = { readonly [path: string]: Rule };

interface ConnectionType {
  /** Allowed strings, by member of `configuration`. */
  readonly enums: { readonly [name: string]: readonly string[] };
  /** The API's name of a member, if Terraform's name is different. */
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

/** All connections have the same rules: secrets keep their state, and enumerations are checked. */
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

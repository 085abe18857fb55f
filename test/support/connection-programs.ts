/** Apps with connections of every type: a minimal and a full one for each, generated from the facts about the type. */
import type { TerraformResource, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import {
  type ConfigurationMember,
  type ConnectionType,
  CONNECTION_TYPES,
} from "../../lib/testing/api/connection-types";
import type { ConfigurationRules } from "../../lib/synthesis/configuration";
import { nestedAttributes, PROVIDER_SCHEMA } from "./provider/schema";

type ConnectionBinding = (new (scope: Construct, id: string, config: object) => TerraformResource) & {
  readonly tfResourceType: string;
  /** Polytomic's id of the type. */
  readonly connectionType: string;
  readonly secretMembers?: readonly string[];
  readonly configurationRules?: ConfigurationRules;
};

/** A type of connection that the provider has a resource for. */
export interface ConnectionProgram {
  readonly id: string;
  readonly type: ConnectionType;
  readonly binding: ConnectionBinding;
  /** The members that can be set, in Terraform's names. */
  readonly members: readonly Member[];
  /** The read-only members. */
  readonly readOnly: readonly string[];
}

/** A member of a connection's configuration. */
export interface Member {
  readonly name: string;
  readonly isRequired: boolean;
  readonly type: ConfigurationMember;
}

/** The placeholder for secrets. */
export interface Secrets {
  readonly text: string;
  readonly number: number;
}

const { resource_schemas: resources } = PROVIDER_SCHEMA;

/** All types. Each class comes from its own subpath, as in a user's app. */
export const CONNECTION_PROGRAMS: readonly ConnectionProgram[] = [...CONNECTION_TYPES]
  .filter(([id]) => `polytomic_${id}_connection` in resources)
  .map(([id, type]) => {
    const subpath = `cdktf-polytomic/bindings/${id.replaceAll("_", "-")}-connection`;
    const binding = Object.values(jest.requireActual<Record<string, unknown>>(subpath)).find(
      (exported): exported is ConnectionBinding =>
        typeof exported === "function" && "connectionType" in exported,
    )!;
    return { id, type, binding, ...membersOf(id, type) };
  });

/** The provider does not have all members of Polytomic's types. */
function membersOf(id: string, type: ConnectionType): Pick<ConnectionProgram, "members" | "readOnly"> {
  const { attributes = {} } = resources[`polytomic_${id}_connection`]?.block ?? {};
  const known = nestedAttributes(attributes, "configuration");
  const members = Object.entries(type.properties)
    .map(([name, member]) => ({
      name: member.alias ?? name,
      isRequired: type.required.includes(name),
      type: member,
    }))
    .filter(({ name }) => name in known);
  return {
    members: members.filter(({ type: { readOnly } }) => !readOnly),
    readOnly: members.filter(({ type: { readOnly } }) => readOnly).map(({ name }) => name),
  };
}

/** The minimal members: the required ones, and those that these require. */
export function fewestMembers({ binding, members }: ConnectionProgram): readonly Member[] {
  const required = members.filter(({ isRequired }) => isRequired).map(({ name }) => name);
  const needed = (binding.configurationRules?.needs ?? [])
    .filter(({ member }) => required.includes(member))
    .map(({ needs }) => needs);
  return members.filter(({ name }) => [...required, ...needed].includes(name));
}

/** The configuration with these members, in Terraform's names. */
export function configurationWith(
  { binding }: ConnectionProgram,
  members: readonly Member[],
  secrets: Secrets,
): Record<string, unknown> {
  const isSecret = (path: string): boolean => binding.secretMembers?.includes(path) === true;
  return Object.fromEntries(
    members.map(({ name, type }) => [
      name,
      valueOf(name, type, `configuration.${name}`, { isSecret, secrets }),
    ]),
  );
}

/** In these lists, the name of an entry decides whether it is a secret. These names are not. */
export const MAY_BE_SECRET = /(headers|parameters|extra_form_data)\[\]\.value$/;

interface Choice {
  readonly isSecret: (path: string) => boolean;
  readonly secrets: Secrets;
}

/** A plausible value that differs from the default, so that a lost value is noticed. */
function valueOf(name: string, member: ConfigurationMember, path: string, choice: Choice): unknown {
  const { type, enum: values, items, properties, default: given } = member;
  if (choice.isSecret(path) && !MAY_BE_SECRET.test(path)) {
    return type === "integer" ? choice.secrets.number : choice.secrets.text;
  }
  switch (type) {
    case "boolean":
      return given !== true;
    case "integer":
      return name.endsWith("port") ? 15_432 : 20;
    case "array":
      return items?.properties === undefined
        ? (items?.enum ?? ["first", "second"])
        : [objectOf(items.properties, `${path}[]`, choice)];
    case "object":
      return properties === undefined ? { team: "data" } : objectOf(properties, path, choice);
    default:
      return values === undefined ? stringFor(name) : values.findLast((value) => value !== given);
  }
}

function objectOf(
  properties: Readonly<Record<string, ConfigurationMember>>,
  path: string,
  choice: Choice,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(properties).map(([name, member]) => [
      name,
      valueOf(name, member, `${path}.${name}`, choice),
    ]),
  );
}

const VALUES_BY_NAME: readonly (readonly [RegExp, string])[] = [
  [/arn$/, "arn:aws:iam::123456789012:role/polytomic"],
  [/bucket_name|^bucket$|outputbucket/, "s3://acme-lake/exports"],
  [/region$/, "us-east-1"],
  [/email/, "data@acme.example"],
  [/url|endpoint|domain/, "https://acme.example"],
  [/host/, "host.acme.example"],
  [/expiry$/, "2030-01-01T00:00:00Z"],
  [/glob/, "exports/*/*.csv"],
];

const stringFor = (name: string): string =>
  VALUES_BY_NAME.find(([pattern]) => pattern.test(name))?.[1] ?? `acme ${name}`;

/** Adds a connection to a stack. The configuration has Terraform's names. */
export function addConnection(
  stack: TerraformStack,
  { binding }: ConnectionProgram,
  id: string,
  configuration: Readonly<Record<string, unknown>>,
): TerraformResource {
  return new binding(stack, id, { name: id, configuration: inBindingNames(configuration) });
}

/** Keys of maps are data and are not converted. */
function inBindingNames(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(inBindingNames);
  }
  return typeof value === "object" && value !== null
    ? Object.fromEntries(
        Object.entries(value).map(([key, member]) => [camelCase(key), inBindingNames(member)]),
      )
    : value;
}

/** Converts a Terraform name to the spelling of the bindings. */
export const camelCase = (name: string): string =>
  name.replace(/_+([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

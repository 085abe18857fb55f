/** The schemas of the provider, as Terraform prints them and as the protocol requires them. */
import { storedFiles, versionOf } from "../../../lib/schema/stored";
import { type ObjectValue, type Value, isObject } from "./values";
import { REGISTRY } from "../registry";

/** A Terraform type as schema JSON writes it: `"string"`, `["set", "string"]`, `["object", {...}]`. */
export type TypeJson = string | readonly [string, TypeJson | { readonly [name: string]: TypeJson }];

export interface Attribute {
  readonly type?: TypeJson;
  readonly nested_type?: NestedType;
  readonly required?: boolean;
  readonly optional?: boolean;
  readonly computed?: boolean;
  readonly sensitive?: boolean;
  readonly deprecated?: boolean;
}

export interface NestedType {
  readonly nesting_mode: "single" | "set";
  readonly attributes: Attributes;
}

export type Attributes = { readonly [name: string]: Attribute };

export interface Schema {
  readonly version: number;
  readonly block: { readonly attributes: Attributes };
}

interface ProviderSchema {
  readonly provider: Schema;
  readonly resource_schemas: { readonly [type: string]: Schema };
  readonly data_source_schemas: { readonly [type: string]: Schema };
}

export const PROVIDER_ADDRESS = `${REGISTRY}/polytomic/polytomic`;

/** The schema of the version that the bindings are generated from, or of the stored preview that `POLYTOMIC_PREVIEW` names. */
export const PROVIDER_SCHEMA = versionOf(storedFiles(process.env["POLYTOMIC_PREVIEW"]))
  .schema as ProviderSchema;

export function resourceAttributes(type: string): Attributes {
  return attributesOf(PROVIDER_SCHEMA.resource_schemas, type);
}

export function dataSourceAttributes(type: string): Attributes {
  return attributesOf(PROVIDER_SCHEMA.data_source_schemas, type);
}

function attributesOf(from: { readonly [type: string]: Schema }, type: string): Attributes {
  const schema = from[type];
  if (!schema) {
    throw new Error(`the provider has no ${type}`);
  }
  return schema.block.attributes;
}

/** The members of an attribute's nested object. */
export function nestedAttributes(attributes: Attributes, name: string): Attributes {
  return attributes[name]?.nested_type?.attributes ?? {};
}

export function isComputedOnly(attribute: Attribute): boolean {
  return attribute.computed === true && !attribute.optional && !attribute.required;
}

/** The value with every attribute of the schema, which the wire format requires. */
export function complete(attributes: Attributes, value: ObjectValue): ObjectValue {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, attribute]) => [
      name,
      completeAttribute(attribute, value[name] ?? null),
    ]),
  );
}

function completeAttribute(attribute: Attribute, value: Value): Value {
  const nested = attribute.nested_type;
  if (!nested) {
    return value;
  }
  if (isObject(value)) {
    return complete(nested.attributes, value);
  }
  if (!Array.isArray(value)) {
    return value;
  }
  return value.map((element) => (isObject(element) ? complete(nested.attributes, element) : element));
}

const NESTING = { single: 1, set: 3 } as const;

function attributeMessage([name, attribute]: [string, Attribute]): object {
  const { type, nested_type: nested, ...flags } = attribute;
  return {
    name,
    ...flags,
    ...(type !== undefined && { type: Buffer.from(JSON.stringify(type)) }),
    ...(nested && {
      nestedType: {
        nesting: NESTING[nested.nesting_mode],
        attributes: Object.entries(nested.attributes).map(attributeMessage),
      },
    }),
  };
}

/** A schema as the protocol's message. */
export function schemaMessage(schema: Schema): object {
  return {
    version: schema.version,
    block: {
      version: schema.version,
      attributes: Object.entries(schema.block.attributes).map(attributeMessage),
    },
  };
}

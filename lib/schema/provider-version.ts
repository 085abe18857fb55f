/** One version of the Polytomic provider: its schema as Terraform prints it, and the connection types of Polytomic's API. */

/** A type in schema JSON: `"string"`, `["set", "string"]`, `["object", {...}]`. */
export type TypeJson = string | readonly [string, TypeJson | { readonly [name: string]: TypeJson }];

export interface Attribute {
  readonly type?: TypeJson;
  readonly nested_type?: { readonly nesting_mode: string; readonly attributes: Attributes };
  readonly required?: boolean;
  readonly optional?: boolean;
  readonly computed?: boolean;
  readonly sensitive?: boolean;
}

export type Attributes = { readonly [name: string]: Attribute };

/** The schema of a resource, a data source or the provider. */
export interface Block {
  readonly version: number;
  readonly block: { readonly attributes: Attributes };
}

export interface ProviderSchema {
  readonly provider: Block;
  readonly resource_schemas: { readonly [type: string]: Block };
  readonly data_source_schemas: { readonly [type: string]: Block };
}

/** A member of a connection's configuration, similar to JSON Schema. */
export interface ConfigurationMember {
  readonly type: string;
  readonly enum?: readonly string[];
  readonly default?: unknown;
  readonly sensitive?: boolean;
  readonly readOnly?: boolean;
  /** The Terraform name, if it differs. */
  readonly alias?: string;
  readonly items?: Partial<ConfigurationMember>;
  readonly properties?: ConfigurationMembers;
}

export type ConfigurationMembers = { readonly [name: string]: ConfigurationMember };

export interface ConnectionType {
  readonly name: string;
  /** Whether a person must authorize a connection in a browser. */
  readonly oauth: boolean;
  readonly required: readonly string[];
  readonly properties: ConfigurationMembers;
}

export type ConnectionTypes = { readonly [id: string]: ConnectionType };

export interface ProviderVersion {
  /** Such as `2.0.0`, or the name of a preview. */
  readonly version: string;
  readonly schema: ProviderSchema;
  readonly connectionTypes: ConnectionTypes;
}

/** The id of the connection type that a resource or data source manages. */
export const connectionTypeOf = (type: string): string | undefined =>
  /^polytomic_(\w+)_connection$/.exec(type)?.[1];

/** Small versions of the provider, for tests. */
import type { Attributes, ConnectionType, ProviderVersion } from "../../../lib/schema/provider-version";

interface Small {
  /** Attributes of resources, by type. */
  readonly resources?: Readonly<Record<string, Attributes>>;
  readonly dataSources?: Readonly<Record<string, Attributes>>;
  readonly types?: Readonly<Record<string, Partial<ConnectionType>>>;
}

const blocks = (all: Readonly<Record<string, Attributes>> = {}) =>
  Object.fromEntries(
    Object.entries(all).map(([type, attributes]) => [type, { version: 0, block: { attributes } }]),
  );

export const versionWith = ({ resources, dataSources, types = {} }: Small): ProviderVersion => ({
  version: "1.0.0",
  schema: {
    provider: { version: 0, block: { attributes: { api_key: { type: "string", optional: true } } } },
    resource_schemas: blocks(resources),
    data_source_schemas: blocks(dataSources),
  },
  connectionTypes: Object.fromEntries(
    Object.entries(types).map(([id, type]) => [
      id,
      { name: id, oauth: false, required: [], properties: {}, ...type },
    ]),
  ),
});

/** The attributes of a connection whose configuration has these members. */
export const connection = (members: Attributes): Attributes => ({
  configuration: { required: true, nested_type: { nesting_mode: "single", attributes: members } },
  id: { type: "string", computed: true },
});

export const optional = { type: "string", optional: true, computed: true } as const;
export const required = { type: "string", required: true } as const;
export const output = { type: "string", computed: true } as const;

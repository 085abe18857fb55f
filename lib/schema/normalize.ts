/** Brings the files that describe a provider into the form in which this repository stores them. */
import type { ConnectionTypes, ProviderSchema } from "./provider-version";

const PROVIDER = "registry.terraform.io/polytomic/polytomic";

/** The output of `terraform providers schema -json`, or what is stored of it. */
export interface SchemaFile {
  readonly format_version: string;
  readonly provider_schemas: { readonly [PROVIDER]: ProviderSchema };
}

export const providerSchemaOf = (file: SchemaFile): ProviderSchema => file.provider_schemas[PROVIDER];

/**
 * A schema with sorted names and without descriptions, which are not ours to publish and change more often than the schema. Some versions
 * of Terraform omit an empty `attributes`; it is added.
 *
 * @throws Error if `printed` is not the schema of the Polytomic provider alone
 */
export function normalizeSchema(printed: unknown): SchemaFile {
  const file = normalize(printed) as Partial<SchemaFile> | undefined;
  const found = Object.keys(file?.provider_schemas ?? {});
  if (found.join() !== PROVIDER) {
    throw new Error(
      `expected the output of "terraform providers schema -json" with ${PROVIDER} as the only provider, ` +
        `found ${found.length === 0 ? "no provider" : found.join(", ")}`,
    );
  }
  return file as SchemaFile;
}

function normalize(value: unknown, key?: string): unknown {
  // In a type, `description` is the name of a member, whose value is a string too.
  if (typeof value !== "object" || value === null || key === "type") {
    return value;
  }
  if (Array.isArray(value)) {
    return value.map((element) => normalize(element));
  }
  const completed = key === "nested_type" || key === "block" ? { attributes: {}, ...value } : value;
  return Object.fromEntries(
    Object.entries(completed)
      // The value is an object if an attribute is called `description`.
      .filter(([name, member]) => typeof member === "object" || !/^description(_kind)?$/.test(name))
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, member]) => [name, normalize(member, name)]),
  );
}

type Json = Readonly<Record<string, unknown>>;

/**
 * Connection types by id. Accepts the stored form, and an array in which a type has `type` and `title`, and a member has the names
 * `tfName` and `map` for `alias` and `additionalProperties`. Notes of the provider's generator are omitted.
 *
 * @throws Error if `types` has another form
 */
export function normalizeConnectionTypes(types: unknown): ConnectionTypes {
  const byId = Array.isArray(types)
    ? Object.fromEntries((types as Json[]).map((type) => [String(type["type"]), type]))
    : ((types ?? {}) as Readonly<Record<string, Json>>);
  const wrong = Object.entries(byId).find(
    ([, { required, properties }]) => !Array.isArray(required) || typeof properties !== "object",
  );
  if (wrong !== undefined || Object.keys(byId).length === 0) {
    throw new Error(
      `expected connection types with "required" and "properties"${wrong === undefined ? "" : `, but ${wrong[0]} lacks them`}`,
    );
  }
  return Object.fromEntries(
    Object.entries(byId).map(([id, { name, title, oauth, required, properties }]) => [
      id,
      { name: name ?? title, oauth, required, properties: members(properties as Json) },
    ]),
  ) as ConnectionTypes;
}

const members = (all: Json): Json =>
  Object.fromEntries(Object.entries(all).map(([name, member]) => [name, normalizeMember(member as Json)]));

const NOTES = ["hidden", "apiField", "tfOmitted"];

function normalizeMember(member: Json): Json {
  return Object.fromEntries(
    Object.entries(member)
      .filter(([key]) => !NOTES.includes(key))
      .map(([key, value]) => {
        switch (key) {
          case "tfName":
            return ["alias", value];
          case "map":
            return ["additionalProperties", { type: value }];
          case "items":
            return [key, normalizeMember(value as Json)];
          case "properties":
            return [key, members(value as Json)];
          default:
            return [key, value];
        }
      }),
  );
}

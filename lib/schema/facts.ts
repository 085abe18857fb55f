/**
 * What a version of the provider consists of, as a flat list of facts: "`configuration.org_id` of the resource is required". A fact knows
 * each place in the files that it comes from, so that nothing that differs between two versions is lost.
 */
import {
  type Attribute,
  type Attributes,
  type Block,
  type ConfigurationMember,
  type ConfigurationMembers,
  type ConnectionType,
  connectionTypeOf,
  type ProviderVersion,
} from "./provider-version";
import { secretMembers } from "./secrets";

export type Aspect =
  | "presence"
  | "mode"
  | "type"
  | "secret"
  | "deprecation"
  | "values"
  | "default"
  | "browser"
  | "state"
  | "other";

export type Mode = "required" | "optional" | "optional and computed" | "read-only";

/** What the fact is about. */
export interface Subject {
  readonly block: "resource" | "data source" | "provider" | "connection type";
  /** The Terraform type, or the id of a connection type that Terraform does not manage. */
  readonly type: string;
}

/** A place in the files of a version, and what is there. */
export interface Part {
  readonly source: "schema" | "connection types";
  /** JSON pointer to the resource, data source, provider or connection type. */
  readonly root: string;
  /** JSON pointer from there. */
  readonly path: string;
  readonly value: unknown;
}

export interface Fact {
  readonly subject: Subject;
  /** The member in Terraform names, such as `configuration.headers[].value`, or undefined for the subject itself. */
  readonly member: string | undefined;
  readonly aspect: Aspect;
  readonly value: unknown;
  readonly parts: readonly Part[];
}

type Facts = Generator<Fact, void>;

/** Creates facts about one subject that come from one place. */
class Origin {
  public constructor(
    public readonly subject: Subject,
    private readonly source: Part["source"],
    private readonly root: string,
  ) {}

  /** A fact from the members of an object at `path`. Those that it does not have are left out; without any, there is no fact. */
  public *fact(
    member: string | undefined,
    aspect: Aspect,
    path: string,
    values: Readonly<Record<string, unknown>>,
    value: unknown = Object.values(values)[0],
  ): Facts {
    const { subject, source, root } = this;
    const parts = Object.entries(values)
      .filter(([, found]) => found !== undefined)
      .map(([name, found]) => ({ source, root, path: path + pointer(name), value: found }));
    if (parts.length > 0) {
      yield { subject, member, aspect, value, parts };
    }
  }

  public *presence(member: string | undefined, path: string): Facts {
    const { subject, source, root } = this;
    yield {
      subject,
      member,
      aspect: "presence",
      value: true,
      parts: [{ source, root, path, value: true }],
    };
  }
}

/** A name as a part of a JSON pointer (RFC 6901). */
export const pointer = (...names: readonly string[]): string =>
  names.map((name) => `/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");

/** A key that is equal for two subjects, members or facts if they are about the same, also if an object has become a list of objects. */
export const keyOf = ({ block, type }: Subject, member?: string, aspect?: Aspect): string =>
  `${block} ${type} ${member?.replaceAll("[]", "") ?? ""} ${aspect ?? ""}`;

/**
 * All facts of a version, by what they are about. Facts from both sources about the same aspect of a member are one.
 *
 * @param newNames the later types of renamed subjects: their facts are about the later one
 */
export function factsOf(
  version: ProviderVersion,
  known: KnownTypes,
  newNames: ReadonlyMap<string, string> = new Map(),
): Map<string, Fact> {
  const facts = new Map<string, Fact>();
  for (const fact of [...schemaFacts(version), ...typeFacts(version, known)]) {
    const { block, type } = fact.subject;
    const subject = { block, type: newNames.get(keyOf(fact.subject)) ?? type };
    const key = keyOf(subject, fact.member, fact.aspect);
    const earlier = facts.get(key);
    // The schema comes first, and decides the value.
    const parts = [...(earlier?.parts ?? []), ...fact.parts];
    facts.set(key, { ...(earlier ?? fact), subject, parts });
  }
  return facts;
}

function* schemaFacts({ schema }: ProviderVersion): Facts {
  const { provider, resource_schemas: resources, data_source_schemas: dataSources, ...rest } = schema;
  yield* blockFacts({ block: "provider", type: "polytomic" }, "/provider", provider);
  for (const [type, block] of Object.entries(resources)) {
    yield* blockFacts({ block: "resource", type }, pointer("resource_schemas", type), block);
  }
  for (const [type, block] of Object.entries(dataSources)) {
    yield* blockFacts({ block: "data source", type }, pointer("data_source_schemas", type), block);
  }
  yield* new Origin({ block: "provider", type: "polytomic" }, "schema", "").fact(
    undefined,
    "other",
    "",
    rest,
  );
}

function* blockFacts(subject: Subject, root: string, { block, version, ...rest }: Block): Facts {
  const origin = new Origin(subject, "schema", root);
  const { attributes, ...restOfBlock } = block;
  yield* origin.presence(undefined, "");
  yield* origin.fact(undefined, "state", "", { version });
  yield* origin.fact(undefined, "other", "", rest);
  yield* origin.fact(undefined, "other", "/block", restOfBlock);
  yield* attributeFacts(origin, attributes, "/block/attributes", "", new Set(secretMembers(attributes)));
}

function* attributeFacts(
  origin: Origin,
  attributes: Attributes,
  at: string,
  around: string,
  secrets: ReadonlySet<string>,
): Facts {
  for (const [name, attribute] of Object.entries(attributes)) {
    const path = at + pointer(name);
    const member = around + name;
    const { type, nested_type: nested, required, optional, computed, sensitive, ...rest } = attribute;
    const { deprecated, deprecation_message: message, ...others } = rest as Readonly<Record<string, unknown>>;
    yield* origin.presence(member, path);
    yield* origin.fact(member, "mode", path, { required, optional, computed }, modeOf(attribute));
    yield* origin.fact(member, "type", path, { type });
    yield* origin.fact(member, "secret", path, { sensitive });
    yield* origin.fact(member, "deprecation", path, { deprecated, deprecation_message: message });
    yield* origin.fact(member, "other", path, others);
    if (nested !== undefined) {
      const { attributes: inner, nesting_mode: nesting, ...more } = nested;
      const inside = `${path}/nested_type`;
      yield* origin.fact(member, "type", path, { nested_type: true }, nesting);
      yield* origin.fact(member, "type", inside, { nesting_mode: nesting });
      yield* origin.fact(member, "other", inside, more);
      yield* attributeFacts(
        origin,
        inner,
        `${inside}/attributes`,
        `${member}${nesting === "single" ? "" : "[]"}.`,
        secrets,
      );
    } else if (!sensitive && secrets.has(member)) {
      // A secret that the provider does not mark. It has no place of its own in the file.
      yield { subject: origin.subject, member, aspect: "secret", value: true, parts: [] };
    }
  }
}

function modeOf({ required, optional, computed }: Attribute): Mode {
  if (required) {
    return "required";
  }
  return optional ? (computed ? "optional and computed" : "optional") : "read-only";
}

/** Which connection types have a resource or a data source, in any of the versions that are compared. */
export interface KnownTypes {
  readonly resources: ReadonlySet<string>;
  readonly dataSources: ReadonlySet<string>;
}

export function knownTypes(...versions: readonly ProviderVersion[]): KnownTypes {
  const idsIn = (blocks: object): string[] => Object.keys(blocks).map((type) => connectionTypeOf(type) ?? "");
  return {
    resources: new Set(versions.flatMap(({ schema }) => idsIn(schema.resource_schemas))),
    dataSources: new Set(versions.flatMap(({ schema }) => idsIn(schema.data_source_schemas))),
  };
}

function subjectOf(id: string, { resources, dataSources }: KnownTypes): Subject {
  const type = `polytomic_${id}_connection`;
  if (resources.has(id)) {
    return { block: "resource", type };
  }
  return dataSources.has(id) ? { block: "data source", type } : { block: "connection type", type: id };
}

function* typeFacts({ connectionTypes }: ProviderVersion, known: KnownTypes): Facts {
  for (const [id, type] of Object.entries(connectionTypes)) {
    const origin = new Origin(subjectOf(id, known), "connection types", pointer("connection_types", id));
    yield* connectionTypeFacts(origin, type);
  }
}

function* connectionTypeFacts(origin: Origin, type: ConnectionType): Facts {
  const { oauth, required, properties, ...rest } = type;
  yield* origin.presence(undefined, "");
  yield* origin.fact(undefined, "browser", "", { oauth });
  yield* origin.fact(undefined, "other", "", rest);
  for (const name of required) {
    const member = `configuration.${properties[name]?.alias ?? name}`;
    yield* origin.fact(member, "mode", "/required", { [name]: true }, "required");
  }
  yield* memberFacts(origin, properties, "/properties", "configuration.");
}

function* memberFacts(origin: Origin, all: ConfigurationMembers, at: string, around: string): Facts {
  for (const [name, configurationMember] of Object.entries(all)) {
    const path = at + pointer(name);
    const member = around + (configurationMember.alias ?? name);
    yield* origin.presence(member, path);
    yield* aspectsOf(origin, configurationMember, path, member, ".");
  }
}

function* aspectsOf(
  origin: Origin,
  described: Partial<ConfigurationMember>,
  path: string,
  member: string,
  separator: string,
): Facts {
  const { type, enum: values, default: value, sensitive, readOnly, items, properties, ...rest } = described;
  yield* origin.fact(member, "mode", path, { readOnly }, "read-only");
  yield* origin.fact(member, "type", path, { type });
  yield* origin.fact(member, "secret", path, { sensitive });
  yield* origin.fact(member, "values", path, { enum: values });
  yield* origin.fact(member, "default", path, { default: value });
  yield* origin.fact(member, "other", path, rest);
  // `true`, because what is inside has facts of its own.
  yield* origin.fact(member, "type", path, { items: items && true, properties: properties && true });
  if (items !== undefined) {
    yield* aspectsOf(origin, items, `${path}/items`, member, "[].");
  }
  if (properties !== undefined) {
    yield* memberFacts(origin, properties, `${path}/properties`, `${member}${separator}`);
  }
}

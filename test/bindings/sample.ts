/** Generates a value for every settable member of a provider's schema, with the names of Terraform and with those of the bindings. */

export interface Attribute {
  readonly type?: unknown;
  readonly nested_type?: {
    readonly nesting_mode: string;
    readonly attributes: Readonly<Record<string, Attribute>>;
  };
  readonly required?: boolean;
  readonly optional?: boolean;
  readonly computed?: boolean;
}

export type Attributes = Readonly<Record<string, Attribute>>;

/** The expected configuration: every settable member, with a value that contains its name. */
export function terraformSample(attributes: Attributes): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(attributes)
      .filter(([, attribute]) => attribute.required || attribute.optional)
      .map(([name, attribute]) => [name, value(name, attribute)]),
  );
}

/** The same with the names of the generated classes. Keys of maps are data and are not converted. */
export function bindingSample(
  attributes: Attributes,
  sample: Record<string, unknown>,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(sample).map(([name, member]) => {
      const nested = attributes[name]?.nested_type?.attributes;
      const convert = (one: unknown): unknown =>
        nested === undefined ? one : bindingSample(nested, one as Record<string, unknown>);
      return [camelCase(name), Array.isArray(member) ? member.map(convert) : convert(member)];
    }),
  );
}

function value(name: string, { type, nested_type: nested }: Attribute): unknown {
  if (nested !== undefined) {
    const members = terraformSample(nested.attributes);
    return nested.nesting_mode === "single" ? members : [members];
  }
  if (Array.isArray(type)) {
    return type[0] === "map" ? { "a-key": `${name} "quoted"` } : [`${name} 1`, `${name} 2`];
  }
  return { string: `${name} "quoted"`, number: 7, bool: true }[String(type)];
}

function camelCase(name: string): string {
  return name.replace(/_+([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

/** Descriptions of rules. The reference in `docs` is generated from the same schemas that check the props. */
import type { ZodOptional, ZodType } from "zod";

/** The description of a rule. */
export interface RuleMetadata {
  /** The valid values in words: `a whole number, at least 0`. */
  readonly values?: string;
  /** The Polytomic options that the prop sets, as Polytomic's documentation spells them. */
  readonly sets?: readonly string[];
  /** The other conditions, in words. */
  readonly condition?: string;
  /** Whether it checks external data: a string in it is literal text, even if it looks like a token. */
  readonly isData?: boolean;
  /** The inner rule that lists the members. */
  readonly members?: ZodType;
  /** The rule of each element of an array, or of each entry of a record. */
  readonly element?: ZodType;
  /** The inner rule for a value, if it depends on the value. */
  readonly ruleFor?: (value: unknown) => ZodType;
  /** The rules of its shapes, by the value of the discriminator. */
  readonly variants?: { readonly discriminator: string; readonly shapes: Readonly<Record<string, ZodType>> };
}

const known = new WeakMap<ZodType, RuleMetadata>();

/** A copy of `schema` with `more` added to its description. */
export function describe<Schema extends ZodType>(schema: Schema, more: RuleMetadata): Schema {
  const copy = schema.clone();
  known.set(copy, { ...metadataOf(schema), ...more });
  return copy;
}

/** The description of `schema`, or of the schema that it makes optional. */
export function metadataOf(schema: ZodType): RuleMetadata {
  const inner = withoutOptional(schema);
  return known.get(schema) ?? (inner === schema ? {} : metadataOf(inner));
}

/** The schema inside an optional schema; any other schema is returned unchanged. */
export const withoutOptional = (schema: ZodType): ZodType =>
  schema.type === "optional" ? ((schema as ZodOptional).unwrap() as ZodType) : schema;

/**
 * The rule of a prop that sets Polytomic options.
 *
 * @param options as Polytomic's documentation spells them, such as `skip_lines`
 * @param condition other conditions, in words
 */
export function setsOption<Schema extends ZodType>(
  options: string | readonly string[],
  schema: Schema,
  condition?: string,
): Schema {
  return describe(schema, { sets: [options].flat(), ...(condition !== undefined && { condition }) });
}

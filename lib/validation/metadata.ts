/**
 * What a rule says of itself, for whoever explains rules instead of applying them: the reference in `docs` is made from
 * the very schemas that check the props.
 */
import type { ZodOptional, ZodType } from "zod";

/** What is known of a rule. */
export interface RuleMetadata {
  /** The values it lets pass, in words: `a whole number, at least 0`. */
  readonly values?: string;
  /** The options of Polytomic that the prop sets, as Polytomic's documentation spells them. */
  readonly sets?: readonly string[];
  /** What else must hold, in words. */
  readonly condition?: string;
  /** Whether it checks data that others write: a string in it is text, also where it looks like a token. */
  readonly isData?: boolean;
  /** The rule inside of it that names the members. */
  readonly members?: ZodType;
  /** The rule of each element of an array, or of each entry of a record. */
  readonly element?: ZodType;
  /** The rule inside of it that a value gets, chosen by a look at the value. */
  readonly ruleFor?: (value: unknown) => ZodType;
  /** The rules of its shapes, by the value of the member that tells them apart. */
  readonly variants?: { readonly discriminator: string; readonly shapes: Readonly<Record<string, ZodType>> };
}

const known = new WeakMap<ZodType, RuleMetadata>();

/** A copy of `schema` of which this is known, besides what was known of it. */
export function describe<Schema extends ZodType>(schema: Schema, more: RuleMetadata): Schema {
  const copy = schema.clone();
  known.set(copy, { ...metadataOf(schema), ...more });
  return copy;
}

/** What is known of `schema`, or of what it makes optional. */
export function metadataOf(schema: ZodType): RuleMetadata {
  const inner = withoutOptional(schema);
  return known.get(schema) ?? (inner === schema ? {} : metadataOf(inner));
}

/** The schema that `schema` makes optional, if it does; else itself. */
export const withoutOptional = (schema: ZodType): ZodType =>
  schema.type === "optional" ? ((schema as ZodOptional).unwrap() as ZodType) : schema;

/**
 * The rule of a prop that sets options of Polytomic.
 *
 * @param options as Polytomic's documentation spells them, such as `skip_lines`
 * @param condition what else must hold, in words
 */
export function setsOption<Schema extends ZodType>(
  options: string | readonly string[],
  schema: Schema,
  condition?: string,
): Schema {
  return describe(schema, { sets: [options].flat(), ...(condition !== undefined && { condition }) });
}

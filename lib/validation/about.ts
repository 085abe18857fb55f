/**
 * What a rule says of itself, for whoever explains rules instead of applying them: the reference in `docs` is made from
 * the very schemas that check the props.
 */
import type { ZodType } from "zod";

/** What is known of a rule. */
export interface About {
  /** The values it lets pass, in words: `a whole number, at least 0`. */
  readonly values?: string;
  /** The options of Polytomic that the prop sets, as Polytomic's documentation spells them. */
  readonly sets?: readonly string[];
  /** What else must hold, in words. */
  readonly condition?: string;
  /** The rule inside of it that names the members. */
  readonly members?: ZodType;
  /** The rules of its shapes, by the value of the member that tells them apart. */
  readonly variants?: { readonly discriminator: string; readonly shapes: Readonly<Record<string, ZodType>> };
}

const known = new WeakMap<ZodType, About>();

/** `schema`, of which this is known from now on, besides what was known before. */
export function about<Schema extends ZodType>(schema: Schema, more: About): Schema {
  known.set(schema, { ...known.get(schema), ...more });
  return schema;
}

/** What is known of `schema`. */
export const aboutOf = (schema: ZodType): About => known.get(schema) ?? {};

/**
 * The rule of a prop that sets options of Polytomic.
 *
 * @param options as Polytomic's documentation spells them, such as `skip_lines`
 * @param condition what else must hold, in words
 */
export function sets<Schema extends ZodType>(
  options: string | readonly string[],
  schema: Schema,
  condition?: string,
): Schema {
  return about(schema, { sets: [options].flat(), ...(condition !== undefined && { condition }) });
}

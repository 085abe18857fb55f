/** Describes props, one by one, from the metadata of the schemas that check them. */
import type { ZodType } from "zod";
import { metadataOf, withoutOptional } from "../../lib/validation/metadata";

/** A prop that sets options of Polytomic. */
export interface OutlinedProp {
  /** Such as `files.skipLines`. */
  readonly prop: string;
  /** The options that it sets, in Polytomic's spelling. */
  readonly options: readonly string[];
  /** The values that it accepts, in words. */
  readonly values: string | undefined;
  /** Further conditions. */
  readonly condition: string | undefined;
  /** The shapes that have it, such as `files.layout` being `one-table`; empty if all have it. */
  readonly shapes: readonly string[];
}

/** The props that set options of Polytomic. */
export function outline(schema: ZodType, prefix = ""): OutlinedProp[] {
  return merged(propsOf(schema, prefix, []));
}

function propsOf(schema: ZodType, prop: string, shapes: readonly string[], values?: string): OutlinedProp[] {
  const about = metadataOf(schema);
  const own: OutlinedProp[] =
    about.sets === undefined
      ? []
      : [{ prop, options: about.sets, values: values ?? about.values, condition: about.condition, shapes }];
  const below = (name: string): string => (prop === "" ? name : `${prop}.${name}`);
  const { variants, members } = about;
  if (variants !== undefined) {
    const discriminator = below(variants.discriminator);
    const names = Object.keys(variants.shapes).map((name) => `\`${name}\``);
    const inAll = (key: string): boolean =>
      Object.values(variants.shapes).every((shape) => Object.hasOwn(shapeOf(shape), key));
    const ofShapes = Object.entries(variants.shapes).flatMap(([name, shape]) =>
      Object.entries(shapeOf(shape)).flatMap(([key, member]) =>
        key === variants.discriminator
          ? propsOf(member, discriminator, shapes, names.join(", "))
          : propsOf(member, below(key), inAll(key) ? shapes : [...shapes, `\`${discriminator}: "${name}"\``]),
      ),
    );
    return [...own, ...ofShapes];
  }
  return members === undefined
    ? [
        ...own,
        ...Object.entries(shapeOf(schema)).flatMap(([key, member]) => propsOf(member, below(key), shapes)),
      ]
    : [...own, ...propsOf(members, prop, shapes)];
}

/** The rules of an object's members; empty for other schemas. */
function shapeOf(schema: ZodType): Readonly<Record<string, ZodType>> {
  const inner = withoutOptional(schema);
  return "shape" in inner ? (inner.shape as Readonly<Record<string, ZodType>>) : {};
}

/** One entry per prop, with all shapes that have it. */
function merged(props: readonly OutlinedProp[]): OutlinedProp[] {
  return [...new Set(props.map(({ prop }) => prop))].map((prop) => {
    const same = props.filter((one) => one.prop === prop);
    return { ...same[0]!, shapes: [...new Set(same.flatMap(({ shapes }) => shapes))] };
  });
}

/**
 * What is said of props that do not exist: the nearest one that does, as most of them are misspelled, or the shape that
 * has it.
 */
import type { z } from "zod";
import { metadataOf } from "./metadata";
import { nearestName } from "./nearest";
import { elsewhere, otherName } from "./other-names";

const FOREIGN = "is not a prop here. Is it misspelled, or does it belong to another option?";

/** Shapes of which a value has one, told apart by a member. */
export interface Shapes {
  readonly discriminator: string;
  readonly shapes: Readonly<Record<string, z.ZodType>>;
}

/**
 * For `safeParse`: what is unknown gets a message of one line per key, in the order of the keys.
 *
 * @param all the shapes of which the value has one, if it has: a prop of another one is answered with that one
 */
export const unknownProps =
  (all?: Shapes): z.core.$ZodErrorMap =>
  (issue) => {
    if (issue.code !== "unrecognized_keys") {
      return undefined;
    }
    const object: object = issue.inst ?? {};
    const isShape = Object.values(all?.shapes ?? {}).some((shape) => objectOf(shape) === object);
    const others = isShape ? all : undefined;
    return issue.keys
      .map((key) => ofOtherShape(key, others) ?? unknownProp(key, membersOf(object)))
      .join("\n");
  };

/** The object whose members a rule is about, below the further rules that it may have. */
function objectOf(shape: z.ZodType): z.ZodType {
  const { members } = metadataOf(shape);
  return members === undefined ? shape : objectOf(members);
}

const membersOf = (schema: object): string[] =>
  "shape" in schema ? Object.keys(schema.shape as object) : [];

function ofOtherShape(key: string, all: Shapes | undefined): string | undefined {
  const having = Object.entries(all?.shapes ?? {}).filter(([, shape]) =>
    membersOf(objectOf(shape)).includes(key),
  );
  const names = having.map(([name]) => JSON.stringify(name));
  return names.length > 0 ? `belongs to ${all?.discriminator} ${names.join(" or ")}` : undefined;
}

function unknownProp(key: string, known: readonly string[]): string {
  const meant = nearestName(key, known) ?? otherName(key, known);
  if (meant !== undefined) {
    return `is not a prop here. Did you mean ${meant}?`;
  }
  const place = elsewhere(key);
  return place === undefined ? FOREIGN : `is not a prop here. ${place}`;
}

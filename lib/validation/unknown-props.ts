/**
 * What is said of props that do not exist: the nearest one that does, as most of them are misspelt, or the shape that
 * has it.
 */
import type { z } from "zod";
import { aboutOf } from "./about";

const FOREIGN = "is not a prop here. Is it misspelt, or does it belong to another option?";

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
  const { members } = aboutOf(shape);
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
  const tolerance = key.length > 4 ? 2 : 1;
  const [nearest] = known
    .filter((name) => Math.abs(name.length - key.length) <= tolerance)
    .map((name) => ({ name, distance: editDistance(key, name) }))
    .filter(({ distance }) => distance <= tolerance)
    .sort((one, other) => one.distance - other.distance);
  return nearest === undefined ? FOREIGN : `is not a prop here. Did you mean ${nearest.name}?`;
}

/** How many characters are to be inserted, removed, changed or swapped with their neighbor to turn `a` into `b`. */
export function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const distances = [row];
    for (let column = 1; column <= b.length; column++) {
      const isSame = a[row - 1] === b[column - 1];
      const isSwap = a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      distances[column] = Math.min(
        at(last, column) + 1,
        at(distances, column - 1) + 1,
        at(last, column - 1) + (isSame ? 0 : 1),
        isSwap ? at(beforeLast, column - 2) + 1 : Infinity,
      );
    }
    [beforeLast, last] = [last, distances];
  }
  return at(last, b.length);
}

const at = (distances: readonly number[], column: number): number => distances[column] ?? Infinity;

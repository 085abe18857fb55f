/** Messages for unknown props. They suggest the prop with the most similar name, or the shape that has the prop. */
import type { z } from "zod";
import { metadataOf } from "./metadata";
import { nearestName } from "./nearest";
import { elsewhere, otherName } from "./other-names";

/** The possible shapes of a value, distinguished by a member. */
export interface Shapes {
  readonly discriminator: string;
  readonly shapes: Readonly<Record<string, z.ZodType>>;
}

/**
 * The issues that `schema` finds in `value`, with an issue of its own for each unknown prop.
 *
 * @param all the shapes that `value` may have: a prop of another shape is reported as such
 */
export function issuesOf(schema: z.ZodType, value: unknown, all?: Shapes): z.core.$ZodIssue[] {
  const objects: object[] = [];
  // zod drops the schema of the object from the issue, so the message is its index here.
  const error: z.core.$ZodErrorMap = ({ code, inst }) =>
    code === "unrecognized_keys" ? String(objects.push(inst ?? {}) - 1) : undefined;
  const issues = schema.safeParse(value, { error }).error?.issues ?? [];
  return issues.flatMap((issue): z.core.$ZodIssue[] =>
    issue.code === "unrecognized_keys"
      ? issue.keys.map((key) => ({
          code: "custom",
          path: [...issue.path, key],
          message: unknownProp(key, objects[Number(issue.message)] ?? {}, all),
          params: { code: "UNKNOWN_PROP" },
        }))
      : [issue],
  );
}

/** The object schema inside a rule that adds conditions to it. */
function objectOf(shape: z.ZodType): z.ZodType {
  const { members } = metadataOf(shape);
  return members === undefined ? shape : objectOf(members);
}

const membersOf = (schema: object): string[] =>
  "shape" in schema ? Object.keys(schema.shape as object) : [];

function unknownProp(key: string, object: object, { discriminator, shapes }: Shapes = NO_SHAPES): string {
  const all = Object.entries(shapes).map(([name, shape]) => [name, objectOf(shape)] as const);
  const others = all.some(([, shape]) => shape === object)
    ? all.filter(([, shape]) => membersOf(shape).includes(key)).map(([name]) => JSON.stringify(name))
    : [];
  if (others.length > 0) {
    return `is allowed only with ${discriminator} ${others.join(" or ")}`;
  }
  const known = membersOf(object);
  const meant = nearestName(key, known) ?? otherName(key, known);
  const advice = meant === undefined ? elsewhere(key) : `Did you mean ${meant}?`;
  return `is not a prop here. ${advice ?? "Is it misspelled, or does it belong to another option?"}`;
}

const NO_SHAPES: Shapes = { discriminator: "", shapes: {} };

/** The one entry to validation: checks props against a schema and reports all problems in one error. */
import type { z } from "zod";
import { InvalidPropsError, type Problem, type ProblemCode } from "../errors";
import { show, showPath } from "./show";
import { unknownProps } from "./unknown-props";

/**
 * Checks `props` and returns if they are fine.
 *
 * @param construct where the construct stands and what it is called, for the message
 * @throws InvalidPropsError with every problem found
 */
export function checkProps(
  construct: { readonly path: string; readonly name: string },
  schema: z.ZodType,
  props: unknown,
): void {
  const problems = problemsOf(schema, props);
  if (problems.length > 0) {
    throw new InvalidPropsError(construct.path, construct.name, problems);
  }
}

/** What is wrong with `props`, in the order of the schema. Empty when all is well. */
export function problemsOf(schema: z.ZodType, props: unknown): Problem[] {
  return findingsOf(schema, props).map(({ path, ...finding }) => ({ prop: showPath(path), ...finding }));
}

/** A problem, with the place of the prop as a path. */
export interface Finding extends Omit<Problem, "prop"> {
  readonly path: readonly PropertyKey[];
}

/** What is wrong with `props`, each with its path. */
export function findingsOf(schema: z.ZodType, props: unknown): Finding[] {
  const issues = issuesOf(schema, props);
  // Each advice costs a check of all the props: not where there are hundreds of problems.
  const advises = issues.length <= ADVISED;
  return issues.flatMap((issue) =>
    explain(
      issue,
      issue.path,
      valueAt(props, issue.path),
      () => advises && canDoWithout(schema, props, issue.path),
    ),
  );
}

/** Up to how many problems are answered with the advice to leave a prop out, where that helps. */
const ADVISED = 20;

function issuesOf(schema: z.ZodType, props: unknown): z.core.$ZodIssue[] {
  return schema.safeParse(props, { error: unknownProps() }).error?.issues ?? [];
}

function explain(
  issue: z.core.$ZodIssue,
  path: readonly PropertyKey[],
  value: unknown,
  isOptional: () => boolean,
): Finding[] {
  const finding = (code: ProblemCode, expected: string): Finding[] => [
    value === undefined
      ? { path, code: "MISSING", message: `is missing; ${expected}` }
      : { path, code, message: `${show(value)} was given; ${expected}` },
  ];
  switch (issue.code) {
    case "unrecognized_keys": {
      const messages = issue.message.split("\n");
      return issue.keys.map((key, index) => ({
        path: [...path, key],
        code: "UNKNOWN_PROP",
        message: messages[index] ?? issue.message,
      }));
    }
    case "invalid_key":
      return issue.issues.flatMap((one) => explain(one, path, path.at(-1), () => false));
    case "invalid_type": {
      const expected = `${NOUNS[issue.expected] ?? issue.expected} is expected`;
      // Not shown: whoever gives a text for an object or a list may have given a secret.
      return typeof value === "string" && ["object", "record", "array"].includes(issue.expected)
        ? [{ path, code: "WRONG_TYPE", message: `a text was given; ${expected}` }]
        : finding("WRONG_TYPE", expected);
    }
    case "invalid_value":
      return finding("NOT_ALLOWED", `one of ${issue.values.map(show).join(", ")} is expected`);
    case "too_small":
      return finding("OUT_OF_RANGE", tooSmall(issue, isOptional));
    case "too_big":
      return finding("OUT_OF_RANGE", `at most ${amount(issue.maximum, issue)} allowed`);
    case "custom":
      return [{ path, code: issue.params?.["code"] ?? "NOT_ALLOWED", message: issue.message }];
    default:
      return [{ path, code: "NOT_ALLOWED", message: issue.message }];
  }
}

function tooSmall(issue: z.core.$ZodIssueTooSmall, isOptional: () => boolean): string {
  if (issue.minimum !== 1 || issue.origin === "number") {
    return `at least ${amount(issue.minimum, issue)} needed`;
  }
  return `it must not be empty${isOptional() ? "; leave it out for the default" : ""}`;
}

/** Whether nothing would be wrong at `path` if nothing were there. */
function canDoWithout(schema: z.ZodType, props: unknown, path: readonly PropertyKey[]): boolean {
  const place = showPath(path);
  return !issuesOf(schema, without(props, path)).some((issue) => showPath(issue.path) === place);
}

/** A copy of `value` with nothing at `path`. */
function without(value: unknown, [key, ...rest]: readonly PropertyKey[]): unknown {
  if (key === undefined || typeof value !== "object" || value === null) {
    return undefined;
  }
  const member = without((value as Record<PropertyKey, unknown>)[key], rest);
  return Array.isArray(value) ? value.with(Number(key), member) : { ...value, [key]: member };
}

const amount = (limit: number | bigint, { origin }: { readonly origin: string }): string =>
  origin === "string" ? `${limit} characters are` : `${limit} is`;

/** What zod calls its types, in the words of a user. */
const NOUNS: Readonly<Record<string, string>> = {
  string: "a text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "an object",
  record: "an object",
};

function valueAt(props: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === "object" && value !== null ? (value as Record<PropertyKey, unknown>)[key] : undefined,
    props,
  );
}

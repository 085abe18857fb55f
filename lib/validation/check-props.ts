/** The one entry to validation: checks props against a schema and reports all problems in one error. */
import { Token } from "cdktf";
import type { z } from "zod";
import { InvalidPropsError, type Problem } from "../errors";

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
  const issues = schema.safeParse(props).error?.issues ?? [];
  return issues.flatMap((issue) => explain(issue, valueAt(props, issue.path)));
}

function explain(issue: z.core.$ZodIssue, value: unknown): Problem[] {
  const prop = propName(issue.path);
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.map((key) => ({
        prop: propName([...issue.path, key]),
        message: "is not a prop here. Is it misspelt, or does it belong to another option?",
      }));
    case "invalid_type":
      return [{ prop, message: expectation(value, `${article(issue.expected)} is expected`) }];
    case "invalid_value":
      return [
        { prop, message: expectation(value, `one of ${issue.values.map(show).join(", ")} is expected`) },
      ];
    case "too_small":
      return [{ prop, message: expectation(value, tooSmall(issue)) }];
    case "too_big":
      return [{ prop, message: expectation(value, `at most ${issue.maximum} is allowed`) }];
    default:
      return [{ prop, message: issue.message }];
  }
}

function tooSmall(issue: z.core.$ZodIssueTooSmall): string {
  switch (issue.origin) {
    case "string":
      return "it must not be empty; leave the prop out for the default";
    case "array":
      return `at least ${issue.minimum} must be given; leave the prop out for the default`;
    default:
      return `at least ${issue.minimum} is needed`;
  }
}

function expectation(value: unknown, expected: string): string {
  return value === undefined ? `is missing; ${expected}` : `${show(value)} was given; ${expected}`;
}

function article(expected: string): string {
  const noun = { int: "whole number", array: "list", boolean: "true or false" }[expected] ?? expected;
  return noun === "true or false" ? noun : `${/^[aeio]/.test(noun) ? "an" : "a"} ${noun}`;
}

function propName(path: readonly PropertyKey[]): string {
  const joined = path
    .map((part) => (typeof part === "number" ? `[${part}]` : `.${String(part)}`))
    .join("")
    .replace(/^\./, "");
  return joined === "" ? "props" : joined;
}

function valueAt(props: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === "object" && value !== null ? (value as Record<PropertyKey, unknown>)[key] : undefined,
    props,
  );
}

/** A value in a message: short, and never the text of a token or the inside of an object. */
function show(value: unknown): string {
  if (Token.isUnresolved(value)) {
    return "a token";
  }
  switch (typeof value) {
    case "string":
      return JSON.stringify(value.length > 80 ? `${value.slice(0, 77)}...` : value);
    case "object":
      return value === null ? "null" : Array.isArray(value) ? `a list of ${value.length}` : "an object";
    case "function":
      return "a function";
    default:
      return String(value);
  }
}

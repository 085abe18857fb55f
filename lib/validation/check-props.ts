/** The one entry to validation: checks props against a schema and reports all problems in one error. */
import type { z } from "zod";
import { InvalidPropsError, type Problem, type ProblemCode } from "../errors";
import { metadataOf } from "./metadata";
import { formatValue, formatPath } from "../format";
import { isToken } from "../tokens";
import { issuesOf } from "./unknown-props";
import { read, type Reading, type Refuse } from "./values";

/**
 * Reads and checks `props`.
 *
 * @param construct where the construct stands and what it is called, for the message
 * @returns the props as they can be rendered: use these, not what was given
 * @throws InvalidPropsError with every problem found; at synthesis, if a token stands for what cannot be rendered
 */
export function checkProps<Props>(
  construct: { readonly path: string; readonly name: string },
  schema: z.ZodType,
  props: Props,
): Props {
  const refuse = refusalOf(construct);
  const reading = read(props, refuse, [], metadataOf(schema).isData);
  const findings = findingsIn(schema, reading);
  if (findings.length > 0) {
    refuse(findings);
  }
  return reading.value as Props;
}

/** Refuses in the name of a construct. */
export const refusalOf =
  ({ path, name }: { readonly path: string; readonly name: string }): Refuse =>
  (found) => {
    const [cause] = found.flatMap((one) => one.cause ?? []);
    throw new InvalidPropsError(path, name, found.map(problemAt), cause === undefined ? {} : { cause });
  };

const problemAt = ({ path, code, message }: Finding): Problem => ({ prop: formatPath(path), code, message });

/** What is wrong with `props`, in the order of the schema. Empty when all is well. */
export const problemsOf = (schema: z.ZodType, props: unknown): Problem[] =>
  findingsOf(schema, props).map(problemAt);

/** A problem, with the place of the prop as a path. */
export interface Finding extends Omit<Problem, "prop"> {
  readonly path: readonly PropertyKey[];
  /** The error of the program that is behind it. */
  readonly cause?: unknown;
}

/** What is wrong with `props`, each with its path. */
export const findingsOf = (schema: z.ZodType, props: unknown): Finding[] =>
  findingsIn(schema, read(props, refusalOf({ path: "props", name: "props" }), [], metadataOf(schema).isData));

function findingsIn(schema: z.ZodType, { value, found }: Reading): Finding[] {
  const isReported = (path: readonly PropertyKey[]): boolean =>
    found.some((one) => one.path.every((key, index) => key === path[index]));
  return [...found, ...findingsOfRead(schema, value).filter(({ path }) => !isReported(path))];
}

function findingsOfRead(schema: z.ZodType, props: unknown): Finding[] {
  let issues: z.core.$ZodIssue[];
  try {
    issues = issuesOf(schema, props);
  } catch (cause) {
    const message = "cannot be read: a getter of an object among them, or a proxy, throws an error";
    return [{ path: [], code: "WRONG_TYPE", message, cause }];
  }
  return issues.flatMap(
    (issue) => insideOfToken(issue, props) ?? explain(issue, issue.path, valueAt(props, issue.path)),
  );
}

/** What is inside of a token is no prop. */
function insideOfToken({ path }: z.core.$ZodIssue, props: unknown): Finding[] | undefined {
  const prefixes = path.map((_, end) => path.slice(0, end));
  const token = prefixes.find((prefix) => isToken(valueAt(props, prefix)));
  const message = "a token was given; an object that is written out is expected";
  return token === undefined ? undefined : [{ path: token, code: "WRONG_TYPE", message }];
}

function explain(issue: z.core.$ZodIssue, path: readonly PropertyKey[], value: unknown): Finding[] {
  const finding = (code: ProblemCode, expected: string): Finding[] => [
    value === undefined
      ? { path, code: "MISSING", message: `is missing; ${expected}` }
      : { path, code, message: `${formatValue(value)} was given; ${expected}` },
  ];
  switch (issue.code) {
    case "invalid_key":
      return issue.issues.flatMap((one) => explain(one, path, path.at(-1)));
    case "invalid_type": {
      const expected = `${NOUNS[issue.expected] ?? issue.expected} is expected`;
      // Not shown: whoever gives a text for an object or a list may have given a secret.
      return typeof value === "string" &&
        !isToken(value) &&
        ["object", "record", "array"].includes(issue.expected)
        ? [{ path, code: "WRONG_TYPE", message: `a text was given; ${expected}` }]
        : finding("WRONG_TYPE", expected);
    }
    case "invalid_value":
      return finding("NOT_ALLOWED", `one of ${issue.values.map(formatValue).join(", ")} is expected`);
    case "too_small":
      return finding("OUT_OF_RANGE", tooSmall(issue));
    case "too_big":
      return finding("OUT_OF_RANGE", `at most ${amount(issue.maximum, issue)} allowed`);
    case "custom":
      return [{ path, code: issue.params?.["code"] ?? "NOT_ALLOWED", message: issue.message }];
    default:
      return [{ path, code: "NOT_ALLOWED", message: issue.message }];
  }
}

const tooSmall = (issue: z.core.$ZodIssueTooSmall): string =>
  issue.minimum === 1 && issue.origin !== "number"
    ? "it must not be empty"
    : `at least ${amount(issue.minimum, issue)} needed`;

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

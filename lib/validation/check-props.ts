/** The entry point of validation: checks props against a schema and reports all problems in one error. */
import type { z } from "zod";
import { InvalidPropsError, type Problem, type ProblemCode } from "../errors";
import { metadataOf } from "./metadata";
import { formatChoice, formatPath, formatValue } from "../format";
import { isToken } from "../tokens";
import { issuesOf } from "./unknown-props";
import { type Finding, read, type Reading, type Refuse } from "./values";
import { isObject } from "../objects";

/**
 * Reads and checks `props`.
 *
 * @param construct the path and class name of the construct, for the message
 * @returns the props in a form that can be rendered: use these instead of the original props
 * @throws InvalidPropsError with every problem found; at synthesis, if a token resolves to a value that cannot be rendered
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

/** A function that throws what was found as an error of the construct. */
export const refusalOf =
  ({ path, name }: { readonly path: string; readonly name: string }): Refuse =>
  (found) => {
    const [cause] = found.flatMap((one) => one.cause ?? []);
    throw new InvalidPropsError(path, name, found.map(problemAt), cause === undefined ? {} : { cause });
  };

const problemAt = ({ path, code, message }: Finding): Problem => ({ prop: formatPath(path), code, message });

/** The problems of `props`, in the order of the schema. Empty if the props are valid. */
export const problemsOf = (schema: z.ZodType, props: unknown): Problem[] =>
  findingsOf(schema, props).map(problemAt);

/** The problems of `props`, each with its path. */
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
    const message = "cannot be read: a getter or a proxy in them throws an error";
    return [{ path: [], code: "WRONG_TYPE", message, cause }];
  }
  return issues.flatMap(
    (issue) => insideOfToken(issue, props) ?? explain(issue, issue.path, valueAt(props, issue.path)),
  );
}

/** Reports an issue inside a token as a problem of the token: the members of a token are not props. */
function insideOfToken({ path }: z.core.$ZodIssue, props: unknown): Finding[] | undefined {
  const prefixes = path.map((_, end) => path.slice(0, end));
  const token = prefixes.find((prefix) => isToken(valueAt(props, prefix)));
  const message = "expected a literal object, got a token";
  return token === undefined ? undefined : [{ path: token, code: "WRONG_TYPE", message }];
}

function explain(issue: z.core.$ZodIssue, path: readonly PropertyKey[], value: unknown): Finding[] {
  const finding = (code: ProblemCode, expected: string): Finding[] => [
    value === undefined
      ? { path, code: "MISSING", message: `is missing; ${expected}` }
      : { path, code, message: `${expected}, got ${formatValue(value)}` },
  ];
  switch (issue.code) {
    case "invalid_key":
      return issue.issues.flatMap((one) => explain(one, path, path.at(-1)));
    case "invalid_type": {
      const expected = `expected ${NOUNS[issue.expected] ?? issue.expected}`;
      // The string is not shown: in place of an object or array it may be a secret.
      return typeof value === "string" &&
        !isToken(value) &&
        ["object", "record", "array"].includes(issue.expected)
        ? [{ path, code: "WRONG_TYPE", message: `${expected}, got a string` }]
        : finding("WRONG_TYPE", expected);
    }
    case "invalid_value":
      return finding("NOT_ALLOWED", `expected ${formatChoice(issue.values)}`);
    case "too_small":
      return issue.minimum === 1 && issue.origin !== "number"
        ? [{ path, code: "OUT_OF_RANGE", message: "must not be empty" }]
        : finding("OUT_OF_RANGE", `must ${amount("at least", issue.minimum, issue.origin)}`);
    case "too_big":
      return finding("OUT_OF_RANGE", `must ${amount("at most", issue.maximum, issue.origin)}`);
    case "custom":
      return [{ path, code: issue.params?.["code"] ?? "NOT_ALLOWED", message: issue.message }];
    default:
      return [{ path, code: "NOT_ALLOWED", message: issue.message }];
  }
}

const amount = (bound: string, limit: number | bigint, origin: string): string =>
  origin === "string"
    ? `have ${bound} ${limit} characters`
    : origin === "array"
      ? `have ${bound} ${limit} elements`
      : `be ${bound} ${limit}`;

/** What messages call the types of zod. */
const NOUNS: Readonly<Record<string, string>> = {
  string: "a string",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "an array",
  object: "an object",
  record: "an object",
};

function valueAt(props: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (isObject(value) ? (value as Record<PropertyKey, unknown>)[key] : undefined),
    props,
  );
}

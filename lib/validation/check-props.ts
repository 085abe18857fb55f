/** The one entry to validation: checks props against a schema and reports all problems in one error. */
import type { z } from "zod";
import { InvalidPropsError, type Problem, type ProblemCode } from "../errors";
import { metadataOf } from "./metadata";
import { formatValue, formatPath } from "../format";
import { isToken } from "../tokens";
import { unknownProps } from "./unknown-props";
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
  // Each advice costs a check of all the props: not where there are hundreds of problems.
  const advises = issues.length <= ADVISED;
  return issues.flatMap(
    (issue) =>
      insideOfToken(issue, props) ??
      explain(
        issue,
        issue.path,
        valueAt(props, issue.path),
        () => advises && canDoWithout(schema, props, issue.path),
      ),
  );
}

/** What is inside of a token is no prop. */
function insideOfToken({ path, code }: z.core.$ZodIssue, props: unknown): Finding[] | undefined {
  const length = path.length + (code === "unrecognized_keys" ? 1 : 0);
  const prefixes = Array.from({ length }, (_, end) => path.slice(0, end));
  const token = prefixes.find((prefix) => isToken(valueAt(props, prefix)));
  const message = "a token was given; an object that is written out is expected";
  return token === undefined ? undefined : [{ path: token, code: "WRONG_TYPE", message }];
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
      : { path, code, message: `${formatValue(value)} was given; ${expected}` },
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
      return typeof value === "string" &&
        !isToken(value) &&
        ["object", "record", "array"].includes(issue.expected)
        ? [{ path, code: "WRONG_TYPE", message: `a text was given; ${expected}` }]
        : finding("WRONG_TYPE", expected);
    }
    case "invalid_value":
      return finding("NOT_ALLOWED", `one of ${issue.values.map(formatValue).join(", ")} is expected`);
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
  const place = formatPath(path);
  return !issuesOf(schema, without(props, path)).some((issue) => formatPath(issue.path) === place);
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

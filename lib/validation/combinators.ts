/** Zod schemas for values that may be CDKTF tokens: a rule applies to literals and lets tokens pass. */
import type { RefinementCtx, ZodType } from "zod";
import type { ProblemCode } from "../errors";
import { describe, metadataOf } from "./metadata";
import { zod } from "./rule";
import { formatValue } from "../format";
import { isToken } from "../tokens";
import { type Shapes, issuesOf } from "./unknown-props";
import { requireString, isUntyped } from "./values";

/** The rule that fits the value, chosen by a look at it. */
export function choose(ruleFor: (value: unknown) => ZodType, shapes?: Shapes): ZodType {
  return zod()
    .unknown()
    .superRefine((value, context) => report(ruleFor(value), value, context, shapes));
}

/** A mistake that a rule recognizes: what is wrong, and what to write instead. */
export interface Mistake {
  readonly code: ProblemCode;
  readonly message: string;
}

/** Refuses what `mistake` recognizes, with its message; what it does not must satisfy `schema`, if there is one. */
export const reject = (
  mistake: (value: unknown) => Mistake | undefined,
  schema: ZodType = zod().unknown(),
): ZodType =>
  choose((value) => {
    const found = mistake(value);
    return found === undefined
      ? schema
      : zod()
          .unknown()
          .superRefine((_, context) => add(context, found));
  });

/**
 * What CDKTF makes of a token for TypeScript's sake: a text, a number, a list or a map that encodes it; or the token
 * itself, which fits everywhere.
 */
type TokenKind = "text" | "number" | "list" | "map";

function kindOf(token: unknown): TokenKind | undefined {
  if (isUntyped(token)) {
    return undefined;
  }
  return typeof token === "string"
    ? "text"
    : typeof token === "number"
      ? "number"
      : Array.isArray(token)
        ? "list"
        : "map";
}

/** Applies `schema` to a literal. A token passes if it is of one of these kinds: one of another would not be resolved. */
function tokenOr(kinds: readonly TokenKind[], expected: string, schema: ZodType): ZodType {
  return choose((value) => {
    const kind = isToken(value) ? kindOf(value) : undefined;
    if (kind === undefined || kinds.includes(kind)) {
      return isToken(value) ? zod().unknown() : schema;
    }
    const message = `is the token of a ${kind}; ${expected} is expected`;
    return reject(() => ({ code: "WRONG_TYPE", message }));
  });
}

/** Applies `schema` to a literal text. The token of a text passes. */
export const tokenOrString = (schema: ZodType): ZodType => {
  const rule = tokenOr(["text"], "a text", schema);
  return choose((value) => {
    if (isToken(value)) {
      requireString(value);
    }
    return rule;
  });
};

/** Applies `schema` to a literal object. The token of a map passes. */
export const tokenOrObject = (schema: ZodType): ZodType => tokenOr(["map"], "an object", schema);

/** A text of at least one character, or a token. */
export const nonEmptyString = (): ZodType =>
  describe(tokenOrString(zod().string().min(1)), { values: "a text" });

/** A boolean, or a token. */
export const bool = (): ZodType =>
  describe(tokenOr(["text"], "true or false", zod().boolean()), { values: "`true` or `false`" });

/** A whole number from `minimum` to `maximum`, or a token. */
export const integer = (minimum: number, maximum: number): ZodType =>
  describe(
    tokenOr(["number", "text"], "a number", zod().number().int({ abort: true }).min(minimum).max(maximum)),
    {
      values:
        maximum === Number.MAX_SAFE_INTEGER
          ? `a whole number, at least ${minimum}`
          : `a whole number, ${minimum} to ${maximum}`,
    },
  );

/** One of `values`, or a token. */
export const oneOf = (values: readonly [string, ...string[]]): ZodType =>
  describe(tokenOrString(zod().enum(values)), {
    values: values.map((value) => `\`${value}\``).join(", "),
  });

/** A list of at least one such element, or a list token. */
export const arrayOf = (element: ZodType): ZodType =>
  describe(tokenOr(["list"], "a list", zod().array(element).min(1)), { values: listValues(element) });

/** A list of at least one element that this library takes apart: its elements may be tokens, the list may not. */
export const literalArray = (element: ZodType): ZodType =>
  describe(
    choose((value) =>
      isToken(value)
        ? instance("a list that is written out; a token can stand for an element only", () => false)
        : zod().array(element).min(1),
    ),
    { values: listValues(element) },
  );

/**
 * Refuses an empty array or object where that would select everything: it reads as if it selected nothing.
 *
 * @param message what an empty one would mean, and what to write instead
 */
export const nonEmpty = (message: string, schema: ZodType): ZodType =>
  describe(
    reject((value) => (isEmpty(value) ? { code: "OUT_OF_RANGE", message } : undefined), schema),
    metadataOf(schema),
  );

const isEmpty = (value: unknown): boolean =>
  typeof value === "object" && value !== null && !isToken(value) && Object.keys(value).length === 0;

/**
 * An object with names of any kind: each entry is checked, also one called `__proto__`, which zod's own record leaves out.
 *
 * @param name the rule of the names
 */
export function entriesOf(value: ZodType, name: ZodType = zod().string()): ZodType {
  const object = zod().record(zod().string(), zod().unknown());
  return choose((given) =>
    object.safeParse(given).success
      ? zod()
          .unknown()
          .superRefine((_, context) => {
            for (const [key, member] of Object.entries(given as Readonly<Record<string, unknown>>)) {
              const issues = name.safeParse(key).error?.issues ?? [];
              if (issues.length > 0) {
                context.addIssue({
                  code: "invalid_key",
                  origin: "record",
                  issues,
                  input: given,
                  path: [key],
                });
              }
              report(value, member, context, undefined, [key]);
            }
          })
      : object,
  );
}

/** Such an object as an argument of Terraform. CDKTF drops a member called `__proto__` without a word, so it is refused. */
export const mapOf = (value: ZodType, name: ZodType = zod().string()): ZodType =>
  entriesOf(
    value,
    reject(
      (key) => (key === PROTO ? { code: "NOT_ALLOWED", message: `cannot be a name: ${DROPPED}` } : undefined),
      name,
    ),
  );

const PROTO = "__proto__";
const DROPPED = "CDKTF drops it silently. Use another name";

function listValues(element: ZodType): string {
  const { values } = metadataOf(element);
  return values === undefined ? "a list" : `a list of ${values}`;
}

/**
 * A text for which `problem` finds nothing to say, or a token.
 *
 * @param problem gets the text and returns what is wrong
 * @param values the texts that pass, in words
 * @param name what a text is called that does not: it may be a secret in the wrong place
 */
export function checkedString(
  problem: (value: string) => string | undefined,
  values = "a text",
  name: (value: string) => string = formatValue,
): ZodType {
  return describe(
    tokenOrString(
      zod()
        .string()
        .min(1, { abort: true })
        .superRefine((value, context) => {
          const message = problem(value);
          if (message !== undefined) {
            add(context, { code: "MALFORMED", message: `${name(value)} ${message}` });
          }
        }),
    ),
    { values },
  );
}

/**
 * A value for which `test` holds: constructs, providers, functions.
 *
 * @param what such as `a PolytomicRole`
 * @param hint how to come by one
 */
export const instance = (what: string, test: (value: unknown) => boolean, hint?: string): ZodType =>
  describe(
    reject((value) => {
      if (test(value)) {
        return undefined;
      }
      const isMissing = value === undefined;
      const problem = isMissing ? `is missing; ${what} is expected` : `must be ${what}`;
      return {
        code: isMissing ? "MISSING" : "WRONG_TYPE",
        message: hint === undefined ? problem : `${problem}: ${hint}`,
      };
    }),
    { values: what },
  );

/** The rule of a prop that Polytomic has and its Terraform provider cannot carry: it says why, and the way round. */
export const unsupported = (message: string): ZodType =>
  describe(
    reject((value) => (value === undefined ? undefined : { code: "UNSUPPORTED", message })),
    { values: "none", condition: message },
  ).optional();

/** The rule of a prop that Polytomic's API has and its Terraform provider does not. Source: Polytomic API; schema of the provider 2.0.0. */
export const apiOnly = (): ZodType =>
  unsupported(
    "cannot be set: Polytomic's API has it, but not its Terraform provider. Set it in Polytomic's app or by the API",
  );

/** What Terraform's `jsonencode` can make JSON of, tokens included. */
export const json = (): ZodType => instance("a value that JSON has", (value) => isJson(value));

function isJson(value: unknown, ...around: unknown[]): boolean {
  if (isToken(value) || value === null || ["string", "boolean", "undefined"].includes(typeof value)) {
    return true;
  }
  if (typeof value !== "object") {
    return Number.isFinite(value);
  }
  const plain = Array.isArray(value) || [Object.prototype, null].includes(Object.getPrototypeOf(value));
  const cyclic = around.includes(value);
  // CDKTF drops a member of that name without a word.
  const complete = !Object.hasOwn(value, PROTO);
  return (
    plain && complete && !cyclic && Object.values(value).every((member) => isJson(member, value, ...around))
  );
}

/** Reports a problem of a member; without a code it is one of members that do not go together. */
export type ReportProblem = (path: PropertyKey[], message: string, code?: ProblemCode) => void;

/** `schema` with further rules over its members, which are checked even where `schema` has found something. */
export function withRules(
  schema: ZodType,
  rules: (props: Record<string, unknown>, problem: ReportProblem) => void,
): ZodType {
  return describe(
    zod()
      .unknown()
      .superRefine((props, context) => {
        report(schema, props, context);
        if (typeof props === "object" && props !== null) {
          rules(props as Record<string, unknown>, (path, message, code = "CONFLICT") =>
            add(context, { code, message }, path),
          );
        }
      }),
    { members: schema },
  );
}

/** The rules of one of several shapes, chosen by the value of the member `discriminator`. */
export function variants(discriminator: string, shapes: Readonly<Record<string, ZodType>>): ZodType {
  const unknownShape = zod().object({ [discriminator]: zod().enum(Object.keys(shapes)) });
  return describe(
    choose(
      (value) => {
        const chosen: unknown =
          typeof value === "object" && value !== null
            ? (value as Record<string, unknown>)[discriminator]
            : undefined;
        const known = typeof chosen === "string" && Object.hasOwn(shapes, chosen);
        return (known ? shapes[chosen] : undefined) ?? unknownShape;
      },
      { discriminator, shapes },
    ),
    { variants: { discriminator, shapes } },
  );
}

function add(context: RefinementCtx, { code, message }: Mistake, path: PropertyKey[] = []): void {
  context.addIssue({ code: "custom", message, path, params: { code } });
}

function report(
  schema: ZodType,
  value: unknown,
  context: RefinementCtx,
  shapes?: Shapes,
  around: readonly PropertyKey[] = [],
): void {
  for (const issue of issuesOf(schema, value, shapes)) {
    context.addIssue({ ...issue, path: [...around, ...issue.path] });
  }
}

/** Zod schemas for values that may be CDKTF tokens: a rule checks literals and accepts tokens. */
import type { RefinementCtx, ZodType } from "zod";
import type { ProblemCode } from "../errors";
import { describe, metadataOf } from "./metadata";
import { rule, zod } from "./rule";
import { formatValue } from "../format";
import { isToken } from "../tokens";
import { type Shapes, issuesOf } from "./unknown-props";
import { requireString, isUntyped } from "./values";
import { isObject } from "../objects";

/** Applies the rule that `ruleFor` returns for the value. */
export function ruleByValue(ruleFor: (value: unknown) => ZodType, shapes?: Shapes): ZodType {
  return describe(
    zod()
      .unknown()
      .superRefine((value, context) => report(ruleFor(value), value, context, shapes)),
    { ruleFor },
  );
}

/** Applies `rule` to values that pass `test`, and `otherwise` to all others. */
export const either = (test: (value: unknown) => boolean, rule: ZodType, otherwise: ZodType): ZodType =>
  ruleByValue((value) => (test(value) ? rule : otherwise));

/** Accepts every value. */
const anything = rule((z) => z.unknown());

/** A mistake that a rule recognizes, with a message that describes it and what to write instead. */
export interface Mistake {
  readonly code: ProblemCode;
  readonly message: string;
}

/** Rejects a value in which `mistake` finds one, with its message. Other values must satisfy `schema`. */
export const reject = (
  mistake: (value: unknown) => Mistake | undefined,
  schema: ZodType = zod().unknown(),
): ZodType =>
  describe(
    zod()
      .unknown()
      .superRefine((value, context) => {
        const found = mistake(value);
        if (found === undefined) {
          report(schema, value, context);
        } else {
          add(context, found);
        }
      }),
    { ruleFor: () => schema },
  );

/** The type in which CDKTF encodes a token. A token object itself has no kind: it is accepted everywhere. */
type TokenKind = "string" | "number" | "list" | "map";

function kindOf(token: unknown): TokenKind | undefined {
  if (isUntyped(token)) {
    return undefined;
  }
  return typeof token === "string"
    ? "string"
    : typeof token === "number"
      ? "number"
      : Array.isArray(token)
        ? "list"
        : "map";
}

/** Applies `schema` to a literal. A token must have one of `kinds`: CDKTF would not resolve another kind here. */
function tokenOr(kinds: readonly TokenKind[], expected: string, schema: ZodType): ZodType {
  return ruleByValue((value) => {
    const kind = isToken(value) ? kindOf(value) : undefined;
    if (kind === undefined || kinds.includes(kind)) {
      return isToken(value) ? anything() : schema;
    }
    const message = `expected ${expected}, got a ${kind} token`;
    return reject(() => ({ code: "WRONG_TYPE", message }));
  });
}

/** Applies `schema` to a literal string. Accepts a string token. */
export const tokenOrString = (schema: ZodType): ZodType => {
  const checked = tokenOr(["string"], "a string", schema);
  return ruleByValue((value) => {
    if (isToken(value)) {
      requireString(value);
    }
    return checked;
  });
};

/** Applies `schema` to a literal object. Accepts a map token. */
export const tokenOrObject = (schema: ZodType): ZodType => tokenOr(["map"], "an object", schema);

/** A string of at least one character, or a token. */
export const nonEmptyString = (): ZodType =>
  describe(tokenOrString(zod().string().min(1)), { values: "a string" });

/** A boolean, or a token. */
export const bool = (): ZodType =>
  describe(tokenOr(["string"], "true or false", zod().boolean()), { values: "`true` or `false`" });

/** A whole number from `minimum` to `maximum`, or a token. */
export const integer = (minimum: number, maximum: number): ZodType =>
  describe(
    tokenOr(["number", "string"], "a number", zod().number().int({ abort: true }).min(minimum).max(maximum)),
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

/** An array of at least one such element, or a list token. */
export const arrayOf = (element: ZodType): ZodType =>
  describe(tokenOr(["list"], "an array", zod().array(element).min(1)), {
    values: arrayValues(element),
    element,
  });

/** Applies `schema` to a literal. Rejects a token, because this library reads the value at synthesis. */
export const literal = (message: string, schema: ZodType): ZodType =>
  reject((value) => (isToken(value) ? { code: "WRONG_TYPE", message } : undefined), schema);

/** An array of at least one element that this library reads: its elements may be tokens, the array may not. */
export const literalArray = (element: ZodType): ZodType =>
  describe(
    literal("must be a literal array; tokens are allowed only as elements", zod().array(element).min(1)),
    { values: arrayValues(element), element },
  );

/**
 * Rejects an empty array or object where it would select everything, although it looks as if it selected nothing.
 *
 * @param message what an empty value would mean, and what to write instead
 */
export const nonEmpty = (message: string, schema: ZodType): ZodType =>
  describe(
    reject((value) => (isEmpty(value) ? { code: "OUT_OF_RANGE", message } : undefined), schema),
    metadataOf(schema),
  );

const isEmpty = (value: unknown): boolean =>
  isObject(value) && !isToken(value) && Object.keys(value).length === 0;

/**
 * An object with arbitrary keys. Checks each entry, including `__proto__`, which zod's own record skips.
 *
 * @param name the rule for the keys
 */
export function entriesOf(value: ZodType, name: ZodType = zod().string()): ZodType {
  const object = zod().record(zod().string(), zod().unknown());
  const entries = ruleByValue((given) =>
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
  return describe(entries, { element: value });
}

/** Such an object as a Terraform argument. Rejects the key `__proto__`, which CDKTF drops silently. */
export const mapOf = (value: ZodType, name: ZodType = zod().string()): ZodType =>
  entriesOf(
    value,
    reject((key) => (key === PROTO ? { code: "NOT_ALLOWED", message: DROPPED } : undefined), name),
  );

const PROTO = "__proto__";
const DROPPED = "cannot be a name: synthesis drops it silently. Use another name";

function arrayValues(element: ZodType): string {
  const { values } = metadataOf(element);
  return values === undefined ? "an array" : `an array; each element: ${values}`;
}

/**
 * A string in which `problem` finds no mistake, or a token.
 *
 * @param problem receives the string and returns what is wrong with it
 * @param values a description of the valid strings
 * @param name how a message refers to an invalid string, which may be a misplaced secret
 */
export function checkedString(
  problem: (value: string) => string | undefined,
  values = "a string",
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
 * A value that passes `test`: a construct, a provider, a function.
 *
 * @param what the expected value, such as `a PolytomicRole`
 * @param hint how to get one
 */
export const instance = (what: string, test: (value: unknown) => boolean, hint?: string): ZodType =>
  describe(
    reject((value) => {
      if (test(value)) {
        return undefined;
      }
      const isMissing = value === undefined;
      const problem = isMissing ? `is missing; expected ${what}` : `must be ${what}`;
      return {
        code: isMissing ? "MISSING" : "WRONG_TYPE",
        message: hint === undefined ? problem : `${problem}: ${hint}`,
      };
    }),
    { values: what },
  );

/** The rule of a prop that Polytomic supports and its Terraform provider does not. The message has the reason and the alternative. */
export const unsupported = (message: string): ZodType =>
  describe(
    reject((value) => (value === undefined ? undefined : { code: "UNSUPPORTED", message })),
    { values: "none", condition: message },
  ).optional();

/** The rule of a prop of Polytomic's API that its Terraform provider lacks. Source: Polytomic API; schema of the provider 2.0.0. */
export const apiOnly = (): ZodType =>
  unsupported(
    "cannot be set: Polytomic's API supports it, but its Terraform provider does not. Set it in Polytomic's app or through its API",
  );

/** A value that Terraform's `jsonencode` can encode, tokens included. */
export const json = (): ZodType => instance("a JSON value", (value) => isJson(value));

function isJson(value: unknown, ...around: unknown[]): boolean {
  if (isToken(value) || value === null || ["string", "boolean", "undefined"].includes(typeof value)) {
    return true;
  }
  if (typeof value !== "object") {
    return Number.isFinite(value);
  }
  const plain = Array.isArray(value) || [Object.prototype, null].includes(Object.getPrototypeOf(value));
  const cyclic = around.includes(value);
  // CDKTF drops this member silently.
  const complete = !Object.hasOwn(value, PROTO);
  return (
    plain && complete && !cyclic && Object.values(value).every((member) => isJson(member, value, ...around))
  );
}

/** Reports a problem of a member. The default code is `CONFLICT`. */
export type ReportProblem = (path: PropertyKey[], message: string, code?: ProblemCode) => void;

/** `schema` with more rules over its members, which run even if `schema` has found problems. */
export function withRules(
  schema: ZodType,
  rules: (props: Record<string, unknown>, problem: ReportProblem) => void,
): ZodType {
  return describe(
    zod()
      .unknown()
      .superRefine((props, context) => {
        report(schema, props, context);
        if (isObject(props)) {
          rules(props as Record<string, unknown>, (path, message, code = "CONFLICT") =>
            add(context, { code, message }, path),
          );
        }
      }),
    { members: schema },
  );
}

/** Adds to the rule of an array that it lists no id twice. `idOf` returns the id of an element, `nameOf` what a message calls it. */
export const withoutDuplicates = <Element>(
  schema: ZodType,
  idOf: (element: Element) => unknown,
  nameOf: (element: Element) => string,
): ZodType =>
  withRules(schema, (list, problem) => {
    const elements = Array.isArray(list) ? (list as Element[]) : [];
    const ids = elements.map(idOf);
    ids.forEach((id, index) => {
      if (typeof id === "string" && id !== "" && ids.indexOf(id) < index) {
        problem([index], `${nameOf(elements[index]!)} is listed twice`);
      }
    });
  });

/** A union of shapes; the value of the member `discriminator` selects the shape. */
export function variants(discriminator: string, shapes: Readonly<Record<string, ZodType>>): ZodType {
  const unknownShape = zod().object({ [discriminator]: zod().enum(Object.keys(shapes)) });
  return describe(
    ruleByValue(
      (value) => {
        const chosen: unknown = isObject(value)
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
  if (schema === anything()) {
    return;
  }
  for (const issue of issuesOf(schema, value, shapes)) {
    context.addIssue({ ...issue, path: [...around, ...issue.path] });
  }
}

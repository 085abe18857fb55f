/** Zod schemas for values that may be CDKTF tokens: a rule applies to literals and lets tokens pass. */
import type { RefinementCtx, ZodType } from "zod";
import { zod } from "./rule";
import { isToken, show } from "./show";
import { unknownProps } from "./unknown-props";

/** The rule that fits the value, chosen by a look at it. */
export function choose(ruleFor: (value: unknown) => ZodType): ZodType {
  return zod()
    .unknown()
    .superRefine((value, context) => report(ruleFor(value), value, context));
}

/** Refuses what `mistake` recognizes, with its message; what it does not must satisfy `schema`, if there is one. */
export const refusing = (
  mistake: (value: unknown) => string | undefined,
  schema: ZodType = zod().unknown(),
): ZodType =>
  choose((value) => {
    const message = mistake(value);
    return message === undefined ? schema : zod().custom(() => false, message);
  });

/** Applies `schema` to a literal. A token passes: its text says nothing of the value it stands for. */
export const literal = (schema: ZodType): ZodType =>
  choose((value) => (isToken(value) ? zod().unknown() : schema));

/** A text of at least one character, or a token. */
export const text = (): ZodType => literal(zod().string().min(1));

/** A boolean, or a token. */
export const flag = (): ZodType => literal(zod().boolean());

/** A whole number from `minimum` to `maximum`, or a token. */
export const wholeNumber = (minimum: number, maximum: number): ZodType =>
  literal(zod().number().int({ abort: true }).min(minimum).max(maximum));

/** One of `values`, or a token. */
export const oneOf = (values: readonly [string, ...string[]]): ZodType => literal(zod().enum(values));

/** A list of at least one such element, or a list token. */
export const listOf = (element: ZodType): ZodType => literal(zod().array(element).min(1));

/** A list that this library takes apart: its elements may be tokens, the list may not. */
export const writtenList = (element: ZodType, minimum: 0 | 1 = 1): ZodType =>
  choose((value) =>
    isToken(value)
      ? instance("a list that is written out; a token can stand for an element only", () => false)
      : zod().array(element).min(minimum),
  );

/** A text for which `problem` finds nothing to say, or a token. `problem` gets the text and returns what is wrong. */
export function textThat(problem: (value: string) => string | undefined): ZodType {
  return literal(
    zod()
      .string()
      .min(1, { abort: true })
      .superRefine((value, context) => {
        const message = problem(value);
        if (message !== undefined) {
          context.addIssue({ code: "custom", message: `${show(value)} ${message}` });
        }
      }),
  );
}

/** A secret: only as a token, so that it stands in no synthesized file. No message shows it. */
export const secret = (): ZodType =>
  refusing((value) => {
    if (isToken(value)) {
      return undefined;
    }
    return value === undefined
      ? "is missing"
      : "a literal was given, which would stand in the synthesized files. " +
          'Pass a token: new TerraformVariable(this, "secret", { sensitive: true }).stringValue';
  });

/**
 * A value for which `test` holds: constructs, providers, functions.
 *
 * @param what such as `a PolytomicRole`
 * @param hint how to come by one
 */
export const instance = (what: string, test: (value: unknown) => boolean, hint?: string): ZodType =>
  refusing((value) => {
    if (test(value)) {
      return undefined;
    }
    const problem = value === undefined ? `is missing; ${what} is expected` : `must be ${what}`;
    return hint === undefined ? problem : `${problem}: ${hint}`;
  });

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
  return plain && !cyclic && Object.values(value).every((member) => isJson(member, value, ...around));
}

/** `schema` with further rules over its members, which are checked even where `schema` has found something. */
export function withRules(
  schema: ZodType,
  rules: (props: Record<string, unknown>, problem: (path: PropertyKey[], message: string) => void) => void,
): ZodType {
  return zod()
    .unknown()
    .superRefine((props, context) => {
      report(schema, props, context);
      if (typeof props === "object" && props !== null) {
        rules(props as Record<string, unknown>, (path, message) =>
          context.addIssue({ code: "custom", path, message }),
        );
      }
    });
}

/** The rules of one of several shapes, chosen by the value of the member `discriminator`. */
export function variants(discriminator: string, shapes: Readonly<Record<string, ZodType>>): ZodType {
  const unknownShape = zod().object({ [discriminator]: zod().enum(Object.keys(shapes)) });
  return choose((value) => {
    const chosen: unknown =
      typeof value === "object" && value !== null
        ? (value as Record<string, unknown>)[discriminator]
        : undefined;
    const known = typeof chosen === "string" && Object.hasOwn(shapes, chosen);
    return (known ? shapes[chosen] : undefined) ?? unknownShape;
  });
}

function report(schema: ZodType, value: unknown, context: RefinementCtx): void {
  for (const issue of schema.safeParse(value, { error: unknownProps }).error?.issues ?? []) {
    context.addIssue({ ...issue });
  }
}

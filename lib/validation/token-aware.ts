/** Zod schemas for values that may be CDKTF tokens: a rule applies to literals and lets tokens pass. */
import { Token } from "cdktf";
import { z } from "zod";

/** A schema whose output nobody reads: props are checked, not transformed. */
export type Rule = z.ZodType;

/** Applies `schema` to a literal. A token passes: its text says nothing of the value it stands for. */
export function literal(schema: z.ZodType): z.ZodType {
  return z.unknown().superRefine((value, context) => {
    if (!Token.isUnresolved(value)) {
      report(schema.safeParse(value), context);
    }
  });
}

/** A text of at least one character, or a token. */
export const text = (): z.ZodType => literal(z.string().min(1));

/** A boolean, or a token. */
export const flag = (): z.ZodType => literal(z.boolean());

/** A whole number from `minimum` to `maximum`, or a token. */
export const wholeNumber = (minimum: number, maximum: number): z.ZodType =>
  literal(z.number().int().min(minimum).max(maximum));

/** One of `values`, or a token. */
export const oneOf = (...values: [string, ...string[]]): z.ZodType => literal(z.enum(values));

/** A text for which `problem` finds nothing to say, or a token. `problem` gets the text and returns what is wrong. */
export function textThat(problem: (value: string) => string | undefined): z.ZodType {
  return literal(
    z
      .string()
      .min(1)
      .superRefine((value, context) => {
        const message = problem(value);
        if (message !== undefined) {
          context.addIssue({ code: "custom", message: `${JSON.stringify(value)} ${message}` });
        }
      }),
  );
}

/** A secret: only as a token, so that it stands in no synthesized file. No message shows it. */
export const secret = (): z.ZodType =>
  z.unknown().superRefine((value, context) => {
    if (!Token.isUnresolved(value)) {
      context.addIssue({
        code: "custom",
        message:
          value === undefined
            ? "is missing"
            : "a literal was given, which would stand in the synthesized files. " +
              'Pass a token: new TerraformVariable(this, "secret", { sensitive: true }).stringValue',
      });
    }
  });

/** A value for which `test` holds, described by `what`: constructs, providers, functions. */
export const instance = (what: string, test: (value: unknown) => boolean): z.ZodType =>
  z.unknown().superRefine((value, context) => {
    if (!test(value)) {
      context.addIssue({ code: "custom", message: value === undefined ? "is missing" : `must be ${what}` });
    }
  });

/** `schema` with further rules over its members, which are checked even where `schema` has found something. */
export function withRules(
  schema: z.ZodType,
  rules: (props: Record<string, unknown>, problem: (path: PropertyKey[], message: string) => void) => void,
): z.ZodType {
  return z.unknown().superRefine((props, context) => {
    report(schema.safeParse(props), context);
    if (typeof props === "object" && props !== null) {
      rules(props as Record<string, unknown>, (path, message) =>
        context.addIssue({ code: "custom", path, message }),
      );
    }
  });
}

/** The rules of one of several shapes, chosen by the value of the member `discriminator`. */
export function variants(discriminator: string, shapes: Record<string, z.ZodType>): z.ZodType {
  const names = Object.keys(shapes);
  return z.unknown().superRefine((value, context) => {
    if (typeof value !== "object" || value === null) {
      report(z.object({}).safeParse(value), context);
      return;
    }
    const chosen: unknown = (value as Record<string, unknown>)[discriminator];
    const shape = typeof chosen === "string" ? shapes[chosen] : undefined;
    report((shape ?? z.object({ [discriminator]: z.enum(names) })).safeParse(value), context);
  });
}

function report(result: z.ZodSafeParseResult<unknown>, context: z.RefinementCtx): void {
  for (const issue of result.error?.issues ?? []) {
    context.addIssue({ ...issue });
  }
}

/** IAM policies as plain data, and the one way they become Terraform. */
import { Lazy } from "cdktf";
import type { ZodType } from "zod";
import { jsonencode } from "../terraform/jsonencode";
import { rule } from "../validation/rule";
import { isToken } from "../tokens";
import {
  choose,
  arrayOf,
  tokenOrObject,
  mapOf,
  nonEmpty,
  oneOf,
  nonEmptyString,
} from "../validation/combinators";

/** A statement of an IAM policy, in IAM's own spelling. */
export interface PolicyStatement {
  /** A name of its own within the policy. */
  readonly Sid?: string;
  /** Whether it allows or denies. */
  readonly Effect: "Allow" | "Deny";
  /** Of whom it speaks. Not in the policy of a role. */
  readonly Principal?: "*" | Readonly<Record<string, string | readonly string[]>>;
  /** What may or may not be done, such as `s3:GetObject`. */
  readonly Action: string | readonly string[];
  /** ARNs of what it may or may not be done to. Needed in the policy of a role. */
  readonly Resource?: string | readonly string[];
  /** When it holds. */
  readonly Condition?: PolicyConditions;
}

/** Conditions of a statement: operators to condition keys to values. */
export type PolicyConditions = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;

/**
 * What is wrong with a part of a name that a policy is about: IAM takes no other characters. Source: IAM API Reference,
 * PutRolePolicy, PolicyDocument.
 */
export function policyTextProblem(text: string): string | undefined {
  const [unfit] = /[^\t\n\r\u0020-\u00ff]/u.exec(text) ?? [];
  const code = unfit?.codePointAt(0)?.toString(16).toUpperCase().padStart(4, "0");
  return unfit === undefined
    ? undefined
    : `contains ${JSON.stringify(unfit)} (U+${code}), which IAM policies cannot have; use a folder of ASCII characters, or leave it out ` +
        "to allow the whole bucket";
}

const oneOrManyTexts = (): ZodType =>
  choose((value) => (Array.isArray(value) ? arrayOf(nonEmptyString()) : nonEmptyString()));

/** The rules of {@link PolicyConditions}. */
export const conditionsRule = rule(() =>
  nonEmpty(
    "is empty, so it would always hold; name an operator, or leave it out",
    tokenOrObject(
      mapOf(
        nonEmpty(
          "is empty, so it would always hold; name a condition key, or leave it out",
          tokenOrObject(mapOf(oneOrManyTexts())),
        ),
      ),
    ),
  ),
);

const statementShape = rule(() => ({
  Sid: nonEmptyString().optional(),
  Effect: oneOf(["Allow", "Deny"]),
  Action: oneOrManyTexts(),
  Resource: oneOrManyTexts(),
  Condition: conditionsRule().optional(),
}));

/**
 * The rules of statements of a role's policy, which says of whom it speaks by being the role's. Source: IAM JSON policy
 * element reference.
 */
export const roleStatementRule = rule((z) => z.strictObject(statementShape()));

/** The rules of statements of a resource's policy, which says of whom it speaks. */
export const resourceStatementRule = rule((z) =>
  z.strictObject({
    ...statementShape(),
    Principal: choose((value) =>
      value === "*"
        ? z.unknown()
        : nonEmpty(
            'is empty, so it names nobody; name one, such as { AWS: "arn:..." }',
            tokenOrObject(mapOf(oneOrManyTexts())),
          ),
    ),
  }),
);

/** An IAM policy. */
export interface PolicyDocument {
  readonly Version: "2012-10-17";
  readonly Statement: readonly PolicyStatement[];
}

/** The policy that consists of `statements`. */
export function policyDocument(statements: readonly PolicyStatement[]): PolicyDocument {
  return { Version: "2012-10-17", Statement: statements };
}

/**
 * The policy as an argument of a resource. `statements` is asked during synthesis, when all grants are known; it may
 * be asked several times. What is said twice is rendered once.
 *
 * Rendered by Terraform's `jsonencode`: text made here would break on tokens, on quotes in HCL, and on IAM's own `${}`.
 */
export function renderPolicy(statements: StatementsOfPolicy): string {
  return Lazy.stringValue({
    produce: (context) => jsonencode(policyOf(statements, (value) => context.resolve(value))),
  });
}

/** Makes of a value what Terraform will read. */
export type Resolve = (value: unknown) => unknown;

/** The statements of a policy, asked for during synthesis. */
export type StatementsOfPolicy = (resolve: Resolve) => readonly PolicyStatement[];

/** The policy as it is rendered. */
export const policyOf = (statements: StatementsOfPolicy, resolve: Resolve): PolicyDocument =>
  policyDocument(once(statements(resolve), resolve));

/** Each statement once: several grants may say the same, in other tokens. */
function once(statements: readonly PolicyStatement[], resolve: Resolve): PolicyStatement[] {
  return [...new Map(statements.map((one) => [JSON.stringify(resolve(one)), one])).values()];
}

/** One element stands alone, as IAM gives it back; several stay a list, as do unknown ones. */
export function oneOrMany(values: readonly string[]): string | readonly string[] {
  const [first] = values;
  return !isToken(values) && values.length === 1 && first !== undefined ? first : values;
}

/** IAM policies as plain data, and their rendering as Terraform. */
import { Lazy } from "cdktf";
import { jsonencodeIn } from "../terraform/jsonencode";
import { rule } from "../validation/rule";
import { isToken } from "../tokens";
import {
  either,
  arrayOf,
  tokenOrObject,
  mapOf,
  nonEmpty,
  oneOf,
  nonEmptyString,
} from "../validation/combinators";

/** A statement of an IAM policy, in IAM's JSON spelling. */
export interface PolicyStatement {
  /** An identifier, unique within the policy. */
  readonly Sid?: string;
  /** Whether the statement allows or denies. */
  readonly Effect: "Allow" | "Deny";
  /** The principals that it applies to. Not in the policy of a role. */
  readonly Principal?: "*" | Readonly<Record<string, string | readonly string[]>>;
  /** Actions, such as `s3:GetObject`. */
  readonly Action: string | readonly string[];
  /** ARNs of the resources. Required in the policy of a role. */
  readonly Resource?: string | readonly string[];
  /** Conditions under which the statement applies. */
  readonly Condition?: PolicyConditions;
}

/** Conditions of a statement: operators to condition keys to values. */
export type PolicyConditions = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;

/**
 * What is wrong with a string that becomes part of a policy: IAM limits its characters. Source: IAM API Reference, PutRolePolicy,
 * PolicyDocument.
 */
export function policyTextProblem(text: string): string | undefined {
  const [invalid] = /[^\t\n\r\u0020-\u00ff]/u.exec(text) ?? [];
  const code = invalid?.codePointAt(0)?.toString(16).toUpperCase().padStart(4, "0");
  return invalid === undefined
    ? undefined
    : `contains ${JSON.stringify(invalid)} (U+${code}), which IAM policies cannot contain; use a folder of ASCII characters, or omit it ` +
        "to allow the whole bucket";
}

const oneOrManyStrings = rule(() => either(Array.isArray, arrayOf(nonEmptyString()), nonEmptyString()));

/** The rules of {@link PolicyConditions}. */
export const conditionsRule = rule(() =>
  nonEmpty(
    "is empty, so it would always match; add an operator, or omit it",
    tokenOrObject(
      mapOf(
        nonEmpty(
          "is empty, so it would always match; add a condition key, or omit it",
          tokenOrObject(mapOf(oneOrManyStrings())),
        ),
      ),
    ),
  ),
);

const statementShape = rule(() => ({
  Sid: nonEmptyString().optional(),
  Effect: oneOf(["Allow", "Deny"]),
  Action: oneOrManyStrings(),
  Resource: oneOrManyStrings(),
  Condition: conditionsRule().optional(),
}));

/** The rules of statements of a role's policy, which have no principal. Source: IAM JSON policy element reference. */
export const roleStatementRule = rule((z) => z.strictObject(statementShape()));

/** The rules of statements of a resource's policy, which require a principal. */
export const resourceStatementRule = rule((z) =>
  z.strictObject({
    ...statementShape(),
    Principal: either(
      (value) => value === "*",
      z.unknown(),
      nonEmpty(
        'is empty, so it matches no principal; add one, such as { AWS: "arn:..." }',
        tokenOrObject(mapOf(oneOrManyStrings())),
      ),
    ),
  }),
);

/** An IAM policy. */
export interface PolicyDocument {
  /** Version of the policy language. */
  readonly Version: "2012-10-17";
  /** The statements. */
  readonly Statement: readonly PolicyStatement[];
}

/** The policy that consists of `statements`. */
export function policyDocument(statements: readonly PolicyStatement[]): PolicyDocument {
  return { Version: "2012-10-17", Statement: statements };
}

/**
 * The policy as an argument of a resource. `statements` is called during synthesis, when all grants are known, possibly several times.
 * Duplicate statements are rendered once.
 *
 * It uses Terraform's `jsonencode`. JSON that is rendered here would break on tokens, on quotes in HCL, and on IAM's own `${}`.
 */
export function renderPolicy(statements: StatementsOfPolicy): string {
  return Lazy.stringValue({
    produce: (context) =>
      jsonencodeIn(
        context,
        policyOf(statements, (value) => context.resolve(value)),
      ),
  });
}

/** Resolves the tokens in a value to expressions. */
export type Resolve = (value: unknown) => unknown;

/** The statements of a policy, called during synthesis. */
export type StatementsOfPolicy = (resolve: Resolve) => readonly PolicyStatement[];

/** The policy as it is rendered. */
export const policyOf = (statements: StatementsOfPolicy, resolve: Resolve): PolicyDocument =>
  policyDocument(once(statements(resolve), resolve));

/** Removes duplicates, which several grants can add with different tokens. */
function once(statements: readonly PolicyStatement[], resolve: Resolve): PolicyStatement[] {
  const kinds = statements.map(({ Sid, Effect, Action }) => JSON.stringify([Sid, Effect, Action]));
  const areLiteral = !kinds.some(isToken);
  const isAlone = (kind: string): boolean => areLiteral && kinds.indexOf(kind) === kinds.lastIndexOf(kind);
  // Resolving a statement is expensive, and a statement with other actions is not a duplicate.
  const keyed = statements.map((one, index) => {
    const kind = kinds[index] ?? "";
    return [isAlone(kind) ? kind : JSON.stringify(resolve(one)), one] as const;
  });
  return [...new Map(keyed).values()];
}

/** A single element as a string, as IAM returns it. Several elements, or a list token, stay a list. */
export function oneOrMany(values: readonly string[]): string | readonly string[] {
  const [first] = values;
  return !isToken(values) && values.length === 1 && first !== undefined ? first : values;
}

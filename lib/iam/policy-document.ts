/** IAM policies as plain data, and the one way they become Terraform. */
import { Lazy } from "cdktf";
import { jsonencode } from "../jsonencode";

/** A statement of an IAM policy, in IAM's own spelling. */
export interface PolicyStatement {
  readonly Sid?: string;
  readonly Effect: "Allow" | "Deny";
  readonly Principal?: "*" | Readonly<Record<string, string | readonly string[]>>;
  readonly Action: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

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
 * be asked several times.
 *
 * Rendered by Terraform's `jsonencode`: text made here would break on tokens, on quotes in HCL, and on IAM's own `${}`.
 */
export function renderPolicy(statements: () => readonly PolicyStatement[]): string {
  return Lazy.stringValue({ produce: () => jsonencode(policyDocument(statements())) });
}

/** One element stands alone, as IAM gives it back; several stay a list. */
export function oneOrMany(values: readonly string[]): string | readonly string[] {
  const [first] = values;
  return values.length === 1 && first !== undefined ? first : values;
}

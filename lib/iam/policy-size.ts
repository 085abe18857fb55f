/** A lower bound for the length of a policy that contains expressions. */
import { replaceExpressions } from "../terraform/hcl-template";

const KEY_ARN = "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
const UUID = "1234abcd-12ab-34cd-56ef-1234567890ab";

/** The shortest value of an expression, by what it refers to. Polytomic documents external IDs as UUIDs. */
const SHORTEST: readonly (readonly [RegExp, string])[] = [
  [/^\$\{data\.aws_partition\.[\w-]+\.partition\}$/, "aws"],
  [/^\$\{data\.aws_partition\.[\w-]+\.dns_suffix\}$/, "c2s.ic.gov"],
  [/^\$\{data\.aws_caller_identity\.[\w-]+\.account_id\}$/, "111122223333"],
  [/^\$\{data\.aws_region\.[\w-]+\.id\}$/, "us-east-1"],
  [/^\$\{terraform_data\.[\w-]+\.output\.external_id\}$/, UUID],
  [/^\$\{polytomic_\w+_connection\.[\w-]+\.configuration\.external_id\}$/, UUID],
  [/^\$\{aws_kms_key\.[\w-]+\.arn\}$/, KEY_ARN],
];

const shortest = (expression: string): string =>
  SHORTEST.find(([pattern]) => pattern.test(expression))?.[1] ?? "x";

/**
 * The minimum length of a policy without white space, which IAM does not count. Each expression counts with its shortest possible value.
 *
 * @param document with tokens resolved to expressions
 */
export function leastLength(document: unknown): number {
  const filled = JSON.stringify(document, (_, value: unknown) =>
    typeof value === "string" && value.includes("${") ? replaceExpressions(value, shortest) : value,
  );
  return filled.replace(/\s/g, "").length;
}

/** Plan-time checks of values that only Terraform knows. Rules check literals only. */
import { Fn, Op, type TerraformResource, Token } from "cdktf";
import { argument } from "../lib/terraform/jsonencode";
import { withMetaArguments } from "../lib/terraform/meta-arguments";
import { isToken } from "../lib/tokens";
import { constructPath } from "./validation";
import type { Construct } from "constructs";

/** A condition that must hold, or the plan fails. */
export interface Precondition {
  readonly condition: string;
  readonly errorMessage: string;
}

/** Adds preconditions to a resource. Duplicates are added once. */
export function addPreconditions(resource: TerraformResource, precondition: readonly Precondition[]): void {
  if (precondition.length > 0) {
    withMetaArguments(resource, { lifecycle: () => ({ precondition: [...precondition] }) });
  }
}

/** Not a single name: empty, or with a wildcard or policy variable. */
const PATTERN = "^$|[*?]|[$%][{]";
/** Not a single folder: also with a leading, trailing or double slash. */
const FOLDER = `${PATTERN}|^/|/$|//`;
/** Characters that IAM policies do not accept. */
const NOT_IN_POLICIES = "[^\\t\\n\\r -\\x{FF}]";

/**
 * Checks that a folder known only to Terraform is a single folder: with an empty string or `*`, Polytomic could use the whole bucket.
 * @param owner the construct that has the folder, for the message
 * @param isInPolicy whether a policy contains the folder
 */
export const folderWithoutWildcard = (
  owner: Construct,
  folder: string | undefined,
  isInPolicy: boolean,
): Precondition[] =>
  lacks(
    folder,
    isInPolicy ? `${FOLDER}|${NOT_IN_POLICIES}` : FOLDER,
    `The folder of ${constructPath(owner)} must be a single folder. It is empty, or has a wildcard, a leading or trailing slash, a double ` +
      `slash${isInPolicy ? ", or a character that IAM policies do not accept" : ""}. To use the whole bucket, omit the folder.`,
  );

/**
 * Checks that a name or ARN known only to Terraform identifies a single resource: in a policy, a wildcard would match others too.
 * @param what such as `The queue's ARN`
 */
export const nameWithoutWildcard = (owner: Construct, what: string, value: string): Precondition[] =>
  lacks(
    value,
    PATTERN,
    `${what} of ${constructPath(owner)} is empty or has a wildcard; it must identify a single resource.`,
  );

function lacks(value: string | undefined, pattern: string, errorMessage: string): Precondition[] {
  if (value === undefined || !isToken(value)) {
    return [];
  }
  const found = Fn.regexall(Token.asString(argument(pattern)), Token.asString(argument(value)));
  return [{ condition: Token.asString(Op.lt(Fn.lengthOf(found), 1)), errorMessage }];
}

/** What is checked in the plan, of values that only Terraform knows. Rules see literals. */
import { Fn, Op, type TerraformResource, Token } from "cdktf";
import { argument } from "../lib/terraform/jsonencode";
import { ensure } from "../lib/terraform/needs";
import { isToken } from "../lib/tokens";
import { constructPath } from "./validation";
import type { Construct } from "constructs";

/** What must hold, or no plan is made. */
export interface Precondition {
  readonly condition: string;
  readonly errorMessage: string;
}

/** Adds preconditions to those that a resource has, each once. */
export function addPreconditions(resource: TerraformResource, precondition: readonly Precondition[]): void {
  if (precondition.length > 0) {
    ensure(resource, { lifecycle: () => ({ precondition: [...precondition] }) });
  }
}

/** Of one thing: no wildcard, no policy variable. */
const PATTERN = "^$|[*?]|[$%][{]";
/** Of one folder, also: no slashes around it or side by side. */
const FOLDER = `${PATTERN}|^/|/$|//`;
/** What IAM policies cannot have. */
const NOT_IN_POLICIES = "[^\\t\\n\\r -\\x{FF}]";

/**
 * That a folder which only Terraform knows is one: with an empty one or `*`, Polytomic could use the whole bucket.
 * @param asker the construct that was given the folder, for the message
 * @param isInPolicy whether a policy names the folder
 */
export const folderWithoutWildcard = (
  asker: Construct,
  folder: string | undefined,
  isInPolicy: boolean,
): Precondition[] =>
  lacks(
    folder,
    isInPolicy ? `${FOLDER}|${NOT_IN_POLICIES}` : FOLDER,
    `The folder of ${constructPath(asker)} is not the name of one folder: it is empty, or has a wildcard, a slash at an end, two in a row` +
      `${isInPolicy ? ", or a character that IAM policies cannot have" : ""}. For the whole bucket, leave the folder out.`,
  );

/**
 * That a name or an ARN which only Terraform knows names one thing: policies would take a wildcard for all that matches.
 * @param what such as `The queue's ARN`
 */
export const nameWithoutWildcard = (asker: Construct, what: string, value: string): Precondition[] =>
  lacks(
    value,
    PATTERN,
    `${what} of ${constructPath(asker)} is empty or has a wildcard; it has to name one thing.`,
  );

function lacks(value: string | undefined, pattern: string, errorMessage: string): Precondition[] {
  if (value === undefined || !isToken(value)) {
    return [];
  }
  const found = Fn.regexall(Token.asString(argument(pattern)), Token.asString(argument(value)));
  return [{ condition: Token.asString(Op.lt(Fn.lengthOf(found), 1)), errorMessage }];
}

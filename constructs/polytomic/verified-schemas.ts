/** Checks at plan time that the source of a bulk sync has the schemas to copy. */
import {
  Fn,
  type ITerraformDependable,
  Op,
  type TerraformProvider,
  type TerraformResource,
  Token,
} from "cdktf";
import type { Construct } from "constructs";
import { DataPolytomicBulkSource } from "../../lib/bindings/data-polytomic-bulk-source";
import { argument } from "../../lib/terraform/jsonencode";
import { withMetaArguments } from "../../lib/terraform/meta-arguments";
import { isToken } from "../../lib/tokens";
import { addPreconditions } from "../preconditions";

/** The connection whose schemas are read. */
export interface Source {
  readonly connectionId: string;
  readonly organization?: string;
  readonly provider?: TerraformProvider;
}

/**
 * Fails the plan of `resource` if its source lacks one of these schemas, or the apply if the source is created in the same apply.
 *
 * @param owner the construct that contains `resource`
 * @param ids the ids of the schemas; if empty, nothing is read
 */
export function verifySchemas(
  owner: Construct,
  resource: TerraformResource,
  source: Source & { readonly prerequisites: () => readonly ITerraformDependable[] },
  ids: readonly string[],
): void {
  // An id written as an expression would be evaluated in `schemas`, but be a literal string here.
  const known = ids.filter((id) => isToken(id) || !id.includes("${"));
  if (known.length === 0) {
    return;
  }
  const { prerequisites, ...config } = source;
  // Polytomic cannot list schemas before the connection works.
  const read = withMetaArguments(new DataPolytomicBulkSource(owner, "source", config), {
    dependsOn: prerequisites,
  });
  const offered = read.interpolationForAttribute("schemas[*].id");
  const missing = Fn.setsubtract(Token.asList(argument(known)), Token.asList(offered));
  addPreconditions(resource, [
    {
      condition: Token.asString(Op.lt(Fn.lengthOf(missing), 1)),
      errorMessage:
        `The source has no ${Fn.join(", ", missing)}. Its schemas are ${Fn.join(", ", Token.asList(offered))}. ` +
        "If one is new, let Polytomic refresh the schemas of the connection.",
    },
  ]);
}

/** Looks whether the source of a bulk sync has the schemas that it copies. */
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
import { ensure } from "../../lib/terraform/needs";
import { isToken } from "../../lib/tokens";
import { addPreconditions } from "../preconditions";

/** Where the schemas are looked up. */
export interface Source {
  readonly connectionId: string;
  readonly organization?: string;
  readonly provider?: TerraformProvider;
}

/**
 * Fails the plan of `resource` if its source lacks one of these schemas; or its apply, if the source is only made then.
 *
 * @param owner the construct of which `resource` is a part
 * @param ids of the schemas; none, and nothing is looked up
 */
export function verifySchemas(
  owner: Construct,
  resource: TerraformResource,
  source: Source & { readonly prerequisites: () => readonly ITerraformDependable[] },
  ids: readonly string[],
): void {
  // What is written as an expression would be one in the schemas, and a text here.
  const known = ids.filter((id) => isToken(id) || !id.includes("${"));
  if (known.length === 0) {
    return;
  }
  const { prerequisites, ...config } = source;
  // Polytomic cannot list what it cannot reach yet.
  const read = ensure(new DataPolytomicBulkSource(owner, "source", config), { dependsOn: prerequisites });
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

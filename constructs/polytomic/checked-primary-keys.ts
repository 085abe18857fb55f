/** Primary keys that fail the apply, and do so before they are made, if Polytomic does not tell whose their connection is. */
import { Fn, Op, type TerraformResource, Token } from "cdktf";
import type { Construct } from "constructs";
import {
  ConnectionSchemaPrimaryKeys,
  type ConnectionSchemaPrimaryKeysConfig,
} from "../../lib/bindings/connection-schema-primary-keys";

/**
 * Without organization the provider asks Polytomic for that of the connection. Where there is none, it keeps the word
 * "default" instead, and no later plan gets past it.
 */
export class CheckedPrimaryKeys extends ConnectionSchemaPrimaryKeys {
  /** @param managed the resource that manages the connection */
  public constructor(
    scope: Construct,
    id: string,
    { managed, ...config }: ConnectionSchemaPrimaryKeysConfig & { readonly managed: TerraformResource },
  ) {
    const organization = managed.getStringAttribute("organization");
    super(scope, id, {
      ...config,
      lifecycle: {
        precondition: [
          {
            // Neither null nor empty.
            condition: Token.asString(Op.gte(Fn.lengthOf(Fn.compact([organization])), 1)),
            errorMessage:
              "Polytomic does not tell the organization of the connection. Set organization of the PrimaryKeys.",
          },
        ],
      },
    });
  }
}

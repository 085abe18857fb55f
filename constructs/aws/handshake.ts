/**
 * The handshake between a role and a connection: Polytomic makes the external ID when the connection is created, and the role's
 * trust policy demands it.
 */
import {
  DataResource,
  Fn,
  type ITerraformDependable,
  Op,
  type TerraformResource,
  TerraformSelf,
  Token,
} from "cdktf";
import type { Construct } from "constructs";
import { conditionBlocks } from "../../lib/hcl";
import { addressOf } from "../../lib/validation/references";
import type { IPolytomicRole } from "./polytomic-role";

/**
 * A generated binding of a connection that assumes a role, such as `DynamodbConnection`. Its type has an external ID of its own.
 */
export type AssumingConnection = TerraformResource & {
  readonly id: string;
  readonly configuration: { readonly externalId: string };
};

/**
 * The external ID of a connection, kept from turning unknown in every plan that changes the connection: the provider marks it
 * so, and the trust policy would be unreadable in the plan of a mere rename. It is read again when the connection is replaced
 * or begins to use a role, for then Polytomic makes a new one. An ID that Polytomic did not answer with then would be kept just
 * as long, and trusted, so it fails the apply.
 */
class KeptExternalId extends DataResource {
  public constructor(scope: Construct, id: string, connection: AssumingConnection) {
    super(scope, id, {
      input: { external_id: connection.configuration.externalId },
      triggersReplace: { connection: connection.id, auth_mode: "iam_role" },
    });
    this.lifecycle = {
      ignoreChanges: ["input"],
      postcondition: [
        {
          condition: Token.asString(Op.gte(Fn.lengthOf(TerraformSelf.getString("output.external_id")), 1)),
          errorMessage:
            "Polytomic answered without an external ID, which the role must demand. Once the connection has one, read it: " +
            `terraform apply -replace=${addressOf(this)}`,
        },
      ],
    };
  }

  public override toHclTerraform(): object {
    return conditionBlocks(super.toHclTerraform() as object);
  }
}

/** The external ID of a connection, as it was when the connection was made or began to use a role. */
export const keptExternalId = (scope: Construct, id: string, connection: AssumingConnection): string =>
  new KeptExternalId(scope, id, connection).interpolationForAttribute("output.external_id").toString();

const roles = new WeakMap<TerraformResource, IPolytomicRole>();

/** Notes that a connection assumes a role. */
export const noteRole = (connection: TerraformResource, role: IPolytomicRole): void =>
  void roles.set(connection, role);

/** What must exist before a connection can assume the role that it was given to, if it was given to one. */
export const rolePrerequisites = (connection: TerraformResource): readonly ITerraformDependable[] =>
  roles.get(connection)?.prerequisites ?? [];

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
import { defined } from "../../lib/objects";
import { ensure } from "../../lib/terraform/needs";
import { addressOf } from "../../lib/terraform/references";
import type { AssumingConnection } from "./interfaces";
import { type IPolytomicRole } from "./interfaces";

/**
 * The external ID of a connection, kept from turning unknown in every plan that changes the connection: the provider marks it
 * so, and the trust policy would be unreadable in the plan of a mere rename. It is read again when the connection is replaced
 * or begins to use a role, because Polytomic then creates a new one, and when the program chooses another ID.
 *
 * An ID that changes in Polytomic alone cannot be read again without a command: every expression that would notice it is unknown
 * in the plan of a rename too. A condition on an unknown value is decided during the apply, without noise, so it stops the
 * next plan or apply instead. The resource's own replacement passes, because what it keeps is then unknown until the apply.
 */
class StableExternalId extends DataResource {
  public constructor(scope: Construct, id: string, connection: AssumingConnection) {
    const { externalId, externalIdInput } = connection.configuration;
    super(scope, id, {
      input: { external_id: externalId },
      triggersReplace: {
        connection: connection.id,
        auth_mode: "iam_role",
        ...defined({ external_id: externalIdInput }),
      },
    });
    const kept = TerraformSelf.getString("output.external_id");
    const command = `terraform apply -replace=${addressOf(this)}`;
    const lifecycle = {
      ignoreChanges: ["input"],
      ...replacedWithMode(connection),
      postcondition: [
        {
          condition: Token.asString(Op.gte(Fn.lengthOf(kept), 1)),
          errorMessage:
            "Polytomic answered without an external ID, which the role must demand. Once the connection has one, read it: " +
            command,
        },
        {
          condition: Token.asString(Op.eq(kept, externalId)),
          errorMessage:
            `The external ID of ${addressOf(connection)} changed in Polytomic, outside of this program. The role still demands ` +
            `the previous one, so Polytomic cannot assume it. To make the role demand the current one: ${command}`,
        },
      ],
    };
    ensure(this, { lifecycle: () => lifecycle, neverIgnored: ["triggers_replace"] });
  }
}

/**
 * Somebody may have changed the connection to an access key in Polytomic: when Terraform changes it back, Polytomic creates a new
 * external ID. Only a mode that the program sets is known in the plan of a rename.
 */
function replacedWithMode(connection: AssumingConnection): { readonly replaceTriggeredBy?: string[] } {
  const { authModeInput, authMethodInput } = connection.configuration;
  const [mode] = [
    ...(authModeInput === undefined ? [] : ["auth_mode"]),
    ...(authMethodInput === undefined ? [] : ["auth_method"]),
  ];
  return mode === undefined ? {} : { replaceTriggeredBy: [`${addressOf(connection)}.configuration.${mode}`] };
}

/** The external ID of a connection, as it was when the connection was made or began to use a role. */
export const stableExternalId = (scope: Construct, id: string, connection: AssumingConnection): string =>
  new StableExternalId(scope, id, connection).interpolationForAttribute("output.external_id").toString();

const roles = new WeakMap<TerraformResource, IPolytomicRole>();

/** Notes that a connection assumes a role. */
export const recordRole = (connection: TerraformResource, role: IPolytomicRole): void =>
  void roles.set(connection, role);

/** What must exist before a connection can assume the role that it was given to, if it was given to one. */
export const rolePrerequisites = (connection: TerraformResource): readonly ITerraformDependable[] =>
  roles.get(connection)?.prerequisites ?? [];

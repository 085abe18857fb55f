/** The external ID of a connection. Polytomic generates it when the connection is created, and the role's trust policy requires it. */
import { type ITerraformDependable, Op, type TerraformResource, TerraformSelf, Token } from "cdktf";
import type { Construct } from "constructs";
import { defined } from "../../lib/objects";
import { withMetaArguments } from "../../lib/terraform/meta-arguments";
import { addressOf } from "../../lib/terraform/references";
import { TerraformData } from "../../lib/terraform/terraform-data";
import type { RoleAssumingConnection, IPolytomicRole } from "./interfaces";

/**
 * A stable copy of a connection's external ID. The provider marks the ID as known after apply in every update of the connection, so
 * even the plan of a rename could not show the trust policy. The copy is replaced when the connection is replaced or starts to use a
 * role, because Polytomic then generates a new ID, and when you set another ID.
 *
 * A change in Polytomic alone cannot replace the copy automatically: any expression that detects it is unknown in the plan of a rename
 * too. Instead, a postcondition fails the next plan or apply. If its value is unknown, Terraform evaluates it silently during the
 * apply. It does not block the replacement of the copy, whose output is then known after apply.
 */
class StableExternalId extends TerraformData {
  public constructor(scope: Construct, id: string, connection: RoleAssumingConnection) {
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
          condition: "${(length(self.output.external_id) >= 1)}",
          errorMessage:
            "Polytomic returned no external ID, but the role's trust policy requires one. Once the connection has an external ID, run: " +
            command,
        },
        {
          condition: Token.asString(Op.eq(kept, externalId)),
          errorMessage:
            `The external ID of ${addressOf(connection)} changed in Polytomic, outside of Terraform. The role still requires ` +
            `the previous one, so Polytomic cannot assume it. To update the role, run: ${command}`,
        },
      ],
    };
    withMetaArguments(this, { lifecycle: () => lifecycle, neverIgnored: ["triggers_replace"] });
  }
}

/**
 * If the connection was switched to an access key in Polytomic, Polytomic generates a new external ID when Terraform switches it back.
 * Only a mode that is set in the configuration is known in the plan of a rename.
 */
function replacedWithMode(connection: RoleAssumingConnection): { readonly replaceTriggeredBy?: string[] } {
  const { authModeInput, authMethodInput } = connection.configuration;
  const [mode] = [
    ...(authModeInput === undefined ? [] : ["auth_mode"]),
    ...(authMethodInput === undefined ? [] : ["auth_method"]),
  ];
  return mode === undefined ? {} : { replaceTriggeredBy: [`${addressOf(connection)}.configuration.${mode}`] };
}

/** The external ID of a connection, from when it was created or started to use a role. */
export const stableExternalId = (scope: Construct, id: string, connection: RoleAssumingConnection): string =>
  new StableExternalId(scope, id, connection).interpolationForAttribute("output.external_id").toString();

const roles = new WeakMap<TerraformResource, IPolytomicRole>();

/** Records that a connection assumes a role. */
export const recordRole = (connection: TerraformResource, role: IPolytomicRole): void =>
  void roles.set(connection, role);

/** Resources that must exist before a connection can assume its role. Empty if it has no recorded role. */
export const rolePrerequisites = (connection: TerraformResource): readonly ITerraformDependable[] =>
  roles.get(connection)?.prerequisites ?? [];

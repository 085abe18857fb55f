/** Why a connection is never created before it is destroyed. */
import type { TerraformResource } from "cdktf";
import type { Construct } from "constructs";
import { resourcesBehind } from "../../lib/validation/references";
import { checkAtSynthesis, resolveIn } from "../validation";

/** Refuses at synthesis that a connection is created before it is destroyed, where that would destroy its bucket or queue. */
export function refuseCreateBeforeDestroy(construct: Construct, connection: TerraformResource): void {
  checkAtSynthesis(construct, "CDKTF_POLYTOMIC_CREATE_BEFORE_DESTROY", () => spreadProblem(connection));
}

/**
 * Terraform spreads `create_before_destroy` to everything that the connection refers to. A queue of a fixed name that is
 * replaced is then created first: SQS answers with the one that exists, which is destroyed next. The same holds for a bucket.
 */
function spreadProblem(connection: TerraformResource): string | undefined {
  const { resource } = resolveIn(connection, connection.toTerraform()) as {
    readonly resource: Readonly<Record<string, Readonly<Record<string, ConnectionArguments>>>>;
  };
  const { lifecycle, configuration } =
    resource[connection.terraformResourceType]![connection.friendlyUniqueId]!;
  if (lifecycle?.create_before_destroy !== true) {
    return undefined;
  }
  const behind = resourcesBehind(connection, configuration);
  return behind.length === 0
    ? undefined
    : `create_before_destroy of a connection spreads to what it refers to, ${behind.join(", ")}: when one of these is replaced, ` +
        "a new one of the same name is the old one, which is then destroyed. Leave it out: models and syncs of this library are " +
        "replaced with their connection, in the order that works";
}

/** Arguments in Terraform's names, as far as they matter here. */
interface ConnectionArguments {
  readonly lifecycle?: { readonly create_before_destroy?: unknown };
  readonly configuration: unknown;
}

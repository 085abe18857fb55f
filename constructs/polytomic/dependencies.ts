/** How models, syncs and connections depend on each other: what waits, what is replaced, and in which order. */
import { TerraformResource, TerraformStack } from "cdktf";
import { ensure } from "../../lib/terraform/needs";
import { replaceWith } from "../../lib/terraform/replacement";
import type { IConnection } from "./connection";
import type { Construct } from "constructs";
import { memberAt } from "../../lib/objects";
import { overridesOf } from "../../lib/terraform/overrides";
import { addressOf, resourcesBehind } from "../../lib/terraform/references";
import { checkAtSynthesis } from "../validation";

/** What a model or sync uses: its connections and models. */
export type Upstream = Pick<IConnection, "prerequisites" | "resource">;

/**
 * Makes `resource` wait for what its connections and models need, and replaces it when one of them is replaced: to
 * Polytomic a replaced connection is a new one, and the old one cannot be deleted while it is in use.
 *
 * What is needed is asked for during synthesis, so the order in which constructs are made does not matter. Things in
 * other stacks are left out, as Terraform orders within one stack only.
 */
export function dependOnUpstream(resource: TerraformResource, upstream: readonly Upstream[]): void {
  const resources = upstream.flatMap(({ resource: source }) => source ?? []);
  replaceWith(
    resource,
    resources.filter((one) => TerraformStack.of(one) === TerraformStack.of(resource)),
  );
  ensure(resource, { dependsOn: () => upstream.flatMap((one) => one.prerequisites) });
}

/**
 * Refuses at synthesis that `connection` is created before it is destroyed, where that would destroy its bucket or queue.
 *
 * Terraform spreads `create_before_destroy` to everything that a resource depends on. A queue of a fixed name that is replaced is
 * then created first: SQS answers with the one that exists, which is destroyed next. In some regions the same holds for a bucket.
 */
export function refuseCreateBeforeDestroy(construct: Construct, connection: TerraformResource): void {
  checkAtSynthesis(construct, "CDKTF_POLYTOMIC_CREATE_BEFORE_DESTROY", () => {
    const from = createdFirst(connection);
    const lost =
      from === undefined
        ? []
        : resourcesBehind(connection, connection.toTerraform(), "anything").filter(isOfFixedName);
    return from === undefined || lost.length === 0
      ? undefined
      : `create_before_destroy of ${from} spreads to what it depends on, ${lost.join(" and ")} among it: when that is replaced, a new ` +
          "one of the same name is the old one, which is then destroyed. Leave it out: models and syncs of this library are replaced " +
          "with their connection, in the order that works";
  });
}

const isOfFixedName = (address: string): boolean => /^aws_(s3_bucket|sqs_queue)\./.test(address);

/** The address of a resource that is created before it is destroyed, and with it the connection. */
function createdFirst(connection: TerraformResource): string | undefined {
  const own = addressOf(connection);
  const from = TerraformStack.of(connection)
    .node.findAll()
    .filter((element) => TerraformResource.isTerraformResource(element))
    .filter(isCreatedFirst)
    .find((one) => one === connection || resourcesBehind(one, one.toTerraform(), "anything").includes(own));
  return from && addressOf(from);
}

/** Whether a resource says so itself, or in an override. */
const isCreatedFirst = (resource: TerraformResource): boolean =>
  resource.lifecycle?.createBeforeDestroy === true ||
  overridesOf(resource).some((one) => memberAt(one, "lifecycle", "create_before_destroy") === true);

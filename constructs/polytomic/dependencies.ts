/** Dependencies between connections, models and syncs: creation order and replacement. */
import { TerraformResource, TerraformStack } from "cdktf";
import { withMetaArguments } from "../../lib/terraform/meta-arguments";
import { replaceTriggeredBy } from "../../lib/terraform/replacement";
import type { IConnection } from "./connection";
import type { Construct } from "constructs";
import { memberAt } from "../../lib/objects";
import { overridesOf } from "../../lib/terraform/overrides";
import { addressOf, resourcesBehind } from "../../lib/terraform/references";
import { PerSynthesis } from "../../lib/synthesis/per-synthesis";
import { checkAtSynthesis } from "../validation";

/** A connection or model that a model or sync uses. */
export type Upstream = Pick<IConnection, "prerequisites" | "resource">;

/**
 * Adds dependencies on the prerequisites of the connections and models that `resource` uses, and replaces it when one of them is
 * replaced: a replaced connection has a new id, and Polytomic does not delete the old one while it is in use.
 *
 * Prerequisites are read during synthesis, so the order in which constructs are created does not matter. Resources in other stacks are
 * skipped, because Terraform orders only within a stack.
 */
export function dependOnUpstream(resource: TerraformResource, upstream: readonly Upstream[]): void {
  const resources = upstream.flatMap(({ resource: source }) => source ?? []);
  replaceTriggeredBy(
    resource,
    resources.filter((one) => TerraformStack.of(one) === TerraformStack.of(resource)),
  );
  withMetaArguments(resource, { dependsOn: () => upstream.flatMap((one) => one.prerequisites) });
}

/**
 * Rejects `create_before_destroy` on `connection` at synthesis if it would destroy the bucket or queue of the connection.
 *
 * Terraform also applies `create_before_destroy` to the dependencies of a resource. When a queue with a fixed name is replaced, SQS
 * answers the create request with the existing queue, which Terraform then deletes. In some regions the same happens to a bucket.
 */
export function forbidCreateBeforeDestroy(construct: Construct, connection: TerraformResource): void {
  createdFirst.watch(connection);
  checkAtSynthesis(construct, "CDKTF_POLYTOMIC_CREATE_BEFORE_DESTROY", () => {
    const from = createdFirst.of(connection).get(addressOf(connection));
    const lost =
      from === undefined
        ? []
        : resourcesBehind(connection, connection.toTerraform(), "anything").filter(isOfFixedName);
    return from === undefined || lost.length === 0
      ? undefined
      : `${from} sets create_before_destroy, which Terraform also applies to its dependencies (${lost.join(", ")}). Their names are ` +
          'fixed, so "creating" the replacement returns the existing resource, and Terraform then deletes it. Remove ' +
          "create_before_destroy; models and syncs are already replaced together with their connection";
  });
}

const isOfFixedName = (address: string): boolean => /^aws_(s3_bucket|sqs_queue)\./.test(address);

/** The resources that set `create_before_destroy`, by their own addresses and those of their dependencies, to which it also applies. */
const createdFirst = new PerSynthesis((stack) => {
  const causes = new Map<string, string>();
  for (const element of stack.node
    .findAll()
    .filter(TerraformResource.isTerraformResource)
    .filter(isCreatedFirst)) {
    const address = addressOf(element);
    for (const one of [address, ...resourcesBehind(element, element.toTerraform(), "anything")]) {
      causes.set(one, causes.get(one) ?? address);
    }
  }
  return causes;
});

/** Whether a resource sets `create_before_destroy`, directly or in an override. */
function isCreatedFirst(resource: TerraformResource): boolean {
  return (
    resource.lifecycle?.createBeforeDestroy === true ||
    overridesOf(resource).some((one) => memberAt(one, "lifecycle", "create_before_destroy") === true)
  );
}

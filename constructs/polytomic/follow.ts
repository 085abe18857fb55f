/** The order between what models and syncs use and themselves. */
import { type TerraformResource, TerraformStack } from "cdktf";
import { ensure } from "../../lib/terraform/needs";
import { replaceWith } from "../../lib/terraform/replacement";
import type { IConnection } from "./connection";

/** What a model or sync uses: its connections and models. */
export type Upstream = Pick<IConnection, "prerequisites" | "resource">;

/**
 * Makes `resource` wait for what its connections and models need, and replaces it when one of them is replaced: to
 * Polytomic a replaced connection is a new one, and the old one cannot be deleted while it is in use.
 *
 * What is needed is asked for during synthesis, so the order in which constructs are made does not matter. Things in
 * other stacks are left out, as Terraform orders within one stack only.
 */
export function follow(resource: TerraformResource, upstream: readonly Upstream[]): void {
  const resources = upstream.flatMap(({ resource: source }) => source ?? []);
  replaceWith(
    resource,
    resources.filter((one) => TerraformStack.of(one) === TerraformStack.of(resource)),
  );
  ensure(resource, { dependsOn: () => upstream.flatMap((one) => one.prerequisites) });
}

/** The order between what models and syncs use and themselves. */
import { dependable, Lazy, type TerraformResource, TerraformStack } from "cdktf";
import { Construct } from "constructs";
import type { IConnection } from "./connection";
import { replaceWith } from "./replace";

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
  const stack = TerraformStack.of(resource);
  const here = (element: unknown): boolean =>
    Construct.isConstruct(element) && TerraformStack.of(element) === stack;
  replaceWith(
    resource,
    upstream.flatMap(({ resource: source }) => (source !== undefined && here(source) ? [source] : [])),
  );
  resource.dependsOn = Lazy.listValue(
    {
      produce: () => [...new Set(upstream.flatMap((one) => one.prerequisites.filter(here)))].map(dependable),
    },
    { omitEmpty: true },
  );
}

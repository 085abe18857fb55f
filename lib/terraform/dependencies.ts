/** What Terraform can wait for. */
import { type ITerraformDependable, TerraformDataSource, TerraformResource, TerraformStack } from "cdktf";
import { Construct, type IConstruct } from "constructs";

/** Those of `dependables` that are in the stack of `scope`: Terraform orders within one stack only. */
export function inStackOf(
  scope: IConstruct,
  dependables: readonly ITerraformDependable[],
): ITerraformDependable[] {
  const stack = TerraformStack.of(scope);
  return dependables.filter(
    (one: unknown) => !Construct.isConstruct(one) || TerraformStack.of(one) === stack,
  );
}

const awaited = new WeakMap<IConstruct, readonly ITerraformDependable[]>();

/** Has every resource of this library below `construct` wait for `dependables`: what props `dependsOn` do. */
export function dependOn(construct: IConstruct, dependables: readonly ITerraformDependable[] = []): void {
  if (dependables.length > 0) {
    awaited.set(construct, [...(awaited.get(construct) ?? []), ...dependables]);
  }
}

/**
 * What the constructs around an element wait for: by their props `dependsOn`, and by `node.addDependency`, which CDKTF itself
 * ignores. A construct stands for everything below it that Terraform can wait for.
 */
export function dependenciesAround(element: IConstruct): ITerraformDependable[] {
  const stack = TerraformStack.of(element);
  const around = element.node.scopes.slice(stack.node.scopes.length);
  return around.flatMap((scope) => [
    ...(awaited.get(scope) ?? []),
    ...scope.node.dependencies
      // What stands around an element is made by it.
      .filter((one) => !element.node.scopes.includes(one))
      .flatMap((one) => one.node.findAll().filter(isDependable)),
  ]);
}

/** Resources, data sources and modules: not variables, outputs or providers. */
const isDependable = (one: IConstruct): one is IConstruct & ITerraformDependable =>
  TerraformResource.isTerraformResource(one) ||
  TerraformDataSource.isTerraformDataSource(one) ||
  // A module, without `instanceof`, which other copies of CDKTF fail.
  ("source" in one && "fqn" in one);

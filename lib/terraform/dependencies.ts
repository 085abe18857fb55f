/** Dependencies between resources, as Terraform orders them. */
import { type ITerraformDependable, TerraformDataSource, TerraformResource, TerraformStack } from "cdktf";
import { Construct, type IConstruct } from "constructs";

/** The `dependables` in the stack of `scope`: Terraform orders resources only within a stack. */
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

/** Makes every resource of this library below `construct` depend on `dependables`. Implements the `dependsOn` props. */
export function dependOn(construct: IConstruct, dependables: readonly ITerraformDependable[] = []): void {
  if (dependables.length > 0) {
    awaited.set(construct, [...(awaited.get(construct) ?? []), ...dependables]);
  }
}

/**
 * The dependencies of the constructs around an element: from their `dependsOn` props and from `node.addDependency`, which CDKTF itself
 * ignores. A dependency on a construct includes everything below it that Terraform can depend on.
 */
export function dependenciesAround(element: IConstruct): ITerraformDependable[] {
  const stack = TerraformStack.of(element);
  const around = element.node.scopes.slice(stack.node.scopes.length);
  return around.flatMap((scope) => [
    ...(awaited.get(scope) ?? []),
    ...scope.node.dependencies
      // A parent of the element cannot be one of its dependencies.
      .filter((one) => !element.node.scopes.includes(one))
      .flatMap((one) => one.node.findAll().filter(isDependable)),
  ]);
}

/** Resources, data sources and modules, but not variables, outputs or providers. */
const isDependable = (one: IConstruct): one is IConstruct & ITerraformDependable =>
  TerraformResource.isTerraformResource(one) ||
  TerraformDataSource.isTerraformDataSource(one) ||
  // A module. `instanceof` would fail with another copy of CDKTF.
  ("source" in one && "fqn" in one);

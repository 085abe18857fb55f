/** The providers of a stack. */
import { TerraformProvider, TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";

/**
 * The provider that resources of the stack of `element` use if they name none: the one without an alias, wherever it stands below the
 * stack. Look it up late: a program may create it after what asks.
 *
 * @param type as Terraform names it, such as `aws` or `polytomic`
 */
export function defaultProviderOf(element: IConstruct, type: string): TerraformProvider | undefined {
  const stack = TerraformStack.of(element);
  return stack.node
    .findAll()
    .filter(TerraformProvider.isTerraformProvider)
    .find(
      (provider) =>
        provider.terraformResourceType === type &&
        provider.alias === undefined &&
        // A stack may stand below another one.
        TerraformStack.of(provider) === stack,
    );
}

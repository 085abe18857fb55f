/** The providers of a stack. */
import { TerraformProvider, TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";

/** Default providers that were found: every construct asks for one, and a search goes through the whole stack. */
const found = new WeakMap<TerraformStack, Map<string, TerraformProvider>>();

/**
 * The provider that resources of the stack of `element` use if they name none: the one without an alias, wherever it stands below the
 * stack. Look it up late: a program may create it after what asks.
 *
 * @param type as Terraform names it, such as `aws` or `polytomic`
 */
export function defaultProviderOf(element: IConstruct, type: string): TerraformProvider | undefined {
  const stack = TerraformStack.of(element);
  const ofStack = found.get(stack) ?? new Map<string, TerraformProvider>();
  found.set(stack, ofStack);
  const isDefault = (provider: TerraformProvider): boolean =>
    provider.terraformResourceType === type &&
    provider.alias === undefined &&
    // A stack may stand below another one.
    TerraformStack.of(provider) === stack;
  const known = ofStack.get(type);
  if (known !== undefined && isDefault(known)) {
    return known;
  }
  const provider = stack.node.findAll().filter(TerraformProvider.isTerraformProvider).find(isDefault);
  if (provider !== undefined) {
    ofStack.set(type, provider);
  }
  return provider;
}

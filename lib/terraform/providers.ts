/** The providers of a stack. */
import { TerraformProvider, TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";

/** Cache of default providers: every construct looks one up, and a search visits the whole stack. */
const found = new WeakMap<TerraformStack, Map<string, TerraformProvider>>();

/**
 * The default provider in the stack of `element`: the provider without an alias, anywhere below the stack. Look it up late, because the
 * app may create it after the element.
 *
 * @param type the Terraform name, such as `aws` or `polytomic`
 */
export function defaultProviderOf(element: IConstruct, type: string): TerraformProvider | undefined {
  const stack = TerraformStack.of(element);
  const ofStack = found.get(stack) ?? new Map<string, TerraformProvider>();
  found.set(stack, ofStack);
  const isDefault = (provider: TerraformProvider): boolean =>
    provider.terraformResourceType === type &&
    provider.alias === undefined &&
    // Stacks may be nested.
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

/** The providers of a stack. */
import { TerraformElement, TerraformProvider, TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";
import { oncePer } from "../once-per";

/**
 * The default provider in the stack of `element`: the provider without an alias, anywhere below the stack, except inside constructs of
 * this library. Look it up late, because the app may create it after the element.
 *
 * @param type the Terraform name, such as `aws` or `polytomic`
 */
export function defaultProviderOf(element: IConstruct, type: string): TerraformProvider | undefined {
  const stack = TerraformStack.of(element);
  const found = foundIn(stack);
  const isDefault = (one: TerraformProvider): boolean =>
    one.terraformResourceType === type && one.alias === undefined;
  const known = found.get(type);
  if (known !== undefined && isDefault(known)) {
    return known;
  }
  const provider = providersBelow(stack).find(isDefault);
  if (provider !== undefined) {
    found.set(type, provider);
  }
  return provider;
}

/** The default providers that were found, by type. */
const foundIn = oncePer(() => new Map<string, TerraformProvider>());

/** What an earlier search found in a scope: every construct looks for its provider, so a search visits only new constructs. */
interface Searched {
  readonly children: number;
  readonly providers: readonly TerraformProvider[];
  /** The scopes below, in which the app may still create providers. */
  readonly scopes: readonly IConstruct[];
}

const searches = new WeakMap<IConstruct, Searched>();
const leaves = new WeakSet<IConstruct>();

/** Excludes a construct of this library from searches: it contains no providers. */
export const containsNoProvider = (construct: IConstruct): void => void leaves.add(construct);

function providersBelow(scope: IConstruct): TerraformProvider[] {
  const { children } = scope.node;
  const known = searches.get(scope);
  // A child was removed.
  const before = known !== undefined && known.children <= children.length ? known : NOTHING;
  const added = children.slice(before.children);
  const searched = {
    children: children.length,
    providers: [...before.providers, ...added.filter(TerraformProvider.isTerraformProvider)],
    scopes: [...before.scopes, ...added.filter(isScope)],
  };
  if (added.length > 0) {
    searches.set(scope, searched);
  }
  return [...searched.providers, ...searched.scopes.flatMap(providersBelow)];
}

const NOTHING: Searched = { children: 0, providers: [], scopes: [] };

const isScope = (one: IConstruct): boolean =>
  !leaves.has(one) && !TerraformElement.isTerraformElement(one) && !TerraformStack.isStack(one);

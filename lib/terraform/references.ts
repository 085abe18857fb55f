/** Finds what values reference within their stack. */
import {
  DefaultTokenResolver,
  type IPostProcessor,
  type IResolvable,
  type IResolveContext,
  StringConcat,
  TerraformDataSource,
  TerraformElement,
  TerraformResource,
  TerraformStack,
  Tokenization,
} from "cdktf";
import type { IConstruct } from "constructs";
import { addressIn, referencesOf } from "./hcl-template";
import { isObject } from "../objects";

/** The elements to follow between a value and the resources that it references. */
export type Way = "locals and data sources" | "anything";

/**
 * The addresses of the resources in the stack that `value` references, directly or indirectly.
 *
 * @param by the elements whose own references are followed
 */
export function resourcesBehind(scope: IConstruct, value: unknown, by: Way): string[] {
  const elements = elementsOf(TerraformStack.of(scope));
  // Grows during the iteration: indirect references are appended, without duplicates.
  const found = new Set(referencesIn(resolveIn(scope, value)));
  for (const address of found) {
    const element = elements.get(address);
    if (element !== undefined && (by === "anything" || !isResource(element))) {
      referencesIn(resolveIn(element, element.toTerraform())).forEach((one) => found.add(one));
    }
  }
  return [...found].filter((address) => isResource(elements.get(address)));
}

/** The addresses of the resources in the stack that `value` references directly. */
export const resourcesIn = (scope: IConstruct, value: unknown): string[] =>
  referencesIn(resolveIn(scope, value)).filter(
    (address) => !/^(var|local|data|module|path|each|count|self)\./.test(address),
  );

/** Returns what a token becomes. `resolve` returns what synthesis makes of it. */
export type OnToken = (token: IResolvable, resolve: () => unknown) => unknown;

/**
 * Resolves the tokens in a value as the synthesis of `scope` does.
 *
 * @param onToken is called for each token, including those inside other values
 */
export const resolveIn = (
  scope: IConstruct,
  value: unknown,
  onToken: OnToken = (_, resolve) => resolve(),
): unknown => Tokenization.resolve(value, { scope, resolver: new Resolver(onToken), preparing: false });

class Resolver extends DefaultTokenResolver {
  public constructor(private readonly onToken: OnToken) {
    super(new StringConcat());
  }

  public override resolveToken(
    token: IResolvable,
    context: IResolveContext,
    postProcessor: IPostProcessor,
  ): unknown {
    return this.onToken(token, () => super.resolveToken(token, context, postProcessor));
  }
}

/**
 * The stack in which a token was created, if that is another one than `stack`. CDKTF does not publish it. If that changes, names are not
 * compared across stacks, and the error about circular stacks names only the stacks.
 */
export function foreignStackOf(token: IResolvable, stack: TerraformStack): TerraformStack | undefined {
  const origin: unknown = Reflect.get(token, "originStack");
  return TerraformStack.isStack(origin) && origin !== stack ? origin : undefined;
}

/** The address of a resource or data source, as in references. */
export const addressOf = (block: TerraformResource | TerraformDataSource): string =>
  `${isResource(block) ? "" : "data."}${block.terraformResourceType}.${block.friendlyUniqueId}`;

const isResource = (element: TerraformElement | undefined): boolean =>
  TerraformResource.isTerraformResource(element);

/** The resources, data sources, variables and locals of a stack, by their addresses. */
export function elementsOf(stack: TerraformStack): ReadonlyMap<string, TerraformElement> {
  const named = stack.node.findAll().flatMap((element): (readonly [string, TerraformElement])[] => {
    if (
      TerraformResource.isTerraformResource(element) ||
      TerraformDataSource.isTerraformDataSource(element)
    ) {
      return [[addressOf(element), element]];
    }
    // Variables and locals. `instanceof` would fail with another copy of CDKTF.
    return TerraformElement.isTerraformElement(element) && ("default" in element || "expression" in element)
      ? [[`${"expression" in element ? "local" : "var"}.${element.friendlyUniqueId}`, element]]
      : [];
  });
  return new Map(named);
}

/** Arguments that contain addresses as plain strings. */
const ADDRESSES = ["depends_on", "replace_triggered_by"];

/** The addresses that a value references at any depth. */
function referencesIn(value: unknown, isAddress = false): string[] {
  if (typeof value === "string") {
    return isAddress && !value.includes("${") ? [addressIn(value)] : referencesOf(value);
  }
  return isObject(value)
    ? Object.entries(value).flatMap(([name, inner]) =>
        referencesIn(inner, ADDRESSES.includes(name) || (isAddress && Array.isArray(value))),
      )
    : [];
}

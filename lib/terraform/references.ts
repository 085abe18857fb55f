/** What values refer to, in the stack in which they stand. */
import {
  DefaultTokenResolver,
  StringConcat,
  TerraformDataSource,
  TerraformElement,
  TerraformResource,
  TerraformStack,
  Tokenization,
} from "cdktf";
import type { IConstruct } from "constructs";
import { addressIn, referencesOf } from "./hcl-template";

/** What may stand between a value and what it refers to in the end. */
export type Way = "locals and data sources" | "anything";

/**
 * The addresses of the resources of its stack that `value` refers to, itself or by way of others.
 *
 * @param by what else is looked into, where it is met
 */
export function resourcesBehind(scope: IConstruct, value: unknown, by: Way): string[] {
  const elements = elementsOf(TerraformStack.of(scope));
  // Grows while it is walked: what others refer to comes behind them, each once.
  const found = new Set(referencesIn(resolveIn(scope, value)));
  for (const address of found) {
    const element = elements.get(address);
    if (element !== undefined && (by === "anything" || !isResource(element))) {
      referencesIn(resolveIn(element, element.toTerraform())).forEach((one) => found.add(one));
    }
  }
  return [...found].filter((address) => isResource(elements.get(address)));
}

/** The addresses of the resources of its stack that `value` itself refers to. */
export const resourcesIn = (scope: IConstruct, value: unknown): string[] =>
  referencesIn(resolveIn(scope, value)).filter(
    (address) => !/^(var|local|data|module|path|each|count|self)\./.test(address),
  );

/** What the synthesis of `scope` makes of a value with tokens. */
export const resolveIn = (scope: IConstruct, value: unknown): unknown =>
  Tokenization.resolve(value, {
    scope,
    resolver: new DefaultTokenResolver(new StringConcat()),
    preparing: false,
  });

/** The address of a resource, as references name it. */
export const addressOf = (resource: TerraformResource | TerraformDataSource): string =>
  `${resource.terraformResourceType}.${resource.friendlyUniqueId}`;

const isResource = (element: TerraformElement | undefined): boolean =>
  TerraformResource.isTerraformResource(element);

/** The resources, data sources, variables and locals of a stack, by their addresses. */
export function elementsOf(stack: TerraformStack): ReadonlyMap<string, TerraformElement> {
  const named = stack.node.findAll().flatMap((element): (readonly [string, TerraformElement])[] => {
    if (TerraformResource.isTerraformResource(element)) {
      return [[addressOf(element), element]];
    }
    if (TerraformDataSource.isTerraformDataSource(element)) {
      return [[`data.${addressOf(element)}`, element]];
    }
    // Variables and locals, without `instanceof`, which other copies of CDKTF fail.
    return TerraformElement.isTerraformElement(element) && ("default" in element || "expression" in element)
      ? [[`${"expression" in element ? "local" : "var"}.${element.friendlyUniqueId}`, element]]
      : [];
  });
  return new Map(named);
}

/** Arguments that hold addresses as plain texts. */
const ADDRESSES = ["depends_on", "replace_triggered_by"];

/** The addresses of what a value of any depth refers to. */
function referencesIn(value: unknown, isAddress = false): string[] {
  if (typeof value === "string") {
    return isAddress && !value.includes("${") ? [addressIn(value)] : referencesOf(value);
  }
  return typeof value === "object" && value !== null
    ? Object.entries(value).flatMap(([name, inner]) =>
        referencesIn(inner, ADDRESSES.includes(name) || (isAddress && Array.isArray(value))),
      )
    : [];
}

/** What a value refers to, in the stack in which it stands. */
import {
  DefaultTokenResolver,
  StringConcat,
  TerraformElement,
  type TerraformLocal,
  TerraformResource,
  TerraformStack,
  Tokenization,
} from "cdktf";
import type { IConstruct } from "constructs";
import { referencesOf } from "../hcl-template";

/** The addresses of the resources of its stack that `value` refers to, itself or by way of locals. */
export function resourcesBehind(scope: IConstruct, value: unknown): string[] {
  const elements = TerraformStack.of(scope).node.findAll();
  const resources = new Set(
    elements
      .filter((element) => TerraformResource.isTerraformResource(element))
      .map((resource) => `${resource.terraformResourceType}.${resource.friendlyUniqueId}`),
  );
  const locals = new Map(elements.filter(isLocal).map((local) => [`local.${local.friendlyUniqueId}`, local]));
  // Grows while it is walked: what locals refer to comes behind them, each once.
  const found = new Set(referencesIn(resolveIn(scope, value)));
  for (const reference of found) {
    const local = locals.get(reference);
    if (local !== undefined) {
      referencesIn(resolveIn(local, local.toTerraform())).forEach((one) => found.add(one));
    }
  }
  return [...found].filter((reference) => resources.has(reference));
}

/** Without `instanceof`, which other copies of CDKTF fail. */
const isLocal = (element: IConstruct): element is TerraformLocal =>
  TerraformElement.isTerraformElement(element) && "expression" in element;

/** What the synthesis of `scope` makes of a value with tokens. */
export const resolveIn = (scope: IConstruct, value: unknown): unknown =>
  Tokenization.resolve(value, {
    scope,
    resolver: new DefaultTokenResolver(new StringConcat()),
    preparing: false,
  });

/** The references in the texts of a value of any depth. */
function referencesIn(value: unknown): string[] {
  if (typeof value === "object" && value !== null) {
    return Object.values(value).flatMap(referencesIn);
  }
  return typeof value === "string" ? referencesOf(value) : [];
}

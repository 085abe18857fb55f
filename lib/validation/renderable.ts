/** Reads the arguments of the generated bindings in the same way as the constructs read their props. */
import { type TerraformElement, TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";
import { checkCore } from "../mixed-cores";
import { refusalOf } from "./check-props";
import { read, type Refuse } from "./values";

/**
 * The configuration of a new binding, in a form that can be rendered.
 *
 * @throws InvalidPropsError if a value cannot be rendered; at synthesis, if a token resolves to such a value
 * @throws MixedCoresError if the app uses another core
 */
export function renderable<Config>(scope: IConstruct, id: string, name: string, config: Config): Config {
  checkCore(scope);
  return readBy(refusalOf({ path: [...idsBelowStack(scope), id].join("/"), name }), config) as Config;
}

/** The same for an argument that is set after construction. */
export const rendered = (element: TerraformElement, prop: string, value: unknown): unknown =>
  readBy(refusalOf({ path: idsBelowStack(element).join("/"), name: element.constructor.name }), value, [
    prop,
  ]);

function readBy(refuse: Refuse, given: unknown, path?: readonly PropertyKey[]): unknown {
  const { value, found } = read(given, refuse, path);
  return found.length > 0 ? refuse(found) : value;
}

function idsBelowStack({ node: { scopes } }: IConstruct): string[] {
  const stack = scopes.findLastIndex((scope) => TerraformStack.isStack(scope));
  return scopes.slice(stack + 1).map((scope) => scope.node.id);
}

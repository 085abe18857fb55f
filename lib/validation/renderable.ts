/** Reads what the generated bindings are given, as the constructs read their props. */
import { type TerraformElement, TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";
import { refusalOf } from "./check-props";
import { read, type Refuse } from "./values";

/**
 * The configuration of a binding that is about to be constructed, as it can be rendered.
 *
 * @throws InvalidPropsError if something of it cannot be; at synthesis, if a token stands for such a thing
 */
export function renderable<Config>(scope: IConstruct, id: string, name: string, config: Config): Config {
  return readBy(refusalOf({ path: [...idsBelowStack(scope), id].join("/"), name }), config) as Config;
}

/** The same for the value of an argument that was set later. */
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

/** Ties the validation of props, which knows no construct tree, to a construct. */
import { App } from "cdktf";
import type { Construct, IConstruct } from "constructs";
import type { z } from "zod";
import { checkProps } from "../lib/validation/check-props";

/**
 * Checks the props of `construct`, which names itself in the error by its path below the stack.
 *
 * @throws InvalidPropsError with all problems
 */
export function checkConstruct(construct: Construct, name: string, schema: z.ZodType, props: unknown): void {
  checkProps({ path: placeOf(construct), name }, schema, props);
}

/**
 * Checks the options of a construct that `parent` is about to make.
 *
 * @throws InvalidPropsError with all problems
 */
export function checkChild(
  parent: Construct,
  id: string,
  name: string,
  schema: z.ZodType,
  options: unknown,
): void {
  checkProps({ path: [...pathBelowStack(parent), id].join("/"), name }, schema, options);
}

/** The path of `construct` below its stack, as errors name it. */
export const placeOf = (construct: IConstruct): string =>
  pathBelowStack(construct).join("/") || construct.node.path;

/** The ids from the stack down to `construct`. */
export function pathBelowApp(construct: IConstruct): string[] {
  return construct.node.scopes.filter((scope) => !App.isApp(scope)).map((scope) => scope.node.id);
}

const pathBelowStack = (construct: IConstruct): string[] => pathBelowApp(construct).slice(1);

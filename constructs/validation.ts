/** Ties validation, which knows no construct tree, to a construct. */
import { App } from "cdktf";
import type { Construct, IConstruct } from "constructs";
import type { z } from "zod";
import { type ErrorCode, InvalidPropsError, type Problem, reference } from "../lib/errors";
import { checkProps } from "../lib/validation/check-props";

export { resolveIn } from "../lib/terraform/references";

/**
 * Checks the props of `construct`, which names itself in the error by its path below the stack.
 *
 * @returns the props as they can be rendered: use these, not what was given
 * @throws InvalidPropsError with all problems
 */
export function checkConstruct<Props>(
  construct: Construct,
  name: string,
  schema: z.ZodType,
  props: Props,
): Props {
  return checkProps({ path: constructPath(construct), name }, schema, props);
}

/**
 * Checks the options of a construct that `parent` is about to make.
 *
 * @returns the options as they can be rendered: use these, not what was given
 * @throws InvalidPropsError with all problems
 */
export function checkChild<Options>(
  parent: Construct,
  id: string,
  name: string,
  schema: z.ZodType,
  options: Options,
): Options {
  return checkProps({ path: [...pathBelowStack(parent), id].join("/"), name }, schema, options);
}

/**
 * Refuses what `construct` was given because of what others are: rules see the props of one construct only.
 *
 * @throws InvalidPropsError always
 */
export function refuse(construct: IConstruct, name: string, ...problems: [Problem, ...Problem[]]): never {
  throw new InvalidPropsError(constructPath(construct), name, problems);
}

/**
 * Checks at synthesis what can be known only then. CDKTF reports what all constructs have to say in one error, each
 * with its path before it.
 *
 * @param problem what is wrong and what to write instead, if anything is wrong
 */
export function checkAtSynthesis(
  construct: Construct,
  code: ErrorCode,
  problem: () => string | undefined,
): void {
  construct.node.addValidation({
    validate: () => {
      const message = problem();
      return message === undefined ? [] : [`${message} ${reference(code)}`];
    },
  });
}

/**
 * Checks something as soon as what it compares is known: now, or at synthesis, when the program has created everything.
 *
 * @param check throws what is wrong
 */
export function checkOnceKnown(construct: IConstruct, isKnown: () => boolean, check: () => void): void {
  if (isKnown()) {
    check();
    return;
  }
  construct.node.addValidation({
    validate: () => {
      try {
        if (isKnown()) {
          check();
        }
        return [];
      } catch (error) {
        return [error instanceof Error ? error.message : String(error)];
      }
    },
  });
}

/** The path of `construct` below its stack, as errors name it. */
export const constructPath = (construct: IConstruct): string =>
  pathBelowStack(construct).join("/") || construct.node.path;

/** The ids from the stack down to `construct`. */
export function pathBelowApp(construct: IConstruct): string[] {
  return construct.node.scopes.filter((scope) => !App.isApp(scope)).map((scope) => scope.node.id);
}

const pathBelowStack = (construct: IConstruct): string[] => pathBelowApp(construct).slice(1);

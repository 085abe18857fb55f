/** Validates the props of constructs, and adds construct paths to the errors. */
import { App } from "cdktf";
import type { Construct, IConstruct } from "constructs";
import type { z } from "zod";
import { type ErrorCode, InvalidPropsError, type Problem, reference } from "../lib/errors";
import { checkCore } from "../lib/mixed-cores";
import { dependOn } from "../lib/terraform/dependencies";
import { containsNoProvider } from "../lib/terraform/providers";
import { recordSource } from "../lib/synthesis/source-lines";
import { checkProps } from "../lib/validation/check-props";
import type { WithDependencies } from "./common-props";

export { resolveIn } from "../lib/terraform/references";

/**
 * Checks the props of `construct`. The error has its path below the stack.
 *
 * @returns the props in renderable form: use these, not the originals
 * @throws InvalidPropsError with all problems
 * @throws MixedCoresError if the app uses another core
 */
export function checkConstruct<Props>(
  construct: Construct,
  name: string,
  schema: z.ZodType,
  props: Props,
): Props {
  checkCore(construct);
  containsNoProvider(construct);
  recordSource(construct);
  return checkProps({ path: constructPath(construct), name }, schema, props);
}

/**
 * Checks the props of a construct that creates resources, and makes the resources wait for its `dependsOn`.
 *
 * @returns the props in renderable form: use these, not the originals
 * @throws InvalidPropsError with all problems
 */
export function checkNew<Props extends WithDependencies>(
  construct: Construct,
  name: string,
  schema: z.ZodType,
  props: Props,
): Props {
  const checked = checkConstruct(construct, name, schema, props);
  dependOn(construct, checked.dependsOn);
  return checked;
}

/**
 * Checks the options of a construct that `parent` is about to create.
 *
 * @returns the options in renderable form: use these, not the originals
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
 * Rejects props of `construct` because of other constructs, which rules cannot see.
 *
 * @throws InvalidPropsError always
 */
export function refuse(construct: IConstruct, name: string, ...problems: [Problem, ...Problem[]]): never {
  throw new InvalidPropsError(constructPath(construct), name, problems);
}

/**
 * Adds a check that runs at synthesis. CDKTF reports the messages of all constructs in one error, each with its path.
 *
 * @param problem returns what is wrong and what to write instead, or `undefined`
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
 * Runs a check as soon as its inputs are known: now, or at synthesis, when all constructs exist.
 *
 * @param check throws if something is wrong
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

/** The path of `construct` below its stack, as errors show it. */
export const constructPath = (construct: IConstruct): string =>
  pathBelowStack(construct).join("/") || construct.node.path;

/** The ids from the stack down to `construct`. */
export function pathBelowApp(construct: IConstruct): string[] {
  return construct.node.scopes.filter((scope) => !App.isApp(scope)).map((scope) => scope.node.id);
}

const pathBelowStack = (construct: IConstruct): string[] => pathBelowApp(construct).slice(1);

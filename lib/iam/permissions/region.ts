/** Requests that a statement matches, or a part of them, and their differences. */
import { actionsOf, principalsOf, resourcesOf } from "./patterns";
import { contextWith, type Demand } from "./requests";
import { eachValue, testOf, withValues, type Test } from "./operators";
import type { Statement } from "./policy";
import {
  bothSelections,
  isWithinSelection,
  unknownsOfSelection,
  simplified,
  widenedSelection,
  withoutSelection,
  type Selection,
} from "./selection";

interface Selections {
  readonly actions: Selection;
  readonly principals: Selection;
  readonly resources: Selection;
}

/** A set of requests: some principals, actions and resources, under some conditions. */
export interface Region extends Demand, Selections {
  /** Whether it is not known to contain a request. */
  readonly isUncertain: boolean;
  /** Names of conditions under which a region that was taken away contains the same requests: `StringEquals sts:ExternalId`. */
  readonly stricter: readonly string[];
}

const SELECTIONS = ["actions", "principals", "resources"] as const;

/** The requests that a statement matches. `undefined` if there are none. */
export function regionOf(statement: Statement, hasVariables: boolean): Region | undefined {
  const selections = {
    actions: simplified(actionsOf(statement.actions)),
    principals: simplified(principalsOf(statement.principals)),
    resources: simplified(resourcesOf(statement.resources, hasVariables)),
  };
  const { actions, principals, resources } = selections;
  if (actions === undefined || principals === undefined || resources === undefined) {
    return undefined;
  }
  const named = statement.conditions.map((condition) => testOf(condition, hasVariables));
  const unnamed = statement.unknownConditions.map((part) =>
    testOf({ operator: "unknown", key: "", values: [part] }, hasVariables),
  );
  const tests = [...new Map([...named, ...unnamed].map((test) => [test.id, test])).values()];
  return existing({
    actions,
    principals,
    resources,
    tests,
    exceptions: [],
    isUncertain: false,
    stricter: [],
  });
}

/** The region, marked if nobody knows whether it is empty. `undefined` if it is. */
function existing(region: Region): Region | undefined {
  const answer = contextWith(region, false);
  return answer === "none" ? undefined : { ...region, isUncertain: answer === undefined };
}

/** The same region without exceptions that have no effect, and without values of conditions that are in no request of it. */
export function plain(region: Region): Region {
  const tests = region.tests.map((test) => {
    const others = region.tests.filter((one) => one !== test);
    const isPlain = test.condition.values.length < 2 || test.isNegated || test.quantifier !== undefined;
    const single = isPlain ? [] : eachValue(test);
    const needed = single.filter(
      (one) => contextWith({ tests: [...others, one], exceptions: region.exceptions }, true) !== "none",
    );
    return needed.length === single.length || needed.length === 0 ? test : withValues(test, needed);
  });
  const exceptions = region.exceptions.reduce<readonly (readonly Test[])[]>((kept, block) => {
    const others = kept.filter((one) => one !== block);
    return contextWith({ tests: [...tests, ...block], exceptions: others }, true) === "none" ? others : kept;
  }, region.exceptions);
  // What each request of the region meets anyway is no part of an exception.
  const isImplied = (test: Test): boolean => contextWith({ tests, exceptions: [[test]] }, true) === "none";
  return {
    ...region,
    tests,
    exceptions: exceptions.map((block) => block.filter((test) => !isImplied(test))),
  };
}

/** Whether both contain a request. Texts that are not known count as different. */
export const overlap = (one: Region, other: Region): boolean => bothOf(one, other) !== undefined;

/** The principals, actions and resources that both contain, if they overlap. */
function bothOf(one: Region, other: Region): Selections | undefined {
  // Statements of one policy are usually about different resources.
  const resources = bothSelections(one.resources, other.resources);
  const actions = resources && bothSelections(one.actions, other.actions);
  const principals = actions && bothSelections(one.principals, other.principals);
  return actions && resources && principals && canCoincide(one, other)
    ? { actions, resources, principals }
    : undefined;
}

const canCoincide = (one: Demand, other: Demand): boolean =>
  contextWith(
    { tests: [...one.tests, ...other.tests], exceptions: [...one.exceptions, ...other.exceptions] },
    true,
  ) !== "none";

/** The parts of `one` that are not in `other`, which has no exceptions. They do not overlap. */
export function without(one: Region, other: Region): Region[] {
  if (one === other) {
    return [];
  }
  const both = bothOf(one, other);
  if (both === undefined) {
    return [one];
  }
  const parts: Region[] = [];
  let rest = one;
  for (const name of SELECTIONS) {
    parts.push(
      ...withoutSelection(one[name], other[name]).map((selection) => ({ ...rest, [name]: selection })),
    );
    rest = { ...rest, [name]: both[name] };
  }
  const unmet = existing({
    ...rest,
    exceptions: [...rest.exceptions, other.tests],
    stricter: [...new Set([...rest.stricter, ...stricterTests(one, other)])].sort(),
  });
  return unmet === undefined ? parts : [...parts, unmet];
}

/**
 * The conditions of `other` that `one` does not have, if each request that meets the conditions of `other` meets those of `one`. Otherwise
 * the conditions are different ones, and only those whose key has no condition at all in `one` are missing.
 */
function stricterTests(one: Region, other: Region): string[] {
  const missing = other.tests.filter(
    (test) => contextWith({ tests: one.tests, exceptions: [[test]] }, true) !== "none",
  );
  const isWeaker = one.tests.every(
    (test) => contextWith({ tests: other.tests, exceptions: [[test]] }, true) === "none",
  );
  return missing
    .filter(({ key }) => isWeaker || !one.tests.some((test) => test.key === key))
    .map(({ condition: { operator, key } }) => `${operator} ${key}`);
}

/** Whether `other`, which has no exceptions, contains all of `one`. Tells most regions apart by their actions or resources. */
export const isContained = (one: Region, other: Region): boolean =>
  SELECTIONS.every((name) => isWithinSelection(one[name], other[name])) &&
  existing({ ...one, exceptions: [...one.exceptions, other.tests] }) === undefined;

/** More parts than this are not worth a table. */
const MAX_PARTS = 200;

/** The parts of `regions` that are in none of `others`. `undefined` if there are too many. */
export function withoutAll(regions: readonly Region[], others: readonly Region[]): Region[] | undefined {
  let parts = [...regions];
  for (const other of others) {
    parts = parts.flatMap((part) => without(part, other));
    if (parts.length > MAX_PARTS) {
      return undefined;
    }
  }
  return parts;
}

/** The parts of a region that are known only after the apply, sorted. */
export const unknownsOf = (region: Region): string[] =>
  [
    ...new Set([
      ...SELECTIONS.flatMap((name) => unknownsOfSelection(region[name])),
      ...[...region.tests, ...region.exceptions.flat()].flatMap(({ unknowns }) => unknowns),
    ]),
  ].sort();

/** All requests that it can contain, whatever its unknown parts become. */
export const widened = (region: Region): Region => ({
  ...region,
  actions: widenedSelection(region.actions),
  principals: widenedSelection(region.principals),
  resources: widenedSelection(region.resources),
  tests: region.tests.filter((test) => test.unknowns.length === 0),
  exceptions: region.exceptions.filter((tests) => !tests.some((test) => test.unknowns.length > 0)),
});

/** A set of actions, resources or principals: what matches one of some patterns and none of others. */
import { bothGlobs, containsGlob, globText, startDifferently, widenedGlob, type Glob } from "./glob";
import { textWith, type Constraint } from "./language";

/** A string of a policy that matches texts. */
export interface Pattern {
  /** As a reader sees it. */
  readonly text: string;
  /** It matches what one of these matches. An account, for example, matches its roles and its users. */
  readonly globs: readonly Glob[];
}

/** What matches one of `include` and none of `exclude`. */
export interface Selection {
  readonly include: readonly Pattern[];
  readonly exclude: readonly Pattern[];
}

const globsOf = (patterns: readonly Pattern[]): Glob[] => patterns.flatMap(({ globs }) => globs);

const constraintsOf = ({ include, exclude }: Selection): Constraint[] => [
  { globs: globsOf(include), matches: true },
  { globs: globsOf(exclude), matches: false },
];

/** A string in the selection, as tokens. */
export function exampleOf(selection: Selection): readonly string[] | undefined {
  const answer = textWith(constraintsOf(selection));
  return answer === undefined || answer === "none" ? undefined : answer.example;
}

/** Whether the patterns match everything that `pattern` matches. If it is too large to decide, they do not. */
export function containsPattern(patterns: readonly Pattern[], pattern: Pattern): boolean {
  const near = patterns.filter((one) => overlaps(one, pattern));
  return near.some((one) => containsOne(one, pattern)) || (near.length > 1 && isCovered(near, pattern));
}

const isCovered = (patterns: readonly Pattern[], pattern: Pattern): boolean =>
  textWith(constraintsOf({ include: [pattern], exclude: patterns })) === "none";

/** Decides each pair of patterns once: statements are compared many times. */
function decidedOnce(decide: (one: Pattern, other: Pattern) => boolean): typeof decide {
  const decisions = new WeakMap<Pattern, WeakMap<Pattern, boolean>>();
  return (one, other) => {
    const ofOne = decisions.get(one) ?? new WeakMap<Pattern, boolean>();
    decisions.set(one, ofOne);
    const decision = ofOne.get(other) ?? decide(one, other);
    ofOne.set(other, decision);
    return decision;
  };
}

function containsOne(outer: Pattern, inner: Pattern): boolean {
  const decisions = inner.globs.map((glob) => anyContains(outer.globs, glob));
  return decisions.includes(undefined) ? searchedContainsOne(outer, inner) : !decisions.includes(false);
}

const searchedContainsOne = decidedOnce((outer, inner) => isCovered([outer], inner));

/** Whether one of the globs contains another one. `undefined` if only a search can tell, such as whether they contain it together. */
function anyContains(globs: readonly Glob[], inner: Glob): boolean | undefined {
  const decisions = globs.map((outer) => containsGlob(outer, inner));
  return decisions.includes(true) ? true : decisions.length > 1 ? undefined : decisions[0];
}

/** Whether a string matches both. */
const overlaps = (one: Pattern, other: Pattern): boolean =>
  one.globs.some((left) => other.globs.some((right) => !startDifferently(left, right))) &&
  (anyContains(one.globs, other.globs[0]!) === true || searchedOverlaps(one, other));

const searchedOverlaps = decidedOnce((one, other) =>
  one.globs.some((left) =>
    other.globs.some(
      (right) =>
        !startDifferently(left, right) &&
        textWith([left, right].map((glob) => ({ globs: [glob], matches: true }))) !== "none",
    ),
  ),
);

/** What both select. `undefined` if they have nothing in common. */
export function bothSelections(one: Selection, other: Selection): Selection | undefined {
  return simplified({
    include: one.include.flatMap((pattern) => bothPatterns(pattern, other.include)),
    exclude: [...one.exclude, ...other.exclude],
  });
}

/** The part of a pattern that is in one of `patterns`. */
function bothPatterns(pattern: Pattern, patterns: readonly Pattern[]): Pattern[] {
  if (containsPattern(patterns, pattern)) {
    return [pattern];
  }
  return patterns.flatMap((other) =>
    containsOne(pattern, other) ? [other] : commonGlobs(pattern, other).map((glob) => patternOf(glob)),
  );
}

const patternOf = (glob: Glob): Pattern => ({ text: globText(glob), globs: [glob] });

/** If there are too many, the first pattern stands for them: more than what both match, never less. */
const commonGlobs = (one: Pattern, other: Pattern): Glob[] =>
  one.globs.flatMap((left) => other.globs.flatMap((right) => bothGlobs(left, right) ?? [left]));

/** The parts of `one` that `other` does not select. */
export function withoutSelection(one: Selection, other: Selection): Selection[] {
  const outside = simplified({ include: one.include, exclude: [...one.exclude, ...other.include] });
  const excepted =
    other.exclude.length === 0 ? undefined : bothSelections(one, { include: other.exclude, exclude: [] });
  return [outside, excepted].filter((part) => part !== undefined);
}

/** Whether `other` selects all that `one` selects, so that no parts are left without it. */
export const isWithinSelection = (one: Selection, other: Selection): boolean =>
  one.include.every((pattern) => containsPattern([...one.exclude, ...other.include], pattern)) &&
  (other.exclude.length === 0 || bothSelections(one, { include: other.exclude, exclude: [] }) === undefined);

/** The same selection without patterns that have no effect. `undefined` if it is empty. */
export function simplified({ include, exclude }: Selection): Selection | undefined {
  const included = withoutContained(include.filter((pattern) => !containsPattern(exclude, pattern)));
  const excluded = withoutContained(
    exclude.filter((pattern) => included.some((one) => overlaps(one, pattern))),
  );
  return included.length === 0 ? undefined : { include: included, exclude: excluded };
}

/** Without patterns that another one contains. Of equal ones, the first stays. */
function withoutContained(patterns: readonly Pattern[]): Pattern[] {
  return patterns.reduce<Pattern[]>(
    (kept, pattern) =>
      containsPattern(kept, pattern) ? kept : [...kept.filter((one) => !containsOne(pattern, one)), pattern],
    [],
  );
}

/** The parts of it that are known only after the apply. */
export const unknownsOfSelection = ({ include, exclude }: Selection): string[] =>
  globsOf([...include, ...exclude]).flatMap(({ unknowns }) => unknowns);

/** All that it can select, whatever its unknown parts become. */
export const widenedSelection = ({ include, exclude }: Selection): Selection => ({
  include: include.map((pattern) => ({ ...pattern, globs: pattern.globs.map(widenedGlob) })),
  exclude: exclude.filter(({ globs }) => globs.every(({ unknowns }) => unknowns.length === 0)),
});

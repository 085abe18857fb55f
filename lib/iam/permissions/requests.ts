/** Whether a request can have condition keys for which some tests hold and others do not. */
import { memory } from "../../memory";
import { addressesNear, addressRange } from "./addresses";
import { globOf, isSymbol, type Glob } from "./glob";
import { matchesGlob, textWith, type Answer, type Constraint } from "./language";
import type { Test } from "./operators";

/** A test that must hold, or must not hold. */
export interface Literal {
  readonly test: Test;
  readonly holds: boolean;
}

/** Values of a condition key, each as tokens. `undefined`: the request does not have the key. */
export type KeyValues = readonly (readonly string[])[] | undefined;

/** Condition keys of a request, in lower case. */
export type Context = ReadonlyMap<string, KeyValues>;

/** All of `tests` hold, and in each of `exceptions` at least one test does not hold. */
export interface Demand {
  readonly tests: readonly Test[];
  readonly exceptions: readonly (readonly Test[])[];
}

/** More combinations are not tried. */
const MAX_COMBINATIONS = 4096;

/**
 * The context of a request that meets the demand. With `areDistinct`, unknown texts such as variables differ from all other texts; without
 * it, two of them may be equal, which cannot be decided.
 */
export const contextWith = (demand: Demand, areDistinct: boolean): Answer<Context> =>
  answers(`${areDistinct}\n${keyOf(demand)}`, () => foundContext(demand, areDistinct));

const answers = memory<Answer<Context>>();

/** Ids have no line breaks. */
const keyOf = ({ tests, exceptions }: Demand): string =>
  [tests, ...exceptions].map((block) => block.map(({ id }) => id).join("\n")).join("\n\n");

function foundContext({ tests, exceptions }: Demand, areDistinct: boolean): Answer<Context> {
  const always = tests.map((test): Literal => ({ test, holds: true }));
  const ids = new Set(tests.map(({ id }) => id));
  // A test that must hold cannot be the one that does not.
  const choices = exceptions.map((block) => block.filter(({ id }) => !ids.has(id)));
  if (choices.reduce((product, { length }) => product * length, 1) > MAX_COMBINATIONS) {
    return undefined;
  }
  let isDecided = true;
  for (const combination of combinations(choices)) {
    const answer = contextOf(
      [...always, ...combination.map((test) => ({ test, holds: false }))],
      areDistinct,
    );
    if (answer !== undefined && answer !== "none") {
      return answer;
    }
    isDecided &&= answer === "none";
  }
  return isDecided ? "none" : undefined;
}

function* combinations<T>([first, ...rest]: readonly (readonly T[])[]): Generator<readonly T[]> {
  if (first === undefined) {
    yield [];
    return;
  }
  for (const tail of combinations(rest)) {
    for (const one of first) {
      yield [one, ...tail];
    }
  }
}

/** Keys are independent of each other. */
function contextOf(literals: readonly Literal[], areDistinct: boolean): Answer<Context> {
  const context = new Map<string, KeyValues>();
  let isDecided = true;
  for (const key of new Set(literals.map(({ test }) => test.key))) {
    const ofKey = literals.filter(({ test }) => test.key === key);
    const answer = isContradiction(ofKey) ? "none" : valuesOf(key, ofKey, areDistinct);
    if (answer === "none") {
      return "none";
    }
    isDecided &&= answer !== undefined;
    context.set(key, answer?.example);
  }
  return isDecided ? { example: context } : undefined;
}

const isContradiction = (literals: readonly Literal[]): boolean =>
  literals.some(({ test, holds }) =>
    literals.some((other) => other.test.id === test.id && other.holds !== holds),
  );

/** Keys with one value for each request. `ForAnyValue` and `ForAllValues` mean the same for them. */
const SINGLE_VALUED =
  /^(aws:(source(arn|account|ip|vpce?|orgid|identity|owner)|principal(arn|account|orgid|type|isawsservice|tag\/.*)|(request|resource)tag\/.*|resource(account|orgid)|username|userid|securetransport|multifactorauth.*|currenttime|epochtime|tokenissuetime|viaawsservice|requestedregion|referer|useragent|calledvia(first|last)|vpcsourceip|federatedprovider)|sts:(externalid|rolesessionname|sourceidentity)|s3:(prefix|delimiter|max-keys|x-amz-.*|tlsversion|authtype|signature.*|dataaccesspoint.*|versionid|location.*)|kms:(calleraccount|viaservice|encryptioncontext:.*))$/;

function valuesOf(key: string, literals: readonly Literal[], areDistinct: boolean): Answer<KeyValues> {
  if (literals.every(({ test, holds }) => holdsWithoutKey(test) === holds)) {
    return { example: undefined };
  }
  if (literals.some(({ test, holds }) => isPresence(test) && holdsWithKey(test) !== holds)) {
    return "none";
  }
  const others = literals.filter(({ test }) => !isPresence(test));
  const isSingle = SINGLE_VALUED.test(key) || others.some(({ test }) => test.quantifier === undefined);
  if (isSingle) {
    return listOf(valueWith(key, others, areDistinct));
  }
  // `ForAnyValue` needs one value for which it holds. `ForAllValues` does not hold if there is one for which it does not.
  const some = others.filter(({ test, holds }) => (test.quantifier === "any") === holds);
  const every = others.filter((one) => !some.includes(one));
  const values = (some.length === 0 ? [every] : some.map((one) => [one, ...every])).map((all) =>
    valueWith(key, all, areDistinct),
  );
  return values.includes("none")
    ? "none"
    : values.includes(undefined)
      ? undefined
      : { example: values.flatMap((one) => (one === undefined || one === "none" ? [] : [one.example])) };
}

const listOf = (answer: Answer<readonly string[]>): Answer<KeyValues> =>
  answer === undefined || answer === "none" ? answer : { example: [answer.example] };

const isPresence = ({ comparison }: Test): boolean => comparison.family === "presence";

function holdsWithoutKey({ comparison, quantifier, ifExists, isNegated }: Test): boolean {
  if (comparison.family === "presence") {
    return comparison.values.includes("true");
  }
  return quantifier === "all" || ifExists || (isNegated && quantifier === undefined);
}

const holdsWithKey = ({ comparison }: Test): boolean =>
  comparison.family === "presence" && comparison.values.includes("false");

/** A value for which the literals hold, quantifiers left aside. */
function valueWith(
  key: string,
  literals: readonly Literal[],
  areDistinct: boolean,
): Answer<readonly string[]> {
  const clear = literals.filter(({ test }) => test.comparison.family !== "opaque");
  const families = new Set(clear.map(({ test }) => test.comparison.family));
  const answer = [...families].every((family) => family === "text")
    ? textOf(clear, areDistinct)
    : candidateOf(key, clear, families);
  return clear.length === literals.length || answer === "none" ? answer : undefined;
}

const ARN: Glob = globOf("arn:*:*:*:*:*", {
  wildcards: true,
  segments: true,
  variables: false,
  ignoresCase: false,
});

function textOf(literals: readonly Literal[], areDistinct: boolean): Answer<readonly string[]> {
  const constraints = literals.flatMap(({ test: { comparison, isNegated }, holds }): Constraint[] =>
    comparison.family === "text" ? [{ globs: comparison.globs, matches: holds !== isNegated }] : [],
  );
  const globs = constraints.flatMap((constraint) => constraint.globs);
  const symbols = globs.filter(({ tokens }) => tokens.some(isSymbol));
  const isArn = literals.some(({ test: { comparison } }) => comparison.family === "text" && comparison.isArn);
  const answer = textWith([...constraints, ...(isArn ? [{ globs: [ARN, ...symbols], matches: true }] : [])]);
  const mayCoincide = symbols.length > 0 && constraints.filter(({ matches }) => matches).length > 1;
  return answer === "none" && mayCoincide && !areDistinct ? undefined : answer;
}

/** For values that are not texts, the ends of the ranges and their neighbors stand for all others. */
function candidateOf(
  key: string,
  literals: readonly Literal[],
  families: ReadonlySet<string>,
): Answer<readonly string[]> {
  const candidates = [...new Set(literals.flatMap((literal) => candidatesNear(key, literal)))];
  const found = candidates.find((value) => literals.every((literal) => holdsFor(literal, value)));
  if (found !== undefined) {
    return { example: [...found] };
  }
  // With several kinds of operators for one key, other values could be needed. There are no others of a boolean.
  return families.size === 1 || families.has("boolean") ? "none" : undefined;
}

/** Whether a test holds for the values of its key in a request. `undefined`: the request does not have the key. */
export function holds(test: Test, values: KeyValues): boolean {
  if (values === undefined) {
    return holdsWithoutKey(test);
  }
  if (isPresence(test)) {
    return holdsWithKey(test);
  }
  const holdsForOne = (tokens: readonly string[]): boolean =>
    matchesTokens(test.comparison, tokens) !== test.isNegated;
  return test.quantifier === "all" ? values.every(holdsForOne) : values.some(holdsForOne);
}

const matchesTokens = (comparison: Test["comparison"], tokens: readonly string[]): boolean =>
  comparison.family === "text"
    ? comparison.globs.some((glob) => matchesGlob(glob, tokens))
    : matchesValue(comparison, tokens.join(""));

function candidatesNear(key: string, { test: { comparison } }: Literal): string[] {
  switch (comparison.family) {
    case "boolean":
      return ["true", "false"];
    case "address":
      return addressesNear(comparison.values);
    case "number":
    case "date":
      return comparison.values
        .flatMap((value) => [value, value - 1, value + 1])
        .map((value) =>
          comparison.family === "date" && key !== "aws:epochtime" ? dateText(value) : String(value),
        );
    case "text":
      return comparison.globs
        .filter(({ tokens }) => !tokens.some((token) => token.length > 1))
        .map(({ tokens }) => tokens.join(""));
    default:
      return [];
  }
}

const dateText = (seconds: number): string => new Date(seconds * 1000).toISOString().replace(".000Z", "Z");

function holdsFor({ test: { comparison, isNegated }, holds }: Literal, value: string): boolean {
  return matchesValue(comparison, value) === (holds !== isNegated);
}

function matchesValue(comparison: Test["comparison"], value: string): boolean {
  switch (comparison.family) {
    case "text":
      return comparison.globs.some((glob) => matchesGlob(glob, [...value]));
    case "boolean":
      return comparison.values.includes(value);
    case "number":
      return comparison.values.some((limit) => comparison.order(Number(value), limit));
    case "date": {
      const seconds = /^-?\d+$/.test(value) ? Number(value) : Date.parse(value) / 1000;
      return comparison.values.some((limit) => comparison.order(seconds, limit));
    }
    case "address": {
      const address = addressRange(value);
      return comparison.values.some(
        ({ version, first, last }) =>
          version === address?.version && first <= address.first && address.first <= last,
      );
    }
    default:
      return false;
  }
}

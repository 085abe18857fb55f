/** Condition operators of IAM. Source: IAM User Guide, Condition operators. */
import { memory } from "../../memory";
import { globOf, type Glob, type GlobStyle } from "./glob";
import type { Condition } from "./policy";
import { addressRange, type AddressRange } from "./addresses";

/** What an operator compares. */
type Comparison =
  | { readonly family: "text"; readonly globs: readonly Glob[]; readonly isArn: boolean }
  | { readonly family: "boolean"; readonly values: readonly string[] }
  | { readonly family: "number" | "date"; readonly values: readonly number[]; readonly order: Order }
  | { readonly family: "address"; readonly values: readonly AddressRange[] }
  | { readonly family: "presence"; readonly values: readonly string[] }
  /** An operator or a value that cannot be interpreted. */
  | { readonly family: "opaque" };

/** `value` is what the request has, `limit` what the policy has. */
type Order = (value: number, limit: number) => boolean;

/** A condition, ready to be compared. */
export interface Test {
  readonly condition: Condition;
  /** Whether the policy has variables. */
  readonly variables: boolean;
  /** The same for equal conditions, whatever their case and order. */
  readonly id: string;
  /** In lower case: IAM ignores the case of keys. */
  readonly key: string;
  readonly comparison: Comparison;
  /** Whether it is `StringNotEquals` or the like. */
  readonly isNegated: boolean;
  readonly ifExists: boolean;
  /** `ForAllValues` or `ForAnyValue`. */
  readonly quantifier: "all" | "any" | undefined;
  /** Its values that are known only after the apply. */
  readonly unknowns: readonly string[];
}

const ORDERS: Readonly<Record<string, Order>> = {
  equals: (value, limit) => value === limit,
  lessthan: (value, limit) => value < limit,
  lessthanequals: (value, limit) => value <= limit,
  greaterthan: (value, limit) => value > limit,
  greaterthanequals: (value, limit) => value >= limit,
};

const EXACT: GlobStyle = { wildcards: false, segments: false, variables: true, ignoresCase: false };
const TEXTS: Readonly<Record<string, GlobStyle>> = {
  stringequals: EXACT,
  stringequalsignorecase: { ...EXACT, ignoresCase: true },
  stringlike: { ...EXACT, wildcards: true },
  arnequals: { ...EXACT, wildcards: true, segments: true },
  arnlike: { ...EXACT, wildcards: true, segments: true },
  binaryequals: { ...EXACT, variables: false },
};

const remembered = memory<Test>();

/** The test of a condition. `variables`: whether the policy has them. */
export const testOf = (condition: Condition, variables: boolean): Test =>
  condition.values.every((value) => typeof value === "string")
    ? remembered(JSON.stringify([variables, condition]), () => newTest(condition, variables))
    : newTest(condition, variables);

function newTest(condition: Condition, variables: boolean): Test {
  const [, prefix, name = "", suffix] =
    /^(?:for(all|any)values?:)?(.*?)(ifexists)?$/.exec(condition.operator.toLowerCase()) ?? [];
  const positive = name.replace(/^(string|numeric|date|arn)not|^not(?=ipaddress)/, "$1");
  const comparison = comparisonOf(positive, condition, variables);
  const values =
    comparison.family === "text"
      ? comparison.globs.map(({ tokens }) => tokens.join("\0"))
      : condition.values.map(String);
  const key = condition.key.toLowerCase();
  return {
    condition,
    variables,
    id: JSON.stringify([prefix, name, suffix, key, [...new Set(values)].sort()]),
    key,
    comparison,
    isNegated: positive !== name,
    ifExists: suffix !== undefined,
    quantifier: prefix === "all" || prefix === "any" ? prefix : undefined,
    unknowns: condition.values.flatMap((value) => globOf(value, EXACT).unknowns),
  };
}

/** A test for each of the values. One of them has to hold. */
export const eachValue = ({ condition, variables }: Test): Test[] =>
  condition.values.map((value) => testOf({ ...condition, values: [value] }, variables));

/** The test with the values of `tests`, which are tests of each of its values. */
export const withValues = ({ condition, variables }: Test, tests: readonly Test[]): Test =>
  testOf({ ...condition, values: tests.flatMap((test) => test.condition.values) }, variables);

const OPAQUE: Comparison = { family: "opaque" };

function comparisonOf(operator: string, { values }: Condition, variables: boolean): Comparison {
  const style = TEXTS[operator];
  if (style !== undefined) {
    return {
      family: "text",
      globs: values.map((value) => globOf(value, { ...style, variables: variables && style.variables })),
      isArn: operator.startsWith("arn"),
    };
  }
  const strings = values.map(String);
  const [, kind, order = ""] = /^(numeric|date)(.*)$/.exec(operator) ?? [];
  const compare = Object.hasOwn(ORDERS, order) ? ORDERS[order] : undefined;
  if (kind !== undefined && compare !== undefined) {
    const limits = strings.map(kind === "date" ? seconds : number);
    return limits.some(Number.isNaN)
      ? OPAQUE
      : { family: kind === "date" ? "date" : "number", values: limits, order: compare };
  }
  if (operator === "bool" || operator === "null") {
    const lower = strings.map((value) => value.toLowerCase());
    const areBooleans = lower.every((value) => value === "true" || value === "false");
    return areBooleans ? { family: operator === "bool" ? "boolean" : "presence", values: lower } : OPAQUE;
  }
  if (operator === "ipaddress") {
    const ranges = strings.map(addressRange).filter((range) => range !== undefined);
    return ranges.length === strings.length ? { family: "address", values: ranges } : OPAQUE;
  }
  return OPAQUE;
}

/** A number, or `NaN`. `Number` alone accepts hexadecimal and empty strings. */
const number = (text: string): number => (/^[-+]?\d+(\.\d+)?$/.test(text) ? Number(text) : NaN);

/** The seconds since 1970 of an ISO 8601 date, or of seconds since 1970. */
const seconds = (text: string): number =>
  /^\d+$/.test(text) && text.length > 4 ? Number(text) : Date.parse(text) / 1000;

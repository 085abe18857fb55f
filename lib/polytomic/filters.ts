/** Filters of models, of targets and of the schemas of bulk syncs: a field, a function and a value. */
import type { ZodType } from "zod";
import { jsonencode } from "../terraform/jsonencode";
import { formatValue } from "../format";
import { isToken } from "../tokens";
import { rule, zod } from "../validation/rule";
import { json, oneOf, nonEmptyString, type ReportProblem, withRules } from "../validation/combinators";

/** Functions that compare a field with a value. Source: Polytomic API, model sync filters. */
export const FILTER_FUNCTIONS = [
  "Equality",
  "Inequality",
  "IsNull",
  "IsNotNull",
  "True",
  "False",
  "OnOrAfter",
  "OnOrBefore",
  "GreaterThan",
  "GreaterThanEqual",
  "LessThan",
  "LessThanEqual",
  "StringContains",
  "StringStartsWith",
  "StringEndsWith",
  "StringDoesNotContain",
  "StringDoesNotStartWith",
  "StringDoesNotEndWith",
  "StringOneOf",
  "StringNotOneOf",
  "Between",
  "ArrayContains",
  "ArrayDoesNotContain",
  "InTheLast",
  "RelativeOnOrBefore",
  "RelativeOnOrAfter",
  "StringLike",
  "StringNotLike",
  "StringMatchesTrimmed",
] as const;

/** A function that compares a field with a value. */
export type FilterFunction = (typeof FILTER_FUNCTIONS)[number];

/** Functions that take no value. */
export type FunctionWithoutValue = "IsNull" | "IsNotNull" | "True" | "False";

/** The value of a filter: any JSON value, whose members can be tokens. */
export type FilterValue =
  string | number | boolean | readonly FilterValue[] | { readonly [member: string]: FilterValue };

/** A comparison of a field with a value. */
export interface Comparison {
  /** The function that compares the field. */
  readonly function: FilterFunction;
  /**
   * The value to compare with.
   * @default - none, for functions that take no value
   */
  readonly value?: FilterValue;
}

/** A field with methods that create filters. */
export abstract class Comparable<Filter> {
  /** Creates the filter of a comparison. */
  protected abstract by(comparison: Comparison): Filter;

  /** Filters by any function that Polytomic supports. `IsNull`, `IsNotNull`, `True` and `False` take no value. */
  public where(filterFunction: FunctionWithoutValue): Filter;
  /** A filter with any function that takes a value. */
  public where(filterFunction: Exclude<FilterFunction, FunctionWithoutValue>, value: FilterValue): Filter;
  public where(filterFunction: FilterFunction, value?: FilterValue): Filter {
    return this.by({ function: filterFunction, ...(value !== undefined && { value }) });
  }

  /** Keeps records whose field equals `value`. */
  public equals(value: FilterValue): Filter {
    return this.where("Equality", value);
  }

  /** Keeps records whose field differs from `value`. */
  public notEquals(value: FilterValue): Filter {
    return this.where("Inequality", value);
  }

  /** Keeps records whose field is greater than `value`. */
  public greaterThan(value: FilterValue): Filter {
    return this.where("GreaterThan", value);
  }

  /** Keeps records whose field is greater than or equal to `value`. */
  public atLeast(value: FilterValue): Filter {
    return this.where("GreaterThanEqual", value);
  }

  /** Keeps records whose field is less than `value`. */
  public lessThan(value: FilterValue): Filter {
    return this.where("LessThan", value);
  }

  /** Keeps records whose field is less than or equal to `value`. */
  public atMost(value: FilterValue): Filter {
    return this.where("LessThanEqual", value);
  }

  /** Keeps records whose field is one of `values`. */
  public oneOf(...values: readonly string[]): Filter {
    return this.where("StringOneOf", values);
  }

  /** Keeps records whose field is not one of `values`. */
  public notOneOf(...values: readonly string[]): Filter {
    return this.where("StringNotOneOf", values);
  }

  /** Keeps records whose field contains the string `part`. */
  public contains(part: string): Filter {
    return this.where("StringContains", part);
  }

  /** Keeps records whose field starts with the string `part`. */
  public startsWith(part: string): Filter {
    return this.where("StringStartsWith", part);
  }

  /** Keeps records whose field ends with the string `part`. */
  public endsWith(part: string): Filter {
    return this.where("StringEndsWith", part);
  }

  /** Keeps records whose field is true. */
  public isTrue(): Filter {
    return this.where("True");
  }

  /** Keeps records whose field is false. */
  public isFalse(): Filter {
    return this.where("False");
  }

  /** Keeps records whose field is empty. */
  public isNull(): Filter {
    return this.where("IsNull");
  }

  /** Keeps records whose field is not empty. */
  public isNotNull(): Filter {
    return this.where("IsNotNull");
  }
}

/** A filter that selects the records of a target or schema by the value of a field. */
export interface FieldFilter extends Comparison {
  /** Name or id of the field, as Polytomic lists it. */
  readonly field: string;
}

class NamedField extends Comparable<FieldFilter> {
  public constructor(private readonly name: string) {
    super();
  }

  protected override by(comparison: Comparison): FieldFilter {
    return { field: this.name, ...comparison };
  }
}

/** A field of a target or of a schema, to filter on: `field("Status").equals("Open")`. */
export const field = (name: string): Comparable<FieldFilter> => new NamedField(name);

const WITHOUT_VALUE = new Set<unknown>(["IsNull", "IsNotNull", "True", "False"]);
const WITH_LIST = new Set<unknown>(["StringOneOf", "StringNotOneOf", "Between"]);

/** The rule of a {@link Comparison} with `more` members. */
export const comparisonRule = (more: Readonly<Record<string, ZodType>>): ZodType =>
  withRules(
    zod().strictObject({ function: oneOf(FILTER_FUNCTIONS), value: json().optional(), ...more }),
    comparisonProblems,
  );

/** The rule of {@link FieldFilter}. */
export const fieldFilterRule = rule(() => comparisonRule({ field: nonEmptyString() }));

/** Checks the value of a comparison against its function. */
function comparisonProblems(
  { function: name, value }: Readonly<Record<string, unknown>>,
  problem: ReportProblem,
): void {
  if (WITHOUT_VALUE.has(name) && value !== undefined) {
    problem(["value"], `is set, but ${formatValue(name)} takes no value; omit it`);
  }
  if (typeof name === "string" && !isToken(name) && !WITHOUT_VALUE.has(name) && value === undefined) {
    problem(["value"], `is missing; ${formatValue(name)} needs a value to compare with`, "MISSING");
  }
  if (WITH_LIST.has(name) && value !== undefined && !isToken(value) && !Array.isArray(value)) {
    problem(["value"], `is ${formatValue(value)}, but ${formatValue(name)} takes an array`, "WRONG_TYPE");
  }
}

/** The provider's arguments of a comparison. The value is JSON. */
export function comparisonArguments({ value, ...comparison }: Comparison) {
  return { ...comparison, ...(value !== undefined && { value: jsonencode(value) }) };
}

/** Filters: what a field is compared with, and how. Of models, of targets and of the schemas of bulk syncs alike. */
import { jsonencode } from "../terraform/jsonencode";
import { formatValue } from "../format";
import { isToken } from "../tokens";
import { rule } from "../validation/rule";
import { json, oneOf, nonEmptyString, type ReportProblem } from "../validation/combinators";

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

/** Functions that compare with nothing. */
export type FunctionWithoutValue = "IsNull" | "IsNotNull" | "True" | "False";

/** What a filter compares with: any JSON value, members of which may be tokens. */
export type FilterValue =
  string | number | boolean | readonly FilterValue[] | { readonly [member: string]: FilterValue };

/** How something is compared. */
export interface Comparison {
  /** How it is compared. */
  readonly function: FilterFunction;
  /**
   * What it is compared with.
   * @default - nothing, with functions that compare with nothing
   */
  readonly value?: FilterValue;
}

/** What can be compared: it makes filters of itself. */
export abstract class Comparable<Filter> {
  /** The filter by a comparison. */
  protected abstract by(comparison: Comparison): Filter;

  /** Filters by any function that Polytomic has. `IsNull`, `IsNotNull`, `True` and `False` take no value. */
  public where(filterFunction: FunctionWithoutValue): Filter;
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

  /** Keeps records whose field is greater than `value`, or equals it. */
  public atLeast(value: FilterValue): Filter {
    return this.where("GreaterThanEqual", value);
  }

  /** Keeps records whose field is less than `value`. */
  public lessThan(value: FilterValue): Filter {
    return this.where("LessThan", value);
  }

  /** Keeps records whose field is less than `value`, or equals it. */
  public atMost(value: FilterValue): Filter {
    return this.where("LessThanEqual", value);
  }

  /** Keeps records whose field is one of `values`. */
  public oneOf(...values: readonly string[]): Filter {
    return this.where("StringOneOf", values);
  }

  /** Keeps records whose field is none of `values`. */
  public notOneOf(...values: readonly string[]): Filter {
    return this.where("StringNotOneOf", values);
  }

  /** Keeps records whose field contains the text `part`. */
  public contains(part: string): Filter {
    return this.where("StringContains", part);
  }

  /** Keeps records whose field begins with the text `part`. */
  public startsWith(part: string): Filter {
    return this.where("StringStartsWith", part);
  }

  /** Keeps records whose field ends with the text `part`. */
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

/** Keeps the records of a target, or of a schema, whose field satisfies a function. */
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

/** The members of {@link Comparison}, for rules that include them. */
export const comparisonShape = rule(() => ({
  function: oneOf(FILTER_FUNCTIONS),
  value: json().optional(),
}));

/** What holds between the function and the value of a comparison. */
export function comparisonProblems(
  { function: name, value }: Readonly<Record<string, unknown>>,
  problem: ReportProblem,
): void {
  if (WITHOUT_VALUE.has(name) && value !== undefined) {
    problem(["value"], `was given, but ${formatValue(name)} compares with nothing; leave it out`);
  }
  if (typeof name === "string" && !isToken(name) && !WITHOUT_VALUE.has(name) && value === undefined) {
    problem(["value"], `is missing; ${formatValue(name)} compares the field with it`, "MISSING");
  }
  if (WITH_LIST.has(name) && value !== undefined && !isToken(value) && !Array.isArray(value)) {
    problem(
      ["value"],
      `is ${formatValue(value)}, but ${formatValue(name)} compares with a list`,
      "WRONG_TYPE",
    );
  }
}

/** A comparison as the provider takes it: the value as JSON. */
export function comparisonArguments({ value, ...comparison }: Comparison) {
  return { ...comparison, ...(value !== undefined && { value: jsonencode(value) }) };
}

/** The members of {@link FieldFilter}. */
export const fieldFilterShape = rule(() => ({ ...comparisonShape(), field: nonEmptyString() }));

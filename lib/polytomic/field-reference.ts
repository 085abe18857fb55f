/** A field of a model, as syncs refer to it: to map it, to identify records by it, to filter on it. */
import { rule } from "../validation/rule";
import { instance } from "../validation/token-aware";

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

/** What a filter compares with: any JSON value, members of which may be tokens. */
export type FilterValue =
  string | number | boolean | readonly FilterValue[] | { readonly [member: string]: FilterValue };

/** Keeps the records whose field satisfies a function. */
export interface Filter {
  /** The field. */
  readonly source: FieldReference;
  /** How it is compared. */
  readonly function: FilterFunction;
  /**
   * What it is compared with.
   * @default - nothing, with functions that compare with nothing
   */
  readonly value?: FilterValue;
}

/** A model, as far as its fields need to know it. */
export interface ModelReference {
  /** Id of the model in Polytomic. */
  readonly modelId: string;
}

/** A field of a model. Made by `model.field("email")`. */
export class FieldReference {
  /**
   * @param model the model that has the field
   * @param field name of the field
   */
  public constructor(
    public readonly model: ModelReference,
    public readonly field: string,
  ) {}

  /** Filters by any function that Polytomic has. `IsNull`, `IsNotNull`, `True` and `False` take no value. */
  public where(filterFunction: FilterFunction, value?: FilterValue): Filter {
    return { source: this, function: filterFunction, ...(value !== undefined && { value }) };
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

  /** Keeps records whose field is less than `value`. */
  public lessThan(value: FilterValue): Filter {
    return this.where("LessThan", value);
  }

  /** Keeps records whose field is one of `values`. */
  public oneOf(...values: readonly string[]): Filter {
    return this.where("StringOneOf", values);
  }

  /** Keeps records whose field is empty. */
  public isNull(): Filter {
    return this.where("IsNull");
  }

  /** Keeps records whose field is not empty. */
  public isNotNull(): Filter {
    return this.where("IsNotNull");
  }

  /** Whether `value` is a field of a model, also one of another copy of this package. */
  public static isFieldReference(value: unknown): value is FieldReference {
    return (
      typeof value === "object" &&
      value !== null &&
      "field" in value &&
      isName(value.field) &&
      "model" in value &&
      typeof value.model === "object" &&
      value.model !== null &&
      "modelId" in value.model &&
      isName(value.model.modelId)
    );
  }
}

const isName = (value: unknown): boolean => typeof value === "string" && value !== "";

/** What a field of a model is called in messages. */
export const A_FIELD = 'a field of a model such as model.field("email")';

/** The rule of props that take a field of a model. */
export const fieldRule = rule(() => instance(A_FIELD, FieldReference.isFieldReference));

/** A field of a model, as syncs use it in mappings, identities and filters. */
import { isObject } from "../objects";
import { rule } from "../validation/rule";
import { instance } from "../validation/combinators";
import { Comparable, type Comparison } from "./filters";

/** A filter that selects the records of a model by the value of a field. */
export interface Filter extends Comparison {
  /** The field. */
  readonly source: FieldReference;
}

/** The part of a model that its fields need. */
export interface ModelReference {
  /** Id of the model in Polytomic. */
  readonly modelId: string;
}

/** A field of a model, as returned by `model.field("email")`. */
export class FieldReference extends Comparable<Filter> {
  /**
   * @param model the model that has the field
   * @param field name of the field
   */
  public constructor(
    /** The model. */
    public readonly model: ModelReference,
    /** Name of the field. */
    public readonly field: string,
  ) {
    super();
  }

  /** A filter that compares the field. */
  protected override by(comparison: Comparison): Filter {
    return { source: this, ...comparison };
  }

  /** Whether `value` is a field of a model. Works across copies of this package. */
  public static isFieldReference(value: unknown): value is FieldReference {
    return (
      isObject(value) &&
      "field" in value &&
      isName(value.field) &&
      "model" in value &&
      isObject(value.model) &&
      "modelId" in value.model &&
      isName(value.model.modelId)
    );
  }
}

const isName = (value: unknown): boolean => typeof value === "string" && value !== "";

/** Describes a field of a model in messages. */
export const A_FIELD = 'a field of a model such as model.field("email")';

/** The rule of props that take a field of a model. */
export const fieldRule = rule(() => instance(A_FIELD, FieldReference.isFieldReference));

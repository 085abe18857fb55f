/** A field of a model, as syncs refer to it: to map it, to identify records by it, to filter on it. */
import { rule } from "../validation/rule";
import { instance } from "../validation/combinators";
import { Comparable, type Comparison } from "./filters";

/** Keeps the records of a model whose field satisfies a function. */
export interface Filter extends Comparison {
  /** The field. */
  readonly source: FieldReference;
}

/** A model, as far as its fields need to know it. */
export interface ModelReference {
  /** Id of the model in Polytomic. */
  readonly modelId: string;
}

/** A field of a model. Made by `model.field("email")`. */
export class FieldReference extends Comparable<Filter> {
  /**
   * @param model the model that has the field
   * @param field name of the field
   */
  public constructor(
    public readonly model: ModelReference,
    public readonly field: string,
  ) {
    super();
  }

  protected override by(comparison: Comparison): Filter {
    return { source: this, ...comparison };
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

/** Models of any connection: types and rules of the props, and the provider's `configuration`. */
import { jsonencode } from "../terraform/jsonencode";
import { defined } from "../objects";
import { rule } from "../validation/rule";
import { formatValue } from "../format";
import { isToken } from "../tokens";
import {
  apiOnly,
  ruleByValue,
  arrayOf,
  tokenOrObject,
  nonEmpty,
  mapOf,
  nonEmptyString,
  unsupported,
  withRules,
  literalArray,
} from "../validation/combinators";
import { type FieldReference, fieldRule, type ModelReference } from "./field-reference";

/** A reference from a field of one model to a field of another, like a foreign key. */
export interface ModelRelation {
  /** Field of the model that has the relation. */
  readonly from: string;
  /** Field of the other model, such as `accounts.field("id")`. */
  readonly to: FieldReference;
}

/** The source of a model's records, in the form that Polytomic's API documents for the connection type. */
export type ModelConfiguration = Readonly<Record<string, string>>;

const memberRule = rule(() => {
  const text = nonEmptyString();
  return ruleByValue((value) => {
    if (typeof value === "string" || isToken(value)) {
      return text;
    }
    const remedy = ["number", "boolean"].includes(typeof value)
      ? `If Polytomic accepts a string, write "${String(value)}"`
      : "Remove it";
    const message =
      `is ${formatValue(value)}, but the Terraform provider keeps only strings in a model's configuration, and the apply ` +
      `fails with any other value. ${remedy}`;
    return unsupported(message);
  });
});

/** The rule of {@link ModelConfiguration}. */
export const modelConfigurationRule = rule((z) =>
  tokenOrObject(
    withRules(mapOf(memberRule(), z.string().min(1)), (members, problem) => {
      if (Object.keys(members).length === 0) {
        problem(
          [],
          'is empty; set the source of the model, such as { query: "SELECT * FROM orders" }',
          "MISSING",
        );
      }
    }),
  ),
);

const namesRule = rule(() => arrayOf(nonEmptyString()));
const fieldsRule = rule(() =>
  nonEmpty(
    "is empty, which Polytomic treats as all fields; list at least one, or omit it to use all fields",
    namesRule(),
  ),
);
const relationsRule = rule((z) => literalArray(z.strictObject({ from: nonEmptyString(), to: fieldRule() })));

/** The members that models of all connections have, for rules that include them. */
export const modelShape = rule(() => ({
  name: nonEmptyString(),
  fields: fieldsRule().optional(),
  identifier: nonEmptyString().optional(),
  trackingColumns: namesRule().optional(),
  relations: relationsRule().optional(),
  enricher: apiOnly(),
  labels: apiOnly(),
  policies: apiOnly(),
  additionalFields: unsupported(
    "cannot be set: the Terraform provider fails on every model that has additional fields, wherever they were added. " +
      "Add the field to the source of the model instead, such as its query",
  ),
}));

/**
 * The provider's `configuration`: JSON that it compares byte for byte with its own encoding of the server's response. The output of
 * Terraform's `jsonencode` equals that encoding as long as all members are non-empty strings.
 */
export const modelConfiguration = (configuration: ModelConfiguration): string =>
  jsonencode(isToken(configuration) ? configuration : defined(configuration));

/** A model whose relations are known. */
export interface RelatedModel extends ModelReference {
  readonly relations: readonly ModelRelation[];
}

/**
 * Whether relations join all of the models, directly or through each other. Returns `true` if any model has unknown relations, such as
 * an existing one.
 */
export function areJoined(models: readonly ModelReference[]): boolean {
  if (!models.every(isRelated)) {
    return true;
  }
  const [first, ...rest] = models;
  const reached = new Set(first === undefined ? [] : [first.modelId]);
  let waiting: readonly RelatedModel[] = rest;
  for (let before = Infinity; waiting.length > 0 && waiting.length < before;) {
    before = waiting.length;
    waiting = waiting.filter((model) => {
      const joins = models.some(
        (other) =>
          reached.has(other.modelId) && (refersTo(other, model.modelId) || refersTo(model, other.modelId)),
      );
      if (joins) {
        reached.add(model.modelId);
      }
      return !joins;
    });
  }
  return waiting.length === 0;
}

const isRelated = (model: ModelReference): model is RelatedModel => "relations" in model;

const refersTo = ({ relations }: RelatedModel, modelId: string): boolean =>
  relations.some(({ to }) => to.model.modelId === modelId);

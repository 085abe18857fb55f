/** Models of any connection: what they are told, and how it must be written for the provider to keep it. */
import { jsonencode } from "../terraform/jsonencode";
import { defined } from "../objects";
import { rule } from "../validation/rule";
import { formatValue } from "../format";
import { isToken } from "../tokens";
import {
  apiOnly,
  choose,
  arrayOf,
  tokenOrObject,
  tokenOrString,
  nonEmpty,
  mapOf,
  nonEmptyString,
  unsupported,
  withRules,
  literalArray,
} from "../validation/combinators";
import { type FieldReference, fieldRule, type ModelReference } from "./field-reference";

/** Says that a field of a model refers to a field of another one, as a foreign key does. */
export interface ModelRelation {
  /** Field of the model that has the relation. */
  readonly from: string;
  /** Field of the other model, such as `accounts.field("id")`. */
  readonly to: FieldReference;
}

/** What a model takes its records from, as Polytomic's API names it for the type of the connection. */
export type ModelConfiguration = Readonly<Record<string, string>>;

const memberRule = rule((z) =>
  choose((value) => {
    if (typeof value === "string" || isToken(value)) {
      return tokenOrString(z.string().min(1));
    }
    const remedy = ["number", "boolean"].includes(typeof value)
      ? `If Polytomic takes it as a text, write "${String(value)}"`
      : "Leave it out";
    const message =
      `is ${formatValue(value)}, but the Terraform provider keeps texts only in a model's configuration, and the apply ` +
      `fails over anything else. ${remedy}`;
    return unsupported(message);
  }),
);

/** The rule of {@link ModelConfiguration}. */
export const modelConfigurationRule = rule((z) =>
  tokenOrObject(
    withRules(mapOf(memberRule(), z.string().min(1)), (members, problem) => {
      if (Object.keys(members).length === 0) {
        problem(
          [],
          'says nothing; name what the model is made of, such as { query: "SELECT * FROM orders" }',
          "MISSING",
        );
      }
    }),
  ),
);

const namesRule = rule(() => arrayOf(nonEmptyString()));
const fieldsRule = rule(() =>
  nonEmpty(
    "is empty, which Polytomic takes for all fields; name at least one, or leave it out for all that it finds",
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
    "cannot be set: the Terraform provider fails on every model that has additional fields, whoever added them. " +
      "Make the field part of what the model reads instead",
  ),
}));

/**
 * The provider's `configuration`: JSON that it compares byte for byte with what it makes of the server's answer. What
 * Terraform's `jsonencode` prints is equal to that as long as all members are texts and none is empty.
 */
export const modelConfiguration = (configuration: ModelConfiguration): string =>
  jsonencode(isToken(configuration) ? configuration : defined(configuration));

/** A model whose relations are known. */
export interface RelatedModel extends ModelReference {
  readonly relations: readonly ModelRelation[];
}

/**
 * Whether relations join all of the models, directly or by way of others of them. Of a model that is not managed in this app
 * nothing is known, so nothing is said.
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

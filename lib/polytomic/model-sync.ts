/** Model syncs: what a user writes, and what the provider takes. */
import { jsonencode } from "../jsonencode";
import { isToken, show } from "../validation/show";
import { rule } from "../validation/rule";
import { instance, json, oneOf, text, withRules, writtenList } from "../validation/token-aware";
import { A_FIELD, FieldReference, fieldRule, type Filter, FILTER_FUNCTIONS } from "./field-reference";

const MODES = ["create", "update", "updateOrCreate", "replace", "append", "remove"] as const;
const IDENTITY_FUNCTIONS = ["Equality", "ISubstring", "OneOf", "DomainMatch", "HostnameMatch"] as const;

/**
 * How records meet their target. Not every target takes every mode. Source: Polytomic API, model syncs.
 *
 * - `create` adds the records that the target does not have
 * - `update` changes the records that the target has
 * - `updateOrCreate` does both
 * - `replace` makes the target hold exactly these records
 * - `append` adds all records without looking at what is there
 * - `remove` deletes the records of the target that match
 */
export type ModelSyncMode = (typeof MODES)[number];

/** How records are recognized in the target. */
export interface SyncIdentity {
  /** The field of the model. */
  readonly source: FieldReference;
  /** The field of the target. */
  readonly target: string;
  /**
   * How the two are compared: `Equality` by their values, `ISubstring` by a part of the text in any case, `OneOf` by one
   * of several values, `DomainMatch` by the domain, `HostnameMatch` by the name of the host. Not every target takes
   * every one of them. Source: Polytomic API, model syncs, which gives the names.
   * @default "Equality"
   */
  readonly function?: (typeof IDENTITY_FUNCTIONS)[number];
}

/** What a field of the target gets: a field of a model, or always the same text. */
export type FieldSource = FieldReference | string;

const WITH_IDENTITY = new Set<unknown>(["update", "updateOrCreate", "remove"]);
const WITHOUT_VALUE = new Set<unknown>(["IsNull", "IsNotNull", "True", "False"]);

const fieldOrTextRule = rule(() =>
  instance(
    `${A_FIELD}, or a text that every record gets`,
    (value) => typeof value === "string" || FieldReference.isFieldReference(value),
  ),
);

/** The rule of {@link ModelSyncMode}. */
export const modelSyncModeRule = rule(() => oneOf(MODES));

/** The rules of {@link SyncIdentity}. */
export const identityRule = rule((z) =>
  z.strictObject({
    source: fieldRule(),
    target: text(),
    function: oneOf(IDENTITY_FUNCTIONS).optional(),
  }),
);

/** The rules of the field mapping: target names to sources, at least one of them a field of a model. */
export const fieldMappingRule = rule((z) =>
  withRules(z.record(z.string().min(1), fieldOrTextRule()), (mapping, problem) => {
    if (!Object.values(mapping).some(FieldReference.isFieldReference)) {
      const remedy = 'map at least one, such as { Email: model.field("email") }';
      problem([], `maps no field of a model; ${remedy}`, "MISSING");
    }
    for (const [target, source] of Object.entries(mapping)) {
      if (source === "") {
        problem([target], "is empty; leave the field out", "OUT_OF_RANGE");
      }
    }
  }),
);

/** The rules of a list of filters. */
export const filtersRule = rule((z) =>
  writtenList(
    withRules(
      z.strictObject({ source: fieldRule(), function: oneOf(FILTER_FUNCTIONS), value: json().optional() }),
      ({ function: name, value }, problem) => {
        if (WITHOUT_VALUE.has(name) && value !== undefined) {
          problem(["value"], `was given, but ${show(name)} compares with nothing; leave it out`);
        }
        if (typeof name === "string" && !isToken(name) && !WITHOUT_VALUE.has(name) && value === undefined) {
          problem(["value"], `is missing; ${show(name)} compares the field with it`, "MISSING");
        }
      },
    ),
  ),
);

/** What holds between the mode and the identity of a model sync. */
export function identityProblem(mode: unknown, identity: unknown): string | undefined {
  return WITH_IDENTITY.has(mode) && identity === undefined
    ? `is missing; mode ${JSON.stringify(mode)} needs a field by which records are recognized`
    : undefined;
}

/** The provider's `fields`: those that come from a model. */
export function mappedFields(mapping: Readonly<Record<string, FieldSource>>) {
  return Object.entries(mapping).flatMap(([target, source]) =>
    FieldReference.isFieldReference(source) ? [{ target, source: fieldSource(source) }] : [],
  );
}

/** The provider's `override_fields`, where static values belong: in `fields` it would move them here, and fail. */
export function staticFields(mapping: Readonly<Record<string, FieldSource>>) {
  const fields = Object.entries(mapping).flatMap(([target, source]) =>
    FieldReference.isFieldReference(source) ? [] : [{ target, overrideValue: source }],
  );
  return fields.length > 0 ? fields : undefined;
}

/** The provider's `filters`. Labels are left to Polytomic, which assigns them; values are JSON. */
export function filterArguments(filters: readonly Filter[]) {
  return filters.map((filter) => ({
    source: fieldSource(filter.source),
    function: filter.function,
    ...(filter.value !== undefined && { value: jsonencode(filter.value) }),
  }));
}

/** The provider's `identity`. */
export function identityArguments(identity: SyncIdentity) {
  return {
    source: fieldSource(identity.source),
    target: identity.target,
    function: identity.function ?? "Equality",
  };
}

function fieldSource({ model, field }: FieldReference): { readonly modelId: string; readonly field: string } {
  return { modelId: model.modelId, field };
}

/** Model syncs: what a user writes, and what the provider takes. */
import type { IResolvable } from "cdktf";
import type { ZodType } from "zod";
import { jsonencode } from "../terraform/jsonencode";
import { defined, type Without } from "../objects";
import { formatValue } from "../format";
import { isToken } from "../tokens";
import { rule } from "../validation/rule";
import {
  apiOnly,
  choose,
  bool,
  instance,
  json,
  nonEmpty,
  mapOf,
  oneOf,
  reject,
  type ReportProblem,
  nonEmptyString,
  withRules,
  literalArray,
} from "../validation/combinators";
import { A_FIELD, FieldReference, fieldRule, type Filter, type ModelReference } from "./field-reference";
import { areJoined } from "./model";
import { type Labeled, withLabels } from "./filter-logic";
import {
  comparisonArguments,
  comparisonProblems,
  comparisonShape,
  type FieldFilter,
  fieldFilterShape,
  type FilterValue,
} from "./filters";

const MODES = ["create", "update", "updateOrCreate", "replace", "append", "remove", "snapshot"] as const;
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
 * - `snapshot` writes all records as they are now, as targets that are made of files take them
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
  /**
   * Make the field in the target.
   * @default false
   */
  readonly newField?: boolean | IResolvable;
}

/** What can be said of a field of the target besides what it gets. */
interface FieldOptions {
  /**
   * Make the field in the target. Polytomic answers either `false` or nothing for a field that is there already, and the provider
   * fails over what it was not told: set `false` where Polytomic answers that, and leave it out otherwise.
   * @default - nothing is sent, which means no
   */
  readonly new?: boolean | IResolvable;
  /**
   * How this field alone is written, where the target can do that: `create` leaves a field that has a value already. Source: Polytomic
   * API, model syncs.
   * @default - the mode of the sync
   */
  readonly syncMode?: ModelSyncMode;
}

/** A field of the target that gets a field of a model, and more that is said of it. */
export interface MappedField extends FieldOptions {
  /** The field of the model. */
  readonly source: FieldReference;
  /**
   * What every record gets instead of its own value.
   * @default - its own value
   */
  readonly overrideValue?: string;
  /**
   * Encrypt the values with the sync's `encryptionPassphrase`.
   * @default false
   */
  readonly encryptionEnabled?: boolean | IResolvable;
}

/** A field of the target that always gets the same text, and more that is said of it. */
export interface StaticField extends FieldOptions, Without<"source" | "encryptionEnabled"> {
  /** What every record gets. */
  readonly overrideValue: string;
}

/** What a field of the target gets: a field of a model, or always the same text; in an object where more is said of it. */
export type FieldSource = FieldReference | string | MappedField | StaticField;

/**
 * Fields of a target, and what they get. A list of fields of models where the target takes several under one name, as a webhook
 * takes all of them as `record`.
 */
export type FieldMapping = Readonly<Record<string, FieldSource | readonly FieldReference[]>>;

/** What a field of a model is written as where it satisfies a function. */
export interface Override extends Filter {
  /** What is written instead. */
  readonly override: FilterValue;
}

const WITH_IDENTITY = new Set<unknown>(["update", "updateOrCreate", "remove"]);

/** The rule of {@link ModelSyncMode}. */
export const modelSyncModeRule = rule(() => oneOf(MODES));

/** The rules of {@link SyncIdentity}. */
export const identityRule = rule((z) =>
  z.strictObject({
    source: fieldRule(),
    target: nonEmptyString(),
    function: oneOf(IDENTITY_FUNCTIONS).optional(),
    newField: bool().optional(),
    remoteFieldTypeId: apiOnly(),
  }),
);

const fieldOrTextRule = rule(() =>
  instance(
    `${A_FIELD}, a text that every record gets, or an object with one of them as source or overrideValue`,
    (value) => typeof value === "string" || FieldReference.isFieldReference(value),
  ),
);

const fieldSourceRule = rule((z) => {
  const options = { new: bool().optional(), syncMode: modelSyncModeRule().optional() };
  const shapes = {
    mapped: z.strictObject({
      ...options,
      source: fieldRule(),
      overrideValue: nonEmptyString().optional(),
      encryptionEnabled: bool().optional(),
    }),
    static: z.strictObject({ ...options, overrideValue: nonEmptyString() }),
  };
  return choose((value) => {
    if (Array.isArray(value)) {
      return literalArray(fieldRule());
    }
    if (
      typeof value !== "object" ||
      value === null ||
      isToken(value) ||
      FieldReference.isFieldReference(value)
    ) {
      return fieldOrTextRule();
    }
    return "source" in value ? shapes.mapped : "overrideValue" in value ? shapes.static : fieldOrTextRule();
  });
});

/** The rules of the field mapping: target names to sources, at least one of them a field of a model. */
export const fieldMappingRule = rule((z) =>
  withRules(mapOf(fieldSourceRule(), z.string().min(1)), (mapping, problem) => {
    if (!oneByOne(mapping).some(([, one]) => sourceOf(one) !== undefined)) {
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

const NO_FILTER =
  "is empty, so every record would pass; give at least one filter, or leave it out for all records";

/** The rules of filters, in a list or by their labels. */
function labeled(filter: ZodType, byLabel: ZodType): ZodType {
  const message = "is one filter; write it in a list: [...]";
  return reject(
    (value) =>
      typeof memberOf(value, "function") === "string" ? { code: "WRONG_TYPE", message } : undefined,
    nonEmpty(
      NO_FILTER,
      choose((value) => {
        const isRecord =
          typeof value === "object" && value !== null && !Array.isArray(value) && !isToken(value);
        return isRecord ? byLabel : literalArray(filter);
      }),
    ),
  );
}

/** The rules of the filters of a model sync. */
export const filtersRule = rule((z) => {
  const filter = withRules(z.strictObject({ ...comparisonShape(), source: fieldRule() }), comparisonProblems);
  return labeled(filter, mapOf(filter));
});

/** The rules of the filters of a target. */
export const targetFiltersRule = rule((z) => {
  const filter = withRules(z.strictObject(fieldFilterShape()), comparisonProblems);
  return labeled(filter, mapOf(filter));
});

/** The rules of a list of {@link Override}. */
export const overridesRule = rule((z) =>
  literalArray(
    withRules(
      z.strictObject({ ...comparisonShape(), source: fieldRule(), override: json() }),
      comparisonProblems,
    ),
  ),
);

/**
 * What holds between the members of a model sync.
 *
 * @param targetType type of the target's connection, if it is known. A webhook recognizes no records, so it needs no identity
 */
export function modelSyncProblems(
  props: Readonly<Record<string, unknown>>,
  problem: ReportProblem,
  targetType?: string,
): void {
  const { mode, identity, fields, encryptionPassphrase, targetFilters } = props;
  if (targetFilters !== undefined && typeof mode === "string" && !isToken(mode) && mode !== "update") {
    problem(
      ["targetFilters"],
      `was given, but only mode "update" filters its target, not ${formatValue(mode)}`,
    );
  }
  if (targetType === "webhook") {
    webhookProblems(props, problem);
  }
  if (WITH_IDENTITY.has(mode) && identity === undefined && targetType !== "webhook") {
    const message = `is missing; mode ${JSON.stringify(mode)} needs a field by which records are recognized`;
    problem(["identity"], message, "MISSING");
  }
  const mapping = typeof fields === "object" && fields !== null ? oneByOne(fields as FieldMapping) : [];
  const encrypted = mapping.find(([, one]) => isEncrypted(one));
  if (encrypted !== undefined && encryptionPassphrase === undefined) {
    problem(["encryptionPassphrase"], `is missing; ${encrypted[0]} is encrypted with it`, "MISSING");
  }
  if (encrypted === undefined && encryptionPassphrase !== undefined) {
    problem(["encryptionPassphrase"], "was given, but no field is encrypted; leave it out");
  }
  const [target, source] = mapping.find(([name]) => name === memberOf(identity, "target")) ?? [];
  const identified = memberOf(identity, "source");
  const mapped = sourceOf(source);
  if (target !== undefined && !(mapped !== undefined && same(mapped, identified))) {
    const message =
      "is the target of the identity already, with another source; Polytomic keeps one of the two. Leave it out here";
    problem(["fields", target], message);
  }
  if (!areJoined(sourceModels(mapping, identity))) {
    const remedy = 'give one of them relations: [{ from: "account_id", to: accounts.field("id") }]';
    problem(["fields"], `come from several models that no relation joins; ${remedy}`);
  }
}

/** What a webhook takes. Source: Polytomic, "Syncing to custom webhooks". */
function webhookProblems(props: Readonly<Record<string, unknown>>, problem: ReportProblem): void {
  const { mode, target, fields } = props;
  const isOther = (value: unknown, allowed: string): boolean =>
    typeof value === "string" && !isToken(value) && value !== allowed;
  if (isOther(mode, "updateOrCreate")) {
    problem(["mode"], `is ${formatValue(mode)}, but a webhook takes mode "updateOrCreate" only`);
  }
  const object = memberOf(target, "object");
  if (isOther(object, "http")) {
    problem(["target", "object"], `is ${formatValue(object)}, but the only object of a webhook is "http"`);
  }
  const others = isToken(fields) ? [] : Object.keys(Object(fields)).filter((name) => name !== "record");
  for (const name of others) {
    const remedy = "Write fields: { record: [...] } with all fields that it gets";
    problem(["fields", name], `is not a field of a webhook, which takes "record" only. ${remedy}`);
  }
}

/** The mapping as pairs of a field of the target and what it gets. */
function oneByOne(mapping: Readonly<Record<string, unknown>>): [string, FieldSource][] {
  return Object.entries(mapping).flatMap(([target, sources]) =>
    [sources].flat().map((source): [string, FieldSource] => [target, source as FieldSource]),
  );
}

/** The models that fields and identity refer to, each once. */
function sourceModels(mapping: readonly [string, unknown][], identity: unknown): ModelReference[] {
  const sources = [...mapping.map(([, field]) => field), memberOf(identity, "source")].map(sourceOf);
  const byId = new Map(sources.flatMap((one) => (one === undefined ? [] : [[one.model.modelId, one.model]])));
  return [...byId.values()];
}

const memberOf = (value: unknown, name: string): unknown =>
  typeof value === "object" && value !== null && name in value
    ? (value as Readonly<Record<string, unknown>>)[name]
    : undefined;

const isEncrypted = (field: unknown): boolean => {
  const enabled = memberOf(field, "encryptionEnabled");
  return enabled !== undefined && enabled !== false;
};

/** The field of a model behind a field of the target, if there is one. */
function sourceOf(field: unknown): FieldReference | undefined {
  const source = FieldReference.isFieldReference(field) ? field : memberOf(field, "source");
  return FieldReference.isFieldReference(source) ? source : undefined;
}

const same = (one: FieldReference, other: unknown): boolean =>
  FieldReference.isFieldReference(other) &&
  one.field === other.field &&
  one.model.modelId === other.model.modelId;

/** The fields of models that a sync refers to. */
export function referencesOf({
  fields,
  identity,
  filters,
  overrides = [],
}: {
  readonly fields: FieldMapping;
  readonly identity?: SyncIdentity;
  readonly filters?: Labeled<Filter>;
  readonly overrides?: readonly Override[];
}): FieldReference[] {
  return [
    ...oneByOne(fields).map(([, field]) => sourceOf(field)),
    identity?.source,
    ...withLabels(filters).map(({ source }) => source),
    ...overrides.map(({ source }) => source),
  ].filter((one) => one !== undefined);
}

/**
 * The provider's `fields`: those that come from a model. What the identity maps already is left out, as Polytomic drops it
 * and the provider then misses it; unless it is all there is, since there has to be one.
 */
export function mappedFields(mapping: FieldMapping, identity?: SyncIdentity) {
  const fields = oneByOne(mapping).flatMap(([target, field]) => {
    const source = sourceOf(field);
    return source === undefined ? [] : [{ target, source: fieldSource(source), ...optionsOf(field) }];
  });
  const others = fields.filter(({ target }) => target !== identity?.target);
  return others.length > 0 ? others : fields;
}

/** The provider's `override_fields`, where static values belong: in `fields` it would move them here, and fail. */
export function staticFields(mapping: FieldMapping) {
  const fields = oneByOne(mapping).flatMap(([target, field]) =>
    sourceOf(field) !== undefined
      ? []
      : [{ target, ...(typeof field === "string" ? { overrideValue: field } : optionsOf(field)) }],
  );
  return fields.length > 0 ? fields : undefined;
}

/**
 * The provider takes `false` for a difference from nothing, which is what the server answers for it. Whether it does so for `new` is
 * not known, so a `false` of the program goes through.
 */
function optionsOf(field: FieldSource) {
  if (typeof field === "string" || FieldReference.isFieldReference(field)) {
    return {};
  }
  const { new: isNew, syncMode, overrideValue, encryptionEnabled } = field;
  return defined({
    new: isNew,
    syncMode,
    overrideValue,
    encryptionEnabled: unlessFalse(encryptionEnabled),
  });
}

const unlessFalse = <T>(value: T): T | undefined => (value === false ? undefined : value);

/**
 * The provider's `filters`. Without logic the labels are left to Polytomic, which assigns them; values are JSON. An empty set
 * would be a difference from nothing.
 */
export function filterArguments(filters: Labeled<Filter> | undefined) {
  return unlessEmpty(
    withLabels(filters).map(({ source, ...filter }) => ({
      source: fieldSource(source),
      ...compared(filter),
    })),
  );
}

/** The provider's `target_filters`. */
export function targetFilterArguments(filters: Labeled<FieldFilter> | undefined) {
  return unlessEmpty(withLabels(filters).map(({ field, ...filter }) => ({ field, ...compared(filter) })));
}

/** The provider's `overrides`. */
export function overrideArguments(overrides: readonly Override[] = []) {
  return unlessEmpty(
    overrides.map(({ source, override, ...filter }) => ({
      source: fieldSource(source),
      override: jsonencode(override),
      ...compared(filter),
    })),
  );
}

const unlessEmpty = <T>(list: T[]): T[] | undefined => (list.length > 0 ? list : undefined);

function compared({ label, ...comparison }: Omit<Filter, "source"> & { readonly label?: string }) {
  return { ...comparisonArguments(comparison), ...defined({ label }) };
}

/** The provider's `identity`. */
export function identityArguments(identity: SyncIdentity) {
  return {
    source: fieldSource(identity.source),
    target: identity.target,
    function: identity.function ?? "Equality",
    ...defined({ newField: unlessFalse(identity.newField) }),
  };
}

function fieldSource({ model, field }: FieldReference): { readonly modelId: string; readonly field: string } {
  return { modelId: model.modelId, field };
}

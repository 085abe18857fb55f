/** Model syncs: types and rules of the props, and the provider's arguments. */
import type { IResolvable } from "cdktf";
import type { ZodType } from "zod";
import { jsonencode } from "../terraform/jsonencode";
import { defined, isObject, isRecord, memberAt, type Without } from "../objects";
import { formatValue } from "../format";
import { isToken } from "../tokens";
import { rule } from "../validation/rule";
import {
  apiOnly,
  either,
  ruleByValue,
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
  comparisonRule,
  type FieldFilter,
  fieldFilterRule,
  type FilterValue,
} from "./filters";

const MODES = ["create", "update", "updateOrCreate", "replace", "append", "remove", "snapshot"] as const;
const IDENTITY_FUNCTIONS = ["Equality", "ISubstring", "OneOf", "DomainMatch", "HostnameMatch"] as const;

/**
 * How records are written to the target. Not every target supports every mode. Source: Polytomic API, model syncs.
 *
 * - `create` adds records that the target does not have
 * - `update` changes records that the target has
 * - `updateOrCreate` does both
 * - `replace` replaces the contents of the target with these records
 * - `append` adds all records without checking for existing ones
 * - `remove` deletes matching records from the target
 * - `snapshot` writes all current records, for targets that consist of files
 */
export type ModelSyncMode = (typeof MODES)[number];

/** How records are matched to records in the target. */
export interface SyncIdentity {
  /** The field of the model. */
  readonly source: FieldReference;
  /** The field of the target. */
  readonly target: string;
  /**
   * How the two fields are compared: `Equality` by value, `ISubstring` by case-insensitive substring, `OneOf` by one of several values,
   * `DomainMatch` by domain, `HostnameMatch` by host name. Not every target supports every function. Source: Polytomic API, model syncs,
   * which lists the names.
   * @default "Equality"
   */
  readonly function?: (typeof IDENTITY_FUNCTIONS)[number];
  /**
   * Create the field in the target.
   * @default false
   */
  readonly newField?: boolean | IResolvable;
}

/** Options of a target field, in addition to its source. */
interface FieldOptions {
  /**
   * Create the field in the target. For a field that already exists, Polytomic returns either `false` or no value, and the provider fails
   * if that differs from your code: set `false` where Polytomic returns `false`, and omit the prop otherwise.
   * @default - not sent, which means false
   */
  readonly new?: boolean | IResolvable;
  /**
   * Sync mode of this field only, for targets that support it. `create` keeps an existing value. Source: Polytomic API, model syncs.
   * @default - the mode of the sync
   */
  readonly syncMode?: ModelSyncMode;
}

/** A target field that is mapped to a field of a model, with options. */
export interface MappedField extends FieldOptions {
  /** The field of the model. */
  readonly source: FieldReference;
  /**
   * Value that every record gets instead of its own.
   * @default - the record's own value
   */
  readonly overrideValue?: string;
  /**
   * Encrypt the values with the sync's `encryptionPassphrase`.
   * @default false
   */
  readonly encryptionEnabled?: boolean | IResolvable;
}

/** A target field with the same string for every record, with options. */
export interface StaticField extends FieldOptions, Without<"source" | "encryptionEnabled"> {
  /** Value that every record gets. */
  readonly overrideValue: string;
}

/** The source of a target field: a field of a model, a fixed string, or an object that adds options to either. */
export type FieldSource = FieldReference | string | MappedField | StaticField;

/**
 * Maps target fields to their sources. Use an array of model fields if the target takes several under one name, such as `record` of a
 * webhook.
 */
export type FieldMapping = Readonly<Record<string, FieldSource | readonly FieldReference[]>>;

/** A replacement for the value of a model field that matches a comparison. */
export interface Override extends Filter {
  /** The value to write instead. */
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

const fieldOrStringRule = rule(() =>
  instance(
    `${A_FIELD}, a string that every record gets, or an object with source or overrideValue`,
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
  const fields = literalArray(fieldRule());
  return ruleByValue((value) => {
    if (Array.isArray(value)) {
      return fields;
    }
    if (!isObject(value) || isToken(value) || FieldReference.isFieldReference(value)) {
      return fieldOrStringRule();
    }
    return "source" in value ? shapes.mapped : "overrideValue" in value ? shapes.static : fieldOrStringRule();
  });
});

/** The rules of the field mapping, from target fields to sources. At least one source must be a field of a model. */
export const fieldMappingRule = rule((z) =>
  withRules(mapOf(fieldSourceRule(), z.string().min(1)), (mapping, problem) => {
    if (!mappingEntries(mapping).some(([, one]) => sourceOf(one) !== undefined)) {
      const remedy = 'map at least one, such as { Email: model.field("email") }';
      problem([], `maps no field of a model; ${remedy}`, "MISSING");
    }
    for (const [target, source] of Object.entries(mapping)) {
      if (source === "") {
        problem([target], "is empty; remove the field", "OUT_OF_RANGE");
      }
    }
  }),
);

const NO_FILTER =
  "is empty, so every record would match; add at least one filter, or omit it to select all records";

/** The rules of filters, in an array or by their labels. */
function labeled(filter: ZodType): ZodType {
  const message = "is a single filter; write an array: [...]";
  return reject(
    (value) =>
      typeof memberAt(value, "function") === "string" ? { code: "WRONG_TYPE", message } : undefined,
    nonEmpty(
      NO_FILTER,
      either((value) => isRecord(value) && !isToken(value), mapOf(filter), literalArray(filter)),
    ),
  );
}

/** The rules of the filters of a model sync. */
export const filtersRule = rule(() => labeled(comparisonRule({ source: fieldRule() })));

/** The rules of the filters of a target. */
export const targetFiltersRule = rule(() => labeled(fieldFilterRule()));

/** The rules of an array of {@link Override}. */
export const overridesRule = rule(() =>
  literalArray(comparisonRule({ source: fieldRule(), override: json() })),
);

/**
 * Checks the props of a model sync against each other.
 *
 * @param targetType type of the target's connection, if known. A webhook does not match records, so it needs no identity
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
      `is set, but mode ${formatValue(mode)} does not filter its target; use mode "update", or remove the filters`,
    );
  }
  if (targetType === "webhook") {
    webhookProblems(props, problem);
  }
  if (WITH_IDENTITY.has(mode) && identity === undefined && targetType !== "webhook") {
    const message = `is missing; mode ${JSON.stringify(mode)} needs a field that matches records to the target`;
    problem(["identity"], message, "MISSING");
  }
  const mapping = isObject(fields) ? mappingEntries(fields as FieldMapping) : [];
  const encrypted = mapping.find(([, one]) => isEncrypted(one));
  if (encrypted !== undefined && encryptionPassphrase === undefined) {
    problem(
      ["encryptionPassphrase"],
      `is missing; the field ${encrypted[0]} needs it for encryption`,
      "MISSING",
    );
  }
  if (encrypted === undefined && encryptionPassphrase !== undefined) {
    problem(["encryptionPassphrase"], "is set, but no field has encryptionEnabled; remove it");
  }
  const [target, source] = mapping.find(([name]) => name === memberAt(identity, "target")) ?? [];
  const identified = memberAt(identity, "source");
  const mapped = sourceOf(source);
  if (target !== undefined && !(mapped !== undefined && isSameField(mapped, identified))) {
    const message =
      "is already the target of the identity, with a different source, and Polytomic keeps only one of the two. Remove it here";
    problem(["fields", target], message);
  }
  if (!areJoined(sourceModels(mapping, identity))) {
    const remedy = 'give one of them relations: [{ from: "account_id", to: accounts.field("id") }]';
    problem(["fields"], `come from several models without relations that join them; ${remedy}`);
  }
}

/** Checks the props of a sync to a webhook. Source: Polytomic, "Syncing to custom webhooks". */
function webhookProblems(props: Readonly<Record<string, unknown>>, problem: ReportProblem): void {
  const { mode, target, fields } = props;
  const isOther = (value: unknown, allowed: string): boolean =>
    typeof value === "string" && !isToken(value) && value !== allowed;
  if (isOther(mode, "updateOrCreate")) {
    problem(["mode"], `is ${formatValue(mode)}, but a webhook supports only mode "updateOrCreate"`);
  }
  const object = memberAt(target, "object");
  if (isOther(object, "http")) {
    problem(["target", "object"], `is ${formatValue(object)}, but the only object of a webhook is "http"`);
  }
  const others = isToken(fields) ? [] : Object.keys(Object(fields)).filter((name) => name !== "record");
  for (const name of others) {
    const remedy = "Write fields: { record: [...] } with all fields to send";
    problem(["fields", name], `is not a field of a webhook, which has only "record". ${remedy}`);
  }
}

/** The mapping as pairs of a target field and its source. Arrays become several pairs. */
function mappingEntries(mapping: Readonly<Record<string, unknown>>): [string, FieldSource][] {
  return Object.entries(mapping).flatMap(([target, sources]) =>
    [sources].flat().map((source): [string, FieldSource] => [target, source as FieldSource]),
  );
}

/** The models that the fields and the identity refer to, without duplicates. */
function sourceModels(mapping: readonly [string, unknown][], identity: unknown): ModelReference[] {
  const sources = [...mapping.map(([, field]) => field), memberAt(identity, "source")].map(sourceOf);
  const byId = new Map(sources.flatMap((one) => (one === undefined ? [] : [[one.model.modelId, one.model]])));
  return [...byId.values()];
}

const isEncrypted = (field: unknown): boolean => {
  const enabled = memberAt(field, "encryptionEnabled");
  return enabled !== undefined && enabled !== false;
};

/** The model field that a target field is mapped to, if any. */
function sourceOf(field: unknown): FieldReference | undefined {
  const source = FieldReference.isFieldReference(field) ? field : memberAt(field, "source");
  return FieldReference.isFieldReference(source) ? source : undefined;
}

const isSameField = (one: FieldReference, other: unknown): boolean =>
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
    ...mappingEntries(fields).map(([, field]) => sourceOf(field)),
    identity?.source,
    ...withLabels(filters).map(({ source }) => source),
    ...overrides.map(({ source }) => source),
  ].filter((one) => one !== undefined);
}

/**
 * The provider's `fields`: the target fields with a model field as source. Omits the field that the identity already maps, because
 * Polytomic drops it and the provider then fails; keeps it if it is the only field, because Polytomic requires one.
 */
export function mappedFields(mapping: FieldMapping, identity?: SyncIdentity) {
  const fields = mappingEntries(mapping).flatMap(([target, field]) => {
    const source = sourceOf(field);
    return source === undefined ? [] : [{ target, source: fieldSource(source), ...optionsOf(field) }];
  });
  const others = fields.filter(({ target }) => target !== identity?.target);
  return others.length > 0 ? others : fields;
}

/** The provider's `override_fields`, for fixed strings. In `fields`, the provider would move them here, and fail. */
export function staticFields(mapping: FieldMapping) {
  const fields = mappingEntries(mapping).flatMap(([target, field]) =>
    sourceOf(field) !== undefined
      ? []
      : [{ target, ...(typeof field === "string" ? { overrideValue: field } : optionsOf(field)) }],
  );
  return fields.length > 0 ? fields : undefined;
}

/**
 * Omits `encryptionEnabled: false`: the server returns no value for it, which the provider treats as a change. Whether the same holds for
 * `new` is not known, so `new: false` is sent.
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
 * The provider's `filters`. Values are JSON. Without logic, Polytomic assigns the labels. Omitted if empty, because the provider treats an
 * empty set as a change.
 */
export function filterArguments(filters: Labeled<Filter> | undefined) {
  return unlessEmpty(
    withLabels(filters).map(({ source, ...filter }) => ({
      source: fieldSource(source),
      ...comparisonOf(filter),
    })),
  );
}

/** The provider's `target_filters`. */
export function targetFilterArguments(filters: Labeled<FieldFilter> | undefined) {
  return unlessEmpty(withLabels(filters).map(({ field, ...filter }) => ({ field, ...comparisonOf(filter) })));
}

/** The provider's `overrides`. */
export function overrideArguments(overrides: readonly Override[] = []) {
  return unlessEmpty(
    overrides.map(({ source, override, ...filter }) => ({
      source: fieldSource(source),
      override: jsonencode(override),
      ...comparisonOf(filter),
    })),
  );
}

const unlessEmpty = <T>(list: T[]): T[] | undefined => (list.length > 0 ? list : undefined);

function comparisonOf({ label, ...comparison }: Omit<Filter, "source"> & { readonly label?: string }) {
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

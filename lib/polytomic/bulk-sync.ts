/** Bulk syncs: the schemas to copy, and their form in the provider's arguments. */
import type { IResolvable } from "cdktf";
import type { ZodType } from "zod";
import { defined, isObject } from "../objects";
import { formatValue } from "../format";
import { rule } from "../validation/rule";
import {
  either,
  bool,
  nonEmpty,
  oneOf,
  reject,
  nonEmptyString,
  checkedString,
  unsupported,
  withoutDuplicates,
  literalArray,
} from "../validation/combinators";
import { comparisonArguments, type FieldFilter, fieldFilterRule } from "./filters";

const MODES = ["replicate", "snapshot"] as const;
const AUTOMATICALLY_ADD = ["all", "onlyIncremental", "onlyNonIncremental", "none"] as const;

const NORMALIZE_NAMES = ["enabled", "disabled", "legacy"] as const;

/**
 * Whether names of tables and columns are normalized for the destination (`enabled`), kept as they are (`disabled`), or normalized as in
 * earlier versions of Polytomic (`legacy`). Source: Polytomic API, bulk syncs.
 */
export type NormalizeNames = (typeof NORMALIZE_NAMES)[number];

/** How a bulk sync writes: `replicate` copies changes, `snapshot` copies everything each time. Source: Polytomic API, bulk syncs. */
export type BulkSyncMode = (typeof MODES)[number];

/**
 * Which newly found objects or fields a bulk sync adds automatically: `all`, only those that Polytomic can copy incrementally
 * (`onlyIncremental`), only those that it cannot (`onlyNonIncremental`), or `none`. Source: Polytomic API, bulk syncs.
 */
export type AutomaticallyAdd = (typeof AUTOMATICALLY_ADD)[number];

/** A schema of a bulk sync: an object, table or stream of the source. */
export interface BulkSchema {
  /**
   * Id of the schema, such as `Contact` or `public.orders`, as Polytomic lists it among the schemas of the source connection. With files
   * in S3, the schemas are the tables that the connection's `files` define.
   */
  readonly id: string;
  /**
   * Whether the schema is synced.
   * @default true
   */
  readonly enabled?: boolean | IResolvable;
  /**
   * Field that partitions the destination.
   * @default - none
   */
  readonly partitionKey?: string;
  /**
   * Field that Polytomic uses to detect changes.
   * @default - chosen by Polytomic
   */
  readonly trackingField?: string;
  /**
   * Fields to copy: ids of fields in the source, or fields with options. If Polytomic returns the names of fields in the destination, the
   * provider plans a change every time; without this prop it never does.
   * @default - all fields
   */
  readonly fields?: readonly (string | BulkField)[];
  /**
   * Copy only records that match all of these filters, such as `[field("status").notEquals("draft")]`.
   * @default - all records
   */
  readonly filters?: readonly FieldFilter[];
  /**
   * Skip records from before this time, an RFC 3339 timestamp with offset such as `2026-01-01T00:00:00Z`.
   * @default - the cutoff of the sync
   */
  readonly dataCutoffTimestamp?: string;
  /**
   * Ignore the cutoff of the sync and copy older records too.
   * @default false
   */
  readonly disableDataCutoff?: boolean | IResolvable;
}

/** The schemas to copy: every schema of the source, or an array of ids and schemas with options. */
export type BulkSchemas = "all" | readonly (string | BulkSchema)[];

/** A field of a bulk sync's schema. */
export interface BulkField {
  /** Id of the field, as Polytomic lists it among the fields of the schema. */
  readonly id: string;
  /**
   * Whether the field is copied.
   * @default true
   */
  readonly enabled?: boolean | IResolvable;
  /**
   * Copy a hash instead of the values.
   * @default false
   */
  readonly obfuscate?: boolean | IResolvable;
}

/** The rule of {@link BulkSyncMode}. */
export const bulkSyncModeRule = rule(() => oneOf(MODES));

/** The rule of {@link AutomaticallyAdd}. */
export const automaticallyAddRule = rule(() => oneOf(AUTOMATICALLY_ADD));

/** The rule of {@link NormalizeNames}. */
export const normalizeNamesRule = rule(() => oneOf(NORMALIZE_NAMES));

/** The rule of a timestamp. The provider accepts only RFC 3339. */
export const timestampRule = rule(() =>
  checkedString(
    (value) =>
      /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(value) &&
      !Number.isNaN(Date.parse(value))
        ? undefined
        : "is not a timestamp with an offset, such as 2026-01-01T00:00:00Z",
    "a timestamp, such as `2026-01-01T00:00:00Z`",
  ),
);

const fieldRule = rule((z) =>
  z.strictObject({ id: nonEmptyString(), enabled: bool().optional(), obfuscate: bool().optional() }),
);

const NEVER_SENT =
  "cannot be set: the Terraform provider accepts it but does not send it to Polytomic. Set the name in Polytomic's app";

const schemaRule = rule((z) =>
  z.strictObject({
    id: nonEmptyString(),
    enabled: bool().optional(),
    partitionKey: nonEmptyString().optional(),
    trackingField: nonEmptyString().optional(),
    fields: nonEmpty(
      "is empty, which Polytomic treats as all fields; list at least one, or omit it to copy all fields",
      uniqueIds(fieldRule()),
    ).optional(),
    filters: nonEmpty(
      "is empty, so every record would match; add at least one filter, or omit it to copy all records",
      literalArray(fieldFilterRule()),
    ).optional(),
    dataCutoffTimestamp: timestampRule().optional(),
    disableDataCutoff: bool().optional(),
    outputName: unsupported(NEVER_SENT),
    userOutputName: unsupported(NEVER_SENT),
  }),
);

/** The rules of {@link BulkSchemas}. An empty array selects everything in Polytomic, so it is rejected in favor of `"all"`. */
export const bulkSchemasRule = rule(() => {
  const named = nonEmpty(
    'is empty, which Polytomic treats as all schemas; list at least one, or write "all" to copy all schemas',
    uniqueIds(schemaRule()),
  );
  const message = 'must be an array of schemas, such as ["public.orders"], or "all"';
  return reject(
    (value) => (typeof value === "string" && value !== "all" ? { code: "WRONG_TYPE", message } : undefined),
    either((value) => value === "all", oneOf(["all"]), named),
  );
});

/** The rules of an array of unique ids, or of objects with unique ids that satisfy `schema`. */
const uniqueIds = (schema: ZodType): ZodType =>
  withoutDuplicates(
    literalArray(either((one) => typeof one === "string", nonEmptyString(), schema)),
    idOf,
    (one) => formatValue(idOf(one)),
  );

function idOf(one: unknown): unknown {
  return isObject(one) && "id" in one ? one.id : one;
}

/**
 * The provider's `schemas`. Every attribute of a schema or field is set: the provider sends `false` for some omitted attributes and fails
 * on others. Zero values are set explicitly, so that unsetting an attribute appears in the plan. Only `fields = []`, which selects all
 * fields, gives an empty plan for every response that the server may return.
 */
export function bulkSchemaArguments(schemas: BulkSchemas = "all") {
  // An empty set selects all schemas. Without the argument, the provider fails after it has created the sync.
  return (schemas === "all" ? [] : schemas).map((schema) => {
    const {
      id,
      enabled = true,
      fields = [],
      filters = [],
      partitionKey = "",
      trackingField = "",
      disableDataCutoff = false,
      dataCutoffTimestamp,
    } = typeof schema === "string" ? { id: schema } : schema;
    return {
      id,
      enabled,
      fields: fields.map(fieldArguments),
      partitionKey,
      trackingField,
      disableDataCutoff,
      ...(filters.length > 0 && { filters: filters.map(filterArguments) }),
      ...defined({ dataCutoffTimestamp }),
    };
  });
}

function fieldArguments(field: string | BulkField) {
  const { id, enabled = true, obfuscate = false } = typeof field === "string" ? { id: field } : field;
  return { id, enabled, obfuscate };
}

function filterArguments({ field, ...comparison }: FieldFilter) {
  return { fieldId: field, ...comparisonArguments(comparison) };
}

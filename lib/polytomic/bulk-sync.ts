/** Bulk syncs: which schemas they carry, and how the provider must be told. */
import type { IResolvable } from "cdktf";
import type { ZodType } from "zod";
import { defined } from "../objects";
import { formatValue } from "../format";
import { rule } from "../validation/rule";
import {
  choose,
  bool,
  nonEmpty,
  oneOf,
  reject,
  nonEmptyString,
  checkedString,
  unsupported,
  withRules,
  literalArray,
} from "../validation/combinators";
import { comparisonArguments, comparisonProblems, type FieldFilter, fieldFilterShape } from "./filters";

const MODES = ["replicate", "snapshot"] as const;
const AUTOMATICALLY_ADD = ["all", "onlyIncremental", "onlyNonIncremental", "none"] as const;

const NORMALIZE_NAMES = ["enabled", "disabled", "legacy"] as const;

/**
 * Whether names of tables and columns are made fit for the destination (`enabled`), left as they are (`disabled`), or made fit as
 * earlier versions of Polytomic did it (`legacy`). Source: Polytomic API, bulk syncs.
 */
export type NormalizeNames = (typeof NORMALIZE_NAMES)[number];

/** How a bulk sync writes: changes as they come, or everything again each time. Source: Polytomic API, bulk syncs. */
export type BulkSyncMode = (typeof MODES)[number];

/**
 * Which newly found objects or fields a bulk sync takes up by itself: `all`, those that Polytomic can copy by their
 * changes (`onlyIncremental`), those that it cannot (`onlyNonIncremental`), or `none`. Source: Polytomic API, bulk syncs.
 */
export type AutomaticallyAdd = (typeof AUTOMATICALLY_ADD)[number];

/** A schema that a bulk sync carries: an object, table or stream of the source. */
export interface BulkSchema {
  /**
   * Id of the schema, such as `Contact` or `public.orders`, as Polytomic lists it among the schemas of the source
   * connection. With files in S3 the schemas are the tables that the `files` of the connection makes.
   */
  readonly id: string;
  /**
   * Whether it is synced.
   * @default true
   */
  readonly enabled?: boolean | IResolvable;
  /**
   * Field by which the destination is partitioned.
   * @default - none
   */
  readonly partitionKey?: string;
  /**
   * Field by which changes are recognized.
   * @default - chosen by Polytomic
   */
  readonly trackingField?: string;
  /**
   * Fields that are copied: ids of fields in the source, or fields with options. The provider keeps planning a change of a sync with
   * such a list where Polytomic reports the names of fields in the destination; without a list it never does.
   * @default - all fields
   */
  readonly fields?: readonly (string | BulkField)[];
  /**
   * Only records that pass all of these are copied, such as `[field("status").notEquals("draft")]`.
   * @default - all records
   */
  readonly filters?: readonly FieldFilter[];
  /**
   * Records from before this time are left out: a time with its offset, as RFC 3339 spells it, such as `2026-01-01T00:00:00Z`.
   * @default - that of the sync
   */
  readonly dataCutoffTimestamp?: string;
  /**
   * Copy records from before the cutoff of the sync too.
   * @default false
   */
  readonly disableDataCutoff?: boolean | IResolvable;
}

/** What a bulk sync copies: every schema of its source, or those that are named, by their ids or with options. */
export type BulkSchemas = "all" | readonly (string | BulkSchema)[];

/** A field that a bulk sync carries, or does not. */
export interface BulkField {
  /** Id of the field, as Polytomic lists it among the fields of the schema. */
  readonly id: string;
  /**
   * Whether it is copied.
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

/** The rule of a time as RFC 3339 spells it: the provider takes no other. */
export const timestampRule = rule(() =>
  checkedString(
    (value) =>
      /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(value) &&
      !Number.isNaN(Date.parse(value))
        ? undefined
        : "is not a time with its offset, such as 2026-01-01T00:00:00Z",
    "a time, such as `2026-01-01T00:00:00Z`",
  ),
);

const fieldRule = rule((z) =>
  z.strictObject({ id: nonEmptyString(), enabled: bool().optional(), obfuscate: bool().optional() }),
);

const NEVER_SENT =
  "cannot be set: the Terraform provider takes it and does not send it to Polytomic. Set the name in Polytomic's app";

const schemaRule = rule((z) =>
  z.strictObject({
    id: nonEmptyString(),
    enabled: bool().optional(),
    partitionKey: nonEmptyString().optional(),
    trackingField: nonEmptyString().optional(),
    fields: nonEmpty(
      "is empty, which Polytomic takes for all fields; name at least one, or leave it out for all of them",
      listOfOnce(fieldRule()),
    ).optional(),
    filters: nonEmpty(
      "is empty, so every record would pass; give at least one filter, or leave it out for all records",
      literalArray(withRules(z.strictObject(fieldFilterShape()), comparisonProblems)),
    ).optional(),
    dataCutoffTimestamp: timestampRule().optional(),
    disableDataCutoff: bool().optional(),
    outputName: unsupported(NEVER_SENT),
    userOutputName: unsupported(NEVER_SENT),
  }),
);

/** The rules of {@link BulkSchemas}. An empty array would select everything while it reads like nothing, so "all" is a word. */
export const bulkSchemasRule = rule(() => {
  const named = nonEmpty(
    'is empty, which Polytomic takes for all schemas; name at least one, or write "all" for all of them',
    listOfOnce(schemaRule()),
  );
  const message = 'must be an array of schemas, such as ["public.orders"], or "all"';
  return reject(
    (value) => (typeof value === "string" && value !== "all" ? { code: "WRONG_TYPE", message } : undefined),
    choose((value) => (value === "all" ? oneOf(["all"]) : named)),
  );
});

/** The rules of a list of ids, or of objects with an id that satisfy `schema`; each id once. */
function listOfOnce(schema: ZodType): ZodType {
  return withRules(
    literalArray(choose((one) => (typeof one === "string" ? nonEmptyString() : schema))),
    (list, problem) => {
      const ids: unknown[] = Array.isArray(list) ? list.map(idOf) : [];
      ids.forEach((id, index) => {
        if (typeof id === "string" && id !== "" && ids.indexOf(id) < index) {
          problem([index], `${formatValue(id)} is listed twice`);
        }
      });
    },
  );
}

function idOf(one: unknown): unknown {
  return typeof one === "object" && one !== null && "id" in one ? one.id : one;
}

/**
 * The provider's `schemas`. Left out members of a schema or field would be sent as `false`, or end in an error; one that is taken
 * back would be in no plan, so that its zero value, which is sent anyway, is said; and only `fields = []`, which selects all of
 * them, gives an empty plan with every answer that the server may have.
 */
export function bulkSchemaArguments(schemas: BulkSchemas = "all") {
  // An empty set selects all schemas; without the argument the provider fails after it has created the sync.
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

/** Bulk syncs: which schemas they carry, and how the provider must be told. */
import type { IResolvable } from "cdktf";
import { show } from "../validation/show";
import { rule } from "../validation/rule";
import { choose, flag, oneOf, text, withRules, writtenList } from "../validation/token-aware";

const MODES = ["replicate", "snapshot"] as const;
const AUTOMATICALLY_ADD = ["all", "onlyIncremental", "onlyNonIncremental", "none"] as const;

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
}

/** The rule of {@link BulkSyncMode}. */
export const bulkSyncModeRule = rule(() => oneOf(MODES));

/** The rule of {@link AutomaticallyAdd}. */
export const automaticallyAddRule = rule(() => oneOf(AUTOMATICALLY_ADD));

const schemaRule = rule((z) =>
  z.strictObject({
    id: text(),
    enabled: flag().optional(),
    partitionKey: text().optional(),
    trackingField: text().optional(),
  }),
);

/** The rules of the schemas of a bulk sync: ids, or {@link BulkSchema}. */
export const bulkSchemasRule = rule(() =>
  withRules(
    writtenList(
      choose((schema) => (typeof schema === "string" ? text() : schemaRule())),
      0,
    ),
    (schemas, problem) => {
      const ids: unknown[] = Array.isArray(schemas) ? schemas.map(schemaId) : [];
      ids.forEach((id, index) => {
        if (typeof id === "string" && id !== "" && ids.indexOf(id) < index) {
          problem([index], `${show(id)} is listed twice`);
        }
      });
    },
  ),
);

function schemaId(schema: unknown): unknown {
  return typeof schema === "object" && schema !== null && "id" in schema ? schema.id : schema;
}

/**
 * The provider's `schemas`. Left out members of a schema would be sent as `false`; and only `fields = []`, which
 * selects all of them, gives an empty plan with every answer that the server may have.
 */
export function bulkSchemaArguments(schemas: readonly (string | BulkSchema)[]) {
  return schemas.map((schema) => {
    const { id, enabled = true, ...options } = typeof schema === "string" ? { id: schema } : schema;
    return { id, enabled, fields: [], ...options };
  });
}

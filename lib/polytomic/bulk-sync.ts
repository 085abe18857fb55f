/** Bulk syncs: which schemas they carry, and how the provider must be told. */
import { z } from "zod";
import { flag, literal, oneOf, text } from "../validation/token-aware";

/** How a bulk sync writes: changes as they come, or everything again each time. Source: Polytomic API, bulk syncs. */
export type BulkSyncMode = "replicate" | "snapshot";

/** Which newly found objects or fields a bulk sync takes up by itself. Source: Polytomic API, bulk syncs. */
export type AutomaticallyAdd = "all" | "onlyIncremental" | "onlyNonIncremental" | "none";

/** A schema that a bulk sync carries: an object, table or stream of the source. */
export interface BulkSchema {
  /** Id of the schema in the source, such as `Contact` or `public.orders`. */
  readonly id: string;
  /**
   * Whether it is synced.
   * @default true
   */
  readonly enabled?: boolean;
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
export const bulkSyncModeRule = oneOf("replicate", "snapshot");

/** The rule of {@link AutomaticallyAdd}. */
export const automaticallyAddRule = oneOf("all", "onlyIncremental", "onlyNonIncremental", "none");

const schemaRule = z.strictObject({
  id: text(),
  enabled: flag().optional(),
  partitionKey: text().optional(),
  trackingField: text().optional(),
});

/** The rules of the schemas of a bulk sync: ids, or {@link BulkSchema}. */
export const bulkSchemasRule = literal(
  z
    .array(
      z.unknown().superRefine((value, context) => {
        const rule = typeof value === "string" ? text() : schemaRule;
        for (const issue of rule.safeParse(value).error?.issues ?? []) {
          context.addIssue({ ...issue });
        }
      }),
    )
    .superRefine((schemas, context) => {
      const ids = schemas.map((schema) => (typeof schema === "string" ? schema : (schema as BulkSchema).id));
      ids.forEach((id, index) => {
        if (ids.indexOf(id) < index) {
          context.addIssue({
            code: "custom",
            path: [index],
            message: `${JSON.stringify(id)} is listed twice`,
          });
        }
      });
    }),
);

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

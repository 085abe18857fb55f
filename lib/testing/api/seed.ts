/** Objects that exist before the first request, as if somebody had created them in Polytomic's app. */
import { randomUUID } from "node:crypto";
import { z } from "zod";
import { createdNow } from "./audit";
import { connectionBody, modelBody } from "./bodies";
import { CONNECTION_TYPES } from "./connection-types";
import type { State } from "./state";

const id = z.uuid("expected a UUID").optional();
const type = z.string().refine((name) => CONNECTION_TYPES.has(name), "is not a connection type");
const configuration = z.record(z.string(), z.unknown()).default({});
const field = z.union([
  z.string(),
  z.strictObject({
    id: z.string(),
    name: z.string().optional(),
    type: z
      .enum(["unknown", "string", "number", "boolean", "datetime", "array", "object", "binary"])
      .optional(),
    primaryKey: z.boolean().optional(),
  }),
]);
const schema = z.strictObject({
  id: z.string(),
  name: z.string().optional(),
  fields: z.array(field).default([]),
});

const seed = z.strictObject({
  connections: z.array(z.strictObject({ id, name: z.string().min(1), type, configuration })).default([]),
  models: z
    .array(
      z.strictObject({
        id,
        name: z.string().min(1),
        connection_id: z.string(),
        configuration,
        fields: z.array(z.string()).default([]),
        identifier: z.string().optional(),
      }),
    )
    .default([]),
  schemas: z.record(z.string(), z.array(schema)).default({}),
});

/** A schema of a source: a table, a file, a CRM object. */
export interface SchemaDefinition {
  /** The id of the schema: `orders.csv`, `public.orders`. */
  readonly id: string;
  /** @default the part of the id after its last dot */
  readonly name?: string | undefined;
  /** Fields: ids, or ids with types. @default none */
  readonly fields?: readonly (string | FieldDefinition)[] | undefined;
}

/** A field of a schema. */
export interface FieldDefinition {
  /** The id of the field: `email`. */
  readonly id: string;
  /** @default the id */
  readonly name?: string | undefined;
  /** @default "string" */
  readonly type?:
    "unknown" | "string" | "number" | "boolean" | "datetime" | "array" | "object" | "binary" | undefined;
  /** @default false */
  readonly primaryKey?: boolean | undefined;
}

/**
 * Objects that exist before the first request. Nothing about them is checked except their shape: a connection can be of a type that users
 * authorize in a browser, and have no configuration.
 */
export type PolytomicApiSeed = z.input<typeof seed>;

/** Adds objects to a state. Those with an id that exists are replaced. */
export function plant(state: State, organizationId: string, given: unknown): void {
  const parsed = seed.safeParse(given);
  if (!parsed.success) {
    throw new Error(
      `the seed is not valid:\n${parsed.error.issues
        .map(({ path, message }) => `  ${path.map(String).join(".") || "seed"}: ${message}`)
        .join("\n")}`,
    );
  }
  const { connections, models, schemas } = parsed.data;
  for (const { id: connectionId = randomUUID(), ...members } of connections) {
    state.connections[connectionId] = {
      ...connectionBody.parse(members),
      ...{ id: connectionId, organization_id: organizationId },
      ...createdNow(),
    };
  }
  for (const { id: modelId = randomUUID(), ...members } of models) {
    state.models[modelId] = {
      ...modelBody.parse(members),
      ...{ id: modelId, organization_id: organizationId, version: 1 },
      ...createdNow(),
    };
  }
  for (const [source, definitions] of Object.entries(schemas)) {
    state.sourceSchemas[source] = sourceSchemas(definitions);
  }
}

/** The schemas of a source, with the defaults of their members. */
export const sourceSchemas = (definitions: readonly SchemaDefinition[]): State["sourceSchemas"][string] =>
  definitions.map(({ id: schemaId, name, fields = [] }) => ({
    id: schemaId,
    name: name ?? schemaId.slice(schemaId.lastIndexOf(".") + 1),
    fields: fields.map((one) => {
      const defined: FieldDefinition = typeof one === "string" ? { id: one } : one;
      const { type: kind = "string", primaryKey = false } = defined;
      return { id: defined.id, name: defined.name ?? defined.id, type: kind, is_primary_key: primaryKey };
    }),
  }));

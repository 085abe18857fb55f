/** Traps of the primary keys of a schema. */
import { TerraformOutput } from "cdktf";
import { PrimaryKeys } from "../../../../constructs";
import { ConnectionSchemaPrimaryKeys } from "../../../../lib/bindings/connection-schema-primary-keys";
import { DataPolytomicConnectionSchema } from "../../../../lib/bindings/data-polytomic-connection-schema";
import type { Program, Proofs } from "../proof";
import { csv, emptyList } from "../raw";
import { newest } from "./programs";

/** One read of the connection, while the keys are created, returns no organization. */
const READ_WITHOUT_ORGANIZATION = {
  method: "GET",
  path: /^\/api\/connections\/[^/]+$/,
  status: 200,
  body: { data: {} },
  times: 1,
};

/** Ids of schemas that break the path of a URL, and how their keys fail. */
const UNESCAPED = {
  "2026/people": "Schema not found",
  "people?": "Schema not found",
  "people#1": "Schema not found",
  "100%": "Error setting primary keys",
};

/** Polytomic creates the connection and does not return its organization. */
const CREATED_WITHOUT_ORGANIZATION = {
  method: "POST",
  path: "/api/connections",
  status: 200,
  body: {
    data: {
      id: "c0000000-0000-4000-8000-000000000001",
      name: "Files",
      type: { id: "csv", name: "CSV" },
      configuration: { url: "https://example.com/people.csv" },
    },
  },
};

/** Resetting the keys in Polytomic's app leaves each schema without keys. */
const emptied = (keys: Readonly<Record<string, object>>): Record<string, object> =>
  Object.fromEntries(Object.keys(keys).map((connection) => [connection, {}]));

export const PRIMARY_KEYS = {
  "empty-primary-keys": {
    raw: [
      {
        program: (stack) =>
          new ConnectionSchemaPrimaryKeys(stack, "keys", {
            connectionId: csv(stack).id,
            schemaId: "people",
            fieldIds: [],
          }),
        fails: ["apply", "Invalid Configuration"],
      },
    ],
    library: {
      rejected: [
        [
          (stack) => new PrimaryKeys(stack, "keys", { connection: csv(stack), schema: "people", fields: [] }),
          "fields must not be empty",
        ],
      ],
      open: [
        {
          program: (stack) => {
            const fields = emptyList(stack);
            new PrimaryKeys(stack, "keys", { connection: csv(stack), schema: "people", fields });
          },
          fails: ["apply", "Invalid Configuration"],
        },
      ],
    },
  },
  "primary-keys-not-reported": {
    raw: [
      {
        program: (stack) => {
          const read = new DataPolytomicConnectionSchema(stack, "schema", {
            connectionId: csv(stack).id,
            schemaId: "people",
          });
          new TerraformOutput(stack, "fields", { value: read.fields });
        },
        outputs: {
          fields: expect.arrayContaining([
            expect.objectContaining({ id: "id", is_primary_key: false }),
          ]) as unknown,
        },
      },
    ],
    library: {
      open: [
        {
          program: (stack) => {
            new PrimaryKeys(stack, "keys", { connection: csv(stack), schema: "people", fields: ["email"] });
          },
          meanwhile: (api) =>
            api.change(({ primaryKeys }) => void Object.assign(primaryKeys, emptied(primaryKeys))),
        },
      ],
    },
  },
  "primary-keys-without-organization": {
    raw: [
      {
        server: { cannedResponses: [READ_WITHOUT_ORGANIZATION] },
        program: Array<Program>(2).fill((stack) => {
          const connectionId = csv(stack).id;
          new ConnectionSchemaPrimaryKeys(stack, "keys", {
            connectionId,
            schemaId: "people",
            fieldIds: ["id"],
          });
        }),
        fails: ["plan", "Error getting client"],
      },
    ],
    library: {
      safe: [
        {
          server: { cannedResponses: [CREATED_WITHOUT_ORGANIZATION] },
          program: (stack) =>
            new PrimaryKeys(stack, "keys", { connection: csv(stack), schema: "people", fields: ["id"] }),
          fails: ["apply", "Polytomic does not return the organization of the connection. Set organization"],
          meanwhile: ({ requests }) => expect(requests.filter(({ method }) => method === "PUT")).toEqual([]),
        },
        {
          program: (stack, { organizationId: organization }) => {
            const keys = { connection: csv(stack), schema: "people", fields: ["id"] };
            new PrimaryKeys(stack, "keys", { ...keys, organization });
          },
        },
      ],
    },
  },
  "schema-id-in-url": {
    raw: Object.entries(UNESCAPED).map(([schemaId, message]) => ({
      program: [
        (stack) => csv(stack),
        (stack, api) => {
          api.defineSchemas(newest(api, "connections").id, [{ id: schemaId, fields: ["id"] }]);
          new ConnectionSchemaPrimaryKeys(stack, "keys", {
            connectionId: csv(stack).id,
            schemaId,
            fieldIds: ["id"],
          });
        },
      ],
      fails: ["apply", message],
    })),
    library: {
      rejected: Object.keys(UNESCAPED).map((schema) => [
        (stack) => new PrimaryKeys(stack, "keys", { connection: csv(stack), schema, fields: ["id"] }),
        "is not supported: the Terraform provider does not escape",
      ]),
    },
  },
  "imported-primary-keys": {
    raw: [
      {
        recording: "import_each",
        case: "primary keys (import block, generated configuration)",
        shows: /^plan.*: Error: Missing Configuration for Required Attribute/,
      },
    ],
    library: {
      safe: [
        {
          program: [
            (stack) => csv(stack),
            (stack, api) => {
              const { id } = newest(api, "connections");
              api.change(({ primaryKeys }) => void (primaryKeys[id] = { people: ["email"] }));
              const keys = { connection: csv(stack), schema: "people", fields: ["email"] };
              const { resource } = new PrimaryKeys(stack, "keys", keys);
              resource.importFrom(`${api.organizationId}/${id}/people`);
            },
          ],
          changes: ["polytomic_connection_schema_primary_keys: update"],
        },
      ],
    },
  },
} satisfies Partial<Proofs<"Permissions, keys and secrets">>;

/** Traps of the schemas and fields of a bulk sync. */
import { BulkSync } from "../../../../constructs";
import type { PolytomicApi } from "../../../../lib/testing";
import type { PolytomicApiBehavior } from "../../../../lib/testing/api/behavior";
import type { Program, Proofs } from "../proof";
import { bulkSync, csv } from "../raw";
import { copy } from "../written";
import { SYNCS, raw, written, newest } from "./programs";

/** A sync, and a second version that imports it at another address. */
const imported = (props: object): readonly Program[] => [
  written(props),
  (stack, api) => {
    copy(stack, props);
    const [source, destination] = [
      { connection: csv(stack, "source") },
      { connection: csv(stack, "destination") },
    ];
    const second = new BulkSync(stack, "second", { name: "Bulk", source, destination, ...props });
    second.resource.importFrom(newest(api).id);
  },
];

/** An option of a schema: its name in the bindings and in the constructs. */
const OPTIONS = [{ partitionKey: "email" }, { trackingField: "email" }, { disableDataCutoff: true }] as const;

const optioned = (options: object) => written({ schemas: [{ id: "people", ...options }] });

/** A source whose responses have no options of schemas, or empty ones. */
const withoutOptions = [{}, { partition_key: null, tracking_field: null, disable_data_cutoff: null }].map(
  (options) => ({
    method: "GET",
    path: /^\/api\/bulk\/syncs\/[^/]+\/schemas$/,
    status: 200,
    body: { data: [{ id: "people", enabled: true, fields: [], ...options }] },
  }),
);

/** Variants of responses about schemas. */
const SCHEMA_ANSWERS: readonly Partial<PolytomicApiBehavior>[] = [
  ...(["both", "output-name-only", "empty", "absent"] as const).map((bulkFieldOutputNames) => ({
    bulkFieldOutputNames,
  })),
  { bulkFields: "configured" },
  { bulkUpdate: "replace" },
  ...withoutOptions.map((answer) => ({ cannedResponses: [answer] })),
];

const SELECTION = { schemas: ["people"], configuration: { schema: "raw" } };

/** A sync with a selection and a configuration of its destination. */
const selecting =
  ({ schemas, configuration }: { schemas?: readonly string[]; configuration?: object }): Program =>
  (stack) => {
    const destination = { connection: csv(stack, "destination"), configuration };
    copy(stack, { ...(schemas && { schemas }), destination });
  };

/** Polytomic still has the selection and the configuration. */
const isKept = (api: PolytomicApi): void =>
  expect(newest(api)).toMatchObject({
    schemas: [{ id: "people" }],
    destination_configuration: { schema: "raw" },
  });

const NOTHING_NEW = { automatically_add_new_objects: "none", automatically_add_new_fields: "none" };

export const SCHEMAS = {
  "omitted-schemas": {
    raw: [
      {
        program: (stack) => bulkSync(stack).resetSchemas(),
        fails: ["apply", "Value Conversion Error"],
        planned: ["polytomic_bulk_sync: create"],
      },
    ],
    library: { safe: [{ program: written() }] },
  },
  "schema-without-fields": {
    raw: [
      {
        program: raw({ schemas: [{ id: "people", enabled: true }] }),
        fails: ["apply", "Value Conversion Error"],
        planned: ["polytomic_bulk_sync: create"],
      },
    ],
    library: {
      safe: (["all", "configured"] as const).flatMap((bulkFields) =>
        (["both", "output-name-only", "empty", "absent"] as const).map((bulkFieldOutputNames) => ({
          server: { bulkFields, bulkFieldOutputNames },
          program: written({ schemas: ["people"] }),
        })),
      ),
    },
  },
  "field-without-obfuscate": {
    raw: [
      {
        program: raw({ schemas: [{ id: "people", enabled: true, fields: [{ id: "id", enabled: true }] }] }),
        fails: ["apply", "still indicated an unknown value"],
      },
    ],
    library: {
      safe: [
        {
          server: { bulkFieldOutputNames: "absent" },
          program: written({ schemas: [{ id: "people", fields: ["id", { id: "email", obfuscate: true }] }] }),
          sent: {
            path: SYNCS,
            body: {
              schemas: [
                {
                  fields: [
                    { id: "email", enabled: true, obfuscate: true },
                    { id: "id", enabled: true, obfuscate: false },
                  ],
                },
              ],
            },
          },
        },
      ],
    },
  },
  "schema-without-enabled": {
    raw: [
      {
        program: raw({ schemas: [{ id: "people", fields: [] }] }),
        sent: { path: SYNCS, body: { schemas: [{ id: "people", enabled: false }] } },
      },
    ],
    library: {
      safe: [
        {
          program: written({ schemas: [{ id: "people" }] }),
          sent: { path: SYNCS, body: { schemas: [{ id: "people", enabled: true }] } },
        },
      ],
    },
  },
  "output-names": {
    raw: [
      {
        program: raw({ schemas: [{ id: "people", enabled: true, fields: [], userOutputName: "renamed" }] }),
        sent: {
          path: SYNCS,
          body: {
            schemas: [expect.not.objectContaining({ user_output_name: expect.anything() }) as object],
          },
        },
      },
    ],
    library: {
      rejected: [
        [
          written({ schemas: [{ id: "people", userOutputName: "renamed" }] }),
          "the Terraform provider accepts it but does not send it",
        ],
      ],
    },
  },
  "selected-fields": {
    raw: [
      {
        program: raw({
          schemas: [{ id: "people", enabled: true, fields: [{ id: "id", enabled: true, obfuscate: false }] }],
        }),
        planned: ["polytomic_bulk_sync: update"],
      },
    ],
    library: {
      open: [
        {
          program: written({ schemas: [{ id: "people", fields: ["id"] }] }),
          planned: ["polytomic_bulk_sync: update"],
        },
      ],
      advised: [{ program: written({ schemas: ["people"] }) }],
    },
  },
  "new-schemas-not-copied": {
    raw: [
      { program: raw(), sent: { path: SYNCS, body: NOTHING_NEW } },
      {
        program: [raw({ automaticallyAddNewObjects: "all" }), raw()],
        changes: ["polytomic_bulk_sync: update"],
        sent: { path: SYNCS, body: NOTHING_NEW },
      },
    ],
    library: {
      safe: [
        {
          program: written(),
          file: '"automatically_add_new_objects": "none"',
          sent: { path: SYNCS, body: NOTHING_NEW },
        },
      ],
    },
  },
  "unknown-schema": {
    raw: [
      {
        program: raw({ schemas: [{ id: "nowhere", enabled: true, fields: [] }] }),
        sent: { path: "/api/bulk/syncs", body: { schemas: [{ id: "nowhere" }] } },
      },
    ],
    library: {
      open: [{ program: written({ schemas: ["nowhere"] }) }],
      advised: [
        {
          program: [
            (stack) => void csv(stack, "source"),
            written({ schemas: ["people", "nowhere"], verifySchemas: true }),
          ],
          fails: ["plan", "The source has no nowhere. Its schemas are people."],
        },
        {
          program: written({ schemas: ["nowhere"], verifySchemas: true }),
          fails: ["apply", "The source has no nowhere. Its schemas are people."],
        },
        {
          program: written({
            schemas: ["people", { id: "nowhere", enabled: false }],
            verifySchemas: true,
          }),
        },
      ],
    },
  },
  "schema-option-removed": {
    raw: OPTIONS.map((option) => {
      const schema = { id: "people", enabled: true, fields: [] };
      return {
        program: [raw({ schemas: [{ ...schema, ...option }] }), raw({ schemas: [schema] })],
        changes: [],
      };
    }),
    library: {
      safe: [
        ...SCHEMA_ANSWERS.flatMap((server) => [
          { server, program: optioned({}) },
          {
            server,
            program: [optioned(Object.assign({}, ...OPTIONS) as object), optioned({})],
            changes: ["polytomic_bulk_sync: update"],
          },
        ]),
        ...OPTIONS.map((option) => ({
          program: [optioned(option), optioned({})],
          changes: ["polytomic_bulk_sync: update"],
          sent: {
            path: SYNCS,
            body: {
              schemas: [{ id: "people", partition_key: "", tracking_field: "", disable_data_cutoff: false }],
            },
          },
        })),
      ],
    },
  },
  "empty-selection": {
    raw: [
      {
        program: raw({ schemas: [] }),
        sent: {
          path: SYNCS,
          body: expect.not.objectContaining({ schemas: expect.anything() as unknown }) as object,
        },
      },
    ],
    library: {
      rejected: [
        [written({ schemas: [] }), "schemas is empty, which Polytomic treats as all schemas"],
        [
          written({ schemas: [{ id: "people", fields: [] }] }),
          "schemas[0].fields is empty, which Polytomic treats as all fields",
        ],
      ],
    },
  },
  "selection-removed": {
    raw: [
      {
        program: [
          (stack) => {
            const sync = bulkSync(stack, { schemas: [{ id: "people", enabled: true, fields: [] }] });
            sync.addOverride("destination.configuration", '{"schema":"raw"}');
          },
          raw(),
        ],
        changes: ["polytomic_bulk_sync: update"],
        meanwhile: isKept,
      },
    ],
    library: {
      open: [
        {
          program: [selecting(SELECTION), selecting({})],
          changes: ["polytomic_bulk_sync: update"],
          meanwhile: isKept,
        },
      ],
      advised: [
        {
          program: [
            selecting(SELECTION),
            selecting({ schemas: ["people", "orders"], configuration: { schema: "public" } }),
          ],
          changes: ["polytomic_bulk_sync: update"],
          meanwhile: (api) =>
            expect(newest(api)).toMatchObject({
              schemas: [{ id: "orders" }, { id: "people" }],
              destination_configuration: { schema: "public" },
            }),
        },
      ],
    },
  },
  "imported-schemas": {
    raw: [
      {
        recording: "import_each",
        case: "bulk sync, every schema and field configured (import block, generated configuration)",
        shows: /^plan: polytomic_bulk_sync\.b update/,
      },
    ],
    library: {
      open: [
        {
          program: imported({ schemas: [{ id: "people", fields: ["id", "email"] }] }),
          planned: Array<string>(2).fill("polytomic_bulk_sync: update"),
        },
      ],
      advised: [
        ...SCHEMA_ANSWERS.map((server) => ({
          server,
          program: imported({ schemas: ["people"] }),
          changes: ["polytomic_bulk_sync: update"],
        })),
        { program: imported({}), changes: ["polytomic_bulk_sync: update"] },
      ],
    },
  },
} satisfies Partial<Proofs<"Bulk syncs">>;

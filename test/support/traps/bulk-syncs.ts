/** Traps of bulk syncs. */
import { TerraformOutput, type TerraformStack } from "cdktf";
import { BulkSync, Schedule } from "../../../constructs";
import type { BulkSyncConfig } from "../../../lib/bindings/bulk-sync";
import { DataPolytomicBulkDestination } from "../../../lib/bindings/data-polytomic-bulk-destination";
import type { PolytomicApi } from "../../../lib/testing";
import type { PolytomicApiBehavior } from "../../../lib/testing/behavior";
import type { Fate, Program, Proofs } from "./proof";
import { bulkSync, csv, plain } from "./raw";
import { copy } from "./written";

const SYNCS = "/api/bulk/syncs";

const raw =
  (config: Partial<BulkSyncConfig> = {}): Program =>
  (stack) =>
    bulkSync(stack, config);

const written =
  (props: object = {}) =>
  (stack: TerraformStack): BulkSync =>
    copy(stack, props);

/** A destination that is told something. */
const destination = (configuration: unknown) => (stack: TerraformStack) =>
  copy(stack, { destination: { connection: csv(stack, "destination"), configuration } });

/** An output of what the data source says of a destination. */
const readModes = (stack: TerraformStack, connectionId: string): void => {
  const { modes } = new DataPolytomicBulkDestination(stack, "modes", { connectionId });
  new TerraformOutput(stack, "names", { value: modes });
};

/** The sync of a row: others may be left from rows before. */
const newest = (api: PolytomicApi) => Object.values(api.snapshot().bulkSyncs).at(-1)!;

/** A sync, then the same again at a second address, which imports it. */
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

/** What a program says of the sync; meanwhile somebody has set a limit in Polytomic. */
const afterLimit =
  (program: Program): Program =>
  (stack, api) => {
    api.change(({ bulkSyncs }) => {
      bulkSyncs[newest(api).id]!.concurrency_limit = 7;
    });
    program(stack, api);
  };

/** An option of a schema: as the bindings say it, and as the constructs do. */
const OPTIONS = [{ partitionKey: "email" }, { trackingField: "email" }, { disableDataCutoff: true }] as const;

const optioned = (options: object) => written({ schemas: [{ id: "people", ...options }] });

/** A source that answers no options of a schema, or nothing for them. */
const withoutOptions = [{}, { partition_key: null, tracking_field: null, disable_data_cutoff: null }].map(
  (options) => ({
    method: "GET",
    path: /^\/api\/bulk\/syncs\/[^/]+\/schemas$/,
    status: 200,
    body: { data: [{ id: "people", enabled: true, fields: [], ...options }] },
  }),
);

/** How answers about schemas differ. */
const SCHEMA_ANSWERS: readonly Partial<PolytomicApiBehavior>[] = [
  ...(["both", "output-name-only", "empty", "absent"] as const).map((bulkFieldOutputNames) => ({
    bulkFieldOutputNames,
  })),
  { bulkFields: "configured" },
  { bulkUpdate: "replace" },
  ...withoutOptions.map((answer) => ({ cannedAnswers: [answer] })),
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

const CUTOFF = "2026-01-01T00:00:00Z";

const NOTHING_NEW = { automatically_add_new_objects: "none", automatically_add_new_fields: "none" };

/** A schedule that had a day of the week, and should have none. */
const stillOnMondays = (api: PolytomicApi): void =>
  expect(newest(api).schedule).toEqual({ frequency: "custom", day_of_week: "1", hour: "5", minute: "0" });

const custom = { frequency: "custom", hour: "5", minute: "0" };

const weekly = written({ schedule: Schedule.weekly({ dayOfWeek: 1, hour: 5 }) });

/** Somebody switches off all schemas and points the syncs elsewhere. */
const drift = (api: PolytomicApi): void =>
  api.change(({ bulkSyncs }) => {
    for (const one of Object.values(bulkSyncs)) {
      one.destination_configuration = { schema: "elsewhere" };
      one.schemas = [];
    }
  });

const many = [
  { id: "a", enabled: true, fields: [] },
  { id: "b", enabled: true, fields: [] },
];

/** A sync that Polytomic refuses once as unprocessable. */
const triedTwice = (program: Program): Fate => {
  const body = { message: "not now", status: 422 };
  return {
    server: { cannedAnswers: [{ method: "POST", path: SYNCS, status: 422, body, times: 1 }] },
    program,
    meanwhile: ({ requests }) => {
      const attempts = requests.filter(({ method, path }) => method === "POST" && path === SYNCS);
      expect(attempts).toMatchObject([{ status: 422 }, { status: 201 }]);
    },
  };
};

export const BULK_SYNCS: Proofs<"Bulk syncs"> = {
  "schemas-left-out": {
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
      refused: [
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
  "limit-of-zero": {
    raw: [
      {
        server: { zeroLimitsAsNull: true },
        program: raw({ concurrencyLimit: 0 }),
        fails: ["apply", ".concurrency_limit"],
      },
    ],
    library: {
      refused: [[written({ concurrencyLimit: 0 }), "concurrencyLimit must be at least 1, got 0"]],
    },
  },
  "limit-removed": {
    raw: [
      { program: [raw({ concurrencyLimit: 2 }), raw()], changes: [] },
      {
        program: [raw({ concurrencyLimit: 2 }), raw({ name: "Renamed" })],
        sent: { path: SYNCS, body: { concurrency_limit: 0 } },
      },
    ],
    library: {
      open: [
        {
          program: [written({ concurrencyLimit: 2 }), written()],
          changes: [],
          meanwhile: (api) => expect(newest(api)).toMatchObject({ concurrency_limit: 2 }),
        },
      ],
      advised: [false, true].map((zeroLimitsAsNull) => ({
        server: { zeroLimitsAsNull },
        program: [written({ concurrencyLimit: 2 }), written({ name: "Renamed" })],
        changes: ["polytomic_bulk_sync: update"],
        sent: { path: SYNCS, body: { concurrency_limit: 0 } },
      })),
    },
  },
  "timestamps-left-out": {
    raw: [
      { program: [raw({ disableRecordTimestamps: true }), raw()], changes: [] },
      {
        program: [raw({ disableRecordTimestamps: true }), raw({ name: "Renamed" })],
        sent: { path: SYNCS, body: { disable_record_timestamps: false } },
      },
    ],
    library: {
      safe: [
        {
          program: [written({ disableRecordTimestamps: true }), written()],
          changes: ["polytomic_bulk_sync: update"],
        },
      ],
    },
  },
  "new-schemas-left-out": {
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
  "schedule-completed-later": {
    raw: [
      {
        server: { scheduleDefaults: { minute: "0" } },
        program: [raw(), raw({ schedule: { frequency: "hourly" } })],
        fails: ["apply", ".schedule"],
      },
    ],
    library: {
      safe: [
        {
          server: { scheduleDefaults: { minute: "0" } },
          program: [written(), written({ schedule: Schedule.hourly() })],
        },
      ],
    },
  },
  "schedule-member-removed": {
    raw: [
      { program: [raw({ schedule: { ...custom, month: "6" } }), raw({ schedule: custom })], changes: [] },
      {
        program: [
          raw({ schedule: { ...custom, frequency: "weekly", dayOfWeek: "1" } }),
          raw({ schedule: custom }),
        ],
        changes: ["polytomic_bulk_sync: update"],
        meanwhile: stillOnMondays,
      },
    ],
    library: {
      open: [
        {
          program: [{ month: 6 }, {}].map((month) =>
            written({ schedule: Schedule.custom({ hour: 5, minute: 0, ...month }) }),
          ),
          changes: [],
        },
        {
          program: [weekly, written({ schedule: Schedule.custom({ hour: 5, minute: 0 }) })],
          changes: ["polytomic_bulk_sync: update"],
          meanwhile: stillOnMondays,
        },
      ],
      advised: [
        {
          program: [6, 7].map((month) =>
            written({ schedule: Schedule.custom({ hour: 5, minute: 0, month }) }),
          ),
          changes: ["polytomic_bulk_sync: update"],
        },
        {
          // A new address stands for the replacement.
          program: [
            weekly,
            (stack) =>
              new BulkSync(stack, "anew", {
                name: "Bulk",
                source: { connection: csv(stack, "source") },
                destination: { connection: csv(stack, "destination") },
                schedule: Schedule.custom({ hour: 5, minute: 0 }),
              }),
          ],
          changes: ["polytomic_bulk_sync: create", "polytomic_bulk_sync: delete"],
          meanwhile: (api) => expect(newest(api).schedule).not.toHaveProperty("day_of_week"),
        },
      ],
    },
  },
  "schedule-after-others": {
    raw: [
      {
        program: (stack) =>
          plain(stack, "polytomic_bulk_sync", {
            name: "Bulk",
            mode: "replicate",
            active: true,
            source: { connection_id: csv(stack, "source").id },
            destination: { connection_id: csv(stack, "destination").id },
            schemas: [],
            schedule: { frequency: "runafter", run_after: { sync_ids: ["5c"] } },
          }),
        sent: {
          path: SYNCS,
          body: { schedule: expect.not.objectContaining({ run_after: expect.anything() }) as object },
        },
      },
    ],
    library: {
      refused: [
        [
          written({ schedule: { frequency: "runafter", syncs: [] } }),
          "a bulk sync cannot run after another sync or job",
        ],
      ],
    },
  },
  "retried-refusal": {
    raw: [triedTwice(raw())],
    library: { open: [triedTwice(written())] },
  },
  "invisible-drift": {
    raw: [{ program: raw({ schemas: many }), meanwhile: drift }],
    library: {
      open: [
        {
          program: (stack) =>
            copy(stack, {
              schemas: ["a", "b"],
              destination: { connection: csv(stack, "destination"), configuration: { schema: "raw" } },
            }),
          meanwhile: drift,
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
  "configurations-as-maps": {
    raw: [
      {
        program: (stack) => bulkSync(stack).addOverride("destination.configuration", { schema: "raw" }),
        fails: ["validate", "Incorrect attribute value type"],
      },
      {
        program: (stack) => bulkSync(stack).addOverride("schemas", ["people"]),
        fails: ["validate", "Incorrect attribute value type"],
      },
    ],
    library: {
      safe: [
        {
          program: (stack) =>
            copy(stack, {
              schemas: ["people"],
              destination: { connection: csv(stack, "destination"), configuration: { schema: 'r "<' } },
            }),
          sent: { path: SYNCS, body: { destination_configuration: { schema: 'r "<' } } },
        },
      ],
    },
  },
  "configuration-as-list": {
    raw: [
      {
        program: (stack) => bulkSync(stack).addOverride("destination.configuration", "[1]"),
        fails: ["apply", "cannot unmarshal array"],
      },
    ],
    library: {
      refused: [
        [destination([1]), "destination.configuration expected an object, got an array of 1"],
        [destination("[1]"), "destination.configuration expected an object, got a string"],
      ],
    },
  },
  "unknown-bulk-mode": {
    raw: [
      {
        recording: "bulk_sync_traps",
        case: "mode, frequency, normalize_names not validated",
        shows: /^apply.*: POST \/api\/bulk\/syncs 201/,
      },
      { program: raw({ mode: "mirror" }), fails: ["apply", "mode: Invalid option"] },
      { program: raw({ normalizeNames: "maybe" }), fails: ["apply", "normalize_names: Invalid option"] },
    ],
    library: {
      refused: [
        [written({ mode: "mirror" }), 'mode expected "replicate" or "snapshot", got "mirror"'],
        [written({ normalizeNames: "maybe" }), 'normalizeNames expected "enabled", '],
      ],
    },
  },
  "malformed-cutoff": {
    raw: [
      {
        program: raw({ dataCutoffTimestamp: "2026-01-01" }),
        fails: ["validate", "RFC3339"],
      },
    ],
    library: { refused: [[written({ dataCutoffTimestamp: "2026-01-01" }), "such as 2026-01-01T00:00:00Z"]] },
  },
  "choice-taken-back": {
    raw: [{ program: [raw({ normalizeNames: "legacy", policies: ["p"] }), raw()], changes: [] }],
    library: {
      open: [{ program: [written({ normalizeNames: "legacy", policies: ["p"] }), written()], changes: [] }],
      advised: [
        {
          program: ["legacy", "enabled"].map((normalizeNames) => written({ normalizeNames })),
          changes: ["polytomic_bulk_sync: update"],
        },
        {
          program: ["p", "q"].map((policy) => written({ policies: [policy] })),
          changes: ["polytomic_bulk_sync: update"],
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
      refused: [
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
  "cutoff-removed": {
    raw: [
      {
        program: [raw({ dataCutoffTimestamp: CUTOFF }), raw()],
        fails: ["apply", ".data_cutoff_timestamp: was null"],
        planned: ["polytomic_bulk_sync: update"],
      },
    ],
    library: {
      open: [
        {
          program: [written({ dataCutoffTimestamp: CUTOFF }), written()],
          fails: ["apply", ".data_cutoff_timestamp: was null"],
          planned: ["polytomic_bulk_sync: update"],
        },
      ],
      advised: [
        {
          program: [CUTOFF, "1970-01-01T00:00:00Z"].map((dataCutoffTimestamp) =>
            written({ dataCutoffTimestamp }),
          ),
          changes: ["polytomic_bulk_sync: update"],
        },
      ],
    },
  },
  "limit-set-elsewhere": {
    raw: [
      { program: [raw(), afterLimit(raw())], changes: [] },
      {
        program: [raw(), afterLimit(raw({ name: "Renamed" }))],
        sent: { path: SYNCS, body: { concurrency_limit: 0 } },
      },
    ],
    library: {
      open: [
        { program: [written(), afterLimit(written())], changes: [] },
        {
          program: [written(), afterLimit(written({ name: "Renamed" }))],
          sent: { path: SYNCS, body: { concurrency_limit: 0 } },
        },
      ],
      advised: [
        {
          program: [written({ concurrencyLimit: 2 }), afterLimit(written({ concurrencyLimit: 2 }))],
          changes: ["polytomic_bulk_sync: update"],
          sent: { path: SYNCS, body: { concurrency_limit: 2 } },
        },
        {
          program: [written(), afterLimit(written({ name: "Renamed", concurrencyLimit: 7 }))],
          sent: { path: SYNCS, body: { concurrency_limit: 7 } },
        },
      ],
    },
  },
  "no-policies": {
    raw: [
      {
        program: [
          raw({ policies: ["p"] }),
          (stack, api) => {
            const data = { ...newest(api), policies: undefined };
            api.behavior.cannedAnswers = [
              { method: "PUT", path: /^\/api\/bulk\/syncs\//, status: 200, body: { data } },
            ];
            bulkSync(stack, { policies: [] });
          },
        ],
        fails: ["apply", ".policies: was"],
      },
    ],
    library: {
      refused: [[written({ policies: [] }), "policies must not be empty"]],
    },
  },
  "modes-of-destination": {
    raw: [
      {
        server: { bulkDestinationModes: ["replicate"] },
        program: (stack) => readModes(stack, csv(stack).id),
        fails: ["apply", "Value Conversion Error"],
      },
    ],
    library: {
      open: [
        {
          server: { bulkDestinationModes: ["replicate"] },
          program: (stack) => {
            copy(stack);
            readModes(stack, csv(stack, "destination").id);
          },
          fails: ["apply", "Value Conversion Error"],
        },
      ],
    },
  },
  "import-of-schemas": {
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
};

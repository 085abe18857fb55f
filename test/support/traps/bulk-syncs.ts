/** Traps of bulk syncs. */
import { TerraformOutput, type TerraformStack } from "cdktf";
import { type BulkSync, Schedule } from "../../../constructs";
import type { BulkSyncConfig } from "../../../lib/bindings/bulk-sync";
import { DataPolytomicBulkDestination } from "../../../lib/bindings/data-polytomic-bulk-destination";
import type { PolytomicApi } from "../../../lib/testing";
import type { Program, Proofs } from "./proof";
import { bulkSync, csv, plain } from "./raw";
import { copy } from "./written";

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

const custom = { frequency: "custom", hour: "5", minute: "0" };

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
            path: "/api/bulk/syncs",
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
        sent: { path: "/api/bulk/syncs", body: { schemas: [{ id: "people", enabled: false }] } },
      },
    ],
    library: {
      safe: [
        {
          program: written({ schemas: [{ id: "people" }] }),
          sent: { path: "/api/bulk/syncs", body: { schemas: [{ id: "people", enabled: true }] } },
        },
      ],
    },
  },
  "output-names": {
    raw: [
      {
        program: raw({ schemas: [{ id: "people", enabled: true, fields: [], userOutputName: "renamed" }] }),
        sent: {
          path: "/api/bulk/syncs",
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
          "the Terraform provider takes it and does not send it",
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
    library: { refused: [[written({ concurrencyLimit: 0 }), "concurrencyLimit"]] },
  },
  "limit-removed": {
    raw: [
      { program: [raw({ concurrencyLimit: 2 }), raw()], changes: [] },
      {
        program: [raw({ concurrencyLimit: 2 }), raw({ name: "Renamed" })],
        sent: { path: "/api/bulk/syncs", body: { concurrency_limit: 0 } },
      },
    ],
    library: {
      open: [
        { program: [written({ concurrencyLimit: 2 }), written()], changes: [] },
        {
          program: [written({ concurrencyLimit: 2 }), written({ name: "Renamed" })],
          sent: { path: "/api/bulk/syncs", body: { concurrency_limit: 0 } },
        },
      ],
    },
  },
  "timestamps-left-out": {
    raw: [
      { program: [raw({ disableRecordTimestamps: true }), raw()], changes: [] },
      {
        program: [raw({ disableRecordTimestamps: true }), raw({ name: "Renamed" })],
        sent: { path: "/api/bulk/syncs", body: { disable_record_timestamps: false } },
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
    ],
    library: {
      open: [
        {
          program: [{ month: 6 }, {}].map((month) =>
            written({ schedule: Schedule.custom({ hour: 5, minute: 0, ...month }) }),
          ),
          changes: [],
        },
      ],
      advised: [
        {
          program: [6, 7].map((month) =>
            written({ schedule: Schedule.custom({ hour: 5, minute: 0, month }) }),
          ),
          changes: ["polytomic_bulk_sync: update"],
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
          path: "/api/bulk/syncs",
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
    raw: [
      {
        recording: "bulk_sync_traps",
        case: "422 once on create: retried after 5 s",
        shows: /: POST \/api\/bulk\/syncs 422/,
      },
    ],
    library: { open: [] },
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
    library: { open: [{ program: written({ schemas: ["nowhere"] }) }] },
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
          sent: { path: "/api/bulk/syncs", body: { destination_configuration: { schema: 'r "<' } } },
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
        [destination([1]), "destination.configuration"],
        [destination("[1]"), "destination.configuration"],
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
    ],
    library: {
      refused: [
        [written({ mode: "mirror" }), "mode"],
        [written({ normalizeNames: "maybe" }), "normalizeNames"],
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
      ],
    },
  },
  "modes-of-destination": {
    raw: [
      {
        server: { bulkDestinationModes: ["replicate"] },
        program: (stack) => {
          const read = new DataPolytomicBulkDestination(stack, "modes", { connectionId: csv(stack).id });
          new TerraformOutput(stack, "names", { value: read.modes });
        },
        fails: ["apply", "Value Conversion Error"],
      },
    ],
    library: {
      safe: [{ server: { bulkDestinationModes: ["replicate"] }, program: destination({ schema: "raw" }) }],
    },
  },
  "import-of-schemas": {
    raw: [
      {
        recording: "import_each",
        case: "bulk sync, every schema and field configured (import block, generated configuration)",
        shows: /^plan.*: polytomic_bulk_sync\.b update/,
      },
    ],
    library: {
      open: [],
      advised: [],
    },
  },
};

/** Traps of the configuration, mode and limits of a bulk sync. */
import { TerraformOutput, type TerraformStack } from "cdktf";
import { DataPolytomicBulkDestination } from "../../../../lib/bindings/data-polytomic-bulk-destination";
import type { PolytomicApi } from "../../../../lib/testing";
import type { Outcome, Program, Proofs } from "../proof";
import { bulkSync, csv } from "../raw";
import { copy } from "../written";
import { SYNCS, raw, written, destination, newest } from "./programs";

/** An output of the data source of a destination. */
const readModes = (stack: TerraformStack, connectionId: string): void => {
  const { modes } = new DataPolytomicBulkDestination(stack, "modes", { connectionId });
  new TerraformOutput(stack, "names", { value: modes });
};

/** Changes the sync after a limit was set in Polytomic. */
const afterLimit =
  (program: Program): Program =>
  (stack, api) => {
    api.change(({ bulkSyncs }) => {
      bulkSyncs[newest(api).id]!.concurrency_limit = 7;
    });
    program(stack, api);
  };

const CUTOFF = "2026-01-01T00:00:00Z";

/** Disables all schemas in Polytomic and changes the configuration of the syncs. */
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

/** A sync that Polytomic rejects once as unprocessable. */
const triedTwice = (program: Program): Outcome => {
  const body = { message: "not now", status: 422 };
  return {
    server: { cannedResponses: [{ method: "POST", path: SYNCS, status: 422, body, times: 1 }] },
    program,
    meanwhile: ({ requests }) => {
      const attempts = requests.filter(({ method, path }) => method === "POST" && path === SYNCS);
      expect(attempts).toMatchObject([{ status: 422 }, { status: 201 }]);
    },
  };
};

export const OPTIONS = {
  "zero-limit": {
    raw: [
      {
        server: { zeroLimitsAsNull: true },
        program: raw({ concurrencyLimit: 0 }),
        fails: ["apply", ".concurrency_limit"],
      },
    ],
    library: {
      rejected: [[written({ concurrencyLimit: 0 }), "concurrencyLimit must be at least 1, got 0"]],
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
  "limit-set-in-polytomic": {
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
  "timestamp-flag-removed": {
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
  "retried-rejection": {
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
  "configuration-not-object": {
    raw: [
      {
        program: (stack) => bulkSync(stack).addOverride("destination.configuration", "[1]"),
        fails: ["apply", "cannot unmarshal array"],
      },
    ],
    library: {
      rejected: [
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
      rejected: [
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
    library: { rejected: [[written({ dataCutoffTimestamp: "2026-01-01" }), "such as 2026-01-01T00:00:00Z"]] },
  },
  "policies-removed": {
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
  "empty-policies": {
    raw: [
      {
        program: [
          raw({ policies: ["p"] }),
          (stack, api) => {
            const data = { ...newest(api), policies: undefined };
            api.behavior.cannedResponses = [
              { method: "PUT", path: /^\/api\/bulk\/syncs\//, status: 200, body: { data } },
            ];
            bulkSync(stack, { policies: [] });
          },
        ],
        fails: ["apply", ".policies: was"],
      },
    ],
    library: {
      rejected: [[written({ policies: [] }), "policies must not be empty"]],
    },
  },
  "destination-modes": {
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
} satisfies Partial<Proofs<"Bulk syncs">>;

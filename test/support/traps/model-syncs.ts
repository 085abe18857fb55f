/** Traps of model syncs. */
import type { TerraformStack } from "cdktf";
import { field, type FieldReference, type ModelSync, Schedule } from "../../../constructs";
import type { SyncConfig } from "../../../lib/bindings/sync";
import type { PolytomicApi } from "../../../lib/testing";
import type { Program, Proofs } from "./proof";
import { bulkSync, csv, model, sync } from "./raw";
import { copy, lake, toContacts } from "./written";

type Source = { modelId: string; field: string };
type RawProps = Partial<SyncConfig> | ((source: Source) => Partial<SyncConfig>);
type Props = object | ((email: FieldReference) => object);

const raw =
  (props: RawProps = {}): Program =>
  (stack) =>
    sync(stack, props);

const written =
  (props: Props = {}) =>
  (stack: TerraformStack): ModelSync =>
    toContacts(stack, props);

/** The target of the raw syncs with more that is said of it. */
const target = (members: object) => (stack: TerraformStack) => {
  sync(stack).addOverride("target", { connection_id: csv(stack, "crm").id, object: "contacts", ...members });
};

const identity = (source: Source) => ({ identity: { source, target: "Id", function: "Equality" } });

const gone = {
  server: {
    cannedAnswers: [
      {
        method: "DELETE",
        path: /^\/api\/(models|syncs|bulk\/syncs)\//,
        status: 404,
        body: { message: "not found", status: 404 },
      },
    ],
  },
};

/** A model sync to such a target. */
const toTarget =
  (members: object, props: object = {}) =>
  (stack: TerraformStack): ModelSync =>
    toContacts(stack, {
      target: { connection: csv(stack, "crm"), object: "contacts", ...members },
      ...props,
    });

export const MODEL_SYNCS: Proofs<"Model syncs"> = {
  "static-value-in-fields": {
    raw: [
      {
        program: raw((source) => ({
          fields: [
            { source, target: "Email" },
            { target: "Origin", overrideValue: "Polytomic" },
          ],
        })),
        fails: ["apply", "inconsistent result after apply"],
      },
    ],
    library: {
      safe: [
        {
          program: written((email) => ({ fields: { Email: email, Origin: "Polytomic" } })),
          sent: {
            path: "/api/syncs",
            body: { override_fields: [{ target: "Origin", override_value: "Polytomic" }] },
          },
        },
      ],
    },
  },
  "empty-sets": {
    raw: [
      { program: raw({ filters: [] }), fails: ["apply", ".filters"] },
      { program: raw({ targetFilters: [] }), fails: ["apply", ".target_filters"] },
      { program: raw({ overrides: [] }), fails: ["apply", ".overrides"] },
      { program: raw({ overrideFields: [] }), fails: ["apply", ".override_fields"] },
    ],
    library: {
      refused: [
        [written({ filters: [] }), "filters a list of 0 was given; it must not be empty"],
        [
          written({ mode: "update", targetFilters: [] }),
          "targetFilters a list of 0 was given; it must not be empty",
        ],
        [written({ overrides: [] }), "overrides a list of 0 was given; it must not be empty"],
      ],
    },
  },
  "no-mapped-fields": {
    raw: [{ program: raw({ fields: [] }), fails: ["apply", ".fields"] }],
    library: { refused: [[written({ fields: {} }), "maps no field of a model"]] },
  },
  "empty-filter-logic": {
    raw: [{ program: raw({ filterLogic: "" }), fails: ["apply", ".filter_logic"] }],
    library: { refused: [[written({ filterLogic: "" }), 'filterLogic "" was given; it must not be empty']] },
  },
  "value-without-quotes": {
    raw: [
      {
        program: raw((source) => ({ filters: [{ source, function: "Equality", value: "open" }] })),
        fails: ["validate", "Invalid JSON String Value"],
      },
    ],
    library: {
      safe: [
        {
          program: written((email) => ({ filters: [email.equals('open "<"'), email.equals(7)] })),
          sent: {
            path: "/api/syncs",
            body: {
              filters: expect.arrayContaining([
                expect.objectContaining({ value: 'open "<"' }),
                expect.objectContaining({ value: 7 }),
              ]) as object[],
            },
          },
        },
      ],
    },
  },
  "words-as-labels": {
    raw: [
      {
        server: { filterLabels: "reassigned" },
        program: raw((source) => ({
          filters: [{ source, function: "IsNotNull", label: "known" }],
          filterLogic: "known",
        })),
        fails: ["apply", ".filters"],
      },
    ],
    library: {
      refused: [
        [
          written((email) => ({ filters: { known: email.isNotNull() }, filterLogic: "known" })),
          "are labelled by letters without gap",
        ],
        [written((email) => ({ filters: { A: email.isNotNull() } })), "there is no filterLogic"],
        [
          written((email) => ({ filters: [email.isNotNull()], filterLogic: "1 AND 2" })),
          "names filters by labels",
        ],
      ],
    },
  },
  "relabelled-filters": {
    raw: [
      {
        server: { filterLabels: "reassigned" },
        program: raw((source) => ({
          filters: [
            { source, function: "IsNotNull", label: "B" },
            { source, function: "IsNull", label: "A" },
          ],
          filterLogic: "A OR B",
        })),
        fails: ["apply", ".filters"],
      },
    ],
    library: {
      open: [
        {
          server: { filterLabels: "reassigned" },
          program: written((email) => ({
            filters: { B: email.isNotNull(), A: email.isNull() },
            filterLogic: "A OR B",
          })),
          fails: ["apply", ".filters"],
        },
      ],
      advised: [
        {
          server: { filterLabels: "reassigned" },
          program: written((email) => ({ filters: [email.isNotNull(), email.notEquals("x")] })),
        },
      ],
    },
  },
  "identity-among-fields": {
    raw: [
      {
        inferred:
          "the provider's own tests avoid it, and say that the server drops the field; no recording has such an answer",
      },
    ],
    library: {
      safe: [
        {
          program: written((email) => ({
            mode: "updateOrCreate",
            identity: { source: email, target: "Id" },
            fields: { Id: email, Email: email },
          })),
          sent: { path: "/api/syncs", body: { fields: [{ target: "Email" }], identity: { target: "Id" } } },
        },
      ],
    },
  },
  "identity-added-later": {
    raw: [
      {
        server: { identityCompleted: true },
        program: [raw(), raw((source) => ({ mode: "updateOrCreate", ...identity(source) }))],
        fails: ["apply", ".identity"],
        planned: [],
      },
    ],
    library: {
      open: [
        {
          server: { identityCompleted: true },
          program: [
            written(),
            written((source) => ({ mode: "updateOrCreate", identity: { source, target: "Id" } })),
          ],
          fails: ["apply", ".identity"],
          planned: [],
        },
      ],
      advised: [
        {
          server: { identityCompleted: true },
          program: written((source) => ({ mode: "updateOrCreate", identity: { source, target: "Id" } })),
        },
      ],
    },
  },
  "create-sent-again": {
    raw: [
      {
        program: ["Sync", "Renamed"].map((name) => (stack) => {
          sync(stack, { name, target: { connectionId: csv(stack, "crm").id, create: { name: "audience" } } });
        }),
        sent: { path: "/api/syncs", body: { target: { create: { name: "audience" }, object: "" } } },
      },
    ],
    library: {
      open: [
        {
          program: ["Sync", "Renamed"].map((name) => (stack) => {
            const made = { connection: csv(stack, "crm"), create: { name: "audience" } };
            toContacts(stack, { name, target: made });
          }),
          sent: { path: "/api/syncs", body: { target: { create: { name: "audience" } } } },
        },
      ],
      advised: [
        {
          program: [{ create: { name: "audience" } }, { object: "audience" }].map((object) => (stack) => {
            toContacts(stack, { target: { connection: csv(stack, "crm"), ...object } });
          }),
          sent: {
            path: "/api/syncs",
            body: { target: expect.not.objectContaining({ create: expect.anything() }) as object },
          },
        },
      ],
    },
  },
  "import-of-creation": {
    raw: [
      {
        recording: "import_each",
        case: "sync with target.create and passphrase (CLI import)",
        shows: /^plan: polytomic_sync\.s update/,
      },
    ],
    library: { open: [] },
  },
  "flag-left-out": {
    raw: [
      { program: [raw({ onlyEnrichUpdates: true }), raw()], changes: [] },
      {
        program: [raw({ onlyEnrichUpdates: true }), raw({ name: "Renamed" })],
        sent: { path: "/api/syncs", body: { only_enrich_updates: false } },
      },
    ],
    library: {
      safe: [
        {
          program: [written({ onlyEnrichUpdates: true }), written()],
          changes: ["polytomic_sync: update"],
          sent: { path: "/api/syncs", body: { only_enrich_updates: false } },
        },
      ],
    },
  },
  "deactivated-by-polytomic": {
    raw: [{ server: { deactivated: true }, program: raw(), fails: ["apply", ".active: was"] }],
    library: {
      open: [{ server: { deactivated: true }, program: written(), fails: ["apply", ".active: was"] }],
      advised: [{ server: { deactivated: true }, program: written({ active: false }) }],
    },
  },
  "unknown-mode": {
    raw: [
      {
        recording: "sync_target_schedule",
        case: "bad mode and frequency are not validated",
        shows: /^plan: polytomic_sync\.s create/,
      },
    ],
    library: { refused: [[written({ mode: "upsert" }), 'mode "upsert" was given; one of']] },
  },
  "unknown-frequency": {
    raw: [
      {
        recording: "sync_target_schedule",
        case: "bad mode and frequency are not validated",
        shows: /^plan: polytomic_sync\.s create/,
      },
    ],
    library: { refused: [[written({ schedule: { frequency: "sometimes" } }), "schedule.frequency"]] },
  },
  "unknown-function": {
    raw: [
      {
        program: raw((source) => ({ filters: [{ source, function: "Equals", value: "1" }] })),
        fails: ["apply", "filters.0.function: Invalid option"],
      },
    ],
    library: {
      refused: [[written((source) => ({ filters: [{ source, function: "Equals", value: 1 }] })), "Equals"]],
    },
  },
  "schedule-without-parts": {
    raw: [
      {
        program: raw({ schedule: { frequency: "multi" } }),
        sent: { path: "/api/syncs", body: { schedule: { frequency: "multi" } } },
      },
    ],
    library: {
      refused: [
        [
          written({ schedule: { frequency: "multi" } }),
          "the Terraform provider has no member for the schedules it consists of",
        ],
      ],
    },
  },
  "schedule-completed": {
    raw: [
      {
        server: { scheduleDefaults: { minute: "0" } },
        program: raw({ schedule: { frequency: "daily", hour: "5" } }),
        fails: ["apply", ".schedule"],
      },
    ],
    library: {
      safe: [
        {
          server: { scheduleDefaults: { minute: "0" } },
          program: written({ schedule: Schedule.daily({ hour: 5 }) }),
        },
        {
          server: { scheduleDefaults: { minute: "0" } },
          program: written({ schedule: Schedule.hourly() }),
        },
      ],
    },
  },
  "empty-run-after": {
    raw: [
      {
        program: (stack) =>
          sync(stack, {
            schedule: {
              frequency: "runafter",
              runAfter: { bulkSyncIds: [bulkSync(stack).id], syncIds: [] },
              runAfterSuccessOnly: false,
            },
          }),
        fails: ["apply", ".schedule"],
      },
    ],
    library: {
      safe: [
        {
          program: (stack) => toContacts(stack, { schedule: Schedule.after(copy(stack)) }),
        },
      ],
    },
  },
  "new-answered": {
    raw: [{ server: { newFieldAnswered: true }, program: raw(), fails: ["apply", ".fields"] }],
    library: {
      open: [{ server: { newFieldAnswered: true }, program: written(), fails: ["apply", ".fields"] }],
    },
  },
  "empty-target-configuration": {
    raw: [{ program: target({ configuration: "{}" }), fails: ["apply", ".target"] }],
    library: { safe: [{ program: toTarget({ configuration: {} }) }] },
  },
  "target-configuration-completed": {
    raw: [
      {
        server: { targetConfiguration: { added: 1 } },
        program: target({ configuration: '{"said":1}' }),
        fails: ["apply", ".target"],
      },
    ],
    library: {
      open: [
        {
          server: { targetConfiguration: { added: 1 } },
          program: toTarget({ configuration: { said: 1 } }),
          fails: ["apply", ".target"],
        },
      ],
      advised: [
        {
          server: { targetConfiguration: { added: 1 } },
          program: toTarget({ configuration: { said: 1, added: 1 } }),
        },
        { server: { targetConfiguration: { added: 1 } }, program: toTarget({}) },
      ],
    },
  },
  "target-configuration-removed": {
    raw: [{ program: [target({ configuration: '{"said":1}' }), target({})], changes: [] }],
    library: {
      open: [{ program: [toTarget({ configuration: { said: 1 } }), toTarget({})], changes: [] }],
      advised: [
        {
          program: [{ format: "parquet" }, {}].map((format) => (stack) => {
            toContacts(stack, { target: { connection: lake(stack), object: "o", ...format } });
          }),
          changes: ["polytomic_sync: update"],
        },
      ],
    },
  },
  "target-configuration-no-json": {
    raw: [
      { program: target({ configuration: "parquet" }), fails: ["validate", "Invalid JSON String Value"] },
    ],
    library: { refused: [[toTarget({ configuration: "parquet" }), "target.configuration"]] },
  },
  "target-filters-of-other-modes": {
    raw: [
      {
        program: raw({ targetFilters: [{ field: "Status", function: "IsNull" }] }),
        sent: { path: "/api/syncs", body: { filters: [{ field_type: "Target" }] } },
      },
    ],
    library: {
      refused: [
        [written({ targetFilters: [field("Status").isNull()] }), 'only mode "update" filters its target'],
      ],
    },
  },
  "active-left-out": {
    raw: [
      {
        program: (stack) => sync(stack).addOverride("active", undefined),
        fails: ["validate", '"active" is required'],
      },
    ],
    library: { safe: [{ program: written(), sent: { path: "/api/syncs", body: { active: true } } }] },
  },
  "gone-already": {
    raw: [
      { ...gone, program: [(stack) => model(stack), () => undefined], fails: ["apply", "Error deleting"] },
      { ...gone, program: [raw(), () => undefined], fails: ["apply", "Error deleting"] },
      { ...gone, program: [(stack) => bulkSync(stack), () => undefined], fails: ["apply", "Error deleting"] },
    ],
    library: {
      open: [{ ...gone, program: [written(), () => undefined], fails: ["apply", "Error deleting"] }],
      advised: [
        {
          program: [(stack) => copy(stack), withoutBulkSyncs],
          changes: ["polytomic_csv_connection: delete"],
        },
      ],
    },
  },
};

/** Has one of the connections of a bulk sync, which somebody has deleted. */
function withoutBulkSyncs(stack: TerraformStack, api: PolytomicApi): void {
  csv(stack, "source");
  api.change(({ bulkSyncs }) => Object.keys(bulkSyncs).forEach((id) => delete bulkSyncs[id]));
}

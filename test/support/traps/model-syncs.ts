/** Traps of model syncs. */
import type { TerraformResource, TerraformStack } from "cdktf";
import {
  field,
  type FieldReference,
  ModelSync,
  PermissionPolicy,
  PermissionRole,
  Schedule,
} from "../../../constructs";
import { Policy } from "../../../lib/bindings/policy";
import { Role } from "../../../lib/bindings/role";
import { Sync, type SyncConfig } from "../../../lib/bindings/sync";
import type { FunctionWithoutValue } from "../../../lib/polytomic/filters";
import type { PolytomicApi } from "../../../lib/testing";
import type { Fate, Program, Proofs } from "./proof";
import { bulkSync, csv, model, sync, variable } from "./raw";
import { copy, lake, people, toContacts } from "./written";

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

/** A sync that is made as usual, then changed; to the change Polytomic answers with what it had. */
const unchanged = (change: (source: Source) => Partial<SyncConfig>, overrides: object = {}): Program[] => [
  raw((source) => ({ mode: "updateOrCreate", ...identity(source) })),
  (stack, api) => {
    const flags = { sync_all_records: false, only_enrich_updates: false, skip_initial_backfill: false };
    const data = { ...flags, ...Object.values(api.snapshot().syncs).at(-1) };
    api.behavior.cannedAnswers = [{ method: "PUT", path: /^\/api\/syncs\//, status: 200, body: { data } }];
    const changed = sync(stack, (source) => ({
      mode: "updateOrCreate",
      ...identity(source),
      ...change(source),
    }));
    for (const [path, value] of Object.entries(overrides)) {
      changed.addOverride(path, value);
    }
  },
];

/** What becomes of a thing that is removed from the program, if Polytomic answers to its deletion so. */
const refusedDeletion = (status: 404 | 409, thing: Program): Fate => ({
  server: {
    cannedAnswers: [
      {
        method: "DELETE",
        path: /^\/api\/(models|syncs|bulk\/syncs|permissions\/(policies|roles))\//,
        status,
        body: { message: "no", status },
      },
    ],
  },
  program: [thing, () => undefined],
  fails: ["apply", "Error deleting"],
});

/** Things of all kinds whose deletion fails if they are gone. */
const perishable = (stack: TerraformStack): void => {
  toContacts(stack);
  copy(stack);
  new PermissionPolicy(stack, "policy", { name: "P" });
  new PermissionRole(stack, "role", { name: "R" });
};

/** Somebody has deleted all of them. */
const perished: Program = (_, api) =>
  api.change((state) => {
    for (const kind of ["syncs", "bulkSyncs", "models", "policies", "roles"] as const) {
      for (const [id, one] of Object.entries(state[kind])) {
        if (!("system" in one && one.system)) {
          delete state[kind][id];
        }
      }
    }
  });

/** A sync; the second version imports the same one under another name, too. */
const imported = (make: (stack: TerraformStack) => (id: string) => TerraformResource): Program[] => [
  (stack) => make(stack)("sync"),
  (stack, api) => {
    const named = make(stack);
    named("sync");
    named("again").importFrom(newest(api.snapshot().syncs));
  },
];

const importedRaw = (said: (stack: TerraformStack, source: Source) => Partial<SyncConfig>): Program[] =>
  imported((stack) => {
    const source = { modelId: model(stack).id, field: "email" };
    const config: SyncConfig = {
      name: "Sync",
      mode: "create",
      active: true,
      target: { connectionId: csv(stack, "crm").id, object: "contacts" },
      fields: [{ source, target: "Email" }],
      schedule: { frequency: "manual" },
      ...said(stack, source),
    };
    return (id) => new Sync(stack, id, config);
  });

const importedWritten = (said: (stack: TerraformStack, email: FieldReference) => object): Program[] =>
  imported((stack) => {
    const email = people(stack).field("email");
    const props = { name: "Sync", mode: "create", fields: { Email: email }, ...said(stack, email) } as const;
    const target = { connection: csv(stack, "crm"), object: "contacts" };
    return (id) => new ModelSync(stack, id, { target, ...props }).resource;
  });

const newest = (objects: Readonly<Record<string, unknown>>): string => Object.keys(objects).at(-1) ?? "";

/** The function of the filter to which Polytomic gave the second letter. */
function labelledB(api: PolytomicApi): FunctionWithoutValue {
  return Object.values(api.snapshot().syncs).at(-1)?.filters[1]?.function as FunctionWithoutValue;
}

const runAfter = (successOnly: object) => (stack: TerraformStack) =>
  sync(stack, {
    schedule: { frequency: "runafter", runAfter: { bulkSyncIds: [bulkSync(stack).id] }, ...successOnly },
  });

/** Two labeled filters, and one. */
const FILTERED: readonly Program[] = [
  written((email) => ({ filters: { A: email.isNotNull(), B: email.isNull() }, filterLogic: "A OR B" })),
  written((email) => ({ filters: { A: email.isNull() }, filterLogic: "A" })),
];

/** A model sync to such a target. */
const toTarget =
  (members: object, props: Props = {}) =>
  (stack: TerraformStack): ModelSync =>
    toContacts(stack, (email) => ({
      target: { connection: csv(stack, "crm"), object: "contacts", ...members },
      ...(typeof props === "function" ? props(email) : props),
    }));

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
        [written({ filters: [] }), "filters is empty, so every record would match"],
        [
          written({ mode: "update", targetFilters: [] }),
          "targetFilters is empty, so every record would match",
        ],
        [written({ overrides: [] }), "overrides must not be empty"],
      ],
    },
  },
  "no-mapped-fields": {
    raw: [{ program: raw({ fields: [] }), fails: ["apply", ".fields"] }],
    library: { refused: [[written({ fields: {} }), "maps no field of a model"]] },
  },
  "empty-filter-logic": {
    raw: [{ program: raw({ filterLogic: "" }), fails: ["apply", ".filter_logic"] }],
    library: {
      refused: [[written({ filterLogic: "" }), "filterLogic must not be empty"]],
      open: [
        {
          program: (stack) => toContacts(stack).resource.addOverride("filter_logic", ""),
          fails: ["apply", ".filter_logic"],
        },
      ],
    },
  },
  "empty-texts": {
    raw: [
      { program: unchanged(() => ({}), { "target.object": "" }), fails: ["apply", ".target.object: was"] },
      {
        program: unchanged(() => ({}), { "target.new_name": "" }),
        fails: ["apply", ".target.new_name: was"],
      },
      {
        program: unchanged(() => ({}), { "target.filter_logic": "" }),
        fails: ["apply", ".target.filter_logic: was"],
      },
      {
        program: unchanged(() => ({ overrideFields: [{ target: "Origin", overrideValue: "" }] })),
        fails: ["apply", ".override_fields: was"],
      },
    ],
    library: {
      refused: [
        [toTarget({ object: "" }), "target.object must not be empty"],
        [toTarget({ newName: "" }), "target.newName must not be empty"],
        [toTarget({ filterLogic: "" }), "target.filterLogic must not be empty"],
        [written((email) => ({ fields: { Email: email, Origin: "" } })), "fields.Origin is empty"],
      ],
    },
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
          "labels must be consecutive letters",
        ],
        [written((email) => ({ filters: { A: email.isNotNull() } })), "there is no filterLogic"],
        [
          written((email) => ({ filters: [email.isNotNull()], filterLogic: "1 AND 2" })),
          "refers to filters by labels",
        ],
      ],
    },
  },
  "relabeled-filters": {
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
        planned: ["polytomic_sync: delete, create"],
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
          planned: ["polytomic_sync: delete, create"],
        },
      ],
      advised: [
        {
          server: { filterLabels: "reassigned" },
          program: written((email) => ({
            filters: { D: email.isNull(), C: email.isNotNull(), A: email.equals("y"), B: email.equals("x") },
            filterLogic: "A OR B OR (C AND D)",
          })),
        },
        {
          server: { filterLabels: "reassigned" },
          program: toTarget({ filterLogic: "A OR B" }, (source) => ({
            mode: "update",
            identity: { source, target: "Id" },
            filters: { A: source.isNotNull() },
            filterLogic: "A",
            targetFilters: { B: field("second").equals(1), A: field("first").isTrue() },
          })),
        },
        {
          server: { filterLabels: "reassigned" },
          program: written((email) => ({ filters: [email.isNotNull(), email.notEquals("x")] })),
        },
      ],
    },
  },
  "filters-changed": {
    raw: [
      {
        server: { filterLabels: "reassigned" },
        program: [
          raw((source) => ({
            filters: ["IsNotNull", "IsNull"].map((name) => ({ source, function: name })),
          })),
          (stack, api) => sync(stack, (source) => ({ filters: [{ source, function: labelledB(api) }] })),
        ],
        changes: ["polytomic_sync: update"],
        fails: ["apply", ".filters"],
        planned: [],
      },
    ],
    library: {
      open: [
        {
          server: { filterLabels: "reassigned" },
          program: [
            written((email) => ({ filters: [email.isNotNull(), email.isNull()] })),
            (stack, api) => toContacts(stack, (email) => ({ filters: [email.where(labelledB(api))] })),
          ],
          changes: ["polytomic_sync: update"],
          fails: ["apply", ".filters"],
          planned: [],
        },
      ],
      advised: [FILTERED, [...FILTERED].reverse()].map((program) => ({
        server: { filterLabels: "reassigned" },
        program,
        changes: ["polytomic_sync: update"],
      })),
    },
  },
  "identity-among-fields": {
    raw: [
      {
        program: unchanged((source) => ({
          fields: ["Email", "Id"].map((name) => ({ source, target: name })),
        })),
        fails: ["apply", ".fields: "],
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
  "identity-without-function": {
    raw: [
      {
        program: (stack) =>
          sync(stack, (source) => ({ mode: "update", ...identity(source) })).addOverride(
            "identity.function",
            undefined,
          ),
        fails: ["validate", '"function" is required'],
      },
    ],
    library: {
      safe: [
        {
          program: written((source) => ({ mode: "update", identity: { source, target: "Id" } })),
          sent: { path: "/api/syncs", body: { identity: { function: "Equality" } } },
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
          program: [
            { name: "Sync", create: { name: "audience" } },
            { name: "Sync", object: "audience" },
            { name: "Renamed", object: "audience" },
          ].map(({ name, ...object }) => (stack) => {
            toContacts(stack, { name, target: { connection: csv(stack, "crm"), ...object } });
          }),
          changes: ["polytomic_sync: update"],
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
      {
        program: importedRaw((stack) => ({
          target: { connectionId: csv(stack, "crm").id, create: { name: "audience" } },
        })),
        changes: ["polytomic_sync: update"],
        sent: { path: "/api/syncs", body: { target: { create: { name: "audience" }, object: "" } } },
      },
    ],
    library: {
      open: [
        {
          program: importedWritten((stack) => ({
            target: { connection: csv(stack, "crm"), create: { name: "audience" } },
          })),
          changes: ["polytomic_sync: update"],
          sent: { path: "/api/syncs", body: { target: { create: { name: "audience" } } } },
        },
      ],
      advised: [{ program: importedWritten(() => ({})), changes: [] }],
    },
  },
  "import-of-passphrase": {
    raw: [
      {
        program: importedRaw((stack, source) => ({
          fields: [{ source, target: "Email", encryptionEnabled: true }],
          encryptionPassphrase: variable(stack, "secret"),
        })),
        changes: ["polytomic_sync: update"],
      },
    ],
    library: {
      open: [
        {
          program: importedWritten((stack, source) => ({
            fields: { Email: { source, encryptionEnabled: true } },
            encryptionPassphrase: variable(stack, "secret"),
          })),
          changes: ["polytomic_sync: update"],
        },
      ],
    },
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
      { program: raw({ mode: "upsert" }), fails: ["apply", "mode: Invalid option"] },
    ],
    library: { refused: [[written({ mode: "upsert" }), 'mode expected "create", "update"']] },
  },
  "unknown-frequency": {
    raw: [
      {
        recording: "sync_target_schedule",
        case: "bad mode and frequency are not validated",
        shows: /^plan: polytomic_sync\.s create/,
      },
      {
        program: raw({ schedule: { frequency: "sometimes" } }),
        fails: ["apply", "schedule.frequency: Invalid option"],
      },
    ],
    library: {
      refused: [
        [written({ schedule: { frequency: "sometimes" } }), 'schedule.frequency expected "manual", '],
      ],
    },
  },
  "unknown-function": {
    raw: [
      {
        program: raw((source) => ({ filters: [{ source, function: "Equals", value: "1" }] })),
        fails: ["apply", "filters.0.function: Invalid option"],
      },
    ],
    library: {
      refused: [
        [
          written((source) => ({ filters: [{ source, function: "Equals", value: 1 }] })),
          'filters[0].function expected "Equality", ',
        ],
      ],
    },
  },
  "schedule-without-parts": {
    raw: ["builder", "multi"].map((frequency) => ({
      program: raw({ schedule: { frequency } }),
      sent: { path: "/api/syncs", body: { schedule: { frequency } } },
    })),
    library: {
      refused: [
        [
          written({ schedule: { frequency: "multi" } }),
          "the Terraform provider has no attribute for the schedules it consists of",
        ],
        [
          written({ schedule: { frequency: "builder" } }),
          'schedule with frequency "builder" cannot be set: only Polytomic\'s app creates schedules of this kind',
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
  "success-only-removed": {
    raw: [{ program: [runAfter({ runAfterSuccessOnly: true }), runAfter({})], changes: [] }],
    library: {
      safe: [
        {
          program: [Schedule.afterSuccessOf, Schedule.after].map((when) => (stack) => {
            toContacts(stack, { schedule: when(copy(stack)) });
          }),
          changes: ["polytomic_sync: update"],
        },
      ],
    },
  },
  "empty-schedule-member": {
    raw: [
      {
        program: raw({ schedule: { frequency: "daily", hour: "", minute: "0" } }),
        sent: { path: "/api/syncs", body: { schedule: { hour: "", minute: "0" } } },
      },
    ],
    library: {
      refused: [
        [
          written({ schedule: { frequency: "daily", hour: "", minute: 0 } }),
          'schedule.hour expected a number, got ""',
        ],
      ],
    },
  },
  "new-answered": {
    raw: [{ server: { newFieldAnswered: true }, program: raw(), fails: ["apply", ".fields"] }],
    library: {
      open: [{ server: { newFieldAnswered: true }, program: written(), fails: ["apply", ".fields"] }],
      advised: [
        {
          server: { newFieldAnswered: true },
          program: written((source) => ({
            fields: {
              Email: { source, new: false },
              Origin: { overrideValue: "Polytomic", new: false },
            },
          })),
        },
      ],
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
          program: [1, 2].map((said) => toTarget({ configuration: { said } })),
          changes: ["polytomic_sync: update"],
          sent: { path: "/api/syncs", body: { target: { configuration: { said: 2 } } } },
        },
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
    library: {
      refused: [
        [toTarget({ configuration: "parquet" }), "target.configuration expected an object, got a string"],
      ],
    },
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
        [
          written({ targetFilters: [field("Status").isNull()] }),
          'does not filter its target; use mode "update"',
        ],
      ],
    },
  },
  "logic-of-target-filters": {
    raw: [
      {
        program: raw((source) => ({
          mode: "update",
          ...identity(source),
          targetFilters: [
            { field: "Status", function: "IsNull", label: "A" },
            { field: "Status", function: "IsNotNull", label: "B" },
          ],
          filterLogic: "A OR B",
        })),
        sent: {
          path: "/api/syncs",
          body: {
            filter_logic: "A OR B",
            target: expect.not.objectContaining({ filter_logic: "A OR B" }) as object,
          },
        },
      },
    ],
    library: {
      safe: [
        {
          program: toTarget({ filterLogic: "A OR B" }, (source) => ({
            mode: "update",
            identity: { source, target: "Id" },
            targetFilters: { A: field("First").isNull(), B: field("Second").isNull() },
          })),
          sent: { path: "/api/syncs", body: { target: { filter_logic: "A OR B" } } },
        },
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
    raw: ([404, 409] as const).flatMap((status) =>
      [
        (stack: TerraformStack) => model(stack),
        raw(),
        (stack: TerraformStack) => bulkSync(stack),
        (stack: TerraformStack) => new Policy(stack, "policy", { name: "P" }),
        (stack: TerraformStack) => new Role(stack, "role", { name: "R" }),
      ].map((thing) => refusedDeletion(status, thing)),
    ),
    library: {
      open: ([404, 409] as const).map((status) => refusedDeletion(status, perishable)),
      advised: [
        {
          program: [perishable, perished],
          changes: Array.from({ length: 4 }, () => "polytomic_csv_connection: delete"),
        },
      ],
    },
  },
};

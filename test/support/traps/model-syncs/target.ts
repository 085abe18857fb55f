/** Traps of the target of a model sync. */
import type { TerraformResource, TerraformStack } from "cdktf";
import { field, type FieldReference, ModelSync } from "../../../../constructs";
import { Sync, type SyncConfig } from "../../../../lib/bindings/sync";
import type { Program, Proofs } from "../proof";
import { newestId, csv, model, sync, variable } from "../raw";
import { lake, people, toContacts } from "../written";
import type { Source } from "./programs";
import { raw, written, target, identity, toTarget } from "./programs";

/** A sync. The second version also imports it under another name. */
const imported = (make: (stack: TerraformStack) => (id: string) => TerraformResource): Program[] => [
  (stack) => make(stack)("sync"),
  (stack, api) => {
    const named = make(stack);
    named("sync");
    named("again").importFrom(newestId(api.snapshot().syncs));
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

export const TARGET = {
  "create-request-repeated": {
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
  "imported-target-creation": {
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
  "imported-passphrase": {
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
  "new-flag-returned": {
    raw: [{ server: { newFieldReturned: true }, program: raw(), fails: ["apply", ".fields"] }],
    library: {
      open: [{ server: { newFieldReturned: true }, program: written(), fails: ["apply", ".fields"] }],
      advised: [
        {
          server: { newFieldReturned: true },
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
  "target-configuration-extended": {
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
  "target-configuration-not-json": {
    raw: [
      { program: target({ configuration: "parquet" }), fails: ["validate", "Invalid JSON String Value"] },
    ],
    library: {
      rejected: [
        [toTarget({ configuration: "parquet" }), "target.configuration expected an object, got a string"],
      ],
    },
  },
  "target-filters-in-other-modes": {
    raw: [
      {
        program: raw({ targetFilters: [{ field: "Status", function: "IsNull" }] }),
        sent: { path: "/api/syncs", body: { filters: [{ field_type: "Target" }] } },
      },
    ],
    library: {
      rejected: [
        [
          written({ targetFilters: [field("Status").isNull()] }),
          'does not filter its target; use mode "update"',
        ],
      ],
    },
  },
  "target-filter-logic": {
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
} satisfies Partial<Proofs<"Model syncs">>;

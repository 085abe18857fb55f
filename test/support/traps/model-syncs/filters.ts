/** Traps of the filters of a model sync. */
import { field } from "../../../../constructs";
import type { FunctionWithoutValue } from "../../../../lib/polytomic/filters";
import type { PolytomicApi } from "../../../../lib/testing";
import type { Program, Proofs } from "../proof";
import { sync } from "../raw";
import { toContacts } from "../written";
import { raw, written, unchanged, toTarget } from "./programs";

/** The function of the filter that Polytomic labeled B. */
function functionLabeledB(api: PolytomicApi): FunctionWithoutValue {
  return Object.values(api.snapshot().syncs).at(-1)?.filters[1]?.function as FunctionWithoutValue;
}

/** Two labeled filters, and a single one. */
const FILTERED: readonly Program[] = [
  written((email) => ({ filters: { A: email.isNotNull(), B: email.isNull() }, filterLogic: "A OR B" })),
  written((email) => ({ filters: { A: email.isNull() }, filterLogic: "A" })),
];

export const FILTERS = {
  "empty-filter-logic": {
    raw: [{ program: raw({ filterLogic: "" }), fails: ["apply", ".filter_logic"] }],
    library: {
      rejected: [[written({ filterLogic: "" }), "filterLogic must not be empty"]],
      open: [
        {
          program: (stack) => toContacts(stack).resource.addOverride("filter_logic", ""),
          fails: ["apply", ".filter_logic"],
        },
      ],
    },
  },
  "empty-strings": {
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
      rejected: [
        [toTarget({ object: "" }), "target.object must not be empty"],
        [toTarget({ newName: "" }), "target.newName must not be empty"],
        [toTarget({ filterLogic: "" }), "target.filterLogic must not be empty"],
        [written((email) => ({ fields: { Email: email, Origin: "" } })), "fields.Origin is empty"],
      ],
    },
  },
  "unquoted-value": {
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
  "custom-labels": {
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
      rejected: [
        [
          written((email) => ({ filters: { known: email.isNotNull() }, filterLogic: "known" })),
          "labels must be consecutive letters",
        ],
        [written((email) => ({ filters: { A: email.isNotNull() } })), "filterLogic is not set"],
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
          (stack, api) =>
            sync(stack, (source) => ({ filters: [{ source, function: functionLabeledB(api) }] })),
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
            (stack, api) => toContacts(stack, (email) => ({ filters: [email.where(functionLabeledB(api))] })),
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
  "unknown-function": {
    raw: [
      {
        program: raw((source) => ({ filters: [{ source, function: "Equals", value: "1" }] })),
        fails: ["apply", "filters.0.function: Invalid option"],
      },
    ],
    library: {
      rejected: [
        [
          written((source) => ({ filters: [{ source, function: "Equals", value: 1 }] })),
          'filters[0].function expected "Equality", ',
        ],
      ],
    },
  },
} satisfies Partial<Proofs<"Model syncs">>;

/** Traps of the fields and the identity of a model sync. */
import type { Proofs } from "../proof";
import { sync } from "../raw";
import { raw, written, identity, unchanged } from "./programs";

export const FIELDS = {
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
      rejected: [
        [written({ filters: [] }), "filters is empty, so every record would match"],
        [
          written({ mode: "update", targetFilters: [] }),
          "targetFilters is empty, so every record would match",
        ],
        [written({ overrides: [] }), "overrides must not be empty"],
      ],
    },
  },
  "empty-field-mapping": {
    raw: [{ program: raw({ fields: [] }), fails: ["apply", ".fields"] }],
    library: { rejected: [[written({ fields: {} }), "maps no field of a model"]] },
  },
  "identity-in-fields": {
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
} satisfies Partial<Proofs<"Model syncs">>;

/** Traps of the mode of a model sync, and of active and deleted syncs. */
import type { TerraformStack } from "cdktf";
import { PermissionPolicy, PermissionRole } from "../../../../constructs";
import { Policy } from "../../../../lib/bindings/policy";
import { Role } from "../../../../lib/bindings/role";
import type { Outcome, Program, Proofs } from "../proof";
import { bulkSync, model, sync } from "../raw";
import { copy, toContacts } from "../written";
import { raw, written } from "./programs";

/** The outcome of removing a resource from the program if Polytomic responds to its deletion with this status. */
const rejectedDeletion = (status: 404 | 409, thing: Program): Outcome => ({
  server: {
    cannedResponses: [
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

/** Resources of all types whose deletion fails if they no longer exist. */
const perishable = (stack: TerraformStack): void => {
  toContacts(stack);
  copy(stack);
  new PermissionPolicy(stack, "policy", { name: "P" });
  new PermissionRole(stack, "role", { name: "R" });
};

/** Deletes all of them in Polytomic. */
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

export const ACTIVITY = {
  "flag-removed": {
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
    library: { rejected: [[written({ mode: "upsert" }), 'mode expected "create", "update"']] },
  },
  "omitted-active": {
    raw: [
      {
        program: (stack) => sync(stack).addOverride("active", undefined),
        fails: ["validate", '"active" is required'],
      },
    ],
    library: { safe: [{ program: written(), sent: { path: "/api/syncs", body: { active: true } } }] },
  },
  "already-deleted": {
    raw: ([404, 409] as const).flatMap((status) =>
      [
        (stack: TerraformStack) => model(stack),
        raw(),
        (stack: TerraformStack) => bulkSync(stack),
        (stack: TerraformStack) => new Policy(stack, "policy", { name: "P" }),
        (stack: TerraformStack) => new Role(stack, "role", { name: "R" }),
      ].map((thing) => rejectedDeletion(status, thing)),
    ),
    library: {
      open: ([404, 409] as const).map((status) => rejectedDeletion(status, perishable)),
      advised: [
        {
          program: [perishable, perished],
          changes: Array.from({ length: 4 }, () => "polytomic_csv_connection: delete"),
        },
      ],
    },
  },
} satisfies Partial<Proofs<"Model syncs">>;

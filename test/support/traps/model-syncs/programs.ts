/** Helpers that several files of this folder share. */
import type { TerraformStack } from "cdktf";
import type { ModelSync } from "../../../../constructs";
import { type FieldReference } from "../../../../constructs";
import { type SyncConfig } from "../../../../lib/bindings/sync";
import type { Program } from "../proof";
import { csv, sync } from "../raw";
import { toContacts } from "../written";

export type Source = { modelId: string; field: string };

export type RawProps = Partial<SyncConfig> | ((source: Source) => Partial<SyncConfig>);

export type Props = object | ((email: FieldReference) => object);

export const raw =
  (props: RawProps = {}): Program =>
  (stack) =>
    sync(stack, props);

export const written =
  (props: Props = {}) =>
  (stack: TerraformStack): ModelSync =>
    toContacts(stack, props);

/** The target of the raw syncs, with additional arguments. */
export const target = (members: object) => (stack: TerraformStack) => {
  sync(stack).addOverride("target", { connection_id: csv(stack, "crm").id, object: "contacts", ...members });
};

export const identity = (source: Source) => ({ identity: { source, target: "Id", function: "Equality" } });

/** A sync that is created normally and then changed. Polytomic's response to the change has the old values. */
export const unchanged = (
  change: (source: Source) => Partial<SyncConfig>,
  overrides: object = {},
): Program[] => [
  raw((source) => ({ mode: "updateOrCreate", ...identity(source) })),
  (stack, api) => {
    const flags = { sync_all_records: false, only_enrich_updates: false, skip_initial_backfill: false };
    const data = { ...flags, ...Object.values(api.snapshot().syncs).at(-1) };
    api.behavior.cannedResponses = [{ method: "PUT", path: /^\/api\/syncs\//, status: 200, body: { data } }];
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

/** A model sync to this target. */
export const toTarget =
  (members: object, props: Props = {}) =>
  (stack: TerraformStack): ModelSync =>
    toContacts(stack, (email) => ({
      target: { connection: csv(stack, "crm"), object: "contacts", ...members },
      ...(typeof props === "function" ? props(email) : props),
    }));

/** Helpers that several files of this folder share. */
import { type TerraformStack } from "cdktf";
import type { BulkSync } from "../../../../constructs";
import type { BulkSyncConfig } from "../../../../lib/bindings/bulk-sync";
import type { PolytomicApi } from "../../../../lib/testing";
import type { Program } from "../proof";
import { bulkSync, csv } from "../raw";
import { copy } from "../written";

export const SYNCS = "/api/bulk/syncs";

export const raw =
  (config: Partial<BulkSyncConfig> = {}): Program =>
  (stack) =>
    bulkSync(stack, config);

export const written =
  (props: object = {}) =>
  (stack: TerraformStack): BulkSync =>
    copy(stack, props);

/** A destination with a configuration. */
export const destination = (configuration: unknown) => (stack: TerraformStack) =>
  copy(stack, { destination: { connection: csv(stack, "destination"), configuration } });

/** The sync of a row. Others can be left from earlier rows. */
export const newest = (api: PolytomicApi) => Object.values(api.snapshot().bulkSyncs).at(-1)!;

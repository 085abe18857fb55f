/** Helpers that several files of this folder share. */
import { type TerraformResource } from "cdktf";
import type { PolytomicApi } from "../../../../lib/testing";

/** The resource that was created last. Others can be left from earlier rows. */
export const newest = (
  api: PolytomicApi,
  kind: "connections" | "policies" | "models" | "syncs" | "bulkSyncs" | "roles" | "users",
) => Object.values(api.snapshot()[kind]).at(-1)!;

export const importNewest = (
  api: PolytomicApi,
  kind: Parameters<typeof newest>[1],
  resource: TerraformResource,
): void => resource.importFrom(newest(api, kind).id);

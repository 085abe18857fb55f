/** Helpers that several of these files share. */
import { type TerraformResource } from "cdktf";
import type { PolytomicApi } from "../../../../lib/testing";

/** What was made last: other things may be left from rows before. */
export const newest = (
  api: PolytomicApi,
  kind: "connections" | "policies" | "models" | "syncs" | "bulkSyncs" | "roles" | "users",
) => Object.values(api.snapshot()[kind]).at(-1)!;

export const importNewest = (
  api: PolytomicApi,
  kind: Parameters<typeof newest>[1],
  resource: TerraformResource,
): void => resource.importFrom(newest(api, kind).id);

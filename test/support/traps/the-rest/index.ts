/** Proofs of the traps of permissions, primary keys, organizations and secrets. */
import type { Proofs } from "../proof";
import { ORGANIZATIONS } from "./organizations";
import { PERMISSIONS } from "./permissions";
import { PRIMARY_KEYS } from "./primary-keys";

export const THE_REST: Proofs<"Permissions, keys and secrets"> = {
  ...PERMISSIONS,
  ...PRIMARY_KEYS,
  ...ORGANIZATIONS,
};

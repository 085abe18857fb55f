/** Proofs of the traps of bulk syncs. */
import type { Proofs } from "../proof";
import { OPTIONS } from "./options";
import { SCHEDULE } from "./schedule";
import { SCHEMAS } from "./schemas";

export const BULK_SYNCS: Proofs<"Bulk syncs"> = {
  ...SCHEMAS,
  ...SCHEDULE,
  ...OPTIONS,
};

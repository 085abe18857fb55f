/** Proofs of the traps of model syncs. */
import type { Proofs } from "../proof";
import { ACTIVITY } from "./activity";
import { FIELDS } from "./fields";
import { FILTERS } from "./filters";
import { SCHEDULE } from "./schedule";
import { TARGET } from "./target";

export const MODEL_SYNCS: Proofs<"Model syncs"> = {
  ...FIELDS,
  ...FILTERS,
  ...SCHEDULE,
  ...TARGET,
  ...ACTIVITY,
};

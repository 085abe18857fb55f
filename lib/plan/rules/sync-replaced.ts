import type { ResourceChange } from "../plan";
import type { Rule } from "../rule";

/** A sync in Polytomic is deleted and created again. */
export const rule: Rule = {
  severity: "danger",
  title: "A sync in Polytomic is replaced",
  reason:
    "The new sync does not know what the old one has copied. Its first run copies everything again, which takes time, costs money, and can " +
    "duplicate records.",
  remedy:
    "No argument of a sync requires a replacement. If it follows from a connection or model, avoid that replacement. If the sync is tainted after a " +
    "failed apply but works, run `terraform untaint`.",
  types: ["polytomic_bulk_sync", "polytomic_sync"],
  *check(change) {
    if (change.action === "replace") {
      yield { change, message: `is replaced: ${firstRun(change)}` };
    }
  },
};

function firstRun({ type, after }: ResourceChange): string {
  if (type === "polytomic_sync" && after?.["skip_initial_backfill"] === true) {
    return "the new sync skips the records that exist (skip_initial_backfill), so changes since the last run of the old one are lost";
  }
  return after?.["mode"] === "append"
    ? "the new sync appends all records a second time"
    : "the new sync copies everything again";
}

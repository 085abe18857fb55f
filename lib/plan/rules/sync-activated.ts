import type { Rule } from "../rule";
import { Unknown } from "../value";
import { scheduleInWords } from "../words/schedule";

/** A sync is switched on. */
export const rule: Rule = {
  severity: "look",
  title: "A sync is switched on",
  reason:
    "The sync writes to its target from the next run on, with everything that has changed since it was switched off.",
  remedy: "Check the target, the mode and the schedule as for a new sync.",
  types: ["polytomic_bulk_sync", "polytomic_sync"],
  *check(change) {
    const [before, after] = [change.before?.["active"], change.after?.["active"]];
    if (before !== false || change.after === undefined) {
      return;
    }
    if (after === true) {
      yield { change, message: `is switched on and runs ${scheduleInWords(change.after["schedule"])}` };
    } else if (after instanceof Unknown) {
      yield {
        change,
        message: "may be switched on: `active` is known after the apply",
        severity: "cannot-tell",
      };
    }
  },
};

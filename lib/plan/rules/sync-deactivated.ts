import type { Rule } from "../rule";
import { Unknown, valueAt } from "../value";

/** A sync is switched off. */
export const rule: Rule = {
  severity: "look",
  title: "A sync is switched off",
  reason: "The target gets no more updates until the sync is switched on again.",
  remedy:
    "Make sure that nobody relies on current data in the target, and that events and files are kept until then.",
  types: ["polytomic_bulk_sync", "polytomic_sync"],
  *check(change) {
    const [before, after] = [change.before?.["active"], change.after?.["active"]];
    if (change.before === undefined || change.after === undefined || before === false) {
      return;
    }
    const [old, current] = [change.before, change.after].map((one) => valueAt(one, "schedule", "frequency"));
    if (current === "manual" && old !== "manual" && after !== false) {
      yield { change, message: "is no longer scheduled: it runs only when somebody starts it" };
    }
    if (after === false) {
      yield { change, message: "is switched off" };
    } else if (after instanceof Unknown) {
      yield {
        change,
        message: "may be switched off: `active` is known after the apply",
        severity: "cannot-tell",
      };
    }
  },
};

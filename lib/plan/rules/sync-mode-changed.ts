import type { Found, Rule } from "../rule";
import { sameValue, Unknown } from "../value";
import { code, isUnset, KNOWN_LATER, shown } from "../words/phrases";

/** What the modes do that a reviewer must know. Source: Polytomic API, model syncs and bulk syncs. */
const EFFECTS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  polytomic_sync: {
    create: "only adds records that the target does not have",
    update: "only changes records that the target has",
    updateOrCreate: "changes records that the target has, and adds the others",
    replace: "replaces the contents of the target with the records of this sync",
    append: "adds all records without checking for existing ones",
    remove: "deletes matching records from the target",
    snapshot: "writes all current records each time",
  },
  polytomic_bulk_sync: {
    replicate: "copies changes",
    snapshot: "copies everything each time",
  },
};

/** Modes that delete records of the target. */
const DELETING = new Set<unknown>(["replace", "remove"]);

/** A sync writes in another mode. */
export const rule: Rule = {
  severity: "look",
  title: "A sync writes in another mode",
  reason:
    "The mode decides whether a sync adds, changes, replaces or deletes records of the target. The next run applies the new mode to records that " +
    "are already there.",
  remedy:
    "Make sure that the target works with what the new mode does. For `replace` and `remove`, make sure that it has no records from elsewhere, " +
    "or that they are not needed.",
  types: ["polytomic_bulk_sync", "polytomic_sync"],
  *check(change): Iterable<Found> {
    const [before, after] = [change.before?.["mode"], change.after?.["mode"]];
    if (isUnset(before) || isUnset(after) || sameValue(before, after)) {
      return;
    }
    if (after instanceof Unknown) {
      const message = `may get another mode: \`mode\` is ${KNOWN_LATER}, was ${shown(before)}`;
      yield { change, message, severity: "cannot-tell" };
      return;
    }
    const name = String(after);
    const effect = EFFECTS[change.type]?.[name];
    const message = `mode is ${code(name)}, was ${code(String(before))}${effect === undefined ? "" : `: it ${effect}`}`;
    yield { change, message, ...(DELETING.has(after) && { severity: "danger" }) };
  },
};

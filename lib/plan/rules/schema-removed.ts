import type { Found, Rule } from "../rule";
import { copiedIds, copies, schemasOf } from "../polytomic/bulk-schemas";
import { mayBeSet } from "../unknown-changes";
import { code, KNOWN_LATER, listed } from "../words/phrases";
import { isReadAgain } from "../words/differences";

/** A bulk sync no longer copies a schema. */
export const rule: Rule = {
  severity: "look",
  title: "A bulk sync no longer copies a schema",
  reason: "The table or files of the schema stay in the destination but are no longer updated.",
  remedy:
    "Make sure that nobody relies on current data of the schema in the destination, and delete the old table if it is not needed.",
  types: ["polytomic_bulk_sync"],
  *check(change): Iterable<Found> {
    if (change.before === undefined || change.after === undefined || isReadAgain(change.after["schemas"])) {
      return;
    }
    const [before, after] = [schemasOf(change.before), schemasOf(change.after)];
    if (after === undefined) {
      yield { change, message: `may lose schemas: \`schemas\` is ${KNOWN_LATER}`, severity: "cannot-tell" };
    } else if (before === "all") {
      const ids = copiedIds(after);
      if (ids !== undefined) {
        const only =
          ids.length === 0
            ? "no schema is"
            : `only ${listed([...ids].sort().map(code))} ${ids.length === 1 ? "is" : "are"}`;
        yield { change, message: `${only} copied, was all schemas` };
      }
    } else {
      for (const id of before?.keys() ?? []) {
        if (before === undefined || !copies(before, id)) {
          continue;
        }
        const enabled = after === "all" ? true : after.get(id)?.["enabled"];
        if (!copies(after, id)) {
          yield { change, key: id, message: `schema ${code(id)} is no longer copied` };
        } else if (mayBeSet(enabled)) {
          const message = `schema ${code(id)} may no longer be copied: \`enabled\` is ${KNOWN_LATER}`;
          yield { change, key: id, message, severity: "cannot-tell" };
        }
      }
    }
  },
};

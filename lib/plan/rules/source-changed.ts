import type { ResourceChange } from "../plan";
import type { Found, PlanContext, Rule } from "../rule";
import { ownerInWords, referenceChange } from "../polytomic/connection-ids";
import { configurationOf, sourceConnection } from "../polytomic/endpoints";
import { sameValue, Unknown, valueAt } from "../value";
import { code, KNOWN_LATER, shown } from "../words/phrases";

/** A model or bulk sync reads other data. */
export const rule: Rule = {
  severity: "look",
  title: "A model or bulk sync reads from another place",
  reason:
    "Everything that uses the model, or the destination of the bulk sync, gets the records of another table, file or account.",
  remedy: "Check that the new source has the same fields, with the same types and meaning.",
  types: ["polytomic_bulk_sync", "polytomic_model"],
  *check(change, context) {
    if (change.before === undefined || change.after === undefined) {
      return;
    }
    const connection = ofConnection(change, context);
    yield* connection === undefined ? ofConfiguration(change) : [connection];
  },
};

function ofConnection(change: ResourceChange, context: PlanContext): Found | undefined {
  const path = sourceConnection(change.type);
  const [before, after] = [valueAt(change.before, ...path), valueAt(change.after, ...path)];
  switch (referenceChange(before, after, change, context)) {
    case "same":
      return undefined;
    case "unknown": {
      const message = `may read from another connection: ${code(path.join("."))} is ${KNOWN_LATER}`;
      return { change, message, severity: "cannot-tell" };
    }
    default: {
      const [now, was] = [after, before].map((id) => ownerInWords(id, change, context));
      return { change, message: `reads from ${now}, was ${was}` };
    }
  }
}

/** The file or table of a model, and the options of a bulk sync's source. Both are JSON. */
function* ofConfiguration(change: ResourceChange): Iterable<Found> {
  const path = change.type === "polytomic_model" ? ["configuration"] : ["source", "configuration"];
  const [before, after] = [valueAt(change.before, ...path), valueAt(change.after, ...path)];
  if (after instanceof Unknown) {
    const message = `may read something else: ${code(path.join("."))} is ${KNOWN_LATER}`;
    yield { change, message, severity: "cannot-tell" };
    return;
  }
  const [was, now] = [configurationOf(before), configurationOf(after)];
  for (const name of [...new Set([...Object.keys(was), ...Object.keys(now)])].sort()) {
    if (!sameValue(was[name], now[name])) {
      yield {
        change,
        key: name,
        message: `reads ${code(name)} ${shown(now[name])}, was ${shown(was[name])}`,
      };
    }
  }
}

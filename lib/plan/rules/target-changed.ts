import type { ResourceChange } from "../plan";
import type { Found, PlanContext, Rule } from "../rule";
import { ownerInWords, referenceChange } from "../polytomic/connection-ids";
import { locationOf, targetConnection } from "../polytomic/endpoints";
import { sameValue, Unknown, valueAt } from "../value";
import { isReadAgain } from "../words/differences";
import { code, KNOWN_LATER, shown } from "../words/phrases";

/** A sync writes to another place. */
export const rule: Rule = {
  severity: "danger",
  title: "A sync writes to another connection or object",
  reason:
    "The next run writes to a place that may have other data. The old one gets no more updates, and nobody deletes what the sync has written there.",
  remedy:
    "Check that the new target is empty or meant for these records. To keep the old target up to date until everybody has moved, create a second sync.",
  types: ["polytomic_bulk_sync", "polytomic_sync"],
  *check(change, context) {
    if (change.before === undefined || change.after === undefined) {
      return;
    }
    const connection = ofConnection(change, context);
    yield* connection === undefined ? ofObject(change) : [connection];
  },
};

function ofConnection(change: ResourceChange, context: PlanContext): Found | undefined {
  const path = targetConnection(change.type);
  const [before, after] = [valueAt(change.before, ...path), valueAt(change.after, ...path)];
  switch (referenceChange(before, after, change, context)) {
    case "same":
      return undefined;
    case "unknown": {
      const message = `may write to another connection: ${code(path.join("."))} is ${KNOWN_LATER}`;
      return { change, message, severity: "cannot-tell" };
    }
    default: {
      const [now, was] = [after, before].map((id) => ownerInWords(id, change, context));
      return { change, message: `writes to ${now}, was ${was}` };
    }
  }
}

function* ofObject(change: ResourceChange): Iterable<Found> {
  const [before, after] = [locationOf(change, "before"), locationOf(change, "after")];
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  for (const name of names) {
    const [was, now] = [before[name], after[name]];
    if (sameValue(was, now) || isReadAgain(now)) {
      continue;
    }
    yield now instanceof Unknown
      ? {
          change,
          key: name,
          message: `may write elsewhere: ${code(name)} is ${KNOWN_LATER}, was ${shown(was)}`,
          severity: "cannot-tell",
        }
      : { change, key: name, message: `writes to ${name} ${shown(now)}, was ${shown(was)}` };
  }
}

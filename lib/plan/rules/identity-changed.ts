import type { ResourceChange } from "../plan";
import type { Found, PlanContext, Rule } from "../rule";
import { isSameSource } from "../polytomic/mapping";
import { referenceChange } from "../polytomic/connection-ids";
import { sameValue, Unknown, type Value, valueAt } from "../value";
import { code, isUnset, KNOWN_LATER, shown } from "../words/phrases";

/** A model sync matches records differently. */
export const rule: Rule = {
  severity: "danger",
  title: "A model sync matches records differently",
  reason:
    "The identity decides which record of the target a record of the model belongs to. With another identity, the sync changes other records, or " +
    "adds records a second time that it has written before.",
  remedy:
    "Make sure that the new fields have unique values on both sides, and that the records in the target already have them. Try it with a copy of the " +
    "target first.",
  types: ["polytomic_sync"],
  *check(change, context): Iterable<Found> {
    const [before, after] = [change.before?.["identity"], change.after?.["identity"]];
    if (change.before === undefined || change.after === undefined) {
      return;
    }
    if (isUnset(before) && isUnset(after)) {
      return;
    }
    if (hasUnknown(after)) {
      const message = `may match records differently: \`identity\` is ${KNOWN_LATER}`;
      yield { change, message, severity: "cannot-tell" };
    } else if (!isSame(before, after, change, context)) {
      const [now, was] = [inWords(after), inWords(before)];
      const message =
        now === was
          ? `records are matched by ${now} of another model`
          : `records are matched by ${now}, was ${was}`;
      // Without an identity, no record was matched before.
      yield { change, message, ...(isUnset(before) && { severity: "look" }) };
    }
  },
};

const PARTS = [["source", "field"], ["target"], ["function"]] as const;

const hasUnknown = (identity: Value | undefined): boolean =>
  !isUnset(identity) && PARTS.some((path) => valueAt(identity, ...path) instanceof Unknown);

function isSame(
  before: Value | undefined,
  after: Value | undefined,
  change: ResourceChange,
  context: PlanContext,
): boolean {
  const model = [before, after].map((one) => valueAt(one, "source", "model_id"));
  return (
    isUnset(before) === isUnset(after) &&
    isSameSource(valueAt(before, "source"), valueAt(after, "source")) &&
    referenceChange(model[0], model[1], change, context) !== "other" &&
    sameValue(valueAt(before, "target"), valueAt(after, "target")) &&
    sameValue(valueAt(before, "function"), valueAt(after, "function"))
  );
}

function inWords(identity: Value | undefined): string {
  if (isUnset(identity)) {
    return "nothing";
  }
  const [source, target, comparison] = PARTS.map((path) => valueAt(identity, ...path));
  const name = (value: Value | undefined): string => (typeof value === "string" ? code(value) : shown(value));
  return `${name(source)} = ${name(target)}${comparison === "Equality" ? "" : ` (${String(comparison)})`}`;
}

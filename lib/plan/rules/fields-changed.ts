import type { ResourceChange } from "../plan";
import type { Found, Rule } from "../rule";
import { copiedIds, copies, fieldsOf, schemasOf } from "../polytomic/bulk-schemas";
import { isSameMapping, type Mapping, mappingOf, sourceInWords } from "../polytomic/mapping";
import { Unknown, type Value, type Values } from "../value";
import { isReadAgain, withoutEqual } from "../words/differences";
import { code, isUnset, KNOWN_LATER, listed } from "../words/phrases";

/** A model or sync loses fields, or writes them from another source. */
export const rule: Rule = {
  severity: "look",
  title: "A field is no longer copied, or is mapped to another source",
  reason:
    "The target keeps the last value of a field that is no longer written. A field with another source, or with a fixed value, overwrites what is in " +
    "the target.",
  remedy:
    "Make sure that nobody reads the old values in the target, and that the new source has the same meaning and type.",
  types: ["polytomic_bulk_sync", "polytomic_model", "polytomic_sync"],
  *check(change) {
    if (change.before === undefined || change.after === undefined) {
      return;
    }
    switch (change.type) {
      case "polytomic_sync":
        yield* mappedFields(change);
        break;
      case "polytomic_model":
        yield* modelFields(change);
        break;
      default:
        yield* bulkFields(change);
    }
  },
};

function* mappedFields(change: ResourceChange): Iterable<Found> {
  const [before, after] = [mappingOf(change.before), mappingOf(change.after)];
  if (after === undefined) {
    yield { change, message: `may lose fields: \`fields\` is ${KNOWN_LATER}`, severity: "cannot-tell" };
    return;
  }
  for (const [target, sources] of before ?? []) {
    const now = after.get(target);
    if (now === undefined) {
      yield { change, key: target, message: `field ${code(target)} is no longer written` };
    } else if (!isSameMapping(sources, now)) {
      const message = `field ${code(target)} is mapped to ${inWords(now)}, was ${inWords(sources)}`;
      yield { change, key: target, message: isSameInWords(sources, now) ? otherModel(target) : message };
    }
  }
}

const inWords = (sources: readonly Mapping[]): string => listed(sources.map(sourceInWords));

const isSameInWords = (one: readonly Mapping[], other: readonly Mapping[]): boolean =>
  inWords(one) === inWords(other);

const otherModel = (target: string): string => `field ${code(target)} comes from another model`;

function* modelFields(change: ResourceChange): Iterable<Found> {
  const after = change.after?.["fields"];
  if (isReadAgain(after) || isUnset(after)) {
    return;
  }
  if (after instanceof Unknown) {
    yield { change, message: `may lose fields: \`fields\` is ${KNOWN_LATER}`, severity: "cannot-tell" };
    return;
  }
  const [removed] = withoutEqual(asList(change.before?.["fields"]), asList(after));
  for (const field of removed) {
    if (typeof field === "string") {
      yield { change, key: field, message: `field ${code(field)} is removed from the model` };
    }
  }
}

const asList = (value: Value | undefined): readonly Value[] =>
  Array.isArray(value) ? (value as readonly Value[]) : [];

/** Fields of schemas that are still copied. Those of others are the concern of schema-removed. */
function* bulkFields(change: ResourceChange): Iterable<Found> {
  const [before, after] = [schemasOf(change.before), schemasOf(change.after)];
  if (before === undefined || before === "all" || after === undefined || after === "all") {
    return;
  }
  for (const [id, schema] of before) {
    const now = after.get(id);
    const [fields, fieldsNow] = [fieldsOf(schema), now === undefined ? undefined : fieldsOf(now)];
    if (!copies(before, id) || !copies(after, id) || fields === undefined) {
      continue;
    }
    if (fieldsNow === undefined) {
      const given = now?.["fields"];
      if (!(given instanceof Unknown) || given.mayBeSet) {
        const message = `schema ${code(id)} may lose fields: \`fields\` is ${KNOWN_LATER}`;
        yield { change, key: id, message, severity: "cannot-tell" };
      }
      continue;
    }
    if (fields === "all") {
      if (fieldsNow !== "all") {
        yield {
          change,
          key: id,
          message: `of schema ${code(id)}, ${onlyInWords(fieldsNow)}, was all fields`,
        };
      }
      continue;
    }
    for (const field of fields.keys()) {
      if (copies(fields, field) && !copies(fieldsNow, field)) {
        const message = `field ${code(field)} of schema ${code(id)} is no longer copied`;
        yield { change, key: `${id}.${field}`, message };
      }
    }
  }
}

function onlyInWords(fields: ReadonlyMap<string, Values>): string {
  const ids = copiedIds(fields) ?? [];
  const verb = ids.length === 1 ? "is" : "are";
  return ids.length === 0 ? "no field is copied" : `only ${listed([...ids].sort().map(code))} ${verb} copied`;
}

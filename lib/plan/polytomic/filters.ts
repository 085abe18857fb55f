/** Filters of model syncs, of their targets, and of the schemas of bulk syncs. */
import { isValues, Unknown, type Value, valueAt } from "../value";
import { code, isUnset, KNOWN_LATER, shown } from "../words/phrases";
import { parsedJson } from "../words/policies";

/** Filters, each in words that are the same for equal filters, and how they are combined. */
export interface Filters {
  readonly filters: readonly string[];
  readonly logic: string | undefined;
}

/**
 * The filters of an argument in words: `` `total` GreaterThan 100 ``. `undefined` if one is known only after the apply.
 *
 * @param logic the argument that combines them by their labels, if there is one
 */
export function filtersOf(list: Value | undefined, logic?: Value): Filters | undefined {
  const elements = Array.isArray(list) ? (list as readonly Value[]) : [];
  const isLabeled = !isUnset(logic) && elements.every((one) => typeof valueAt(one, "label") === "string");
  const filters = elements.map((one) => filterInWords(one, isLabeled));
  if (
    list instanceof Unknown ||
    logic instanceof Unknown ||
    filters.some((one) => one.includes(KNOWN_LATER))
  ) {
    return undefined;
  }
  return { filters: filters.sort(), logic: typeof logic === "string" && logic !== "" ? logic : undefined };
}

function filterInWords(filter: Value, isLabeled: boolean): string {
  const field = [
    valueAt(filter, "source", "field"),
    valueAt(filter, "field"),
    valueAt(filter, "field_id"),
  ].find((one) => !isUnset(one));
  const { function: comparison, label, value } = isValues(filter) ? filter : {};
  const words = [
    ...(isLabeled ? [`${String(label)}:`] : []),
    typeof field === "string" ? code(field) : shown(field),
    typeof comparison === "string" ? comparison : shown(comparison),
    ...(isUnset(value) ? [] : [jsonValue(value)]),
  ];
  return words.join(" ");
}

/** A JSON value without the differences in how it is written. */
function jsonValue(value: Value | undefined): string {
  const parsed = parsedJson(value);
  return parsed === undefined
    ? typeof value === "string"
      ? value.trim()
      : shown(value)
    : JSON.stringify(parsed);
}

/** The filters that are only in the first of two lists. */
export const filtersOnlyIn = (one: Filters, other: Filters): readonly string[] =>
  one.filters.filter((filter) => !other.filters.includes(filter));

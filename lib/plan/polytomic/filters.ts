/** Filters of model syncs, of their targets, and of the schemas of bulk syncs. */
import { isValues, Unknown, type Value, valueAt } from "../value";
import { code, isUnset, KNOWN_LATER, shown } from "../words/phrases";
import { parsedJson } from "../words/policies";

/** Filters, each in words that are the same for equal filters, and how they are combined. */
export interface Filters {
  readonly filters: readonly string[];
  readonly logic: string | undefined;
}

/** An argument with filters, and the argument that combines them by their labels, if there is one. */
export type FilterArguments = readonly [list: Value | undefined, logic?: Value | undefined];

/**
 * The filters before and after a change in words: `` `total` GreaterThan 100 ``. `undefined` if one of them is known only after the apply.
 * Labels count only if they are used before and after; otherwise, Polytomic assigns them.
 */
export function comparedFilters(
  before: FilterArguments,
  after: FilterArguments,
): readonly [Filters, Filters] | undefined {
  const areLabeled = isLabeled(before) && isLabeled(after);
  const [was, now] = [filtersOf(before, areLabeled), filtersOf(after, areLabeled)];
  return was === undefined || now === undefined ? undefined : [was, now];
}

const isLabeled = ([list, logic]: FilterArguments): boolean =>
  !isUnset(logic) && elementsOf(list).every((one) => typeof valueAt(one, "label") === "string");

const elementsOf = (list: Value | undefined): readonly Value[] =>
  Array.isArray(list) ? (list as readonly Value[]) : [];

function filtersOf([list, logic]: FilterArguments, isLabeled: boolean): Filters | undefined {
  const elements = elementsOf(list);
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

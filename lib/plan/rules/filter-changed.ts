import type { ResourceChange } from "../plan";
import type { Found, Rule } from "../rule";
import { schemasOf } from "../polytomic/bulk-schemas";
import { comparedFilters, type FilterArguments, type Filters, filtersOnlyIn } from "../polytomic/filters";
import { type Values, valueAt } from "../value";
import { isReadAgain } from "../words/differences";
import { code, isUnset, KNOWN_LATER, listed, quoted } from "../words/phrases";

/** A sync selects different records. */
export const rule: Rule = {
  severity: "look",
  title: "A sync selects different records",
  reason:
    "Without a filter, the sync also writes records that it has kept out of the target so far. With another filter, records that it no longer selects " +
    "stay in the target as they are.",
  remedy:
    "Compare both filters. Make sure that the target may get the records that are selected now, such as those of test customers or of people who " +
    "opted out, and that it can keep those that no longer are.",
  types: ["polytomic_bulk_sync", "polytomic_sync"],
  *check(change) {
    if (change.before === undefined || change.after === undefined) {
      return;
    }
    yield* change.type === "polytomic_sync" ? modelSync(change) : bulkSync(change);
  },
};

function* modelSync(change: ResourceChange): Iterable<Found> {
  const { before = {}, after = {} } = change;
  const filters = ({ filters: list, filter_logic: logic }: Values): FilterArguments => [list, logic];
  yield* compare(change, "filters", filters(before), filters(after));
  const ofTarget = (sync: Values): FilterArguments => [
    sync["target_filters"],
    valueAt(sync, "target", "filter_logic"),
  ];
  yield* compare(change, "target filters", ofTarget(before), ofTarget(after));
}

function* bulkSync(change: ResourceChange): Iterable<Found> {
  const [before, after] = [schemasOf(change.before), schemasOf(change.after)];
  for (const [id, schema] of before instanceof Map ? before : []) {
    const now = after === "all" ? {} : after?.get(id);
    const filters = valueAt(now, "filters");
    const isCompared = now !== undefined && schema["enabled"] !== false && valueAt(now, "enabled") !== false;
    if (isCompared && !isReadAgain(filters)) {
      yield* compare(change, `filters of schema ${code(id)}`, [schema["filters"]], [filters]);
    }
  }
}

function* compare(
  change: ResourceChange,
  what: string,
  before: FilterArguments,
  after: FilterArguments,
): Iterable<Found> {
  if (isUnset(before[0]) && isUnset(after[0])) {
    return;
  }
  const filters = comparedFilters(before, after);
  const key = what.replace(/`/g, "");
  if (filters === undefined) {
    yield { change, key, message: `${what} are ${KNOWN_LATER}`, severity: "cannot-tell" };
    return;
  }
  const message = differenceInWords(what, ...filters);
  if (message !== undefined) {
    yield { change, key, message };
  }
}

function differenceInWords(what: string, before: Filters, after: Filters): string | undefined {
  const [removed, added] = [filtersOnlyIn(before, after), filtersOnlyIn(after, before)];
  if (after.filters.length === 0) {
    return `${what} are removed, so all records match: ${listed(before.filters)}`;
  }
  if (removed.length > 0 || added.length > 0) {
    const parts = [
      ...(added.length > 0 ? [`${listed(added)} added`] : []),
      ...(removed.length > 0 ? [`${listed(removed)} removed`] : []),
    ];
    return `${what} change: ${parts.join(", ")}`;
  }
  return before.logic === after.logic
    ? undefined
    : `${what} are combined by ${logicInWords(after)}, was ${logicInWords(before)}`;
}

const logicInWords = ({ logic }: Filters): string => (logic === undefined ? "AND" : quoted(logic));

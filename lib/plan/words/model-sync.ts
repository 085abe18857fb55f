/** Model syncs. */
import type { ResourceChange } from "../plan";
import type { PlanContext } from "../rule";
import { knownOwner, ownerInWords } from "../polytomic/connection-ids";
import { configurationOf } from "../polytomic/endpoints";
import { comparedFilters, type FilterArguments, filtersOnlyIn } from "../polytomic/filters";
import { isSameMapping, isSameSource, type Mapping, mappingOf, sourceInWords } from "../polytomic/mapping";
import { isValues, sameValue, type Value, type Values, valueAt } from "../value";
import { differencesInWords, type Words } from "./generic";
import { changed, code, isUnset, KNOWN_LATER, listed, shown } from "./phrases";
import { scheduleInWords } from "./schedule";
import { connectionChange, isSame, modeChange, renamed, scheduleChange, switched } from "./switches";

/** Arguments that have sentences of their own. */
const SAID = [
  "active",
  "fields",
  "filter_logic",
  "filters",
  "identity",
  "mode",
  "name",
  "override_fields",
  "schedule",
  "target",
  "target_filters",
  // Follows from the fields.
  "model_ids",
];

const LABELS = {
  sync_all_records: "send all records each time",
  skip_initial_backfill: "skip existing records",
  only_enrich_updates: "resend only when the base model changes",
};

/** What changes in a model sync, or what a new one does. */
export function modelSyncWords(change: ResourceChange, context: PlanContext): Words {
  const { before, after } = change;
  if (after === undefined) {
    return { changes: [], noise: [] };
  }
  if (before === undefined) {
    return { changes: newSync(change, after, context), noise: [] };
  }
  const rest = differencesInWords(before, after, SAID, LABELS);
  const configuration = differencesInWords(
    configurationOf(valueAt(before, "target", "configuration")),
    configurationOf(valueAt(after, "target", "configuration")),
  );
  return {
    changes: [
      ...renamed(change),
      ...switched(change),
      ...modeChange(change),
      ...scheduleChange(change, context),
      ...connectionChange("target", ["target", "connection_id"], change, context),
      ...objectChanges(before, after),
      ...configuration.changes,
      ...identityChange(before["identity"], after["identity"]),
      ...mappingChanges(before, after),
      ...allFilterChanges(before, after),
      ...rest.changes,
    ],
    noise: rest.noise,
  };
}

function newSync(change: ResourceChange, after: Values, context: PlanContext): string[] {
  const { mode, active, schedule } = after;
  const target = knownOwner("", valueAt(after, "target", "connection_id"), change, context);
  const object = ["object", "new_name"]
    .map((name) => valueAt(after, "target", name))
    .find((one) => typeof one === "string");
  return [
    `${typeof mode === "string" ? code(mode) : shown(mode)} to ${[...(object === undefined ? [] : [shown(object)]), ...target].join(" of ") || KNOWN_LATER}`,
    scheduleInWords(schedule, (id) => ownerInWords(id, change, context)),
    ...(active === false ? ["switched off"] : []),
  ];
}

function objectChanges(before: Values, after: Values): string[] {
  return ["object", "new_name", "create"].flatMap((name) => {
    const [was, now] = [valueAt(before, "target", name), valueAt(after, "target", name)];
    return isSame(was, now) ? [] : [`target ${name.replace(/_/g, " ")}: ${changed(was, now)}`];
  });
}

function identityChange(before: Value | undefined, after: Value | undefined): string[] {
  const isUnchanged =
    isUnset(before) === isUnset(after) &&
    isSameSource(valueAt(before, "source"), valueAt(after, "source")) &&
    ["target", "function"].every((name) => sameValue(valueAt(before, name), valueAt(after, name)));
  return isUnchanged ? [] : [`identity: ${identity(after)}, was ${identity(before)}`];
}

function identity(value: Value | undefined): string {
  if (!isValues(value)) {
    return shown(value);
  }
  const name = (one: Value | undefined): string => (typeof one === "string" ? code(one) : shown(one));
  return `${name(valueAt(value, "source", "field"))} = ${name(value["target"])} (${String(value["function"])})`;
}

function mappingChanges(before: Values, after: Values): string[] {
  const [was, now] = [mappingOf(before) ?? new Map<string, readonly Mapping[]>(), mappingOf(after)];
  if (now === undefined) {
    return [`fields: ${KNOWN_LATER}`];
  }
  const added = [...now.keys()].filter((target) => !was.has(target));
  const removed = [...was.keys()].filter((target) => !now.has(target));
  const inWords = (sources: readonly Mapping[] | undefined): string =>
    listed((sources ?? []).map(sourceInWords));
  const mapped = [...now.keys()].filter((target) => {
    const sources = was.get(target);
    return sources !== undefined && !isSameMapping(sources, now.get(target) ?? []);
  });
  return [
    ...fields(added, "added"),
    ...fields(removed, "removed"),
    ...mapped.map(
      (target) => `field ${code(target)} from ${inWords(now.get(target))}, was ${inWords(was.get(target))}`,
    ),
  ];
}

/** `fields `a` and `b` added`. */
const fields = (names: readonly string[], what: string): string[] =>
  names.length === 0 ? [] : [`field${names.length === 1 ? "" : "s"} ${listed(names.map(code))} ${what}`];

function allFilterChanges(before: Values, after: Values): string[] {
  const filters = ({ filters: list, filter_logic: logic }: Values): FilterArguments => [list, logic];
  const ofTarget = (sync: Values): FilterArguments => [
    sync["target_filters"],
    valueAt(sync, "target", "filter_logic"),
  ];
  return [
    ...filterChanges("filter", filters(before), filters(after)),
    ...filterChanges("target filter", ofTarget(before), ofTarget(after)),
  ];
}

/** `` filter `total` GreaterThan 100 added``. */
export function filterChanges(noun: string, before: FilterArguments, after: FilterArguments): string[] {
  const filters = comparedFilters(before, after);
  if (filters === undefined) {
    return [`${noun}s: ${KNOWN_LATER}`];
  }
  const [was, now] = filters;
  const part = (list: readonly string[], what: string): string[] =>
    list.length === 0 ? [] : [`${noun}${list.length === 1 ? "" : "s"} ${listed(list)} ${what}`];
  const logic = isSame(before[1], after[1]) ? [] : [`${noun} logic: ${changed(before[1], after[1])}`];
  return [...part(filtersOnlyIn(now, was), "added"), ...part(filtersOnlyIn(was, now), "removed"), ...logic];
}

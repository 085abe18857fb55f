/** Bulk syncs. */
import type { ResourceChange } from "../plan";
import type { PlanContext } from "../rule";
import { copiedIds, copies, fieldsOf, schemasOf, type Selection } from "../polytomic/bulk-schemas";
import { knownOwner } from "../polytomic/connection-ids";
import { configurationOf } from "../polytomic/endpoints";
import { type Value, type Values, valueAt } from "../value";
import { isReadAgain } from "./differences";
import { differencesInWords, type Words } from "./generic";
import { changed, code, counted, KNOWN_LATER, listed } from "./phrases";
import { filterChanges } from "./model-sync";
import { scheduleInWords } from "./schedule";
import { connectionChange, isSame, modeChange, renamed, scheduleChange, switched } from "./switches";

/** Arguments that have sentences of their own. */
const SAID = ["active", "destination", "mode", "name", "schedule", "schemas", "source"];

const LABELS = {
  automatically_add_new_fields: "new fields are added",
  automatically_add_new_objects: "new schemas are added",
  data_cutoff_timestamp: "records are copied from",
};

/** What changes in a bulk sync, or what a new one does. */
export function bulkSyncWords(change: ResourceChange, context: PlanContext): Words {
  const { before, after } = change;
  if (after === undefined) {
    return { changes: [], noise: [] };
  }
  if (before === undefined) {
    return { changes: newSync(change, after, context), noise: [] };
  }
  const rest = differencesInWords(before, after, SAID, LABELS);
  const ends = ["source", "destination"].map((end) =>
    differencesInWords(
      configurationOf(valueAt(before, end, "configuration")),
      configurationOf(valueAt(after, end, "configuration")),
    ).changes.map((one) => `${end} ${one}`),
  );
  return {
    changes: [
      ...renamed(change),
      ...switched(change),
      ...modeChange(change),
      ...scheduleChange(change, context),
      ...connectionChange("source", ["source", "connection_id"], change, context),
      ...connectionChange("destination", ["destination", "connection_id"], change, context),
      ...ends.flat(),
      ...schemaChanges(before, after),
      ...rest.changes,
    ],
    noise: rest.noise,
  };
}

function newSync(change: ResourceChange, after: Values, context: PlanContext): string[] {
  const ends = [
    ...knownOwner("from ", valueAt(after, "source", "connection_id"), change, context),
    ...knownOwner("to ", valueAt(after, "destination", "connection_id"), change, context),
  ];
  const schemas = schemasOf(after);
  const ids = schemas === undefined ? undefined : copiedIds(schemas);
  const what =
    schemas === "all" ? "all schemas" : ids === undefined ? "schemas" : counted(ids.length, "schema");
  return [
    [what, ...ends].join(" "),
    scheduleInWords(after["schedule"]),
    ...(after["active"] === false ? ["switched off"] : []),
  ];
}

function schemaChanges(before: Values, after: Values): string[] {
  const [was, now] = [schemasOf(before), schemasOf(after)];
  if (isReadAgain(after["schemas"]) || was === undefined) {
    return [];
  }
  if (now === undefined) {
    return [`schemas: ${KNOWN_LATER}`];
  }
  if (was === "all" || now === "all") {
    return was === now ? [] : [`schemas: ${selectionInWords(now)}, was ${selectionInWords(was)}`];
  }
  const ids = [...new Set([...was.keys(), ...now.keys()])].sort();
  return [
    ...part(
      ids.filter((id) => copies(now, id) && !copies(was, id)),
      "added",
    ),
    ...part(
      ids.filter((id) => copies(was, id) && !copies(now, id)),
      "removed",
    ),
    ...ids
      .filter((id) => copies(was, id) && copies(now, id))
      .flatMap((id) => optionChanges(id, was.get(id) ?? {}, now.get(id) ?? {})),
  ];
}

/** `schema `customers` added`. */
const part = (ids: readonly string[], what: string): string[] =>
  ids.length === 0 ? [] : [`schema${ids.length === 1 ? "" : "s"} ${listed(ids.map(code))} ${what}`];

function selectionInWords(selection: Exclude<Selection, undefined>): string {
  const ids = copiedIds(selection);
  return ids === undefined ? "all" : ids.length === 0 ? "none" : `only ${listed([...ids].sort().map(code))}`;
}

const OPTIONS = {
  partition_key: "partition key",
  tracking_field: "tracking field",
  data_cutoff_timestamp: "copied from",
  disable_data_cutoff: "cutoff ignored",
};

function optionChanges(id: string, before: Values, after: Values): string[] {
  const options = Object.entries(OPTIONS).flatMap(([name, label]) => {
    const [was, now] = [before[name], after[name]];
    return isSame(was, now) || (isOff(was) && isOff(now)) ? [] : [`${label} ${changed(was, now)}`];
  });
  const filters = isReadAgain(after["filters"])
    ? []
    : filterChanges("filter", [before["filters"]], [after["filters"]]);
  return [
    ...fieldChanges(id, fieldsOf(before), fieldsOf(after)),
    ...[...options, ...filters].map((one) => `schema ${code(id)}: ${one}`),
  ];
}

const isOff = (value: Value | undefined): boolean => value === null || value === undefined || value === false;

function fieldChanges(schema: string, was: Selection, now: Selection): string[] {
  if (was === undefined || now === undefined || (was === "all" && now === "all")) {
    return [];
  }
  if (was === "all" || now === "all") {
    return [`fields of ${code(schema)}: ${selectionInWords(now)}, was ${selectionInWords(was)}`];
  }
  const ids = [...new Set([...was.keys(), ...now.keys()])].sort();
  return ids.flatMap((id) => {
    const field = `field ${code(id)} of ${code(schema)}`;
    const [copied, copiedNow] = [copies(was, id), copies(now, id)];
    if (copied !== copiedNow) {
      const hidden = now.get(id)?.["obfuscate"] === true ? ", obfuscated" : "";
      return [copiedNow ? `${field} added${hidden}` : `${field} removed`];
    }
    const [hidden, hiddenNow] = [was, now].map((one) => one.get(id)?.["obfuscate"] === true);
    return !copiedNow || hidden === hiddenNow
      ? []
      : [`${field} is ${hiddenNow ? "" : "no longer "}obfuscated`];
  });
}

/** Models in Polytomic. */
import type { ResourceChange } from "../plan";
import type { PlanContext } from "../rule";
import { configurationOf } from "../polytomic/endpoints";
import type { Value, Values } from "../value";
import { isReadAgain, withoutEqual } from "./differences";
import { differencesInWords, type Words } from "./generic";
import { code, isUnset, KNOWN_LATER, listed, shown } from "./phrases";
import { connectionChange, renamed } from "./switches";

/** Arguments that have sentences of their own. */
const SAID = ["configuration", "connection_id", "fields", "name", "tracking_columns"];

/** What changes in a model, or what a new one has. */
export function modelWords(change: ResourceChange, context: PlanContext): Words {
  const { before, after } = change;
  if (after === undefined) {
    return { changes: [], noise: [] };
  }
  if (before === undefined) {
    return { changes: newModel(after), noise: [] };
  }
  const configuration = differencesInWords(
    configurationOf(before["configuration"]),
    configurationOf(after["configuration"]),
  );
  const rest = differencesInWords(before, after, SAID);
  return {
    changes: [
      ...renamed(change),
      ...connectionChange("source", ["connection_id"], change, context),
      ...fieldChanges("field", before["fields"], after["fields"]),
      ...configuration.changes,
      ...fieldChanges("tracking column", before["tracking_columns"], after["tracking_columns"]),
      ...rest.changes,
    ],
    noise: [
      ...configuration.noise.map((name) => `configuration.${name}`),
      ...rest.noise,
      ...readAgain(after),
    ],
  };
}

function newModel(after: Values): string[] {
  const fields = asNames(after["fields"]);
  return fields.length === 0 ? [] : [`fields ${listed(fields)}`];
}

/** `fields `total` and `tax` added`. */
function fieldChanges(noun: string, before: Value | undefined, after: Value | undefined): string[] {
  if (isReadAgain(after) || isUnset(after)) {
    // Polytomic selects the fields.
    return [];
  }
  if (!Array.isArray(after)) {
    return [`${noun}s: ${KNOWN_LATER}`];
  }
  const [removed, added] = withoutEqual(Array.isArray(before) ? (before as readonly Value[]) : [], after);
  return [...part(noun, added, "added"), ...part(noun, removed, "removed")];
}

const part = (noun: string, members: readonly Value[], what: string): string[] =>
  members.length === 0
    ? []
    : [`${noun}${members.length === 1 ? "" : "s"} ${listed(asNames(members))} ${what}`];

const asNames = (list: Value | undefined): string[] =>
  Array.isArray(list)
    ? (list as readonly Value[]).map((one) => (typeof one === "string" ? code(one) : shown(one)))
    : [];

const readAgain = (after: Values): string[] =>
  ["configuration", "fields", "tracking_columns"].filter((name) => isReadAgain(after[name]));

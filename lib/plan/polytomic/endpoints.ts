/** Where syncs and models read and write: their connections, and the objects in them. */
import type { ResourceChange } from "../plan";
import { isValues, type Value, valueAt, type Values } from "../value";
import { isUnset } from "../words/phrases";
import { parsedJson } from "../words/policies";

/** The path of the connection that a sync writes to. */
export const targetConnection = (type: string): readonly string[] =>
  type === "polytomic_sync" ? ["target", "connection_id"] : ["destination", "connection_id"];

/** The path of the connection that a bulk sync or model reads from. */
export const sourceConnection = (type: string): readonly string[] =>
  type === "polytomic_model" ? ["connection_id"] : ["source", "connection_id"];

/** Members of an object in a connection: where it is, not how it is written. */
const LOCATION =
  /^(object|new_name|schema|schemas|dataset|database|catalog|subfolder|folder|path|prefix|bucket|container|table)$/;

/** The object that a sync writes to, as members by name: `object`, or `schema` and `subfolder` of the configuration. */
export function locationOf(change: ResourceChange, version: "before" | "after"): Values {
  const end = change[version]?.[change.type === "polytomic_sync" ? "target" : "destination"];
  const { object, new_name } = isValues(end) ? end : {};
  return Object.fromEntries(
    Object.entries({ ...configurationOf(valueAt(end, "configuration")), object, new_name }).filter(
      (entry): entry is [string, Value] => LOCATION.test(entry[0]) && !isUnset(entry[1]),
    ),
  );
}

/** The members of a configuration in JSON. */
export const configurationOf = (json: Value | undefined): Values => {
  const parsed = parsedJson(json) as Value | undefined;
  return isValues(parsed) ? parsed : {};
};

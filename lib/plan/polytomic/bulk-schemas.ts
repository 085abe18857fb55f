/** The schemas and fields of a bulk sync. */
import { isValues, Unknown, type Value, type Values } from "../value";

/** The selected schemas or fields by id. `"all"` if none is listed, which selects all of them; `undefined` if that is not known. */
export type Selection = ReadonlyMap<string, Values> | "all" | undefined;

/** The schemas that a bulk sync lists, enabled or not. */
export const schemasOf = (bulkSync: Values | undefined): Selection => selectionOf(bulkSync?.["schemas"]);

/** The fields that a schema lists, enabled or not. */
export const fieldsOf = (schema: Values): Selection => selectionOf(schema["fields"]);

function selectionOf(value: Value | undefined): Selection {
  if (value instanceof Unknown) {
    return undefined;
  }
  const elements = Array.isArray(value) ? (value as readonly Value[]) : [];
  const byId = elements.flatMap((one): [string, Values][] =>
    isValues(one) && typeof one["id"] === "string" ? [[one["id"], one]] : [],
  );
  if (byId.length < elements.length) {
    return undefined;
  }
  return byId.length === 0 ? "all" : new Map(byId);
}

/** Whether a schema or field is copied. One that is not known to be disabled counts. */
export const isCopied = (selected: Values | undefined): boolean =>
  selected !== undefined && selected["enabled"] !== false;

/** The ids of the schemas or fields that are copied, or `undefined` if all are. */
export const copiedIds = (selection: Exclude<Selection, undefined>): readonly string[] | undefined =>
  selection === "all" ? undefined : [...selection].filter(([, one]) => isCopied(one)).map(([id]) => id);

/** Whether the selection copies this schema or field. */
export const copies = (selection: Exclude<Selection, undefined>, id: string): boolean =>
  selection === "all" || isCopied(selection.get(id));

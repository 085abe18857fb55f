/** The fields that a model sync writes, and their sources. */
import { isValues, sameValue, Unknown, type Value, type Values, valueAt } from "../value";
import { code, isUnset, quoted, shown } from "../words/phrases";

/** A field of the target. */
export interface Mapping {
  readonly target: string;
  /** `undefined` if every record gets the same value. */
  readonly source: Values | undefined;
  readonly values: Values;
}

/** The fields of a model sync by target. A webhook takes several sources under one name. `undefined` if they are not known. */
export function mappingOf(sync: Values | undefined): ReadonlyMap<string, readonly Mapping[]> | undefined {
  const lists = [sync?.["fields"], sync?.["override_fields"]];
  if (lists.some((list) => list instanceof Unknown)) {
    return undefined;
  }
  const elements = lists.flatMap((list) => (Array.isArray(list) ? (list as readonly Value[]) : []));
  const mapping = new Map<string, Mapping[]>();
  for (const values of elements) {
    const target = valueAt(values, "target");
    if (!isValues(values) || typeof target !== "string") {
      return undefined;
    }
    const source = isValues(values["source"]) ? values["source"] : undefined;
    mapping.set(target, [...(mapping.get(target) ?? []), { target, source, values }]);
  }
  return mapping;
}

/** Options of a mapping that change what is written. */
const OPTIONS = ["override_value", "sync_mode", "encryption_enabled"];

/** Whether two mappings of a field write the same. */
export function isSameMapping(one: readonly Mapping[], other: readonly Mapping[]): boolean {
  return one.length === other.length && one.every((left) => other.some((right) => writeSame(left, right)));
}

const writeSame = (one: Mapping, other: Mapping): boolean =>
  isSameSource(one.source, other.source) &&
  OPTIONS.every((name) => isSameOption(one.values[name], other.values[name]));

const isSameOption = (one: Value | undefined, other: Value | undefined): boolean =>
  ((isUnset(one) || one === false) && (isUnset(other) || other === false)) || sameValue(one, other);

/** Whether two sources are the same field. A model that is replaced has no id yet, so an unknown id counts as the same model. */
export function isSameSource(before: Value | undefined, after: Value | undefined): boolean {
  if (!isValues(before) || !isValues(after)) {
    return isUnset(before) && isUnset(after);
  }
  const model = after["model_id"];
  return (
    sameValue(before["field"], after["field"]) &&
    (model instanceof Unknown || sameValue(before["model_id"], model))
  );
}

/** The source of a field in words. */
export function sourceInWords({ source, values }: Mapping): string {
  if (source === undefined) {
    return quotedValue(values["override_value"]);
  }
  const options = [
    isUnset(values["override_value"]) ? [] : [`as ${quotedValue(values["override_value"])}`],
    isUnset(values["sync_mode"]) ? [] : [`mode ${shown(values["sync_mode"])}`],
    values["encryption_enabled"] === true ? ["encrypted"] : [],
  ].flat();
  const field = typeof source["field"] === "string" ? code(source["field"]) : shown(source["field"]);
  return options.length === 0 ? field : `${field} (${options.join(", ")})`;
}

const quotedValue = (value: Value | undefined): string =>
  typeof value === "string" ? quoted(value) : shown(value);

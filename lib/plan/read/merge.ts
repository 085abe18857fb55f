/** Merges the parallel trees of a plan: values, which of them are unknown, and which are sensitive. */
import { isObject, isRecord } from "../../objects";
import { Unknown, type Value } from "../value";
import { argumentAt, expressionOf } from "./arguments";
import { isSecretByName, namesAround, namesInside } from "./secret-names";
import type { Secrets } from "./secrets";

/** The parallel trees. */
export interface Trees {
  readonly value: unknown;
  /** `true`, or the shape of the value with `true` for each unknown value. */
  readonly unknown: unknown;
  /** `true`, or the shape of the value with `true` for each sensitive value. Elements of a set have one mark together. */
  readonly sensitive: unknown;
  /** The same in the configuration, if it is known. */
  readonly argument: unknown;
}

const UNKNOWN = new Unknown();
const NONE: Readonly<Record<string, unknown>> = {};

/**
 * The merged value. Shares the parts that have neither unknown values nor secrets, because copies of 10,000 resources need too much
 * memory.
 *
 * @param type the type of the resource, because names of secrets differ
 */
export const merge = (trees: Trees, type: string, secrets: Secrets): Value =>
  merged(trees.value, trees.unknown, trees.sensitive, trees.argument, namesAround(type), secrets);

function merged(
  value: unknown,
  unknown: unknown,
  sensitive: unknown,
  argument: unknown,
  names: number,
  secrets: Secrets,
): Value {
  if (unknown === true) {
    return unknownOf(argument, secrets);
  }
  if (value !== null && value !== undefined && (sensitive === true || isSecretByName(value, names))) {
    return hasUnknown(unknown) ? UNKNOWN : secrets.of(value);
  }
  if (typeof value === "string") {
    return secrets.without(value);
  }
  if (typeof value === "number") {
    return typeof secrets.without(String(value)) === "string" ? value : secrets.of(value);
  }
  if (Array.isArray(value) || Array.isArray(unknown)) {
    return mergedList(value, unknown, sensitive, argument, names, secrets);
  }
  if (isRecord(value) || (isRecord(unknown) && hasUnknown(unknown))) {
    return mergedRecord(value, unknown, sensitive, argument, names, secrets);
  }
  return (value ?? null) as null | boolean;
}

function mergedList(
  value: unknown,
  unknown: unknown,
  sensitive: unknown,
  argument: unknown,
  names: number,
  secrets: Secrets,
): Value {
  const values = listOf(value);
  const unknowns = listOf(unknown);
  const marks = listOf(sensitive);
  const length = Math.max(values.length, hasUnknown(unknowns) ? unknowns.length : 0);
  let changed: Value[] | undefined;
  for (let i = 0; i < length; i++) {
    const one = merged(values[i], unknowns[i], marks[i], argumentAt(argument, i), names, secrets);
    if (changed === undefined && one !== values[i]) {
      changed = values.slice(0, i) as Value[];
    }
    changed?.push(one);
  }
  return changed ?? (values as Value[]);
}

function mergedRecord(
  value: unknown,
  unknown: unknown,
  sensitive: unknown,
  argument: unknown,
  names: number,
  secrets: Secrets,
): Value {
  const values = isRecord(value) ? value : NONE;
  const unknowns = isRecord(unknown) ? unknown : NONE;
  const marks = isRecord(sensitive) ? sensitive : NONE;
  let changed: Record<string, Value> | undefined;
  const visit = (name: string): void => {
    const one = merged(
      values[name],
      unknowns[name],
      marks[name],
      argumentAt(argument, name),
      namesInside(names, name, values),
      secrets,
    );
    const key = secrets.withoutIn(name);
    if (one !== values[name] || key !== name) {
      changed ??= { ...(values as Record<string, Value>) };
      if (key !== name) {
        delete changed[name];
      }
      changed[key] = one;
    }
  };
  for (const name in values) {
    visit(name);
  }
  for (const name in unknowns) {
    if (!(name in values) && hasUnknown(unknowns[name])) {
      visit(name);
    }
  }
  return changed ?? (values as Record<string, Value>);
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? (value as unknown[]) : []);

/** Whether any value is unknown. */
export const hasUnknown = (unknown: unknown): boolean =>
  unknown === true || (isObject(unknown) && Object.values(unknown).some(hasUnknown));

function unknownOf(argument: unknown, secrets: Secrets): Unknown {
  const expression = argument === undefined ? undefined : expressionOf(argument);
  return expression === undefined ? UNKNOWN : new Unknown(secrets.withoutIn(expression));
}

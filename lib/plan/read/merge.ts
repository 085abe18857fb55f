/** Merges the parallel trees of a plan: values, which of them are unknown, and which are sensitive. */
import { isObject, isRecord } from "../../objects";
import { Unknown, type Value } from "../value";
import { argumentAt, expressionOf, mayHaveReferences } from "./arguments";
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
const PERHAPS_SET = new Unknown(undefined, true);
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
    return secrets.hasNumber(value) ? secrets.of(value) : value;
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
  for (const name in values) {
    const given = values[name];
    const inside = namesInside(names, name, values);
    const step = argument === undefined ? undefined : argumentAt(argument, name);
    const one = merged(given, unknowns[name], marks[name], step, inside, secrets);
    const key = secrets.withoutInName(name);
    if (one !== given || key !== name) {
      changed ??= { ...(values as Record<string, Value>) };
      if (key !== name) {
        delete changed[name];
      }
      changed[key] = one;
    }
  }
  for (const name in unknowns) {
    if (!Object.hasOwn(values, name) && hasUnknown(unknowns[name])) {
      const inside = namesInside(names, name, values);
      changed ??= { ...(values as Record<string, Value>) };
      changed[secrets.withoutInName(name)] = merged(
        undefined,
        unknowns[name],
        marks[name],
        argumentAt(argument, name),
        inside,
        secrets,
      );
    }
  }
  return changed ?? (values as Record<string, Value>);
}

const EMPTY: readonly unknown[] = [];

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? (value as unknown[]) : EMPTY);

/** Whether any value is unknown. */
function hasUnknown(unknown: unknown): boolean {
  if (!isObject(unknown)) {
    return unknown === true;
  }
  for (const name in unknown) {
    if (hasUnknown((unknown as Readonly<Record<string, unknown>>)[name])) {
      return true;
    }
  }
  return false;
}

function unknownOf(argument: unknown, secrets: Secrets): Unknown {
  const expression = argument === undefined ? undefined : expressionOf(argument);
  if (expression !== undefined) {
    return new Unknown(secrets.withoutIn(expression));
  }
  return mayHaveReferences(argument) ? PERHAPS_SET : UNKNOWN;
}

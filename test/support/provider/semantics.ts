/** Compares strings by their meaning. */
import type { AttributePath } from "./diagnostics";
import { type Rule, type Rules, ruleAt } from "./rules";
import type { Attribute, Attributes } from "./schema";
import { type Json, type ObjectValue, type Value, equal, isObject } from "./values";

/**
 * The new state, with each prior string kept if its meaning is the same: JSON that differs only in whitespace or the order of
 * keys, and times that differ only in notation. Terraform then shows no change.
 */
export function keepEquivalent(
  attributes: Attributes,
  rules: Rules,
  prior: ObjectValue,
  next: ObjectValue,
  path: AttributePath = [],
): ObjectValue {
  const entries = Object.entries(next).map(([name, value]): [string, Value] => {
    const attribute = attributes[name];
    if (!attribute) {
      return [name, value];
    }
    return [name, keepAttribute(attribute, rules, [...path, name], prior[name] ?? null, value)];
  });
  return Object.fromEntries(entries);
}

function keepAttribute(
  attribute: Attribute,
  rules: Rules,
  path: AttributePath,
  prior: Value,
  next: Value,
): Value {
  const nested = attribute.nested_type?.attributes;
  if (nested && isObject(prior) && isObject(next)) {
    return keepEquivalent(nested, rules, prior, next, path);
  }
  if (nested && Array.isArray(prior) && Array.isArray(next)) {
    return keepElements(nested, rules, path, prior, next);
  }
  return sameMeaning(ruleAt(rules, path), prior, next) ? prior : next;
}

/** Each element gets the first unused prior element with an equivalent string. */
function keepElements(
  attributes: Attributes,
  rules: Rules,
  path: AttributePath,
  prior: Value[],
  next: Value[],
): Value[] {
  const candidates = [...prior];
  return next.map((element) => {
    if (!isObject(element)) {
      return element;
    }
    for (const [index, candidate] of candidates.entries()) {
      if (!isObject(candidate)) {
        continue;
      }
      const kept = keepEquivalent(attributes, rules, candidate, element, path);
      if (equal(kept, element)) {
        continue;
      }
      candidates.splice(index, 1);
      return kept;
    }
    return element;
  });
}

function sameMeaning(rule: Rule, prior: Value, next: Value): boolean {
  if (!rule.syntax || typeof prior !== "string" || typeof next !== "string") {
    return false;
  }
  if (rule.syntax === "timestamp") {
    return Date.parse(prior) === Date.parse(next);
  }
  const [before, after] = [parseJson(prior), parseJson(next)];
  return before !== undefined && after !== undefined && equal(before, after);
}

export function parseJson(source: string): Json | undefined {
  try {
    return JSON.parse(source) as Json;
  } catch {
    return undefined;
  }
}

/** Whether a string is an RFC 3339 time. */
export function isTimestamp(value: string): boolean {
  return (
    /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(value) &&
    !Number.isNaN(Date.parse(value))
  );
}

/** Go's error for a string that is not a time. */
export function timestampProblem(value: string): string {
  return `parsing time "${value}" as "2006-01-02T15:04:05Z07:00": cannot parse "${value}" as "2006"`;
}

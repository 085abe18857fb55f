/** Plans resources in the order of the plugin framework, including its quirks. */
import type { AttributePath } from "./diagnostics";
import { type Rules, ruleAt } from "./rules";
import type { Attribute, Attributes } from "./schema";
import { UNKNOWN, Unknown, type ObjectValue, type Value, equal, isObject } from "./values";

export interface PlanRequest {
  readonly attributes: Attributes;
  readonly rules: Rules;
  readonly config: ObjectValue;
  readonly prior: ObjectValue | null;
  readonly proposed: ObjectValue;
}

export interface Plan {
  readonly planned: ObjectValue;
  readonly replace: readonly AttributePath[];
}

/**
 * Plans a create or an update in the order of the plugin framework: first the defaults; then, if anything changes,
 * every computed attribute without configuration becomes unknown; then the plan modifiers.
 */
export function plan({ attributes, rules, config, prior, proposed }: PlanRequest): Plan {
  const defaulted = withDefaults(rules, config, proposed);
  const changed = prior === null || !equal(defaulted, prior);
  const marked = changed
    ? markUnknown(attributes, rules, [], defaulted, { value: config, ended: false })
    : defaulted;
  if (prior === null) {
    return { planned: marked, replace: [] };
  }
  const planned = keepState(attributes, rules, [], marked, config, prior);
  return { planned, replace: replacements(rules, planned, config, prior) };
}

/** Only top-level attributes have defaults. */
function withDefaults(rules: Rules, config: ObjectValue, proposed: ObjectValue): ObjectValue {
  const entries = Object.entries(proposed).map(([name, value]): [string, Value] => {
    const fallback = rules[name]?.default;
    return [name, fallback !== undefined && (config[name] ?? null) === null ? fallback : value];
  });
  return Object.fromEntries(entries);
}

/**
 * The framework looks up an attribute in the configuration by its path in the plan. If the path ends early (a null object,
 * a set without that element), the framework uses the last value it found. So below a set element that is not exactly in the
 * configuration, no attribute is marked as unknown.
 */
interface Walk {
  readonly value: Value;
  readonly ended: boolean;
}

function stepToMember(walk: Walk, name: string): Walk {
  if (walk.ended || !isObject(walk.value)) {
    return { value: walk.value, ended: true };
  }
  return { value: walk.value[name] ?? null, ended: false };
}

function stepToElement(walk: Walk, element: Value): Walk {
  if (walk.ended || !Array.isArray(walk.value)) {
    return { value: walk.value, ended: true };
  }
  const found = walk.value.find((candidate) => equal(candidate, element));
  return found === undefined ? { value: walk.value, ended: true } : { value: found, ended: false };
}

function markUnknown(
  attributes: Attributes,
  rules: Rules,
  path: AttributePath,
  planned: ObjectValue,
  config: Walk,
): ObjectValue {
  const entries = Object.entries(attributes).map(([name, attribute]): [string, Value] => {
    const here = [...path, name];
    const configured = stepToMember(config, name);
    const inner = markNested(attribute, rules, here, planned[name] ?? null, configured);
    const mark = configured.value === null && attribute.computed && ruleAt(rules, here).default === undefined;
    return [name, mark ? UNKNOWN : inner];
  });
  return Object.fromEntries(entries);
}

function markNested(
  attribute: Attribute,
  rules: Rules,
  path: AttributePath,
  planned: Value,
  config: Walk,
): Value {
  const nested = attribute.nested_type?.attributes;
  if (!nested) {
    return planned;
  }
  if (isObject(planned)) {
    return markUnknown(nested, rules, path, planned, config);
  }
  if (!Array.isArray(planned)) {
    return planned;
  }
  return planned.map((element) =>
    isObject(element) ? markUnknown(nested, rules, path, element, stepToElement(config, element)) : element,
  );
}

/** On an update, some unknown attributes and members of nested objects get their values from the state. */
function keepState(
  attributes: Attributes,
  rules: Rules,
  path: AttributePath,
  planned: ObjectValue,
  config: ObjectValue,
  state: ObjectValue,
): ObjectValue {
  const entries = Object.entries(attributes).map(([name, attribute]): [string, Value] => {
    const here = [...path, name];
    const configured = config[name] ?? null;
    const before = state[name] ?? null;
    const value = planned[name] ?? null;
    const open = value instanceof Unknown && !(configured instanceof Unknown);
    const kept = open && ruleAt(rules, here).keepState ? before : value;
    const nested = attribute.nested_type;
    if (nested?.nesting_mode !== "single" || !isObject(kept)) {
      return [name, kept];
    }
    return [
      name,
      keepState(nested.attributes, rules, here, kept, objectOrEmpty(configured), objectOrEmpty(before)),
    ];
  });
  return Object.fromEntries(entries);
}

function objectOrEmpty(value: Value): ObjectValue {
  return isObject(value) ? value : {};
}

/** The changes that replace the object. Only top-level attributes require replacement. */
function replacements(
  rules: Rules,
  planned: ObjectValue,
  config: ObjectValue,
  state: ObjectValue,
): AttributePath[] {
  const changed = Object.keys(planned).filter((name) => !equal(planned[name] ?? null, state[name] ?? null));
  return changed
    .filter((name) => rules[name]?.replace?.(state[name] ?? null, config[name] ?? null))
    .map((name) => [name]);
}

/** Validates a configuration. */
import { type AttributePath, type Diagnostic, error, warning } from "./diagnostics";
import { type Rule, type Rules, ruleAt } from "./rules";
import { type Attribute, type Attributes, isComputedOnly } from "./schema";
import { isTimestamp, parseJson, timestampProblem } from "./semantics";
import { Unknown, type ObjectValue, type Value, isObject } from "./values";

const ATTRIBUTE_HINT =
  "Refer to the provider documentation or contact the provider developers for additional information about";

/** Returns the errors of the plugin framework and of the attributes' validators. */
export function validate(attributes: Attributes, rules: Rules, config: ObjectValue): Diagnostic[] {
  return validateMembers(attributes, rules, [], config, true);
}

function validateMembers(
  attributes: Attributes,
  rules: Rules,
  path: AttributePath,
  config: ObjectValue,
  addressable: boolean,
): Diagnostic[] {
  return Object.entries(attributes).flatMap(([name, attribute]) => {
    const here = [...path, name];
    const value = config[name] ?? null;
    const found = [
      ...validatePresence(attribute, here, value),
      ...validateValue(attribute, ruleAt(rules, here), here, value),
    ];
    // The protocol has no path to an element of a set.
    const located = addressable ? found : found.map(withoutPath);
    return [...located, ...validateNested(attribute, rules, here, value, addressable)];
  });
}

function withoutPath({ severity, summary, detail }: Diagnostic): Diagnostic {
  return { severity, summary, detail };
}

function validateNested(
  attribute: Attribute,
  rules: Rules,
  path: AttributePath,
  value: Value,
  addressable: boolean,
): Diagnostic[] {
  const nested = attribute.nested_type?.attributes;
  if (!nested) {
    return [];
  }
  if (isObject(value)) {
    return validateMembers(nested, rules, path, value, addressable);
  }
  if (!Array.isArray(value)) {
    return [];
  }
  return value.filter(isObject).flatMap((element) => validateMembers(nested, rules, path, element, false));
}

function validatePresence(attribute: Attribute, path: AttributePath, value: Value): Diagnostic[] {
  if (isComputedOnly(attribute) && value !== null) {
    const detail =
      "Cannot set value for this attribute as the provider has marked it as read-only. Remove the configuration line " +
      `setting the value.\n\n${ATTRIBUTE_HINT} configurable and read-only attributes that are supported.`;
    return [error("Invalid Configuration for Read-Only Attribute", detail, path)];
  }
  if (attribute.required && value === null) {
    const detail =
      `Must set a configuration value for the ${path.join(".")} attribute as the provider has marked it as required.` +
      `\n\n${ATTRIBUTE_HINT} configurable attributes that are required.`;
    return [error("Missing Configuration for Required Attribute", detail, path)];
  }
  return [];
}

function validateValue(attribute: Attribute, rule: Rule, path: AttributePath, value: Value): Diagnostic[] {
  if (value === null || value instanceof Unknown) {
    return [];
  }
  const found: Diagnostic[] = [];
  if (attribute.type === "number" && !Number.isInteger(value)) {
    const detail =
      "An unexpected error was encountered trying to convert an attribute value from the configuration. This is always " +
      "an error in the provider. Please report the following to the provider developer:\n\n" +
      `Error: Value %!s(*big.Float=${String(value)}) is not an integer.`;
    found.push(error("Configuration Read Error", detail));
  }
  if (rule.deprecation !== undefined) {
    found.push(warning("Attribute Deprecated", rule.deprecation, path));
  }
  if (typeof value !== "string") {
    return found;
  }
  if (rule.oneOf && !rule.oneOf.includes(value)) {
    const allowed = rule.oneOf.map((option) => `"${option}"`).join(" ");
    const detail = `Attribute ${path.join(".")} value must be one of: [${allowed}], got: "${value}"`;
    found.push(error("Invalid Attribute Value Match", detail, path));
  }
  if (rule.syntax === "json" && parseJson(value) === undefined) {
    const detail =
      "A string value was provided that is not valid JSON string format (RFC 7159).\n\n" +
      `Given Value: ${value}\n`;
    found.push(error("Invalid JSON String Value", detail, path));
  }
  if (rule.syntax === "timestamp" && !isTimestamp(value)) {
    const detail =
      "A string value was provided that is not valid RFC3339 string format.\n\n" +
      `Given Value: ${value}\nError: ${timestampProblem(value)}`;
    found.push(error("Invalid RFC3339 String Value", detail, path));
  }
  return found;
}

/** Converts the configuration of a connection to requests and back. */
import { connectionType } from "../rules";
import { type Attribute, type Attributes, isComputedOnly } from "../schema";
import {
  type Json,
  type JsonObject,
  type ObjectValue,
  Unknown,
  type Value,
  equal,
  isJsonObject,
  isObject,
} from "../values";

/** The configuration in a request, without members that are unknown, unset or managed by the server. */
export function requestConfiguration(members: Attributes, configuration: ObjectValue): JsonObject {
  const sent: JsonObject = {};
  for (const [name, attribute] of Object.entries(members)) {
    const value = configuration[name] ?? null;
    if (value instanceof Unknown || isComputedOnly(attribute)) {
      continue;
    }
    if (value === null && attribute.optional) {
      continue;
    }
    sent[name] = requestValue(attribute, value);
  }
  return sent;
}

/** In a nested object, nothing is omitted: null is sent as the zero value of its type. */
function requestValue(attribute: Attribute, value: Value): Json {
  const nested = attribute.nested_type;
  if (nested?.nesting_mode === "single") {
    return isObject(value) ? requestObject(nested.attributes, value) : {};
  }
  if (nested) {
    return requestObjects(nested.attributes, value);
  }
  return value === null || value instanceof Unknown ? zeroRequest(attribute) : (value as Json);
}

function requestObjects(members: Attributes, value: Value): Json[] {
  if (!Array.isArray(value)) {
    return [];
  }
  return value.filter(isObject).map((element) => requestObject(members, element));
}

function requestObject(members: Attributes, value: ObjectValue): JsonObject {
  const known = Object.entries(members).filter(([name]) => !(value[name] instanceof Unknown));
  return Object.fromEntries(
    known.map(([name, attribute]) => [name, requestValue(attribute, value[name] ?? null)]),
  );
}

function zeroRequest(attribute: Attribute): Json {
  if (Array.isArray(attribute.type)) {
    return attribute.type[0] === "map" ? {} : [];
  }
  return zeroScalar(attribute);
}

function zeroScalar(attribute: Attribute): Json {
  if (attribute.type === "bool") {
    return false;
  }
  return attribute.type === "number" ? 0 : "";
}

/** The configuration of an update. A secret that equals the one in the state is not sent again. */
export function withoutUnchangedSecrets(
  members: Attributes,
  sent: JsonObject,
  state: ObjectValue,
): JsonObject {
  const changed = Object.entries(sent).filter(([name, value]) => {
    const attribute = members[name];
    return !attribute?.sensitive || !equal(value, state[name] ?? zeroScalar(attribute));
  });
  return Object.fromEntries(changed);
}

export interface Decoded {
  readonly configuration: ObjectValue;
  /** Members with a type that the provider cannot decode. They get their zero value. */
  readonly problems: readonly string[];
}

/**
 * Converts the configuration in a response to state. The provider decodes it into a struct without pointers, so a missing
 * member becomes "", false or 0, a missing set or map becomes null, and a missing object gets zero values.
 */
export function decodeConfiguration(type: string, members: Attributes, answer: Json): Decoded {
  const problems: string[] = [];
  const configuration = decodeObject(members, answer, connectionType(type).responseNames, "", problems);
  return { configuration, problems };
}

function decodeObject(
  members: Attributes,
  answer: Json,
  responseNames: { readonly [name: string]: string },
  path: string,
  problems: string[],
): ObjectValue {
  const source = isJsonObject(answer) ? answer : {};
  const entries = Object.entries(members).map(([name, attribute]): [string, Value] => {
    const key = responseNames[name] ?? name;
    return [
      name,
      decodeMember(attribute, source[key] ?? null, path === "" ? key : `${path}.${key}`, problems),
    ];
  });
  return Object.fromEntries(entries);
}

function decodeMember(attribute: Attribute, answer: Json, path: string, problems: string[]): Value {
  const nested = attribute.nested_type;
  if (nested?.nesting_mode === "single") {
    return decodeObject(nested.attributes, answer, {}, path, problems);
  }
  if (nested || Array.isArray(attribute.type)) {
    if (answer === null) {
      return null;
    }
    if (isJsonObject(answer) && attribute.type?.[0] === "map") {
      return answer;
    }
    if (!Array.isArray(answer)) {
      problems.push(`'${path}': source data must be an array or slice, got ${typeof answer}`);
      return null;
    }
    return nested
      ? answer.map((element, index) =>
          decodeObject(nested.attributes, element, {}, `${path}[${index}]`, problems),
        )
      : answer;
  }
  if (answer === null) {
    return zeroScalar(attribute);
  }
  const expected = { string: "string", bool: "boolean", number: "number" }[String(attribute.type)];
  if (typeof answer === expected) {
    return typeof answer === "number" ? Math.trunc(answer) : answer;
  }
  const wanted = attribute.type === "number" ? "int64" : String(attribute.type);
  problems.push(`'${path}' expected type '${wanted}', got unconvertible type '${typeof answer}'`);
  return zeroScalar(attribute);
}

/**
 * Restores the secrets in a response, which the server masks. Each one comes from the configuration, plan or state, and is
 * the zero value if it is unset there. Secrets that the server manages are not changed.
 */
export function restoreSecrets(members: Attributes, answer: JsonObject, source: ObjectValue): JsonObject {
  const restored = { ...answer };
  for (const [name, attribute] of Object.entries(members)) {
    if (!attribute.sensitive || isComputedOnly(attribute)) {
      continue;
    }
    const value = source[name] ?? null;
    restored[name] = value === null || value instanceof Unknown ? null : (value as Json);
  }
  return restored;
}

export function hasSettableSecret(members: Attributes): boolean {
  return Object.values(members).some((attribute) => attribute.sensitive && !isComputedOnly(attribute));
}

/** The decoder's error about all members that it cannot read. */
export function decodingProblems(problems: readonly string[]): string {
  return `${problems.length} error(s) decoding:\n\n${problems.map((problem) => `* ${problem}`).join("\n")}`;
}

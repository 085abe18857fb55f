/** polytomic_model: a query or a file of a connection, with its fields. */
import { readOrGone, reporting } from "../api-client";
import { Failure, conversionFailure, error } from "../diagnostics";
import { goJson, goPrint, goSyntaxError } from "../go-json";
import type { Rules } from "../rules";
import { parseJson } from "../semantics";
import {
  type Json,
  type JsonObject,
  type ObjectValue,
  elements,
  isJsonObject,
  isObject,
  jsonObjects,
  objects,
  text,
} from "../values";
import { audit } from "./audit";
import { goMap } from "./json-text";
import { known, nonEmptyText } from "./pointers";
import { type Operation, type Resource, type Update, importById, pick, withoutEmpty } from "./resource";

export class ModelResource implements Resource {
  public readonly rules: Rules = {
    id: { keepState: true },
    type: { keepState: true },
    version: { keepState: true },
    configuration: { keepState: true },
    identifier: { default: "", keepState: true },
    tracking_columns: { keepState: true },
    created_at: { syntax: "timestamp" },
    updated_at: { syntax: "timestamp" },
  };
  public readonly import = importById;

  public async create(operation: Operation, config: ObjectValue): Promise<ObjectValue> {
    const body = modelRequest(config);
    const client = await operation.client(config);
    const answer = await reporting("Error creating model", "", () =>
      client.data("POST", "/api/models", { body }),
    );
    return modelState(answer, config);
  }

  public async read(operation: Operation, state: ObjectValue): Promise<ObjectValue | null> {
    const client = await operation.client(state);
    const answer = await readOrGone("Error reading model", "", () => client.data("GET", modelPath(state)));
    return answer && modelState(answer, state);
  }

  public async update(operation: Operation, { planned }: Update): Promise<ObjectValue> {
    const body = modelRequest(planned);
    const client = await operation.client(planned);
    const query = modelQuery(body);
    const answer = await reporting("Error updating model", "", () =>
      client.data("PUT", modelPath(planned), { query, body }),
    );
    return modelState(answer, planned);
  }

  public async delete(operation: Operation, state: ObjectValue): Promise<void> {
    const client = await operation.client(state);
    await reporting("Error deleting model", "", () => client.send("DELETE", modelPath(state)));
  }
}

function modelPath(state: ObjectValue): string {
  return `/api/models/${text(state["id"])}`;
}

function modelRequest(values: ObjectValue): JsonObject {
  if (objects(values["additional_fields"]).length > 0) {
    throw conversionFailure("Struct defines fields not found in object: example.");
  }
  return {
    name: text(values["name"]),
    connection_id: text(values["connection_id"]),
    ...withoutEmpty({
      configuration: parseConfiguration(text(values["configuration"])),
      fields: elements(values["fields"]).map(text),
      relations: objects(values["relations"]).map(relationRequest),
      tracking_columns: elements(values["tracking_columns"]).map(text),
      identifier: nonEmptyText(values["identifier"]),
      organization_id: nonEmptyText(values["organization"]),
    }),
  };
}

/** All members are pointers: null is omitted, and an object without members is sent. */
function relationRequest(relation: ObjectValue): JsonObject {
  const target = relation["to"] ?? null;
  return {
    ...withoutEmpty({ from: known<string>(relation["from"]) }),
    ...(isObject(target) && {
      to: withoutEmpty({
        model_id: known<string>(target["model_id"]),
        field: known<string>(target["field"]),
      }),
    }),
  };
}

/** Create and update both report a configuration that they cannot read as a failed create. */
function parseConfiguration(source: string): JsonObject | undefined {
  const summary = "Error creating model";
  const parsed = parseJson(source);
  if (parsed === undefined) {
    throw new Failure(error(summary, goSyntaxError(source)));
  }
  return goMap(parsed, summary);
}

/** The client library repeats the body of an update in the query, with values as Go prints them. */
function modelQuery(body: JsonObject): string {
  const pairs = Object.keys(body)
    .sort()
    .flatMap((name): [string, string][] => {
      const value = body[name] ?? null;
      if (name === "relations") {
        return jsonObjects(value).map((relation) => [name, printRelation(relation)]);
      }
      if (Array.isArray(value)) {
        return value.map((element) => [name, goPrint(element)]);
      }
      return [[name, goPrint(value)]];
    });
  return new URLSearchParams(pairs).toString();
}

/** A relation is a struct of pointers, so Go prints an address instead of the field name. */
function printRelation(relation: JsonObject): string {
  const target = isJsonObject(relation["to"]) ? relation["to"] : {};
  const sorted = Object.fromEntries(Object.entries(target).sort());
  return `{0x0 ${JSON.stringify(sorted, null, 2)} []}`;
}

function modelState(answer: JsonObject, before: ObjectValue): ObjectValue {
  const fields = jsonObjects(answer["fields"]);
  const own = fields.filter((field) => field["user_added"] !== true);
  if (own.length < fields.length) {
    throw conversionFailure(
      "Mismatch between struct and object type: Struct defines fields not found in object: example.",
    );
  }
  return {
    id: answer["id"] ?? null,
    organization: answer["organization_id"] ?? null,
    name: answer["name"] ?? null,
    type: answer["type"] ?? null,
    version: typeof answer["version"] === "number" ? answer["version"] : 0,
    connection_id: answer["connection_id"] ?? null,
    configuration: canonicalConfiguration(answer["configuration"] ?? null),
    fields: own.length > 0 ? own.map((field) => field["name"] ?? null) : null,
    additional_fields: [],
    relations: jsonObjects(answer["relations"]).map((relation) => ({
      from: relation["from"] ?? null,
      to: pick(relation["to"], "model_id", "field"),
    })),
    identifier: text(answer["identifier"]),
    tracking_columns: answer["tracking_columns"] ?? [],
    policies: answer["policies"] ?? null,
    ...audit(answer, before),
  };
}

/** Only non-empty strings are read from the response. */
function canonicalConfiguration(answer: Json): string {
  if (!isJsonObject(answer)) {
    return goJson(answer);
  }
  const strings = Object.entries(answer).filter(([, value]) => typeof value === "string" && value !== "");
  return goJson(Object.fromEntries(strings));
}

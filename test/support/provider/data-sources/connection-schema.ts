import { type ApiClient, ApiError, reporting } from "../api-client";
import { Failure, error } from "../diagnostics";
import { schemaPath } from "../resources/connection-schema-primary-keys";
import { jsonObjects, pick } from "../resources/resource";
import { type Json, type ObjectValue, type Value, isJsonObject, text } from "../values";
import type { ReadDataSource } from "./data-source";

/** polytomic_connection_schema: the fields of one schema. Whether a field is a key is never known. */
export const readConnectionSchema: ReadDataSource = async (operation, config) => {
  const client = await operation.client(config);
  const answer = await readSchema(client, config);
  if (!isJsonObject(answer)) throw new Failure(error("Error reading schema", "API returned nil schema data"));
  const organization = config["organization"] ?? (await organizationOf(client, config));
  const place = [text(organization) || "default", text(config["connection_id"]), text(config["schema_id"])];
  return {
    ...config,
    id: place.join("/"),
    organization,
    name: answer["name"] ?? null,
    fields: jsonObjects(answer["fields"]).map((field) => ({
      ...pick(field, "id", "name", "type"),
      is_primary_key: false,
    })),
  };
};

function readSchema(client: ApiClient, config: ObjectValue): Promise<Json> {
  return reporting("Error reading schema", "", async () => {
    try {
      return await client.envelope("GET", schemaPath(config));
    } catch (cause) {
      if (!(cause instanceof ApiError) || cause.status !== 404) throw cause;
      const detail = `Schema ${text(config["schema_id"])} not found in connection ${text(config["connection_id"])}`;
      throw new Failure(error("Schema not found", detail));
    }
  });
}

async function organizationOf(client: ApiClient, config: ObjectValue): Promise<Value> {
  try {
    const answer = await client.envelope("GET", `/api/connections/${text(config["connection_id"])}`);
    return isJsonObject(answer) ? (answer["organization_id"] ?? null) : null;
  } catch {
    return null;
  }
}

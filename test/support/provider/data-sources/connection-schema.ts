/** polytomic_connection_schema: the fields of one schema. It never reports whether a field is a key. */
import { type ApiClient, ApiError, reporting } from "../api-client";
import { Failure, error } from "../diagnostics";
import { organizationOfConnection, schemaPath } from "../resources/connection-schema";
import { pick } from "../resources/resource";
import { type Json, type ObjectValue, isJsonObject, jsonObjects, text } from "../values";
import type { ReadDataSource } from "./data-source";

export const readConnectionSchema: ReadDataSource = async (operation, config) => {
  const client = await operation.client(config);
  const answer = await readSchema(client, config);
  if (!isJsonObject(answer)) {
    throw new Failure(error("Error reading schema", "API returned nil schema data"));
  }
  const organization = config["organization"] ?? (await organizationOfConnection(client, config));
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
      if (!(cause instanceof ApiError) || cause.status !== 404) {
        throw cause;
      }
      const detail = `Schema ${text(config["schema_id"])} not found in connection ${text(config["connection_id"])}`;
      throw new Failure(error("Schema not found", detail));
    }
  });
}

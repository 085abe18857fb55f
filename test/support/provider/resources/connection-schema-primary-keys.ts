/** polytomic_connection_schema_primary_keys: the key fields of a schema, chosen instead of detected. */
import { type ApiClient, ApiError, readOrGone, reporting } from "../api-client";
import { Failure, error } from "../diagnostics";
import type { Rules } from "../rules";
import { type ObjectValue, elements, isJsonObject, jsonObjects, text } from "../values";
import { organizationOfConnection, schemaPath } from "./connection-schema";
import { type Operation, type Resource, type Update } from "./resource";

export class ConnectionSchemaPrimaryKeysResource implements Resource {
  public readonly rules: Rules = {
    id: { keepState: true },
    organization: { keepState: true, replace: () => true },
    connection_id: { replace: () => true },
    schema_id: { replace: () => true },
  };

  public async create(operation: Operation, config: ObjectValue): Promise<ObjectValue> {
    const client = await setPrimaryKeys(operation, config, "Error setting primary keys");
    // If the response has no organization, the provider stores a word that is not an organization id, and later refreshes fail.
    const organization =
      config["organization"] ?? (await organizationOfConnection(client, config)) ?? "default";
    const id = [organization, config["connection_id"], config["schema_id"]].map(text).join("/");
    return { ...config, organization, id };
  }

  /** The API does not return which fields are keys, so the keys in the state that still exist are used. */
  public async read(operation: Operation, state: ObjectValue): Promise<ObjectValue | null> {
    const client = await operation.client(state);
    const answer = await readOrGone("Error reading schema", "", () =>
      client.envelope("GET", schemaPath(state)),
    );
    if (answer === null) {
      return null;
    }
    if (!isJsonObject(answer)) {
      throw new Failure(error("Error reading schema", "API returned nil schema data"));
    }
    const known = elements(state["field_ids"]);
    const found = jsonObjects(answer["fields"])
      .map((field) => field["id"] ?? null)
      .filter((id) => known.includes(id));
    return found.length > 0 ? { ...state, field_ids: found } : state;
  }

  public async update(operation: Operation, { planned }: Update): Promise<ObjectValue> {
    await setPrimaryKeys(operation, planned, "Error updating primary keys");
    return planned;
  }

  public async delete(operation: Operation, state: ObjectValue): Promise<void> {
    const client = await operation.client(state);
    await readOrGone("Error resetting primary keys", "", () => client.send("DELETE", primaryKeysPath(state)));
  }

  public import(_operation: Operation, id: string): Promise<ObjectValue> {
    const parts = id.split("/");
    const [organization = "", connection = "", schema = ""] = parts;
    if (parts.length !== 3) {
      const detail = `Expected import ID in format: organization/connection_id/schema_id, got: ${id}`;
      throw new Failure(error("Invalid Import ID", detail));
    }
    return Promise.resolve({ id, organization, connection_id: connection, schema_id: schema });
  }
}

function primaryKeysPath(values: ObjectValue): string {
  return `${schemaPath(values)}/primary_keys`;
}

async function setPrimaryKeys(
  operation: Operation,
  values: ObjectValue,
  summary: string,
): Promise<ApiClient> {
  const ids = elements(values["field_ids"]).map(text);
  if (ids.length === 0) {
    throw new Failure(
      error("Invalid Configuration", "At least one field_id must be specified for primary keys"),
    );
  }
  const client = await operation.client(values);
  const body = { fields: ids.map((id) => ({ field_id: id, is_primary_key: true })) };
  await reporting(summary, "", async () => {
    try {
      await client.send("PUT", primaryKeysPath(values), { body });
    } catch (cause) {
      if (!(cause instanceof ApiError) || cause.status !== 404) {
        throw cause;
      }
      const place = `Connection ${text(values["connection_id"])} or schema ${text(values["schema_id"])}`;
      throw new Failure(error("Schema not found", `${place} not found`));
    }
  });
  return client;
}

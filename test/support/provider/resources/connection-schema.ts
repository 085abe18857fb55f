/** Requests about a schema of a connection, for a resource and a data source. */
import type { ApiClient } from "../api-client";
import { type ObjectValue, type Value, isJsonObject, text } from "../values";

export function schemaPath(values: ObjectValue): string {
  return `/api/connections/${text(values["connection_id"])}/schemas/${text(values["schema_id"])}`;
}

/** The organization of the schema's connection. The provider treats any error as a response without an organization. */
export async function organizationOfConnection(client: ApiClient, values: ObjectValue): Promise<Value> {
  try {
    const answer = await client.envelope("GET", `/api/connections/${text(values["connection_id"])}`);
    return isJsonObject(answer) ? (answer["organization_id"] ?? null) : null;
  } catch {
    return null;
  }
}

/** polytomic_bulk_source: the schemas that a connection offers to bulk syncs. */
import { reporting } from "../api-client";
import { jsonObjects, text } from "../values";
import type { ReadDataSource } from "./data-source";

export const readBulkSource: ReadDataSource = async (operation, config) => {
  const client = await operation.client(config);
  const path = `/api/connections/${text(config["connection_id"])}/bulksync/source`;
  const answer = await reporting("Error getting connection", "", () => client.data("GET", path));
  const schemas = jsonObjects(answer["schemas"]).map((schema) => ({
    id: text(schema["id"]),
    name: text(schema["name"]),
    fields: jsonObjects(schema["fields"]).map((field) => ({
      id: text(field["id"]),
      name: text(field["name"]),
      type: text(field["type"]),
    })),
  }));
  return { ...config, schemas };
};

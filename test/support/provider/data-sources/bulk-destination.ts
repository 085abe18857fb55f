/** polytomic_bulk_destination: the configuration of a connection as a destination. It fails if the destination has modes. */
import { reporting } from "../api-client";
import { conversionFailure } from "../diagnostics";
import { isJsonObject, jsonObjects, text } from "../values";
import type { ReadDataSource } from "./data-source";

export const readBulkDestination: ReadDataSource = async (operation, config) => {
  const client = await operation.client(config);
  const path = `/api/connections/${text(config["connection_id"])}/bulksync/target`;
  const answer = await reporting("Error getting connection", "", () => client.data("GET", path));
  if (jsonObjects(answer["modes"]).length > 0) {
    throw conversionFailure(
      "Struct defines fields not found in object: requires_identity, supports_field_sync_mode, supports_target_filters.",
    );
  }
  const configuration = isJsonObject(answer["configuration"]) ? answer["configuration"] : {};
  return { ...config, modes: answer["modes"] ?? null, required_configuration: Object.keys(configuration) };
};

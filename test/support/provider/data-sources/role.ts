/** polytomic_role: a role by its name, in any case. */
import { reporting } from "../api-client";
import { Failure, error } from "../diagnostics";
import { jsonObjects, text } from "../values";
import type { ReadDataSource } from "./data-source";

export const readRole: ReadDataSource = async (operation, config) => {
  const client = await operation.client(config);
  const roles = await reporting("Error listing roles", "Failed to list roles: ", () =>
    client.envelope("GET", "/api/permissions/roles"),
  );
  const name = text(config["name"]);
  const found = jsonObjects(roles).find((role) => text(role["name"]).toLowerCase() === name.toLowerCase());
  if (!found) {
    const detail = `No role with name "${name}" found in organization ${text(config["organization"])}`;
    throw new Failure(error("Role not found", detail));
  }
  return { ...config, id: found["id"] ?? null };
};

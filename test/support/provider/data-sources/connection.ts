/** polytomic_<type>_connection: a connection by id, without its secrets. */
import { reporting } from "../api-client";
import { Failure, error } from "../diagnostics";
import { decodeConfiguration, decodingProblems } from "../resources/connection-configuration";
import { connectionAnswer, connectionPath } from "../resources/connection";
import { dataSourceAttributes, nestedAttributes } from "../schema";
import type { ReadDataSource } from "./data-source";

export function connectionReader(type: string): ReadDataSource {
  const members = nestedAttributes(dataSourceAttributes(`polytomic_${type}_connection`), "configuration");
  return async (operation, config) => {
    const client = await operation.client(config);
    const answer = await reporting("Error getting connection", "", () =>
      connectionAnswer(client, "GET", connectionPath(config)),
    );
    const { configuration, problems } = decodeConfiguration(type, members, answer["configuration"] ?? null);
    if (problems.length > 0) {
      throw new Failure(error("Error decoding connection configuration", decodingProblems(problems)));
    }
    return {
      id: answer["id"] ?? null,
      name: answer["name"] ?? null,
      organization: answer["organization_id"] ?? null,
      configuration,
    };
  };
}

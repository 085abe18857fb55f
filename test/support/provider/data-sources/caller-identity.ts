/** polytomic_caller_identity: the owner of the key. */
import { reporting } from "../api-client";
import { pick } from "../resources/resource";
import { text } from "../values";
import type { ReadDataSource } from "./data-source";

export const readCallerIdentity: ReadDataSource = async (operation, config) => {
  const client = await reporting("error getting client", "", () =>
    operation.session.clientOf(text(config["organization_id"])),
  );
  const answer = await reporting("error getting identity", "", () => client.data("GET", "/api/me"));
  const strings = ["id", "email", "role", "organization_id", "organization_name"];
  const flags = ["is_user", "is_organization", "is_partner", "is_system"];
  return { ...pick(answer, ...strings, ...flags) };
};

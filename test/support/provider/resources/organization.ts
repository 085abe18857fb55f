/** polytomic_organization: requires a partner or deployment key. */
import { messageOf, readOrGone, reporting } from "../api-client";
import { Failure, error } from "../diagnostics";
import type { Rules } from "../rules";
import type { Session } from "../session";
import { type JsonObject, type ObjectValue, text } from "../values";
import { stringPointer } from "./pointers";
import { type Operation, type Resource, type Update, importById, withoutEmpty } from "./resource";

const SUMMARY = "Client Error";

export class OrganizationResource implements Resource {
  public readonly rules: Rules = { id: { keepState: true } };
  public readonly import = importById;

  public configure(session: Session): void {
    try {
      session.partnerClient();
    } catch (cause) {
      throw new Failure(error("Error configuring organization resource", messageOf(cause)));
    }
  }

  public async create({ session }: Operation, config: ObjectValue): Promise<ObjectValue> {
    const answer = await reporting(SUMMARY, "Error creating organization: ", () =>
      session.partnerClient().data("POST", "/api/organizations", { body: organizationRequest(config) }),
    );
    return { ...config, id: answer["id"] ?? null, issuer: answer["issuer"] ?? null };
  }

  public async read({ session }: Operation, state: ObjectValue): Promise<ObjectValue | null> {
    const answer = await readOrGone(SUMMARY, "Error reading organization: ", () =>
      session.partnerClient().data("GET", organizationPath(state)),
    );
    return (
      answer && {
        id: answer["id"] ?? null,
        name: answer["name"] ?? null,
        sso_domain: answer["sso_domain"] ?? null,
        sso_org_id: answer["sso_org_id"] ?? null,
        issuer: answer["issuer"] ?? null,
      }
    );
  }

  public async update({ session }: Operation, { planned }: Update): Promise<ObjectValue> {
    const answer = await reporting(SUMMARY, "Error updating organization: ", () =>
      session.partnerClient().data("PUT", organizationPath(planned), { body: organizationRequest(planned) }),
    );
    return { ...planned, name: answer["name"] ?? null, issuer: answer["issuer"] ?? null };
  }

  public async delete({ session }: Operation, state: ObjectValue): Promise<void> {
    await reporting("Error deleting organization", "", () =>
      session.partnerClient().send("DELETE", organizationPath(state)),
    );
  }
}

function organizationPath(state: ObjectValue): string {
  return `/api/organizations/${text(state["id"])}`;
}

function organizationRequest(values: ObjectValue): JsonObject {
  return {
    name: text(values["name"]),
    ...withoutEmpty({
      sso_domain: stringPointer(values["sso_domain"]),
      sso_org_id: stringPointer(values["sso_org_id"]),
    }),
  };
}

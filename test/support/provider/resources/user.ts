/** polytomic_user: a member of an organization. */
import { readOrGone, reporting } from "../api-client";
import { Failure, error } from "../diagnostics";
import type { Rules } from "../rules";
import { type JsonObject, type ObjectValue, type Value, elements, jsonObjects, text } from "../values";
import { stringPointer } from "./pointers";
import { type Operation, type Resource, type Update, withoutEmpty } from "./resource";

const SUMMARY = "Client Error";

export class UserResource implements Resource {
  public readonly rules: Rules = {
    id: { keepState: true },
    organization: { keepState: true },
    email: { replace: (state, configuration) => !sameText(state, configuration) },
    role: { deprecation: "Use role_ids instead. This attribute will be removed in a future version." },
    role_ids: { keepState: true },
  };

  public async create(operation: Operation, config: ObjectValue): Promise<ObjectValue> {
    const client = await operation.client(config);
    const body = userRequest(config, config);
    const answer = await reporting(SUMMARY, "Error creating user: ", () =>
      client.data("POST", usersPath(text(config["organization"])), { body }),
    );
    return { ...config, id: answer["id"] ?? null, role_ids: answer["role_ids"] ?? null };
  }

  public async read(operation: Operation, state: ObjectValue): Promise<ObjectValue | null> {
    const client = await operation.client(state);
    const answer = await readOrGone(SUMMARY, "Error reading user: ", () =>
      client.data("GET", userPath(state)),
    );
    if (answer === null || (answer["id"] ?? null) === null) {
      return null;
    }
    const email = sameText(state["email"], answer["email"]) ? state["email"] : answer["email"];
    return { ...userState(answer, state), email: email ?? null };
  }

  public async update(operation: Operation, { config, planned }: Update): Promise<ObjectValue> {
    const client = await operation.client(planned);
    const body = userRequest(config, planned);
    const answer = await reporting(SUMMARY, "Error updating user: ", () =>
      client.data("PUT", userPath(planned), { body }),
    );
    return userState(answer, planned);
  }

  public async delete(operation: Operation, state: ObjectValue): Promise<void> {
    const client = await operation.client(state);
    await reporting(SUMMARY, "Error deleting user: ", () => client.call("DELETE", userPath(state)));
  }

  /** `<id>`, `<email>`, `<organization>/<id>` or `<organization>/<email>`. */
  public async import(operation: Operation, id: string): Promise<ObjectValue> {
    const parts = id.split("/");
    const [first = "", second] = parts;
    if (parts.length > 2) {
      const expected = "'identifier' or 'org_id/identifier' where identifier is a user ID or email address";
      throw new Failure(
        error("Invalid import ID format", `Expected import ID in format ${expected}, got: ${id}`),
      );
    }
    const organization = second === undefined ? await ownOrganization(operation) : first;
    const identifier = second ?? first;
    const user = identifier.includes("@") ? await idOfEmail(operation, organization, identifier) : identifier;
    return { id: user, organization };
  }
}

function usersPath(organization: string): string {
  return `/api/organizations/${organization}/users`;
}

function userPath(values: ObjectValue): string {
  return `${usersPath(text(values["organization"]))}/${text(values["id"])}`;
}

function sameText(left: Value | undefined, right: Value | undefined): boolean {
  return text(left).toLowerCase() === text(right).toLowerCase();
}

/** Role ids are sent if they are configured. Otherwise, the deprecated role is sent. */
function userRequest(config: ObjectValue, values: ObjectValue): JsonObject {
  const byIds = (config["role_ids"] ?? null) !== null;
  const roles = byIds
    ? { role_ids: elements(values["role_ids"]).map(text) }
    : { role: stringPointer(values["role"]) };
  return { email: text(values["email"]), ...withoutEmpty(roles) };
}

/** The server changes the case of role names. A role that differs only in case is not changed. */
function userState(answer: JsonObject, before: ObjectValue): ObjectValue {
  const role = answer["role"] ?? null;
  const changed = role !== null && !sameText(before["role"], role);
  return {
    ...before,
    id: answer["id"] ?? null,
    organization: answer["organization_id"] ?? null,
    role: changed ? role : (before["role"] ?? null),
    role_ids: answer["role_ids"] ?? null,
  };
}

async function ownOrganization(operation: Operation): Promise<string> {
  const client = await operation.session.client("");
  const identity = await reporting(
    "Error getting caller identity",
    "Unable to determine organization from API key: ",
    () => client.data("GET", "/api/me"),
  );
  if ((identity["organization_id"] ?? null) === null) {
    throw new Failure(
      error("Error getting organization", "Caller identity does not have an organization ID"),
    );
  }
  return text(identity["organization_id"]);
}

async function idOfEmail(operation: Operation, organization: string, email: string): Promise<string> {
  const client = await operation.session.client(organization);
  const users = await reporting(
    "Error listing users",
    `Failed to list users in organization ${organization}: `,
    () => client.envelope("GET", usersPath(organization)),
  );
  const found = jsonObjects(users).find((user) => sameText(user["email"], email));
  if (!found) {
    const detail = `No user with email address ${email} found in organization ${organization}`;
    throw new Failure(error("User not found", detail));
  }
  if ((found["id"] ?? null) === null) {
    throw new Failure(error("Invalid user data", `User with email ${email} has no ID`));
  }
  return text(found["id"]);
}

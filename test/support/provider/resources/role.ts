/** polytomic_role: a name that policies and users refer to. */
import { readOrGone, reporting } from "../api-client";
import type { Rules } from "../rules";
import { type JsonObject, type ObjectValue, text } from "../values";
import { stringPointer } from "./pointers";
import { type Operation, type Resource, type Update, importById, withoutEmpty } from "./resource";

const SUMMARY = "Client Error";

export class RoleResource implements Resource {
  public readonly rules: Rules = { id: { keepState: true } };
  public readonly import = importById;

  public async create(operation: Operation, config: ObjectValue): Promise<ObjectValue> {
    const client = await operation.client(config);
    const answer = await reporting(SUMMARY, "Error creating role: ", () =>
      client.data("POST", "/api/permissions/roles", { body: roleRequest(config) }),
    );
    return roleState(answer);
  }

  public async read(operation: Operation, state: ObjectValue): Promise<ObjectValue | null> {
    const client = await operation.client(state);
    const answer = await readOrGone("Error reading role", "", () => client.data("GET", rolePath(state)));
    return answer && roleState(answer);
  }

  public async update(operation: Operation, { planned }: Update): Promise<ObjectValue> {
    const client = await operation.client(planned);
    const answer = await reporting(SUMMARY, "Error updating role: ", () =>
      client.data("PUT", rolePath(planned), { body: roleRequest(planned) }),
    );
    return roleState(answer);
  }

  public async delete(operation: Operation, state: ObjectValue): Promise<void> {
    const client = await operation.client(state);
    await reporting(SUMMARY, "Error deleting role: ", () => client.send("DELETE", rolePath(state)));
  }
}

function rolePath(state: ObjectValue): string {
  return `/api/permissions/roles/${text(state["id"])}`;
}

function roleRequest(values: ObjectValue): JsonObject {
  return {
    name: text(values["name"]),
    ...withoutEmpty({ organization_id: stringPointer(values["organization"]) }),
  };
}

function roleState(answer: JsonObject): ObjectValue {
  return {
    id: answer["id"] ?? null,
    name: answer["name"] ?? null,
    organization: answer["organization_id"] ?? null,
    system: answer["system"] ?? null,
  };
}

/** polytomic_policy: the actions that roles can perform. */
import { readOrGone, reporting } from "../api-client";
import type { Rules } from "../rules";
import { type JsonObject, type ObjectValue, elements, jsonObjects, objects, text } from "../values";
import { stringPointer } from "./pointers";
import { type Operation, type Resource, type Update, importById, withoutEmpty } from "./resource";

const SUMMARY = "Client Error";

export class PolicyResource implements Resource {
  public readonly rules: Rules = { id: { keepState: true } };
  public readonly import = importById;

  public async create(operation: Operation, config: ObjectValue): Promise<ObjectValue> {
    const client = await operation.client(config);
    const answer = await reporting(SUMMARY, "Error creating policy: ", () =>
      client.data("POST", "/api/permissions/policies", { body: policyRequest(config) }),
    );
    return policyState(operation, answer, config);
  }

  public async read(operation: Operation, state: ObjectValue): Promise<ObjectValue | null> {
    const client = await operation.client(state);
    const answer = await readOrGone("Error reading policy", "", () => client.data("GET", policyPath(state)));
    return answer && policyState(operation, answer, state);
  }

  public async update(operation: Operation, { planned }: Update): Promise<ObjectValue> {
    const client = await operation.client(planned);
    const answer = await reporting(SUMMARY, "Error updating policy: ", () =>
      client.data("PUT", policyPath(planned), { body: policyRequest(planned) }),
    );
    return policyState(operation, answer, planned);
  }

  public async delete(operation: Operation, state: ObjectValue): Promise<void> {
    const client = await operation.client(state);
    await reporting(SUMMARY, "Error deleting policy: ", () => client.send("DELETE", policyPath(state)));
  }
}

function policyPath(state: ObjectValue): string {
  return `/api/permissions/policies/${text(state["id"])}`;
}

function policyRequest(values: ObjectValue): JsonObject {
  return {
    name: text(values["name"]),
    ...withoutEmpty({
      organization_id: stringPointer(values["organization"]),
      policy_actions: objects(values["policy_actions"]).map((action) => ({
        action: text(action["action"]),
        ...withoutEmpty({ role_ids: elements(action["role_ids"]).map(text) }),
      })),
    }),
  };
}

/** The state contains only the actions in the configuration. Other actions with roles cause a warning. */
function policyState(operation: Operation, answer: JsonObject, source: ObjectValue): ObjectValue {
  const tracked = new Set(objects(source["policy_actions"]).map((action) => text(action["action"])));
  const answered = jsonObjects(answer["policy_actions"]);
  for (const { action, role_ids: roles } of answered) {
    if (tracked.has(text(action)) || !Array.isArray(roles) || roles.length === 0) {
      continue;
    }
    operation.warn(
      "Policy has actions not tracked by Terraform",
      `Policy action ${text(action).toUpperCase()} has roles set but is not tracked in the state. ` +
        "This may cause data to be overwritten",
    );
  }
  const kept = answered
    .filter(({ action }) => tracked.has(text(action)))
    .map((action) => ({ action: text(action["action"]), role_ids: action["role_ids"] ?? null }));
  return {
    id: answer["id"] ?? null,
    name: answer["name"] ?? null,
    organization: answer["organization_id"] ?? null,
    policy_actions: kept.length > 0 ? kept : null,
    system: answer["system"] ?? null,
  };
}

/** polytomic_sync: a model sync. */
import { readOrGone, reporting } from "../api-client";
import type { Rule, Rules } from "../rules";
import { type ObjectValue, isObject, text } from "../values";
import { type Operation, type Resource, type Update, importById } from "./resource";
import { createRequest, updateRequest } from "./sync-request";
import { syncState } from "./sync-state";

const JSON_TEXT: Rule = { syntax: "json" };
const KEEP: Rule = { keepState: true };

export class SyncResource implements Resource {
  public readonly rules: Rules = {
    id: KEEP,
    organization: KEEP,
    "target.configuration": { syntax: "json", keepState: true },
    "filters.value": JSON_TEXT,
    "target_filters.value": JSON_TEXT,
    "overrides.value": JSON_TEXT,
    "overrides.override": JSON_TEXT,
    "schedule.day_of_week": KEEP,
    "schedule.hour": KEEP,
    "schedule.minute": KEEP,
    "schedule.month": KEEP,
    "schedule.day_of_month": KEEP,
    "schedule.job_id": KEEP,
    "schedule.connection_id": KEEP,
    "schedule.run_after": KEEP,
    "identity.remote_field_type_id": KEEP,
    "identity.new_field": KEEP,
    sync_all_records: { default: false },
    created_at: { syntax: "timestamp" },
    updated_at: { syntax: "timestamp" },
  };
  public readonly import = importById;

  public async create(operation: Operation, config: ObjectValue): Promise<ObjectValue> {
    const body = createRequest(config);
    const client = await operation.client(config);
    const answer = await reporting("Error creating sync", "", () =>
      client.data("POST", "/api/syncs", { body }),
    );
    return withWriteOnly(syncState(operation, answer), config);
  }

  public async read(operation: Operation, state: ObjectValue): Promise<ObjectValue | null> {
    const client = await operation.client(state);
    const answer = await readOrGone("Error reading sync", "", () => client.data("GET", syncPath(state)));
    return answer && withWriteOnly(syncState(operation, answer), state);
  }

  public async update(operation: Operation, { planned }: Update): Promise<ObjectValue> {
    const body = updateRequest(planned);
    const client = await operation.client(planned);
    const answer = await reporting("Error updating sync", "", () =>
      client.data("PUT", syncPath(planned), { body }),
    );
    return withWriteOnly(syncState(operation, answer), planned);
  }

  public async delete(operation: Operation, state: ObjectValue): Promise<void> {
    const client = await operation.client(state);
    await reporting("Error deleting sync", "", () => client.send("DELETE", syncPath(state)));
  }
}

function syncPath(state: ObjectValue): string {
  return `/api/syncs/${text(state["id"])}`;
}

/** The API never returns the passphrase or the values for a new target, so they are not changed. */
function withWriteOnly(state: ObjectValue, source: ObjectValue): ObjectValue {
  const before = source["target"];
  const create = isObject(before) ? (before["create"] ?? null) : null;
  const target =
    isObject(state["target"]) && create !== null ? { ...state["target"], create } : state["target"];
  return { ...state, target: target ?? null, encryption_passphrase: source["encryption_passphrase"] ?? null };
}

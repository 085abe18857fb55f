/** polytomic_bulk_sync: whole schemas from one connection to another. */
import { type ApiClient, ApiError, readOrGone, reporting } from "../api-client";
import type { Rule, Rules } from "../rules";
import { type Json, type JsonObject, type ObjectValue, text } from "../values";
import { bulkSyncRequest } from "./bulk-sync-request";
import { bulkSyncState } from "./bulk-sync-state";
import { type Operation, type Resource, type Update, importById } from "./resource";

const SUMMARY = "Client Error";
const KEEP: Rule = { keepState: true };
const TIMESTAMP: Rule = { syntax: "timestamp" };

export class BulkSyncResource implements Resource {
  public readonly rules: Rules = {
    id: KEEP,
    organization: KEEP,
    "source.configuration": { syntax: "json" },
    "destination.configuration": { syntax: "json" },
    automatically_add_new_fields: { default: "none" },
    automatically_add_new_objects: { default: "none" },
    "schedule.day_of_week": KEEP,
    "schedule.hour": KEEP,
    "schedule.minute": KEEP,
    "schedule.month": KEEP,
    "schedule.day_of_month": KEEP,
    data_cutoff_timestamp: TIMESTAMP,
    schemas: KEEP,
    "schemas.data_cutoff_timestamp": TIMESTAMP,
    "schemas.filters.value": { syntax: "json" },
    created_at: TIMESTAMP,
    updated_at: TIMESTAMP,
  };
  public readonly import = importById;

  public async create(
    operation: Operation,
    _config: ObjectValue,
    planned: ObjectValue,
  ): Promise<ObjectValue> {
    const body = bulkSyncRequest(planned);
    const client = await operation.client(planned);
    const answer = await reporting(SUMMARY, "Error creating bulk sync: ", () =>
      untilCacheIsReady(() => client.data("POST", "/api/bulk/syncs", { body })),
    );
    return bulkSyncState(answer, await listSchemas(client, answer), planned);
  }

  public async read(operation: Operation, state: ObjectValue): Promise<ObjectValue | null> {
    const client = await operation.client(state);
    const answer = await readOrGone(SUMMARY, "Error reading bulk sync: ", () =>
      client.data("GET", bulkSyncPath(state)),
    );
    return answer && bulkSyncState(answer, await listSchemas(client, state), state);
  }

  public async update(operation: Operation, { planned }: Update): Promise<ObjectValue> {
    const body = bulkSyncRequest(planned);
    const client = await operation.client(planned);
    // The provider's message for a failed update mentions a create.
    const answer = await reporting(SUMMARY, "Error creating bulk sync: ", () =>
      client.data("PUT", bulkSyncPath(planned), { body }),
    );
    return bulkSyncState(answer, await listSchemas(client, planned), planned);
  }

  public async delete(operation: Operation, state: ObjectValue): Promise<void> {
    const client = await operation.client(state);
    // The provider's message for a failed delete mentions an organization.
    await reporting(SUMMARY, "Error deleting organization: ", () =>
      client.send("DELETE", bulkSyncPath(state)),
    );
  }
}

function bulkSyncPath(values: ObjectValue | JsonObject): string {
  return `/api/bulk/syncs/${text(values["id"])}`;
}

async function listSchemas(client: ApiClient, values: ObjectValue | JsonObject): Promise<Json> {
  return reporting(SUMMARY, "Error reading bulk sync schemas: ", () =>
    untilCacheIsReady(() => client.envelope("GET", `${bulkSyncPath(values)}/schemas`)),
  );
}

const MAX_ATTEMPTS = 10;
const BASE_DELAY_MS = 5_000;

/** The source's schemas can still be loading, so the provider retries after 5, 10, 15 ... seconds. */
async function untilCacheIsReady<T>(call: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await call();
    } catch (cause) {
      if (!isCacheNotReady(cause) || attempt >= MAX_ATTEMPTS) {
        throw cause;
      }
      await new Promise((resolve) => setTimeout(resolve, BASE_DELAY_MS * attempt).unref());
    }
  }
}

function isCacheNotReady(cause: unknown): boolean {
  if (!(cause instanceof ApiError)) {
    return false;
  }
  if (cause.status === 422) {
    return true;
  }
  return cause.status === 400 && /did not provide any schemas|cache refresh in progress/.test(cause.message);
}

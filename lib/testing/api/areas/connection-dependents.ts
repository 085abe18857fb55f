/** Deletes connections and their dependents. */
import type { State } from "../state";

/** An object that requires a connection. */
export interface Dependent {
  readonly type: "model" | "sync" | "bulk_sync";
  readonly name: string;
  readonly id: string;
}

/** The dependents of a connection: its models, the syncs that write to it, and the bulk syncs that read from or write to it. */
export function dependentsOf(state: State, connectionId: string): Dependent[] {
  const models = Object.values(state.models).filter((model) => model.connection_id === connectionId);
  const syncs = Object.values(state.syncs).filter((sync) => sync.target.connection_id === connectionId);
  const bulkSyncs = Object.values(state.bulkSyncs).filter((bulkSync) =>
    [bulkSync.source_connection_id, bulkSync.destination_connection_id].includes(connectionId),
  );
  return [
    ...models.map(({ name, id }) => ({ type: "model" as const, name, id })),
    ...syncs.map(({ name, id }) => ({ type: "sync" as const, name, id })),
    ...bulkSyncs.map(({ name, id }) => ({ type: "bulk_sync" as const, name, id })),
  ];
}

/** Deletes the dependents of a connection, and the syncs that read the deleted models. */
export function removeDependents(state: State, connectionId: string): void {
  for (const { type, id } of dependentsOf(state, connectionId)) {
    if (type === "bulk_sync") {
      delete state.bulkSyncs[id];
    }
    if (type === "sync") {
      delete state.syncs[id];
    }
    if (type === "model") {
      delete state.models[id];
      for (const sync of Object.values(state.syncs)) {
        if (sync.fields.some((field) => field.source?.model_id === id)) {
          delete state.syncs[sync.id];
        }
      }
    }
  }
}

/** Deletes a connection and the data about its schemas. */
export function removeConnection(state: State, connectionId: string): void {
  delete state.connections[connectionId];
  delete state.primaryKeys[connectionId];
  delete state.schemaRefreshes[connectionId];
}

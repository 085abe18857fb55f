/** What goes with a connection when it is deleted. */
import type { State } from "../state";

/** Something that stops working without its connection. */
export interface Dependent {
  readonly type: "model" | "sync" | "bulk_sync";
  readonly name: string;
  readonly id: string;
}

/** What uses a connection: its models, the syncs that write to it, the bulk syncs that read from it or write to it. */
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

/** Deletes what uses a connection, and the syncs that read the models deleted with it. */
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

/** Deletes a connection with all that is known of its schemas. */
export function removeConnection(state: State, connectionId: string): void {
  delete state.connections[connectionId];
  delete state.primaryKeys[connectionId];
  delete state.schemaRefreshes[connectionId];
}

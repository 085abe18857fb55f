/** What an example is about: what is essential of what it makes in Polytomic. */
import { defined } from "../../../lib/objects";
import type { PolytomicApiSnapshot } from "../../../lib/testing";

/** What is essential of what an example makes in Polytomic. */
export interface Essence {
  /** Types of the connections that it makes. */
  readonly makes: readonly string[];
  /** Its models: the type of the connection, what they are made of, and which models they are joined with. */
  readonly models?: readonly {
    readonly of: string;
    readonly from: Readonly<Record<string, string>>;
    readonly joined?: readonly string[];
  }[];
  /** Its model sync: mode, target, and sources with their targets. */
  readonly sync?: {
    readonly mode: string;
    readonly to: string;
    readonly object?: string;
    readonly create?: Readonly<Record<string, string>>;
    readonly by?: string;
    readonly fields: readonly string[];
    readonly filters?: readonly string[];
  };
  /** Its bulk sync. */
  readonly bulkSync?: {
    readonly mode: string;
    readonly from: string;
    readonly to: string;
    readonly into: Readonly<Record<string, string>>;
    readonly schemas: readonly string[];
  };
}

const unlessEmpty = <T>(list: T[]): T[] | undefined => (list.length > 0 ? list : undefined);

type StoredFilter = PolytomicApiSnapshot["syncs"][string]["filters"][number];

/** The essence of what has these ids, out of what Polytomic has stored. */
export function essenceOf(ids: readonly string[], stored: PolytomicApiSnapshot): Essence {
  const those = <T>(all: Readonly<Record<string, T>>): T[] =>
    ids.flatMap((id) => (all[id] === undefined ? [] : [all[id]]));
  const typeOf = (id: string): string => stored.connections[id]?.type ?? "none";
  const filter = ({ field, field_id, function: by, value }: StoredFilter): string =>
    [field?.field ?? field_id, by, ...(value === undefined ? [] : [JSON.stringify(value)])].join(" ");
  const models = those(stored.models).map(({ connection_id, configuration, relations }) =>
    defined({
      of: typeOf(connection_id),
      from: configuration as Record<string, string>,
      joined: unlessEmpty(
        relations.map(({ from, to }) => `${from} -> ${stored.models[to.model_id]?.name} ${to.field}`),
      ),
    }),
  );
  const [sync] = those(stored.syncs);
  const [bulkSync] = those(stored.bulkSyncs);
  const { filters = [], identity, target } = sync ?? {};
  return defined({
    makes: those(stored.connections)
      .map(({ type }) => type)
      .sort(),
    models: unlessEmpty(models.sort((one, other) => one.of.localeCompare(other.of))),
    sync:
      sync &&
      target &&
      defined({
        mode: sync.mode,
        to: typeOf(target.connection_id),
        object: target.object || undefined,
        create: target.create,
        by: identity && `${identity.source.field} -> ${identity.target}`,
        fields: [
          ...sync.fields.map(({ source, target: to }) => `${source?.field} -> ${to}`),
          ...sync.override_fields.map(({ override_value, target: to }) => `"${override_value}" -> ${to}`),
        ].sort(),
        filters: unlessEmpty(filters.map(filter).sort()),
      }),
    bulkSync:
      bulkSync &&
      ({
        mode: bulkSync.mode ?? "none",
        from: typeOf(bulkSync.source_connection_id),
        to: typeOf(bulkSync.destination_connection_id),
        into: bulkSync.destination_configuration as Record<string, string>,
        schemas: (bulkSync.schemas ?? []).map(({ id }) => id).sort(),
      } satisfies Essence["bulkSync"]),
  });
}

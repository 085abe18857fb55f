/** The essential parts of an example. */
import { defined } from "../../../lib/objects";
import type { PolytomicApiSnapshot } from "../../../lib/testing";
import type { State } from "../../../lib/testing/apply/plan";

/** The essential resources that an example creates in Polytomic, and the access that it grants in AWS. */
export interface Essence {
  /** Types of the connections that it creates. */
  readonly makes: readonly string[];
  /** The connections with change data capture. */
  readonly follows?: readonly string[];
  /** The principals that its roles trust. */
  readonly trusts?: readonly string[];
  /** The VPC endpoints that its buckets are limited to. */
  readonly opensTo?: readonly string[];
  /** Its models: the type of the connection, the configuration, and the joined models. */
  readonly models?: readonly {
    readonly of: string;
    readonly from: Readonly<Record<string, string>>;
    readonly joined?: readonly string[];
  }[];
  /** Its model sync: mode, target, and sources with their targets. */
  readonly sync?: {
    readonly mode: string;
    readonly when: string;
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
    readonly when: string;
    readonly from: string;
    readonly to: string;
    readonly into: Readonly<Record<string, string>>;
    readonly schemas: readonly string[];
  };
}

const unlessEmpty = <T>(list: T[]): T[] | undefined => (list.length > 0 ? list : undefined);

type StoredFilter = PolytomicApiSnapshot["syncs"][string]["filters"][number];

/** Reads the essential parts from Terraform's state and Polytomic's stored resources. */
export function essenceOf(resources: State["resources"], stored: PolytomicApiSnapshot): Essence {
  const ids = resources.map(({ values }) => String(values["id"]));
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
    follows: unlessEmpty(
      those(stored.connections).flatMap(({ type, configuration }) =>
        configuration["change_detection"] === true
          ? [`${type} by the publication ${String(configuration["publication"])}`]
          : [],
      ),
    ),
    trusts: unlessEmpty(inPolicies(resources, "aws_iam_role", /"AWS":"([^"]+)"/g)),
    opensTo: unlessEmpty(inPolicies(resources, "aws_s3_bucket_policy", /"aws:SourceVpce":"([^"]+)"/g)),
    models: unlessEmpty(models.sort((one, other) => one.of.localeCompare(other.of))),
    sync:
      sync &&
      target &&
      defined({
        mode: sync.mode,
        when: sync.schedule.frequency,
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
        when: bulkSync.schedule.frequency,
        from: typeOf(bulkSync.source_connection_id),
        to: typeOf(bulkSync.destination_connection_id),
        into: bulkSync.destination_configuration as Record<string, string>,
        schemas: (bulkSync.schemas ?? []).map(({ id }) => id).sort(),
      } satisfies Essence["bulkSync"]),
  });
}

/** The policy documents of these resources, from Terraform's state. */
const inPolicies = (resources: State["resources"], type: string, what: RegExp): string[] =>
  resources
    .filter((resource) => resource.type === type)
    .flatMap(({ values }) => String(values["assume_role_policy"] ?? values["policy"]))
    .flatMap((policy) => [...policy.matchAll(what)].map(([, found]) => found!));

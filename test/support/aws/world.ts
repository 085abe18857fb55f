/**
 * Everything that exists on a bench, in AWS and in Polytomic, in a form that can be compared with another bench. A random value, such as
 * the id of a key or the port of the account, is replaced by the address of its resource in the state. Times are omitted. An id that
 * remains is a reference to a resource that no longer exists.
 */
import type { Bench } from "../bench";
import type { State } from "../../../lib/testing/apply/plan";
import { clientsOf } from "./clients";
import { snapshotOf } from "./snapshot";

/** The existing resources, by kind and name. */
export type World = Readonly<Record<string, unknown>>;

/** Reads the resources of a bench. `state` has the addresses that replace random values. */
export async function worldOf(bench: Bench, state: State): Promise<World> {
  const clients = clientsOf(bench.aws.endpoint);
  const { buckets, queues, roles, keys, ...others } = await bench.aws.inventory();
  const { alarms, subscriptions } = await bench.aws.watchers();
  const snapshots: [string, unknown][] = [];
  for (const [part, names] of Object.entries({ bucket: buckets, queue: queues, role: roles, key: keys })) {
    for (const name of names) {
      const snapshot = await snapshotOf[part as keyof typeof snapshotOf](clients, name);
      snapshots.push([`${part} ${name}`, JSON.parse(snapshot)]);
    }
  }
  const named = {
    topics: others.topics,
    policies: others.policies,
    aliases: others.aliases,
    alarms,
    subscriptions,
  };
  const world = { ...Object.fromEntries(snapshots), ...named, polytomic: bench.api.snapshot() };
  return comparable(world, placeholders(bench, state)) as World;
}

/** The random values, each with its replacement. */
function placeholders(bench: Bench, state: State): ReadonlyMap<string, string> {
  const { organizations, roles, users } = bench.api.snapshot();
  const first = bench.api.organizationId;
  const found = new Map<string, string>([
    [bench.aws.endpoint, "the account"],
    [first, "the first organization"],
    ...Object.values(organizations).map((one) => [one.external_id, `${one.name} elsewhere`] as const),
    ...Object.values(roles)
      .filter(({ system }) => system)
      .map(({ id, name }) => [id, `the role ${name}`] as const),
    ...Object.values(users)
      .filter(({ initial }) => initial)
      .map(({ id }) => [id, "the first user"] as const),
  ]);
  for (const { address, values } of state.resources.filter(({ address }) => !address.startsWith("data."))) {
    const { external_id: externalId } = Object(values["configuration"]) as Record<string, unknown>;
    for (const [name, value] of Object.entries({ ...values, external_id: externalId })) {
      if (/^(id|key_id|unique_id|external_id)$/.test(name) && RANDOM.test(String(value))) {
        found.set(String(value), `${address}.${name === "key_id" ? "id" : name}`);
      }
    }
  }
  return found;
}

const RANDOM = /^([0-9a-f]{8}-[0-9a-f-]{27}|AROA\w+)$/;
const ID = /[0-9a-f]{8}-[0-9a-f-]{27}|AROA\w{12,}|http:\/\/127\.0\.0\.1:\d+/g;
const TIME = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/;

/** Members with times and counters, and the objects of a bucket, because S3 writes access logs at any time. */
const OF_TIME = /^(CreatedTimestamp|LastModifiedTimestamp|version|objects)$/;

function comparable(value: unknown, names: ReadonlyMap<string, string>): unknown {
  if (typeof value === "string") {
    return TIME.test(value) ? "a time" : value.replace(ID, (id) => names.get(id) ?? id);
  }
  if (Array.isArray(value)) {
    const members = value.map((member) => comparable(member, names));
    // Arrays of objects (statements, rules, policies) are sets. Arrays of names can have an order.
    return members.every((member) => typeof member === "object") ? sorted(members) : members;
  }
  if (typeof value === "object" && value !== null) {
    const members = Object.entries(value)
      .filter(([name]) => !OF_TIME.test(name))
      .map(([name, member]) => [comparable(name, names), comparable(member, names)] as [string, unknown]);
    return Object.fromEntries(members.sort(([one], [other]) => (one < other ? -1 : 1)));
  }
  return value;
}

const sorted = (members: readonly unknown[]): unknown[] =>
  members
    .map((member) => [JSON.stringify(member), member] as const)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([, member]) => member);

/** Lists the differences between two worlds: each path, with both values. */
export function differences(expected: unknown, actual: unknown, path = ""): string[] {
  if (JSON.stringify(expected) === JSON.stringify(actual)) {
    return [];
  }
  const isContainer = (value: unknown): value is Record<string, unknown> =>
    typeof value === "object" && value !== null;
  if (!isContainer(expected) || !isContainer(actual)) {
    return [`${path}: ${JSON.stringify(expected)} became ${JSON.stringify(actual)}`];
  }
  const names = new Set([...Object.keys(expected), ...Object.keys(actual)]);
  return [...names].flatMap((name) => differences(expected[name], actual[name], `${path}/${name}`));
}

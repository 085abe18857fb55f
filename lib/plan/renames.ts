/** Resources that a plan deletes under one address and creates under another. */
import { groupBy } from "./group-by";
import type { ResourceChange } from "./plan";
import { isBlank, isSetting, ownerNames, ownerOf } from "./resources";
import type { PlanContext } from "./rule";
import { Unknown, type Value, type Values, sameValue, valueAt } from "./value";

/** A resource and its new address. */
export interface Rename {
  readonly from: ResourceChange;
  readonly to: ResourceChange;
  /** Whether the new resource has all of the configuration, as far as the plan knows it. */
  readonly isExact: boolean;
  /** The resource that it is a setting of, before. */
  readonly owner: ResourceChange | undefined;
}

/** The renames in a plan. A resource has at most one new address, and is that of at most one other. */
export function renamesIn(context: PlanContext): Rename[] {
  const { resources } = context.plan;
  const deleted = resources.filter(isDeletion);
  const types = new Set(deleted.map(({ type }) => type));
  const created = resources.filter((one) => types.has(one.type) && isCreation(one));
  const isMain = (change: ResourceChange): boolean => !isSetting(change);
  const main = paired(
    deleted.filter(isMain).map((from) => ({ from, owner: undefined, scopes: [from.type] })),
    created.filter(isMain).map((to) => ({ to, scopes: [to.type] })),
  );
  // A setting moves with its owner, or from one address to another below an owner that stays.
  const renamed = new Map(main.map(({ from, to }) => [from, to]));
  const settings = paired(
    deleted.filter(isSetting).map((from) => {
      const owner = ownerOf(from, context);
      return { from, owner, scopes: scopesOf(from, from.before, owner && renamed.get(owner)) };
    }),
    created.filter(isSetting).map((to) => ({ to, scopes: scopesOf(to, to.after, ownerOf(to, context)) })),
  );
  return [...main, ...settings];
}

/** Types for which a deletion and a creation are harmless, so that no `moved` block is worth writing. */
const HARMLESS = /^(terraform_data|null_resource|time_)/;

const isDeletion = ({ action, mode, type, deposed }: ResourceChange): boolean =>
  action === "delete" && mode === "managed" && deposed === undefined && !HARMLESS.test(type);

const isCreation = ({ action, mode }: ResourceChange): boolean => action === "create" && mode === "managed";

/** What two settings must have in common: the name of the owner, or the owner itself. */
const scopesOf = (
  change: ResourceChange,
  values: Values | undefined,
  owner: ResourceChange | undefined,
): string[] => [
  ...ownerNames(change, values).map((name) => `${change.type} of ${name}`),
  ...(owner === undefined ? [] : [`${change.type} at ${owner.address}`]),
];

interface Old {
  readonly from: ResourceChange;
  readonly owner: ResourceChange | undefined;
  /** Only resources with a common scope are compared. */
  readonly scopes: readonly string[];
}

interface New {
  readonly to: ResourceChange;
  readonly scopes: readonly string[];
}

interface Candidate extends New {
  /** The arguments that the plan knows. */
  readonly known: readonly Argument[];
}

type Argument = readonly [name: string, value: Value];

/** Bounds the time for many resources that have most arguments in common. */
const MOST_COMPARED = 100;

function paired(old: readonly Old[], created: readonly New[]): Rename[] {
  const candidates = created.map((one): Candidate => ({ ...one, known: known(one.to.after) }));
  const exact = matched(old, byRarest(candidates), keysOfArguments, isExact);
  const [without, taken] = [new Set(exact.map(({ from }) => from)), new Set(exact.map(({ to }) => to))];
  const byName = groupBy(
    candidates.filter(({ to }) => !taken.has(to)),
    ({ to, scopes }) => keysIn(scopes, nameOf(to, to.after)),
  );
  const near = matched(
    old.filter(({ from }) => !without.has(from)),
    byName,
    ({ from, scopes }) => keysIn(scopes, nameOf(from, from.before)),
    isNear,
  );
  return [
    ...exact.map((one) => ({ ...one, isExact: true })),
    ...near.map((one) => ({ ...one, isExact: false })),
  ];
}

/** Takes the first candidate that fits. */
function matched(
  old: readonly Old[],
  candidates: ReadonlyMap<string, Candidate[]>,
  keysOf: (old: Old) => readonly string[],
  fits: (from: Values, candidate: Candidate) => boolean,
): Omit<Rename, "isExact">[] {
  const taken = new Set<Candidate>();
  return old.flatMap((one) => {
    const { from, owner } = one;
    for (const key of keysOf(one)) {
      const left = candidates.get(key) ?? [];
      while (left[0] !== undefined && taken.has(left[0])) {
        left.shift();
      }
      const index = left
        .slice(0, MOST_COMPARED)
        .findIndex((to) => !taken.has(to) && fits(from.before ?? {}, to));
      const [found] = index < 0 ? [] : left.splice(index, 1);
      if (found !== undefined) {
        taken.add(found);
        return [{ from, to: found.to, owner }];
      }
    }
    return [];
  });
}

/** Candidates by the argument that the fewest others have too, so that few are compared. */
function byRarest(candidates: readonly Candidate[]): Map<string, Candidate[]> {
  const numbers = new Map<string, number>();
  const keys = candidates.map(({ to, known }) => known.filter(isTelling).map((one) => keyOf(to.type, one)));
  for (const key of keys.flat()) {
    numbers.set(key, (numbers.get(key) ?? 0) + 1);
  }
  const rarest = new Map(
    candidates.map((one, index) => {
      const [first, ...others] = keys[index]!;
      const isRarer = (key: string, than: string): boolean => numbers.get(key)! < numbers.get(than)!;
      return [one, first && others.reduce((best, key) => (isRarer(key, best) ? key : best), first)];
    }),
  );
  return groupBy(candidates, (one) => keysIn(one.scopes, rarest.get(one) ?? ""));
}

const keysOfArguments = ({ from, scopes }: Old): string[] =>
  known(from.before)
    .filter(isTelling)
    .flatMap((one) => keysIn(scopes, keyOf(from.type, one)));

const keysIn = (scopes: readonly string[], key: string): string[] =>
  key === "" ? [] : scopes.map((scope) => `${scope}\n${key}`);

const keyOf = (type: string, [name, value]: Argument): string => `${type}.${name}=${JSON.stringify(value)}`;

const known = (values: Values | undefined): Argument[] =>
  Object.entries(values ?? {}).filter(([, value]) => !isBlank(value) && !hasUnknown(value));

const hasUnknown = (value: unknown): boolean =>
  value instanceof Unknown ||
  (typeof value === "object" && value !== null && Object.values(value).some(hasUnknown));

/** Most resources have the same flags. */
const isTelling = ([, value]: Argument): boolean => typeof value !== "boolean";

/** Arguments that tell two resources of a type apart. */
const NAMES = ["name", "bucket", "identifier", "function_name", "cluster_identifier"];

/** The name of a resource. That of its owner is not its own. */
function nameOf(change: ResourceChange, values: Values | undefined): string {
  const owners = isSetting(change) ? ownerNames(change, values) : [];
  const names = NAMES.map((name) => valueAt(values, name));
  return names.find((name) => typeof name === "string" && !owners.includes(name))?.toString() ?? "";
}

const isExact = (from: Values, { known: arguments_ }: Candidate): boolean =>
  arguments_.every(([name, value]) => sameValue(value, from[name]));

/**
 * Whether half of the known arguments are equal. Asked only of resources with the same name, and of settings of the same owner. Some types
 * allow a name more than once: inline policies of several roles, ECS services of several clusters, DNS records of several types.
 */
function isNear(from: Values, { known: arguments_ }: Candidate): boolean {
  const equal = arguments_.filter(([name, value]) => sameValue(value, from[name]));
  return equal.some(isTelling) && equal.length * 2 >= arguments_.length;
}

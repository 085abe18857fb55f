/** Regions in the words of a policy. */
import type { Difference } from "./difference";
import type { Test } from "./operators";
import type { Region } from "./region";
import type { Selection } from "./selection";

/** Conditions as in a policy: operators to keys to values. Unknown values are `‹known after apply›`. */
export type Conditions = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

/** What a permission does not include. Each member is an exception by itself. */
export interface Exceptions {
  readonly actions?: readonly string[];
  readonly resources?: readonly string[];
  readonly principals?: readonly string[];
  /** Requests that meet one of these conditions are not included. */
  readonly conditions?: readonly Conditions[];
}

/** A permission, in the shape of a statement. Arrays are sorted. */
export interface PermissionChange {
  readonly effect: "Allow" | "Deny";
  readonly actions: readonly string[];
  /** Empty if the policy names no resources, as a trust policy. */
  readonly resources: readonly string[];
  /** Empty if the policy names no principals, as the policy of a role. Accounts are ARNs: `arn:aws:iam::123456789012:root`. */
  readonly principals: readonly string[];
  readonly conditions: Conditions;
  readonly not?: Exceptions;
  /**
   * Gained permissions: the same was allowed under stricter conditions, and these were removed or weakened, such as
   * `StringEquals sts:ExternalId`.
   */
  readonly conditionRemoved?: readonly string[];
  /** Lost permissions: the same is still allowed under stricter conditions, and these were added or tightened. */
  readonly conditionAdded?: readonly string[];
}

/** Which elements the policies have. */
export interface Elements {
  readonly principals: boolean;
  readonly resources: boolean;
}

/** The differences as permissions. Those that differ only in actions, only in resources, or only in principals are one. */
export function merged(
  differences: readonly Difference[],
  change: "gained" | "lost",
  elements: Elements,
): PermissionChange[] {
  const all = differences.map(({ region, effect }) => permissionOf(region, effect, change, elements));
  if (all.length < 2) {
    return all;
  }
  const joined = (["actions", "resources", "principals", "actions"] as const).reduce(joinedBy, all);
  return joined
    .map((permission) => ({ permission, key: JSON.stringify(permission) }))
    .sort((one, other) => (one.key < other.key ? -1 : 1))
    .map(({ permission }) => permission);
}

function joinedBy(
  permissions: readonly PermissionChange[],
  member: "actions" | "resources" | "principals",
): PermissionChange[] {
  const groups = new Map<string, PermissionChange>();
  for (const permission of permissions) {
    const key = JSON.stringify({ ...permission, [member]: permission[member].length === 0 });
    const same = groups.get(key);
    groups.set(
      key,
      same === undefined
        ? permission
        : { ...permission, [member]: sorted([...same[member], ...permission[member]]) },
    );
  }
  return [...groups.values()];
}

/** Of actions that differ only in case, the first stays. */
function sorted(values: readonly string[]): string[] {
  return [...new Set(values)].sort();
}

const textsOf = (selection: Selection["include"]): string[] => sorted(selection.map(({ text }) => text));

function permissionOf(
  region: Region,
  effect: "Allow" | "Deny",
  change: "gained" | "lost",
  elements: Elements,
): PermissionChange {
  const { actions, resources, principals, tests, exceptions, stricter } = region;
  const not: Exceptions = {
    ...(actions.exclude.length > 0 && { actions: textsOf(actions.exclude) }),
    ...(resources.exclude.length > 0 && { resources: textsOf(resources.exclude) }),
    ...(principals.exclude.length > 0 && { principals: textsOf(principals.exclude) }),
    ...(exceptions.length > 0 && { conditions: exceptionsOf(exceptions) }),
  };
  return {
    effect,
    actions: textsOf(actions.include),
    resources: elements.resources ? textsOf(resources.include) : [],
    principals: elements.principals ? textsOf(principals.include) : [],
    conditions: conditionsOf(tests),
    ...(Object.keys(not).length > 0 && { not }),
    ...(effect === "Allow" &&
      stricter.length > 0 && { [change === "gained" ? "conditionRemoved" : "conditionAdded"]: stricter }),
  };
}

function exceptionsOf(exceptions: readonly (readonly Test[])[]): Conditions[] {
  const all = exceptions.map(conditionsOf);
  return [...new Map(all.map((one) => [JSON.stringify(one), one])).entries()]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([, one]) => one);
}

function conditionsOf(tests: readonly Test[]): Conditions {
  const entries = tests.map(
    ({ condition: { operator, key, values } }) => [operator, key, sorted(values.map(String))] as const,
  );
  const operators = sorted(entries.map(([operator]) => operator));
  return Object.fromEntries(
    operators.map((operator) => [
      operator,
      Object.fromEntries(
        entries
          .filter(([one]) => one === operator)
          .map(([, key, values]) => [key, values] as const)
          .sort(([one], [other]) => (one < other ? -1 : 1)),
      ),
    ]),
  );
}

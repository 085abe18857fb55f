/** Who uses a connection or a model: the models and syncs of the plan. */
import type { Plan, ResourceChange } from "../plan";
import type { PlanContext } from "../rule";
import { isValues, type Value } from "../value";
import { isConnectionType, nounOf } from "../words/names";
import { counted, listed } from "../words/phrases";

const USERS = new Set(["polytomic_bulk_sync", "polytomic_model", "polytomic_sync"]);

/** Whether the resource is a managed connection in Polytomic. */
export const isConnection = (change: ResourceChange): boolean =>
  change.mode === "managed" && isConnectionType(change.type);

/** The models and syncs that use a connection or model themselves, in the order of the plan. */
export function usersOf(used: ResourceChange, context: PlanContext): readonly ResourceChange[] {
  const id = used.before?.["id"];
  const byId = typeof id === "string" ? (usersById(context.plan).get(id) ?? []) : [];
  const byReference = context.dependents(used.address).filter(isUser);
  return [...new Set([...byId, ...byReference])].filter((one) => one !== used);
}

/** Those, and the syncs that use the models among them. */
export const allUsersOf = (used: ResourceChange, context: PlanContext): readonly ResourceChange[] => [
  ...new Set(usersOf(used, context).flatMap((one) => [one, ...usersOf(one, context)])),
];

/** Resources by kind and number: `2 models, 1 model sync and 1 bulk sync`. */
export function countedByKind(changes: readonly ResourceChange[]): string {
  const nouns = changes.map(({ type }) => nounOf(type).noun);
  return listed(
    [...new Set(nouns)]
      .sort((one, other) => KINDS.indexOf(one) - KINDS.indexOf(other))
      .map((noun) => counted(nouns.filter((one) => one === noun).length, noun)),
  );
}

const KINDS = ["model", "model sync", "bulk sync"];

const isUser = ({ type, mode }: ResourceChange): boolean => mode === "managed" && USERS.has(type);

const indexes = new WeakMap<Plan, ReadonlyMap<string, readonly ResourceChange[]>>();

/** The users of each id, before the apply: a resource that is deleted has no references. */
function usersById(plan: Plan): ReadonlyMap<string, readonly ResourceChange[]> {
  const found = indexes.get(plan);
  if (found !== undefined) {
    return found;
  }
  const index = new Map<string, ResourceChange[]>();
  for (const change of plan.resources.filter(isUser)) {
    for (const id of usedIds(change.before)) {
      const users = index.get(id) ?? [];
      users.push(change);
      index.set(id, users);
    }
  }
  indexes.set(plan, index);
  return index;
}

/** The ids of the connections and models in the arguments of a model or sync, at any depth. */
export function usedIds(value: Value | undefined, found: Set<string> = new Set()): ReadonlySet<string> {
  if (Array.isArray(value)) {
    for (const one of value as readonly Value[]) {
      usedIds(one, found);
    }
  } else if (isValues(value)) {
    for (const [name, one] of Object.entries(value)) {
      if ((name === "connection_id" || name === "model_id") && typeof one === "string") {
        found.add(one);
      } else if (typeof one === "object") {
        usedIds(one, found);
      }
    }
  }
  return found;
}

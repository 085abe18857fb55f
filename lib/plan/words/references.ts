/** Which resource of the plan a value belongs to: by a reference in the configuration, or by an id. */
import { moduleOf } from "../instances";
import type { Plan, ResourceChange } from "../plan";
import type { PlanContext } from "../rule";
import { Unknown, type Value } from "../value";

/** The resource that an unknown value is an attribute of, such as `polytomic_model.orders` for `polytomic_model.orders.id`. */
export function referencedBy(
  value: Unknown,
  change: ResourceChange,
  context: PlanContext,
): ResourceChange | undefined {
  const address = attributeOwner(value.expression ?? "");
  return address === undefined ? undefined : context.at(`${moduleOf(change.address)}${address}`);
}

/** The address in an expression that is nothing but an attribute of a resource. */
function attributeOwner(expression: string): string | undefined {
  const [, address] =
    /^(?:\$\{)?\s*((?:data\.)?\w+\.[\w-]+(?:\[[^\]]+\])?)(?:\.\w+)+\s*\}?$/.exec(expression) ?? [];
  return address;
}

/** The Polytomic resource with this id, or to which this unknown value refers. */
export function resourceWithId(
  id: Value | undefined,
  change: ResourceChange,
  context: PlanContext,
): ResourceChange | undefined {
  if (id instanceof Unknown) {
    return referencedBy(id, change, context);
  }
  return typeof id === "string" && id !== "" ? byId(context.plan).get(id) : undefined;
}

const indexes = new WeakMap<Plan, ReadonlyMap<string, ResourceChange>>();

/** The resources of Polytomic by their ids. */
function byId(plan: Plan): ReadonlyMap<string, ResourceChange> {
  const index = indexes.get(plan) ?? new Map(plan.resources.flatMap(idsOf));
  indexes.set(plan, index);
  return index;
}

function idsOf(change: ResourceChange): [string, ResourceChange][] {
  if (!change.type.startsWith("polytomic_") || change.mode !== "managed") {
    return [];
  }
  const ids = [change.before?.["id"], change.after?.["id"]];
  return ids.flatMap((id): [string, ResourceChange][] =>
    typeof id === "string" && id !== "" ? [[id, change]] : [],
  );
}

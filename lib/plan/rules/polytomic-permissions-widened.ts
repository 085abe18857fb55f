import type { ResourceChange } from "../plan";
import type { Found, PlanContext, Rule } from "../rule";
import { ownerInWords } from "../polytomic/connection-ids";
import { mayBeSet } from "../unknown-changes";
import { isValues, sameValue, Unknown, type Value } from "../value";
import { code, KNOWN_LATER, shown } from "../words/phrases";
import { resourceWithId } from "../words/references";

/** A role or user gets more permissions in Polytomic. */
export const rule: Rule = {
  severity: "look",
  title: "A role or user gets more permissions in Polytomic",
  reason:
    "Every user with the role can perform the action on everything that the policy is applied to. An admin can change every connection and sync.",
  remedy:
    "Make sure that everybody who has the role needs the action, and give it to a narrower role otherwise.",
  types: ["polytomic_policy", "polytomic_user"],
  *check(change, context) {
    if (change.after !== undefined) {
      yield* change.type === "polytomic_user" ? ofUser(change, context) : ofPolicy(change, context);
    }
  },
};

function* ofPolicy(change: ResourceChange, context: PlanContext): Iterable<Found> {
  const after = change.after?.["policy_actions"];
  if (hasUnknownRoles(after, change, context)) {
    yield {
      change,
      message: `may allow more: \`policy_actions\` is ${KNOWN_LATER}`,
      severity: "cannot-tell",
    };
  }
  const granted = rolesByAction(change.before?.["policy_actions"]);
  for (const [action, roles] of rolesByAction(after)) {
    for (const role of roles) {
      const isNew = granted.get(action)?.some((one) => sameValue(one, role)) !== true;
      // A role that is created or replaced by this plan is nobody's yet.
      if (isNew && !(role instanceof Unknown)) {
        const who = ownerInWords(role, change, context);
        yield { change, key: `${action}.${String(role)}`, message: `allows ${code(action)} to ${who}` };
      }
    }
  }
}

/** Whether an action may be allowed to a role that neither the plan nor Polytomic knows yet. */
function hasUnknownRoles(value: Value | undefined, change: ResourceChange, context: PlanContext): boolean {
  if (value instanceof Unknown) {
    return value.mayBeSet && !isRoleOfPlan(value, change, context);
  }
  const inside = Array.isArray(value)
    ? (value as readonly Value[])
    : isValues(value)
      ? Object.values(value)
      : [];
  return inside.some((one) => hasUnknownRoles(one, change, context));
}

const isRoleOfPlan = (id: Unknown, change: ResourceChange, context: PlanContext): boolean =>
  id.expression === undefined
    ? change.references.some((address) => context.at(address)?.type === "polytomic_role")
    : resourceWithId(id, change, context) !== undefined;

function rolesByAction(actions: Value | undefined): ReadonlyMap<string, readonly Value[]> {
  const elements = Array.isArray(actions) ? (actions as readonly Value[]).filter(isValues) : [];
  return new Map(
    elements.map(({ action, role_ids: roles }) => [
      String(action),
      Array.isArray(roles) ? (roles as readonly Value[]) : [],
    ]),
  );
}

function* ofUser(change: ResourceChange, context: PlanContext): Iterable<Found> {
  const { role, role_ids: roles } = change.after ?? {};
  const before = change.before?.["role"];
  if (role === "admin" && before !== "admin") {
    yield {
      change,
      key: "role",
      message: `is an admin${before === undefined ? "" : `, was ${shown(before)}`}`,
    };
  }
  const unknown = [
    ...(mayBeSet(role) ? ["role"] : []),
    ...(change.before !== undefined && hasUnknownRoles(roles, change, context) ? ["role_ids"] : []),
  ];
  for (const key of unknown) {
    yield { change, key, message: `may get more: ${code(key)} is ${KNOWN_LATER}`, severity: "cannot-tell" };
  }
  if (change.before === undefined || !Array.isArray(roles)) {
    return;
  }
  const had = change.before["role_ids"];
  for (const id of roles as readonly Value[]) {
    if (!(id instanceof Unknown) && !(Array.isArray(had) && had.some((one: Value) => sameValue(one, id)))) {
      yield { change, key: String(id), message: `gets ${ownerInWords(id, change, context)}` };
    }
  }
}

/** Everything that a reader of a plan can get from it. */
import type { Plan, ResourceChange } from "../../../lib/plan/plan";
import { documentOf } from "../../../lib/plan/read/unknowns";

/** The values of all members, templates and documents of a plan. */
export function everythingIn(plan: Plan): unknown {
  const context = {
    plan,
    at: (address: string) => plan.resources.find((one) => one.address === address),
  };
  const read = (change: ResourceChange) => {
    const names = Object.keys({ ...change.before, ...change.after });
    const { before, after, construct, source, references } = change;
    const templates = [...names, "input", "connection", "provisioner"].map((name) => [
      change.template(name),
      ...["0", "value", "header", "data", "description"].map((step) => change.template(name, step)),
    ]);
    const documents = names.flatMap((name) =>
      (["before", "after"] as const).map((side) => documentOf(change, name, context, side)),
    );
    return { change, before, after, construct, source, references, templates, documents };
  };
  return { plan, resources: plan.resources.map(read), drift: plan.drift.map(read) };
}

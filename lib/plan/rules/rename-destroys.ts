import type { ResourceChange } from "../plan";
import { isBlank, ownerOf } from "../resources";
import type { PlanContext, Rule } from "../rule";
import { Unknown, type Values, sameValue, valueAt } from "../value";

export const rule: Rule = {
  severity: "danger",
  title: "A rename deletes a resource and creates it again",
  reason:
    "Terraform knows a resource by its address. When a construct id, or the tree above it, changes, Terraform deletes one and creates one.",
  remedy:
    "Call `moveFromId` with the old address on the new resource, or add the `moved` block to the configuration. Then the plan shows a " +
    "move, and nothing is deleted.",
  *checkPlan(context) {
    const created = new Candidates(context.plan.resources);
    const pairs = context.plan.resources.filter(isDeletion).flatMap((from) => {
      const to = created.take(from);
      return to === undefined ? [] : [{ from, to }];
    });
    const renamed = new Set(pairs.map(({ from }) => from));
    const isSetting = (change: ResourceChange): boolean => renamed.has(ownerOf(change, context) ?? change);
    for (const { from, to } of pairs.filter((pair) => pair.from === ownerIn(pair.from, renamed, context))) {
      const settings = pairs.filter(
        (pair) => pair.from !== from && ownerOf(pair.from, context) === from && isSetting(pair.from),
      );
      yield {
        change: from,
        message: `is deleted and created again as ${to.construct ?? to.address}, with the same configuration`,
        snippet: [{ from, to }, ...settings].map(movedBlock).join("\n"),
      };
    }
  },
};

/** Types for which a deletion and a creation are harmless, so that no `moved` block is worth writing. */
const HARMLESS = /^(terraform_data|null_resource|time_)/;

const isDeletion = ({ action, mode, type, deposed }: ResourceChange): boolean =>
  action === "delete" && mode === "managed" && deposed === undefined && !HARMLESS.test(type);

const ownerIn = (
  change: ResourceChange,
  renamed: ReadonlySet<ResourceChange>,
  context: PlanContext,
): ResourceChange => {
  const owner = ownerOf(change, context);
  return owner !== undefined && renamed.has(owner) ? owner : change;
};

/** Arguments that tell two resources of a type apart. */
const NAMES = ["name", "bucket", "identifier", "function_name", "cluster_identifier", "description"];

const nameOf = (values: Values | undefined): string =>
  NAMES.map((name) => valueAt(values, name)).find((name) => typeof name === "string") ?? "";

/** The resources that a plan creates. Each is the new address of at most one old resource. */
class Candidates {
  private readonly byName = new Map<string, ResourceChange[]>();

  public constructor(resources: readonly ResourceChange[]) {
    for (const change of resources) {
      if (change.action === "create" && change.mode === "managed") {
        const key = `${change.type} ${nameOf(change.after)}`;
        const same = this.byName.get(key) ?? [];
        same.push(change);
        this.byName.set(key, same);
      }
    }
  }

  public take(from: ResourceChange): ResourceChange | undefined {
    const candidates = this.byName.get(`${from.type} ${nameOf(from.before)}`) ?? [];
    const index = candidates.findIndex((to) => isSame(from, to));
    return index < 0 ? undefined : candidates.splice(index, 1)[0];
  }
}

/**
 * Whether the new resource has the configuration of the old one, as far as the plan knows it. Two resources cannot have the same name at the
 * same time, so a few other differences do not matter if both have one.
 */
function isSame(from: ResourceChange, to: ResourceChange): boolean {
  if (from.type !== to.type || from.before === undefined || to.after === undefined) {
    return false;
  }
  const known = Object.entries(to.after).filter(([, value]) => !isBlank(value) && !hasUnknown(value));
  const equal = known.filter(([name, value]) => sameValue(value, from.before?.[name]));
  const telling = equal.filter(([, value]) => typeof value !== "boolean");
  return (
    telling.length > 0 &&
    (nameOf(to.after) === "" ? equal.length === known.length : equal.length * 2 >= known.length)
  );
}

const hasUnknown = (value: unknown): boolean =>
  value instanceof Unknown ||
  (typeof value === "object" && value !== null && Object.values(value).some(hasUnknown));

const movedBlock = ({ from, to }: { readonly from: ResourceChange; readonly to: ResourceChange }): string =>
  `moved {\n  from = ${from.address}\n  to   = ${to.address}\n}`;

/** The rules against values that are known after the apply: what a rule finds in a known value, it does not overlook in an unknown one. */
import { findingsOf } from "../../../lib/plan/judge";
import type { Plan, ResourceChange } from "../../../lib/plan/plan";
import { PlanIndex } from "../../../lib/plan/plan-index";
import { parsePlan } from "../../../lib/plan/read/parse-plan";
import { isValues, sameValue, Unknown, type Value, type Values } from "../../../lib/plan/value";
import { readStored } from "./stored";
import { TOPICS } from "./topics";

type Path = readonly (string | number)[];

/** Rules that are not about a danger of the value: whether an unknown value undoes a drift is not asked. */
const EXEMPT = ["drift-undone"];

/** The paths of the values that change, and of the lists and objects around them. */
function* changedPaths(before: Value | undefined, after: Value | undefined, path: Path = []): Iterable<Path> {
  if (after === undefined || after === null || after instanceof Unknown || sameValue(before, after)) {
    return;
  }
  const members = Array.isArray(after) ? [...after.entries()] : isValues(after) ? Object.entries(after) : [];
  for (const [step, value] of members as [string | number, Value][]) {
    yield* changedPaths(memberOf(before, step), value, [...path, step]);
  }
  if (path.length > 0) {
    yield path;
  }
}

const memberOf = (value: Value | undefined, step: string | number): Value | undefined =>
  Array.isArray(value) || isValues(value) ? (value as Values)[step] : undefined;

/** The value with another one at `path`. */
function withValue(value: Value, [step, ...rest]: Path, inside: Value): Value {
  if (step === undefined) {
    return inside;
  }
  return Array.isArray(value)
    ? value.map((one: Value, index) => (index === step ? withValue(one, rest, inside) : one))
    : { ...(value as Values), [step]: withValue((value as Values)[step]!, rest, inside) };
}

/** The resource as if the configuration computed the value at `path` from something that nobody knows yet. */
function withUnknown(change: ResourceChange, path: Path): ResourceChange {
  const replaced: Partial<ResourceChange> = {
    after: withValue(change.after!, path, new Unknown("data.external.answer.result")) as Values,
    template: () => undefined,
  };
  return new Proxy(change, {
    get: (_, name) =>
      (replaced as Record<string | symbol, unknown>)[name] ?? Reflect.get(change, name, change),
  });
}

const findingsIn = (plan: Plan, { address }: ResourceChange) =>
  findingsOf(new PlanIndex(plan)).filter((one) => one.address === address);

/** The findings that a reader no longer sees if a value is known after the apply, each with its path. */
function overlooked(plan: Plan): string[] {
  const changed = plan.resources.filter(({ action }) => ["create", "update"].includes(action));
  return changed.flatMap((change) => {
    const found = findingsIn(plan, change).filter(({ rule }) => !EXEMPT.includes(rule));
    const paths = found.length === 0 ? [] : [...changedPaths(change.before, change.after)];
    return paths.flatMap((path) => {
      const unknown = withUnknown(change, path);
      const resources = plan.resources.map((one) => (one === change ? unknown : one));
      const now = findingsIn({ ...plan, resources }, change);
      const isToldApart = now.some(({ severity }) => severity === "cannot-tell");
      return found
        .filter(({ rule }) => !isToldApart && !now.some((one) => one.rule === rule))
        .map(({ id }) => `${id}: ${path.join(".")}`);
    });
  });
}

const CASES = TOPICS.flatMap(({ name: stack, cases }) => cases.map(({ name }) => [name, stack] as const));

test.each(CASES)("%s", (name, stack) => {
  const { plan, configuration } = readStored(name);
  expect(overlooked(parsePlan(plan, { name: stack, configuration }))).toEqual([]);
});

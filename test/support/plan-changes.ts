/** Builds the changes of a plan, to test what is said about them. */
import type { Action, Plan, ResourceChange } from "../../lib/plan/plan";
import type { Found, PlanContext, Rule } from "../../lib/plan/rule";
import { Secret, Unknown, type Values } from "../../lib/plan/value";

/** A value that is computed by the server. */
export const readAgain = new Unknown();

/** A member of an object in HCL, which a plan does not distinguish from one that is only read again. */
export const perhapsSet = new Unknown(undefined, true);

/** A value that the configuration computes from another resource. */
export const knownLater = (expression: string): Unknown => new Unknown(expression);

/** A secret. Equal strings are equal secrets. */
export const secret = (value: string): Secret => new Secret(value);

type Given = Partial<Omit<ResourceChange, "template">>;

/** A change of a resource. The action follows from what exists before and after, except for a replacement. */
export function change(type: string, given: Given): ResourceChange {
  const { before, after } = given;
  return {
    address: `${type}.it`,
    mode: "managed",
    type,
    provider: `registry.terraform.io/${type.startsWith("aws_") ? "hashicorp/aws" : "polytomic/polytomic"}`,
    action: actionOf(before, after),
    createBeforeDelete: false,
    before,
    after,
    replacePaths: [],
    reason: undefined,
    previousAddress: undefined,
    deposed: undefined,
    importId: undefined,
    construct: undefined,
    source: undefined,
    references: [],
    template: () => undefined,
    ...given,
  };
}

function actionOf(before: Values | undefined, after: Values | undefined): Action {
  return before === undefined ? "create" : after === undefined ? "delete" : "update";
}

/** The plan of these changes. */
export const planOf = (resources: readonly ResourceChange[]): Plan => ({
  stack: "prod",
  formatVersion: "1.2",
  terraformVersion: "1.11.4",
  complete: true,
  errored: false,
  resources,
  drift: [],
  deferred: [],
  actions: [],
  checks: [],
  outputs: [],
  accepted: [],
});

/** The context of these changes. */
export const contextOf = (...resources: readonly ResourceChange[]): PlanContext => ({
  plan: planOf(resources),
  ofType: (type) => resources.filter((one) => one.type === type && one.action !== "no-op"),
  at: (address) => resources.find((one) => one.address === address),
  dependents: (address) => resources.filter((one) => one.references.includes(address)),
});

/** What a rule finds about the first of these changes, in a plan of all of them. */
export function findings(
  rule: Rule,
  ...resources: readonly ResourceChange[]
): readonly Omit<Found, "change">[] {
  const [first] = resources;
  if (first === undefined || rule.types?.includes(first.type) === false) {
    return [];
  }
  return [...(rule.check?.(first, contextOf(...resources)) ?? [])].map((found) => {
    const { change: about, ...rest } = found;
    expect(about).toBe(first);
    return rest;
  });
}

/** The messages of {@link findings}. */
export const messages = (rule: Rule, ...resources: readonly ResourceChange[]): readonly string[] =>
  findings(rule, ...resources).map(({ message }) => message);

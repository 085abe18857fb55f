/** What a plan was read from, for those who rebuild unknown values. It is not part of the plan. */
import type { Plan } from "../plan";
import type { Value } from "../value";
import type { Configuration } from "./configuration";
import type { Secrets } from "./secrets";

/** What a plan was read from. */
export interface Sources {
  readonly configuration: Configuration;
  readonly secrets: Secrets;
  /** The values of variables, without secrets. */
  readonly variables: ReadonlyMap<string, () => Value>;
}

const sources = new WeakMap<Plan, Sources>();

/** Remembers what a plan was read from. */
export function keepSources(plan: Plan, from: Sources): void {
  sources.set(plan, from);
}

/** What a plan was read from. `undefined` for a plan from elsewhere, such as a test. */
export const sourcesOf = (plan: Plan): Sources | undefined => sources.get(plan);

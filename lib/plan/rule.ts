/** The rules of a review. A rule is a file in `rules/` whose name is the rule's id. */
import type { Plan, ResourceChange } from "./plan";

/** How serious a finding is, or how a review ends. `cannot-tell` is never safe. */
export type Verdict = "danger" | "cannot-tell" | "look" | "safe";

/** What a rule found about a resource. */
export interface Found {
  /** The resource. Omit it for the plan as a whole. */
  readonly change?: ResourceChange;
  /** One sentence about this resource, without its name: `its 3 models and 2 syncs are replaced too`. */
  readonly message: string;
  /** Distinguishes several findings of one rule about one resource, such as the name of a field or an action. Stable between runs. */
  readonly key?: string;
  /** More lines, for the fold. */
  readonly details?: readonly string[];
  /** Code to paste, such as a `moved` block. */
  readonly snippet?: string;
  /** If this finding is more or less serious than its rule. */
  readonly severity?: Exclude<Verdict, "safe">;
}

/** What a rule can ask about the plan besides one resource. */
export interface PlanContext {
  readonly plan: Plan;
  /** Resources of a type that change, in the order of the plan. */
  ofType(type: string): readonly ResourceChange[];
  /** The resource with this address, changed or not. */
  at(address: string): ResourceChange | undefined;
  /** The resources whose configuration references this address, directly. */
  dependents(address: string): readonly ResourceChange[];
}

/** A rule. Its id is the name of its file. */
export interface Rule {
  /** How serious it is by default. */
  readonly severity: Exclude<Verdict, "safe">;
  /** What it finds, in a few words: `A bucket is deleted`. */
  readonly title: string;
  /** Why it matters, in one or two sentences. */
  readonly reason: string;
  /** What to do. */
  readonly remedy: string;
  /** The types of resources that it applies to. Omit it to be called for each resource that changes. */
  readonly types?: readonly string[];
  /** Whether it applies only to a resource about which no other rule found anything. */
  readonly isFallback?: boolean;
  /** Called for each resource that changes, deposed objects and drift excluded. */
  check?(change: ResourceChange, context: PlanContext): Iterable<Found>;
  /** Called once for a plan. */
  checkPlan?(context: PlanContext): Iterable<Found>;
}

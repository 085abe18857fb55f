/** Applies the rules to plans. */
import { groupsOf, noiseOf } from "./groups";
import { outputLines } from "./output-lines";
import { permissionLines } from "./permission-lines";
import type { Plan, ResourceChange, Suppression } from "./plan";
import { PlanIndex } from "./plan-index";
import type { Counts, Finding, Review, StackReview } from "./review";
import type { Found, Rule, Verdict } from "./rule";
import { RULES } from "./rules";
import { suppressionOf, unusedSuppressions } from "./suppressions";
import { rankOf, worstOf } from "./verdicts";

/** How to review. */
export interface ReviewOptions {
  /** Findings that somebody accepted. @default none */
  readonly suppressions?: readonly Suppression[];
  /** An earlier review, to distinguish new findings. @default none: `isNew` is `undefined` */
  readonly since?: Review;
  /** Whether to ignore what the apps accept in their code, because its authors are those of the change. @default false */
  readonly ignoreAccepted?: boolean;
  /** The day on which suppressions must not have expired, such as `2027-01-31`. @default today, in UTC */
  readonly today?: string;
}

/** Reviews plans of one or several stacks. */
export function reviewPlans(plans: readonly Plan[], options: ReviewOptions = {}): Review {
  const { since, today = new Date().toISOString().slice(0, 10) } = options;
  const before = since && new Set(since.stacks.flatMap(({ findings }) => findings.map(({ id }) => id)));
  const given = options.suppressions ?? [];
  const reviewed = plans.map((plan) => {
    // What one stack accepts is not accepted in another.
    const accepted = options.ignoreAccepted === true ? [] : plan.accepted;
    const stack = reviewStack(plan, [...given, ...accepted], today, before);
    return { stack, unused: unusedSuppressions(accepted, stack.findings, today) };
  });
  const stacks = reviewed.map(({ stack }) => stack);
  const findings = stacks.flatMap((stack) => stack.findings);
  const now = new Set(findings.map(({ id }) => id));
  return {
    version: 1,
    verdict: worstOf(stacks.map(({ verdict }) => verdict)),
    stacks,
    unusedSuppressions: [
      ...unusedSuppressions(given, findings, today),
      ...reviewed.flatMap(({ unused }) => unused),
    ],
    gone: [...(before ?? [])].filter((id) => !now.has(id)).sort(),
  };
}

function reviewStack(
  plan: Plan,
  suppressions: readonly Suppression[],
  today: string,
  before: ReadonlySet<string> | undefined,
): StackReview {
  const index = new PlanIndex(plan);
  const findings = findingsOf(index).map((finding) => ({
    ...finding,
    suppression: suppressionOf(finding, suppressions, today),
    isNew: before && !before.has(finding.id),
  }));
  const verdicts = new Map<string, Verdict>();
  for (const { address, severity, suppression } of findings) {
    if (address !== undefined && suppression === undefined) {
      verdicts.set(address, worstOf([severity, verdicts.get(address) ?? "safe"]));
    }
  }
  const open = findings.filter(({ suppression }) => suppression === undefined);
  return {
    stack: plan.stack,
    terraformVersion: plan.terraformVersion,
    verdict: worstOf(open.map(({ severity }) => severity)),
    counts: countsOf(plan),
    findings,
    groups: groupsOf(index, ({ address }) => verdicts.get(address) ?? "safe"),
    permissions: permissionLines(index),
    noise: noiseOf(index),
    outputs: outputLines(plan),
  };
}

type Judged = Omit<Finding, "suppression" | "isNew">;

/** The findings of all rules, the most serious first. */
export function findingsOf(index: PlanIndex): Judged[] {
  const findings: Judged[] = [];
  for (const [id, rule] of Object.entries(RULES)) {
    for (const found of rule.checkPlan?.(index) ?? []) {
      findings.push(finding(id, rule, found, found.change));
    }
  }
  const rulesByType = new Map<string, RulesOfType>();
  for (const change of index.plan.resources.filter(isChanged)) {
    const rules = rulesByType.get(change.type) ?? rulesOf(change.type);
    rulesByType.set(change.type, rules);
    const others = findings.length;
    for (const kind of [rules.first, rules.fallback]) {
      for (const [id, rule] of findings.length === others ? kind : []) {
        for (const found of rule.check!(change, index)) {
          findings.push(finding(id, rule, found, change));
        }
      }
    }
  }
  return findings.sort(bySeverity);
}

/** The rules that can find something about a resource of a type. */
interface RulesOfType {
  readonly first: readonly (readonly [id: string, rule: Rule])[];
  /** Asked only if none of the others found anything. */
  readonly fallback: readonly (readonly [id: string, rule: Rule])[];
}

function rulesOf(type: string): RulesOfType {
  const all = Object.entries(RULES).filter(
    ([, { check, types }]) => check !== undefined && (types?.includes(type) ?? true),
  );
  return {
    first: all.filter(([, { isFallback }]) => isFallback !== true),
    fallback: all.filter(([, { isFallback }]) => isFallback === true),
  };
}

const isChanged = ({ action, deposed, mode }: ResourceChange): boolean =>
  mode === "managed" && deposed === undefined && action !== "no-op" && action !== "read";

/** The child that a construct with the same meaning hides: CDK and this library call it so. */
const HIDDEN_CHILD = /\/(Resource|Default)(?=$|\[)/;

function finding(id: string, rule: Rule, found: Found, change: ResourceChange | undefined): Judged {
  const subject = change?.construct?.replace(HIDDEN_CHILD, "") ?? change?.address ?? "";
  return {
    id: `${id}[${[subject, found.key].filter((part) => part !== undefined && part !== "").join(":")}]`,
    rule: id,
    severity: found.severity ?? rule.severity,
    subject,
    address: change?.address,
    source: change?.source,
    message: found.message,
    remedy: rule.remedy,
    details: found.details ?? [],
    snippet: found.snippet,
  };
}

const bySeverity = (one: Judged, other: Judged): number =>
  rankOf(one.severity) - rankOf(other.severity) ||
  compare(one.subject, other.subject) ||
  compare(one.id, other.id);

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

/** Counts as in Terraform's `Plan:` line. Like Terraform, it counts a deposed object and both halves of a replacement. */
export function countsOf({ resources }: Plan): Counts {
  const managed = resources.filter(({ mode }) => mode === "managed");
  const number = (matches: (change: ResourceChange) => boolean): number => managed.filter(matches).length;
  return {
    import: number(({ importId }) => importId !== undefined),
    add: number(({ action }) => action === "create" || action === "replace"),
    change: number(({ action }) => action === "update"),
    destroy: number(({ action }) => action === "delete" || action === "replace"),
    move: number(({ previousAddress }) => previousAddress !== undefined),
    forget: number(({ action }) => action === "forget"),
  };
}

/** Phrases that several formats share. */
import type { Rule, Verdict } from "../rule";
import type { Counts, Finding, PermissionLine, Review, StackReview } from "../review";
import { sortedBy } from "../../sorted";
import { rankOf } from "../verdicts";
import { clause } from "../words/phrases";

/** What a format prints of a rule. */
export type RuleText = Pick<Rule, "severity" | "title" | "reason" | "remedy">;

/** The rules by id. */
export type RuleTexts = Readonly<Record<string, RuleText>>;

/** A verdict as a word. */
export const VERDICT_WORDS: Readonly<Record<Verdict, string>> = {
  danger: "Danger",
  "cannot-tell": "Cannot tell",
  look: "Look",
  safe: "Safe",
};

/** A verdict as a sign, next to the word. */
export const ICONS: Readonly<Record<Verdict, string>> = {
  danger: "🔴",
  "cannot-tell": "🟣",
  look: "🟡",
  safe: "🟢",
};

/** `3 findings`, `1 finding` */
export const count = (number: number, one: string, many = `${one}s`): string =>
  `${NUMBERS.format(number)} ${number === 1 ? one : many}`;

const NUMBERS = new Intl.NumberFormat("en");

/** Terraform's line, with what it does not count after it: `Plan: 1 to import, 2 to add, 3 to change, 4 to destroy.` */
export function planLine(counts: Counts): string {
  const all = Object.values(counts) as number[];
  if (all.every((number) => number === 0)) {
    return "No changes.";
  }
  const imports = counts.import > 0 ? `${counts.import} to import, ` : "";
  const others = [
    counts.move > 0 ? `${counts.move} to move` : "",
    counts.forget > 0 ? `${counts.forget} to forget` : "",
  ].filter((phrase) => phrase !== "");
  return (
    `Plan: ${imports}${counts.add} to add, ${counts.change} to change, ${counts.destroy} to destroy.` +
    (others.length === 0 ? "" : ` Also ${others.join(", ")}.`)
  );
}

/** The findings that nobody accepted, the most serious first. */
export const openFindings = (stack: StackReview): Finding[] =>
  bySeverity(stack.findings.filter(({ suppression }) => suppression === undefined));

/** The findings that somebody accepted, the most serious first. */
export const acceptedFindings = (stack: StackReview): Finding[] =>
  bySeverity(stack.findings.filter(({ suppression }) => suppression !== undefined));

const bySeverity = (findings: readonly Finding[]): Finding[] =>
  sortedBy(findings, ({ severity, subject, id }) => [String(rankOf(severity)), subject, id]);

/** The verdict and how many findings led to it: `Danger: 1 danger, 3 to look at, in stack prod`. */
export function verdictLine(review: Review): string {
  const open = review.stacks.flatMap(openFindings);
  const numbers = (["danger", "cannot-tell", "look"] as const)
    .map((severity) => ({ severity, of: open.filter((finding) => finding.severity === severity).length }))
    .filter(({ of }) => of > 0)
    .map(({ severity, of }) => NUMBERED[severity](of));
  const [only, ...more] = review.stacks;
  const where =
    only === undefined
      ? "no stacks"
      : more.length === 0
        ? `stack ${only.stack}`
        : count(review.stacks.length, "stack");
  return `${VERDICT_WORDS[review.verdict]}: ${numbers.length === 0 ? "no findings" : numbers.join(", ")} in ${where}`;
}

const NUMBERED: Readonly<Record<Finding["severity"], (number: number) => string>> = {
  danger: (number) => count(number, "danger"),
  "cannot-tell": (number) => `${count(number, "change")} that cannot be judged`,
  look: (number) => `${count(number, "change")} to look at`,
};

/** The title of a finding's rule. Its id if the rule is not known, such as in the review of a later version. */
export const titleOf = (finding: Finding, rules: RuleTexts): string =>
  Object.hasOwn(rules, finding.rule) ? rules[finding.rule]!.title : finding.rule;

/** `cdk.tf.json:12` */
export const sourceOf = ({ source }: Finding): string | undefined =>
  source === undefined ? undefined : `${source.file}:${source.line}`;

/** A finding in one line: `A bucket is deleted. prod/lake/bucket is replaced, with all its objects.` */
export function sentenceOf(finding: Finding, rules: RuleTexts): string {
  const { subject, message } = finding;
  return [titleOf(finding, rules), clause(subject, message)]
    .map(sentence)
    .filter((part) => part !== "")
    .join(" ");
}

/** What is folded as noise, in one line: `12 values are computed again and used nowhere else`. Empty if there is nothing. */
export const noiseLine = ({ noise: { recomputed, lines } }: StackReview): string =>
  recomputed > 0
    ? `${count(recomputed, "value is", "values are")} computed again and used nowhere else`
    : lines.length > 0
      ? `${count(lines.length, "change")} without effect`
      : "";

/** A suppression that does nothing: `bucket-destroyed expired on 2026-01-31 (the bucket is empty)`. */
export const unusedLine = (unused: Review["unusedSuppressions"][number]): string =>
  unused.problem === "expired"
    ? `\`${unused.finding}\` expired on ${unused.expires} (${unused.reason})`
    : `\`${unused.finding}\` matches no finding (${unused.reason})`;

/** A message with a period at its end. */
export const sentence = (message: string): string =>
  message === "" || /[.!?:]$/.test(message) ? message : `${message}.`;

/** A suppression in words: `the bucket is empty, until 2027-01-31`. */
export const suppressionOf = ({
  reason,
  expires,
}: {
  reason: string;
  expires: string | undefined;
}): string => (expires === undefined ? reason : `${reason}, until ${expires}`);

/** The effect of a permission. A statement that denies is what access is lost by, so the reader learns whether it comes or goes. */
export function effectWords({ effect, change }: Pick<PermissionLine, "effect" | "change">): string {
  const verb = { gained: " removed", lost: " added", unknown: "" }[change];
  return effect === "Deny" ? `Deny${verb}` : effect;
}

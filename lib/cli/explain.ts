/** `review --explain RULE` */
import { VERDICT_WORDS, sentence } from "../plan/render/wording";
import type { RuleTexts } from "../plan/render/wording";
import { rulePage } from "../plan/render/rule-page";
import { CommandError } from "./io";
import { suggestion } from "./options";

/** What a rule finds, why it matters, and what to do. */
export function explain(id: string, rules: RuleTexts): string {
  const rule = Object.hasOwn(rules, id) ? rules[id] : undefined;
  if (rule === undefined) {
    const ids = Object.keys(rules).sort();
    throw new CommandError(
      `there is no rule ${JSON.stringify(id)}${suggestion(id, ids) || `; the rules are ${ids.join(", ")}`}`,
    );
  }
  return [
    `${id}: ${rule.title}`,
    "",
    `Verdict:    ${VERDICT_WORDS[rule.severity]}`,
    `Why:        ${sentence(rule.reason)}`,
    `What to do: ${sentence(rule.remedy)}`,
    `To accept:  add { "finding": "${id}[CONSTRUCT]", "reason": "..." } to the file of --suppressions`,
    `More:       ${rulePage(id)}`,
    "",
  ].join("\n");
}

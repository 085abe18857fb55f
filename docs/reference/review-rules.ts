/** The catalogue of `docs/reference/review-rules.md`, from the rules themselves. */
import { RULES } from "../../lib/plan/rules";
import type { Rule } from "../../lib/plan/rule";
import { rankOf } from "../../lib/plan/verdicts";

/** The rules in the order of the page, the most serious first. */
const ordered = (): [string, Rule][] =>
  Object.entries(RULES).sort(
    ([one, { severity: left }], [other, { severity: right }]) =>
      rankOf(left) - rankOf(right) || one.localeCompare(other),
  );

/** A table of all rules. */
export const ruleTable = (): string =>
  [
    "| rule | severity | finds |",
    "| --- | --- | --- |",
    ...ordered().map(([id, { severity, title }]) => `| [\`${id}\`](#${id}) | ${severity} | ${title} |`),
  ].join("\n");

/** A section for each rule. */
export const ruleSections = (): string =>
  ordered()
    .map(([id, { severity, title, reason, remedy, types }]) =>
      [
        `### ${id}`,
        `**${title}** (${severity}). ${reason}`,
        remedy,
        ...(types === undefined ? [] : [`Applies to ${types.map((type) => `\`${type}\``).join(", ")}.`]),
      ].join("\n\n"),
    )
    .join("\n\n");

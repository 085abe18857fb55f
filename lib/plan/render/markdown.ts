/** A review as Markdown: a comment of a pull request, or a page of a job. */
import { PACKAGE } from "../../core";
import type { Review, StackReview } from "../review";
import { sortedBy } from "../../sorted";
import { VERDICTS, rankOf } from "../verdicts";
import { fit } from "./fit";
import type { LeftOut, Section } from "./fit";
import { groupBy } from "../group-by";
import { hasHtml, limitFor } from "./hosts";
import type { Host } from "./hosts";
import { acceptedPiece, findingPiece, foldPiece, groupPiece, permissionPiece } from "./markdown-pieces";
import type { Dialect } from "./markdown-pieces";
import { code, prose, proseInCell } from "./markdown-text";
import { marker } from "./marker";
import type { RuleTexts } from "./wording";
import {
  ICONS,
  VERDICT_WORDS,
  acceptedFindings,
  count,
  noiseLine,
  openFindings,
  planLine,
  sentence,
  unusedLine,
  verdictLine,
} from "./wording";

/** How to write the Markdown. */
export interface MarkdownOptions {
  readonly rules: RuleTexts;
  /** Where it is posted. Without it, there is no limit, and folds are HTML. */
  readonly host?: Host | undefined;
  /** The most characters. @default the limit of the host */
  readonly limit?: number | undefined;
}

/** The review as Markdown. It starts with the verdict, after a hidden line that identifies the comment. */
export function renderMarkdown(review: Review, { rules, host, limit }: MarkdownOptions): string {
  const dialect = { rules, hasHtml: hasHtml(host) };
  const stacks = sortedBy(review.stacks, ({ verdict, stack }) => [String(rankOf(verdict)), stack]);
  const start = `${marker(review, dialect.hasHtml)}\n\n## ${ICONS[review.verdict]} ${prose(verdictLine(review))}\n\n`;
  const sections = [
    ...(stacks.length > 1 ? [overview(stacks, dialect)] : []),
    ...stacks.flatMap((stack) => stackSections(stack, stacks.length > 1, dialect)),
    ...endSections(review, dialect),
  ];
  const most = limit ?? limitFor(host);
  return `${fit(start, sections, most, (leftOut) => leftOutLine(leftOut, most)).trimEnd()}\n`;
}

/** One line a stack: its verdict and its numbers. */
const overview = (stacks: readonly StackReview[], dialect: Dialect): Section => ({
  heading: "| Stack | Verdict | Plan |\n| --- | --- | --- |\n",
  pieces: stacks.map(({ stack, verdict, counts }) => {
    const cells = [
      proseInCell(stack, dialect.hasHtml),
      `${ICONS[verdict]} ${VERDICT_WORDS[verdict]}`,
      planLine(counts),
    ];
    return [{ text: `| ${cells.join(" | ")} |\n`, order: 80, holds: "stack" }];
  }),
});

function stackSections(stack: StackReview, isOneOfSeveral: boolean, dialect: Dialect): Section[] {
  const findings = openFindings(stack);
  const groups = sortedBy(stack.groups, ({ verdict, name }) => [String(rankOf(verdict)), name]);
  const level = isOneOfSeveral ? "####" : "###";
  const plan = planLine(stack.counts).replace(/^Plan:/, "**Plan:**");
  return [
    {
      heading: isOneOfSeveral ? `### ${ICONS[stack.verdict]} ${prose(stack.stack)}\n\n` : "",
      pieces: [[{ text: `${plan}\n\n`, order: 70, holds: "stack" }]],
    },
    ...VERDICTS.map((severity) => ({
      heading: `${level} ${ICONS[severity]} ${VERDICT_WORDS[severity]}\n\n`,
      pieces: findings
        .filter((finding) => finding.severity === severity && finding.isNew !== false)
        .map((finding) => findingPiece(finding, dialect)),
    })),
    { heading: `${level} Changes\n\n`, pieces: groups.map((group) => groupPiece(group, dialect)) },
    {
      heading: `${level} Permissions\n\n`,
      pieces: [...groupBy(stack.permissions, ({ policy }) => [policy]).values()].map((lines) =>
        permissionPiece(lines, dialect),
      ),
    },
    { heading: "", pieces: foldsOf(stack, dialect) },
  ];
}

/** What only some readers open. */
function foldsOf(stack: StackReview, dialect: Dialect): Section["pieces"] {
  const known = openFindings(stack).filter(({ isNew }) => isNew === false);
  const accepted = acceptedFindings(stack);
  return [
    ...(known.length === 0
      ? []
      : [
          foldPiece(
            `${count(known.length, "finding")} as in the previous review`,
            known.map(({ id, severity }) => `${VERDICT_WORDS[severity]}: ${code(id)}`),
            dialect,
            3,
          ),
        ]),
    ...(accepted.length === 0 ? [] : [acceptedPiece(accepted, dialect)]),
    ...(stack.outputs.length === 0
      ? []
      : [
          foldPiece(
            `${count(stack.outputs.length, "output")} changed`,
            stack.outputs.map((output) => prose(output)),
            dialect,
            1,
          ),
        ]),
    foldPiece(
      noiseLine(stack),
      stack.noise.lines.map((line) => prose(line)),
      dialect,
      0,
    ),
  ];
}

/** What belongs to all stacks. */
const endSections = ({ gone, unusedSuppressions }: Review, dialect: Dialect): Section[] => [
  {
    heading: "",
    pieces:
      gone.length === 0
        ? []
        : [
            foldPiece(
              `${count(gone.length, "finding")} gone since the previous review`,
              gone.map(code),
              dialect,
              3,
            ),
          ],
  },
  {
    heading: "**Suppressions to remove**\n\n",
    pieces: unusedSuppressions.map((unused) => [
      { text: `- ${sentence(prose(unusedLine(unused)))}\n`, order: 8, holds: "suppression" },
    ]),
  },
];

/** The names of what is left out. */
const LEFT_OUT: Readonly<Record<string, readonly [one: string, many: string]>> = {
  finding: ["finding", "findings"],
  details: ["fold of details", "folds of details"],
  changes: ["fold of changes", "folds of changes"],
  permissions: ["table of permissions", "tables of permissions"],
  policy: ["policy", "policies"],
  group: ["construct", "constructs"],
  list: ["list", "lists"],
  stack: ["line of a stack", "lines of stacks"],
  suppression: ["suppression", "suppressions"],
};

function leftOutLine(leftOut: LeftOut, limit: number): string {
  const parts = Object.entries(LEFT_OUT).flatMap(([holds, [one, many]]) => {
    const number = leftOut.get(holds) ?? 0;
    return number === 0 ? [] : [count(number, one, many)];
  });
  return (
    `> **Shortened** to ${count(limit, "character")}. Left out: ${parts.join(", ")}. ` +
    `\`${PACKAGE} review --format terminal\` shows everything.\n\n`
  );
}

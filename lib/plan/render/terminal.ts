/** A review for a terminal, with Terraform's symbols and colors. */
import type { ChangeSymbol, Finding, Group, PermissionLine, Review, StackReview } from "../review";
import type { Verdict } from "../rule";
import { sortedBy } from "../../sorted";
import { VERDICTS, rankOf } from "../verdicts";
import { clause } from "../words/phrases";
import { groupBy } from "../group-by";
import { painter } from "./style";
import type { Paint, Style } from "./style";
import { visible, visibleLines } from "./visible";
import { widthOf, wrap } from "./width";
import type { RuleTexts } from "./wording";
import {
  VERDICT_WORDS,
  effectWords,
  acceptedFindings,
  noiseLine,
  openFindings,
  planLine,
  sentence,
  sourceOf,
  suppressionOf,
  titleOf,
  unusedLine,
  verdictLine,
} from "./wording";

/** How to write for the terminal. */
export interface TerminalOptions {
  readonly rules: RuleTexts;
  readonly hasColors: boolean;
  /** Columns of a line. @default 100 */
  readonly width?: number | undefined;
}

/** The review for a terminal. */
export function renderTerminal(review: Review, { rules, hasColors, width = 100 }: TerminalOptions): string {
  const screen = { rules, paint: painter(hasColors), width };
  const { paint } = screen;
  const stacks = sortedBy(review.stacks, ({ verdict, stack }) => [String(rankOf(verdict)), stack]);
  const lines = [
    ...wrap(visible(verdictLine(review)), width).map((line) => paint(line, "bold", COLORS[review.verdict])),
    ...stacks.flatMap((stack) => ["", ...stackLines(stack, stacks.length > 1, screen)]),
    ...block(`Gone since the previous review`, review.gone.map(visible), screen),
    ...block(
      "Suppressions to remove",
      review.unusedSuppressions.map((unused) => visible(sentence(unusedLine(unused)))),
      screen,
    ),
  ];
  return `${lines.map((line) => line.trimEnd()).join("\n")}\n`;
}

interface Screen {
  readonly rules: RuleTexts;
  readonly paint: Paint;
  readonly width: number;
}

const COLORS: Readonly<Record<Verdict, Style>> = {
  danger: "red",
  "cannot-tell": "magenta",
  look: "yellow",
  safe: "green",
};

/** Each character of a symbol in the color that Terraform gives it. */
const SYMBOL_COLORS: Readonly<Record<ChangeSymbol, readonly (Style | undefined)[]>> = {
  "+": ["green"],
  "-": ["red"],
  "~": ["yellow"],
  "-/+": ["red", undefined, "green"],
  "+/-": ["green", undefined, "red"],
  "<=": ["cyan", "cyan"],
  ".": ["red"],
  "=>": [undefined, undefined],
  "<-": ["cyan", "cyan"],
};

/** A symbol in three columns, aligned to the right as Terraform does. */
const symbolOf = (symbol: ChangeSymbol, paint: Paint): string =>
  " ".repeat(3 - symbol.length) +
  [...symbol]
    .map((character, index) => {
      const color = SYMBOL_COLORS[symbol][index];
      return color === undefined ? character : paint(character, color);
    })
    .join("");

function stackLines(stack: StackReview, isOneOfSeveral: boolean, screen: Screen): string[] {
  const { paint } = screen;
  const [plan = "", ...rest] = wrap(planLine(stack.counts), screen.width);
  const name = `${paint(visible(stack.stack), "bold")}: ${paint(VERDICT_WORDS[stack.verdict], COLORS[stack.verdict])}`;
  const open = openFindings(stack);
  const known = open.filter(({ isNew }) => isNew === false);
  const accepted = acceptedFindings(stack);
  const noise = noiseLine(stack);
  return [
    ...(isOneOfSeveral ? [name] : []),
    plan.replace(/^Plan:/, (word) => paint(word, "bold")),
    ...rest,
    ...VERDICTS.flatMap((severity) =>
      titled(
        paint(VERDICT_WORDS[severity], "bold", COLORS[severity]),
        open
          .filter((finding) => finding.severity === severity && finding.isNew !== false)
          .map((finding) => findingLines(finding, screen)),
      ),
    ),
    ...titled(
      paint("Changes", "bold"),
      sortedBy(stack.groups, ({ verdict, name: group }) => [String(rankOf(verdict)), group]).map((group) =>
        groupLines(group, screen),
      ),
    ),
    ...titled(
      paint("Permissions", "bold"),
      [...groupBy(stack.permissions, ({ policy }) => [policy]).values()].map((lines) =>
        permissionLines(lines, screen),
      ),
    ),
    ...block("Outputs", stack.outputs.map(visible), screen),
    ...block(
      "As in the previous review",
      known.map(({ id, severity }) => visible(`${VERDICT_WORDS[severity]}: ${id}`)),
      screen,
    ),
    ...block(
      "Accepted",
      accepted.map(({ id, severity, suppression }) =>
        visible(`${VERDICT_WORDS[severity]}: ${id}: ${suppressionOf(suppression!)}`),
      ),
      screen,
    ),
    ...(noise === ""
      ? []
      : ["", ...wrap(`Not shown: ${noise}.`, screen.width).map((line) => paint(line, "dim"))]),
  ];
}

const titled = (title: string, parts: readonly (readonly string[])[]): string[] =>
  parts.length === 0 ? [] : ["", title, ...parts.flat()];

const block = (title: string, lines: readonly string[], { paint, width }: Screen): string[] =>
  titled(
    paint(title, "bold"),
    lines.map((line) => wrap(line, width, "  ", "    ")),
  );

function findingLines(finding: Finding, { rules, paint, width }: Screen): string[] {
  const { subject, message, remedy, isNew, details, snippet, severity, rule } = finding;
  const head = [
    `${isNew === true ? "New: " : ""}${paint(sentence(visible(titleOf(finding, rules))), "bold", COLORS[severity])}`,
    sentence(clause(visible(subject), visible(message))),
  ].filter((part) => part !== "");
  const where = [rule, sourceOf(finding)].filter((part) => part !== undefined).map(visible);
  return [
    ...wrap(head.join(" "), width, "  ", "    "),
    ...details.flatMap((detail) => wrap(`- ${visible(detail)}`, width, "    ", "      ")),
    ...(remedy === ""
      ? []
      : wrap(`${paint("→", "cyan")} ${sentence(visible(remedy))}`, width, "    ", "      ")),
    ...(snippet === undefined
      ? []
      : visibleLines(snippet.trimEnd()).map((line) => `      ${paint(line, "cyan")}`)),
    `    ${paint(where.join(", "), "dim")}`,
  ];
}

/** A construct and its changes. The summary of a single change has everything about it. */
function groupLines({ name, summary, outline, verdict, changes }: Group, { paint, width }: Screen): string[] {
  const [only, ...more] = changes;
  const title = name === "" ? "" : `${paint(visible(name), "bold")}: `;
  if (only !== undefined && more.length === 0) {
    return withSymbol(only.symbol, `${title}${sentence(visible(summary))}`, 2, { paint, width });
  }
  return [
    ...wrap(`${paint("●", COLORS[verdict])} ${title}${sentence(visible(outline))}`, width, "  ", "    "),
    ...changes.flatMap(({ symbol, subject, changes: parts }) => {
      const words = [subject, parts.join("; ")].filter((part) => part !== "").join(": ");
      return withSymbol(symbol, visible(words), 4, { paint, width });
    }),
  ];
}

/** Text after a symbol. */
function withSymbol(
  symbol: ChangeSymbol,
  text: string,
  indent: number,
  { paint, width }: Pick<Screen, "paint" | "width">,
): string[] {
  const start = " ".repeat(indent + 4);
  const [first = "", ...rest] = wrap(text, width, start, `${start}  `);
  return [`${" ".repeat(indent)}${symbolOf(symbol, paint)}${first.slice(indent + 3)}`, ...rest];
}

const PERMISSION_MARKS = { gained: "+", lost: "-", unknown: "?" } as const;
const PERMISSION_COLORS = { gained: "green", lost: "red", unknown: "magenta" } as const;

/** A table if it fits, else one line a permission. */
function permissionLines(lines: readonly PermissionLine[], { paint, width }: Screen): string[] {
  const title = wrap(visible(lines[0]?.policy ?? ""), width, "  ", "    ").map((line) => paint(line, "bold"));
  const rows = [
    ["Resource", "Effect", "Action", "Principal", "Condition"],
    ...lines.map(({ change, resource, effect, action, principal, condition }) =>
      [resource, effectWords({ effect, change }), action, principal, condition].map(visible),
    ),
  ];
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => widthOf(row[column]!))));
  const fits = 6 + widths.reduce((sum, one) => sum + one + 2, 0) <= width;
  const body = rows.flatMap((row, index) => {
    const change = lines[index - 1]?.change;
    const mark = change === undefined ? " " : paint(PERMISSION_MARKS[change], PERMISSION_COLORS[change]);
    if (fits) {
      const cells = row.map((cell, column) => cell + " ".repeat(widths[column]! - widthOf(cell)));
      return [`    ${mark} ${index === 0 ? paint(cells.join("  "), "dim") : cells.join("  ")}`];
    }
    const [resource, effect, action, principal, condition] = row as [string, string, string, string, string];
    return index === 0
      ? []
      : wrap(
          `${mark} ${effect} ${action} on ${resource} for ${principal}${condition === "" ? "" : ` if ${condition}`}`,
          width,
          "    ",
          "      ",
        );
  });
  return [...title, ...body];
}

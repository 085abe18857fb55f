/** The parts of a review in Markdown, each with the shorter forms that it can have. */
import type { ChangeLine, Finding, Group, PermissionLine } from "../review";
import type { Verdict } from "../rule";
import { memory } from "../../memory";
import { VERDICTS, rankOf } from "../verdicts";
import { clause } from "../words/phrases";
import type { Piece } from "./fit";
import { code, codeBlock, codeInCell, html, htmlCode, prose, proseInCell } from "./markdown-text";
import { visibleLines } from "./visible";
import type { RuleTexts } from "./wording";
import {
  ICONS,
  VERDICT_WORDS,
  count,
  effectWords,
  sentence,
  sourceOf,
  suppressionOf,
  titleOf,
} from "./wording";

/** How Markdown is written for a host. */
export interface Dialect {
  readonly rules: RuleTexts;
  /** Whether the host has HTML, and so folds. */
  readonly hasHtml: boolean;
}

/** When a piece gives up a form: the folds of a verdict before its lines, and the least serious verdict first. */
const foldOrder = (verdict: Verdict): number => 10 + leastFirst(verdict);
const groupOrder = (verdict: Verdict): number => 30 + leastFirst(verdict);
const findingOrder = (verdict: Verdict): number => 50 + leastFirst(verdict);
const leastFirst = (verdict: Verdict): number => VERDICTS.length - rankOf(verdict);

/** A finding with what to do, and its details in a fold. */
export function findingPiece(finding: Finding, dialect: Dialect): Piece {
  const { severity } = finding;
  const line = findingLine(finding, dialect.rules);
  const fold = detailsOf(finding, dialect);
  return [
    ...(fold === "" ? [] : [{ text: line + fold, order: foldOrder(severity), holds: "details" }]),
    { text: line, order: findingOrder(severity), holds: "finding" },
  ];
}

function findingLine(finding: Finding, rules: RuleTexts): string {
  const { subject, message, remedy, rule, isNew } = finding;
  const where = [rule, sourceOf(finding)].filter((part) => part !== undefined);
  const first = [
    `- ${isNew === true ? "New: " : ""}**${textOfRule(titleOf(finding, rules))}**`,
    sentence(clause(code(subject), prose(message))),
  ].filter((part) => part !== "");
  const second = [remedy === "" ? "" : `${textOfRule(remedy)} `, `(${where.map(code).join(", ")})`];
  return `${first.join(" ")}\n\n${indented([second.join("")])}\n`;
}

const textsOfRules = memory<string>();

/** The title or remedy of a rule, which all of its findings have. */
const textOfRule = (text: string): string => textsOfRules(text, () => sentence(prose(text)));

function detailsOf(finding: Finding, { hasHtml }: Dialect): string {
  const snippet = finding.snippet === undefined ? [] : visibleLines(finding.snippet.trimEnd());
  if (finding.details.length === 0 && snippet.length === 0) {
    return "";
  }
  const { address } = finding;
  const lines = [
    ...(address === undefined || address === finding.subject ? [] : [`- Address: ${code(address)}`]),
    ...finding.details.map((detail) => `- ${prose(detail)}`),
  ];
  const block = hasHtml ? codeBlock(snippet, languageOf(snippet)) : snippet.map((line) => `    ${line}`);
  const content = [...lines, ...(snippet.length === 0 ? [] : ["", ...block])];
  return hasHtml
    ? `${indented(["<details><summary>Details</summary>", "", ...content, "", "</details>"])}\n`
    : `${indented(content)}\n`;
}

/** Blocks of Terraform are the snippets that start with the name of a block; the others are code of an app. */
const languageOf = ([first = ""]: readonly string[]): string =>
  /^\s*(?:moved|import|removed|resource|lifecycle)\b[^(]*\{/.test(first) ? "hcl" : "ts";

/** Lines below an item of a list. Some hosts need four spaces, and none minds them. */
const indented = (lines: readonly string[]): string =>
  lines.map((line) => (line === "" ? "\n" : `    ${line}\n`)).join("");

/** A construct and its changes: one line, with a table in its fold. */
export function groupPiece(group: Group, dialect: Dialect): Piece {
  const { name, summary, verdict, changes } = group;
  const short = `- ${ICONS[verdict]} ${name === "" ? "" : `${code(name)}: `}${sentence(prose(summary))}\n`;
  const long = dialect.hasHtml
    ? `<details><summary>${ICONS[verdict]} ${name === "" ? "" : `${htmlCode(name)}: `}${sentence(html(summary))}</summary>\n\n` +
      `${changeTable(changes, dialect)}\n</details>\n\n`
    : `${short}\n${changeTable(changes, dialect)}\n`;
  return [
    ...(changes.length === 0 ? [] : [{ text: long, order: foldOrder(verdict), holds: "changes" }]),
    { text: short, order: groupOrder(verdict), holds: "group" },
  ];
}

const changeTable = (changes: readonly ChangeLine[], { hasHtml }: Dialect): string =>
  table(
    ["", "Resource", "Change", "Address"],
    changes.map(({ symbol, subject, changes: parts, address }) => [
      code(symbol),
      proseInCell(subject, hasHtml),
      proseInCell(parts.join("; "), hasHtml),
      codeInCell(address, hasHtml),
    ]),
  );

/** The permissions of one policy, as a table in the order of `cdk diff`. */
export function permissionPiece(lines: readonly PermissionLine[], { hasHtml }: Dialect): Piece {
  const policy = lines[0]?.policy ?? "";
  const numbers = (["gained", "lost", "unknown"] as const)
    .map((change) => ({ change, of: lines.filter((line) => line.change === change).length }))
    .filter(({ of }) => of > 0)
    .map(({ change, of }) => `${of} ${change}`);
  const rows = lines.map(({ change, resource, effect, action, principal, condition }) => [
    MARKS[change],
    codeInCell(resource, hasHtml),
    effectWords({ effect, change }),
    codeInCell(action, hasHtml),
    codeInCell(principal, hasHtml),
    codeInCell(condition, hasHtml),
  ]);
  const header = ["", "Resource", "Effect", "Action", "Principal", "Condition"];
  return [
    { text: `**${prose(policy)}**\n\n${table(header, rows)}\n`, order: 20, holds: "permissions" },
    { text: `- **${prose(policy)}**: ${numbers.join(", ")}\n`, order: 40, holds: "policy" },
  ];
}

const MARKS: Readonly<Record<PermissionLine["change"], string>> = {
  gained: "➕ gained",
  lost: "➖ lost",
  unknown: "❔ unknown",
};

/** The findings that somebody accepted, with reasons, in a fold. Without it, their number. */
export function acceptedPiece(findings: readonly Finding[], dialect: Dialect): Piece {
  const lines = findings.map(
    ({ id, severity, suppression }) =>
      `${VERDICT_WORDS[severity]}: ${code(id)}: ${prose(suppressionOf(suppression!))}`,
  );
  return foldPiece(`${count(findings.length, "accepted finding")}`, lines, dialect, 2);
}

/** A list in a fold. Without it, its title. */
export function foldPiece(
  title: string,
  lines: readonly string[],
  { hasHtml }: Dialect,
  order: number,
): Piece {
  if (title === "" || lines.length === 0) {
    return title === "" ? [] : [{ text: `- ${prose(title)}\n`, order: 45, holds: "list" }];
  }
  const list = lines.map((line) => `- ${line}\n`).join("");
  return [
    {
      text: hasHtml
        ? `<details><summary>${html(title)}</summary>\n\n${list}\n</details>\n\n`
        : `**${prose(title)}**\n\n${list}\n`,
      order,
      holds: "list",
    },
    { text: `- ${prose(title)}\n`, order: 45, holds: "list" },
  ];
}

const table = (header: readonly string[], rows: readonly (readonly string[])[]): string =>
  [header, header.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |\n`).join("");

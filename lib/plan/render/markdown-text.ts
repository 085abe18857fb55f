/** Escapes names for Markdown. Nothing in a name may become markup, a link, a mention or the edge of a table cell. */
import { visible } from "./visible";

/** Bare URLs, mentions, email addresses, and references to issues, merge requests, labels and the like, which hosts turn into links. */
const LINKED =
  /(?:https?|ftp|mailto):[^\s|`]+|www\.[^\s|`]+|[\w.+/-]{0,99}@[\w./-]+|[\w./-]{0,99}#\w[\w-]*|\bGH-\d+|(?<!\w)[!%&~$^*]\w[\w-]*/giu;

/** Most sentences have none of these, and need no search for links. */
const MAY_BE_LINKED = /[@#!%&~$^*]|(?:https?|ftp|mailto):|www\.|GH-/iu;

const LINKED_OR_HTML = new RegExp(`${LINKED.source}|[&<>]`, LINKED.flags);

/** Code between backticks. */
const CODE = /`([^`]+)`/u;

/** A name in a code span, which no host searches for links. */
export function code(name: string): string {
  const shown = visible(name);
  if (shown === "") {
    return "";
  }
  const fence = "`".repeat(longestRun(shown) + 1);
  const pad = /^[` ]|[` ]$/.test(shown) ? " " : "";
  return `${fence}${pad}${shown}${pad}${fence}`;
}

/**
 * A name in a code span in a cell of a table. Hosts disagree on a pipe in a code span, so such a name becomes an HTML element if the
 * host has them.
 */
export function codeInCell(name: string, hasHtml: boolean): string {
  if (!name.includes("|")) {
    return code(name);
  }
  return hasHtml
    ? `<code>${visible(name).replace(/[^\p{L}\p{N} /-]/gu, entity)}</code>`
    : code(name).replaceAll("|", "\\|");
}

/** A sentence. What it has between backticks, and what a host would turn into a link, becomes code. */
export function prose(sentence: string, asCode: (name: string) => string = code): string {
  const parts = visible(sentence).trimStart().split(CODE);
  return joined(
    parts.flatMap((part, index) => (index % 2 === 1 ? [asCode(part)] : withoutLinks(part, asCode))),
  ).replace(LIST_ITEM, "$1\\$2");
}

/** A sentence in a cell of a table. */
export const proseInCell = (sentence: string, hasHtml: boolean): string =>
  prose(sentence, (name) => codeInCell(name, hasHtml));

/** A sentence inside an HTML element, where Markdown is not applied. */
export const html = (sentence: string): string =>
  visible(sentence).replace(MAY_BE_LINKED.test(sentence) ? LINKED_OR_HTML : /[<>]/g, (match) =>
    match.length === 1 ? entity(match) : htmlCode(match),
  );

/** A name inside an HTML element. */
export const htmlCode = (name: string): string => `<code>${visible(name).replace(/[&<>]/g, entity)}</code>`;

/** A fenced block of lines. */
export function codeBlock(lines: readonly string[], language = ""): string[] {
  const fence = "`".repeat(Math.max(3, ...lines.map((line) => longestRun(line) + 1)));
  return [`${fence}${language}`, ...lines, fence];
}

/** The start of a sentence that would start a list or underline a heading. */
const LIST_ITEM = /^(\d*)([-+=]|(?<=\d)[.)])/;

/** The parts of a sentence outside of code. */
function withoutLinks(part: string, asCode: (name: string) => string): string[] {
  if (!MAY_BE_LINKED.test(part)) {
    return [escape(part)];
  }
  const parts: string[] = [];
  let end = 0;
  for (const match of part.matchAll(LINKED)) {
    parts.push(escape(part.slice(end, match.index)), asCode(match[0]));
    end = match.index + match[0].length;
  }
  return [...parts, escape(part.slice(end))];
}

/** Keeps the fences of two code spans apart. */
const joined = (parts: readonly string[]): string =>
  parts.reduce(
    (text, part) => (text.endsWith("`") && part.startsWith("`") ? `${text} ${part}` : text + part),
    "",
  );

/** The characters with a meaning in Markdown. Not all hosts accept a backslash before each of them. */
const escape = (part: string): string =>
  part.replace(/[\\`*{}[\]#]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, "\\$&").replace(/[&<>|~$^]/g, entity);

const entity = (character: string): string => `&#${character.codePointAt(0)};`;

const longestRun = (line: string): number =>
  Math.max(0, ...(line.match(/`+/g) ?? []).map((run) => run.length));

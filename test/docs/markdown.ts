/** Reads the Markdown of the documentation: its pages, their links, anchors and code blocks. */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { dirname, join, posix } from "node:path";

export const root = join(dirname(dirname(__dirname)));

export const read = (page: string): string => readFileSync(join(root, page), "utf8");

/** The pages of the repository that users read, as paths from its root. */
export const pages = (): string[] =>
  execFileSync("git", ["ls-files", "-co", "--exclude-standard", "--deduplicate", "*.md"], {
    cwd: root,
    encoding: "utf8",
  })
    .split("\n")
    .filter((page) => /^(?:[A-Z]+\.md|(?:docs|examples)\/.*)$/.test(page));

/** The text without code blocks, comments and code spans. */
const prose = (text: string): string =>
  text
    .replace(/^( *)(```+)[^]*?^\1\2$/gm, "")
    .replace(/<!--[^]*?-->/g, "")
    .replace(/`[^`\n]+`/g, "");

/** The targets of the links of a page, as they are written. */
export const linksOf = (page: string): string[] =>
  [...prose(read(page)).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => target!);

/** A link inside the repository, as a path from the root and an anchor; undefined for a URL. */
export function resolveLink(page: string, target: string): { file: string; anchor: string } | undefined {
  if (/^[a-z]+:/.test(target)) {
    return undefined;
  }
  const [path = "", anchor = ""] = target.split("#");
  return { file: path === "" ? page : posix.normalize(posix.join(posix.dirname(page), path)), anchor };
}

/** The anchors of the headings of a page, as GitHub builds them. */
export function anchorsOf(page: string): string[] {
  const headings = read(page)
    .replace(/^( *)(```+)[^]*?^\1\2$/gm, "")
    .matchAll(/^#+ (.+)$/gm);
  const seen = new Map<string, number>();
  return [...headings].map(([, heading = ""]) => {
    const slug = heading
      .replace(/\[([^\]]*)\]\([^)]*\)/g, "$1")
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, "")
      .replaceAll(" ", "-");
    const count = seen.get(slug) ?? 0;
    seen.set(slug, count + 1);
    return count === 0 ? slug : `${slug}-${count}`;
  });
}

/** A fenced block of code. */
export interface Block {
  readonly language: string;
  readonly code: string;
  /** The text before it, without blanks at the end. */
  readonly before: string;
}

export function blocksOf(page: string): Block[] {
  const text = read(page);
  return [...text.matchAll(/^```(\w*)\n([^]*?)^```$/gm)].map(({ index, 1: language = "", 2: code = "" }) => ({
    language,
    code,
    before: text.slice(0, index).trimEnd(),
  }));
}

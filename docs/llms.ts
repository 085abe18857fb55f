/** The list of pages for language models, `llms.txt`: each page with the sentence that its reader can do something after. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const docs = __dirname;

/** The sections, each with the folder or the pages it lists. */
const SECTIONS: Readonly<Record<string, readonly string[]>> = {
  Start: ["coding-agents.md", "index.md", "tutorial"],
  "How-to": ["how-to"],
  Reference: ["reference", "reference/traps", "api"],
  Optional: ["explanation"],
};

/** The Markdown pages of a folder, or the page itself if it exists. */
function pagesIn(entry: string): string[] {
  if (entry.endsWith(".md")) {
    return readdirSync(docs).includes(entry) ? [entry] : [];
  }
  return readdirSync(join(docs, entry))
    .filter((name) => name.endsWith(".md"))
    .sort()
    .map((name) => `${entry}/${name}`);
}

/** The API reports, which have no title. */
const REPORTS: Readonly<Record<string, string>> = {
  "api/constructs.api.md": "Types of `cdktf-polytomic`",
  "api/schemas.api.md": "Types of `cdktf-polytomic/schemas`",
  "api/testing.api.md": "Types of `cdktf-polytomic/testing`",
};

/** A line for a page: its title, and its first sentence. */
function line(page: string): string {
  if (REPORTS[page] !== undefined) {
    return `- [${REPORTS[page]}](docs/${page})`;
  }
  const [title = "", first = ""] = readFileSync(join(docs, page), "utf8")
    .split(/\n{2,}/)
    .map((part) => part.replaceAll("\n", " "));
  const [sentence = ""] = /^[^|<`#]*?[.:](?= |$)/.exec(first.replace(/\[([^\]]*)\]\([^)]*\)/g, "$1")) ?? [];
  const about = sentence
    .replace(/^After (?:reading this page|this part), you (?:can |have )?/, "")
    .replace(/[.:]$/, "");
  return `- [${title.replace(/^# /, "")}](docs/${page})${about === "" ? "" : `: ${about}`}`;
}

/** The list of the pages, by section. */
export const pageList = (): string =>
  Object.entries(SECTIONS)
    .map(([section, entries]) => [`## ${section}`, "", ...entries.flatMap(pagesIn).map(line)].join("\n"))
    .join("\n\n");

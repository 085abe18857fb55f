/** The site: the pages as they are, with a sidebar, local search, dark mode and Mermaid. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const source = dirname(dirname(fileURLToPath(import.meta.url)));

/** The title of a page, as an entry of the sidebar. */
function entry(page) {
  const [, title = page] = /^# (.*)$/m.exec(readFileSync(join(source, page), "utf8")) ?? [];
  return {
    text: title
      .replaceAll("`", "")
      .replace(/^Tutorial, part (\d): (.)/, (_, part, first) => `${part}. ${first.toUpperCase()}`),
    link: `/${page.replace(/(?:index)?\.md$/, "")}`,
  };
}

const folder = (path) =>
  readdirSync(join(source, path))
    .filter((name) => name.endsWith(".md") && name !== "index.md")
    .sort()
    .map((name) => entry(`${path}/${name}`));

const present = (...pages) => pages.filter((page) => existsSync(join(source, page))).map(entry);

const reference = existsSync(join(source, "docs", "api", "reference"))
  ? [{ text: "API, from docstrings", link: "/docs/api/reference/README" }]
  : [];

/** A page of TypeDoc is written for GitHub, where `<name>` in prose is no tag. */
const escapeTags = (md) => {
  md.core.ruler.push("escape-tags", ({ tokens }) => {
    for (const token of tokens.flatMap(({ children }) => children ?? [])) {
      if (
        token.type === "html_inline" &&
        !/^<\/?(?:br|sub|sup|kbd|details|summary|a)\b/i.test(token.content)
      ) {
        token.type = "text";
      }
    }
  });
};

/** Draws blocks of Mermaid in the browser. */
const drawMermaid = (md) => {
  const fence = md.renderer.rules.fence;
  md.renderer.rules.fence = (tokens, index, ...rest) =>
    tokens[index].info.trim() === "mermaid"
      ? `<Mermaid code="${encodeURIComponent(tokens[index].content)}" />`
      : fence(tokens, index, ...rest);
};

export default {
  title: "cdktf-polytomic",
  description: "AWS and Polytomic in one CDKTF app",
  cleanUrls: true,
  rewrites: { "README.md": "index.md" },
  markdown: {
    // Interpolation in code, such as ${{ secrets.KEY }}, is not Vue's.
    config: (md) => {
      escapeTags(md);
      drawMermaid(md);
    },
  },
  themeConfig: {
    search: { provider: "local" },
    outline: [2, 3],
    nav: [
      { text: "Tutorial", link: "/docs/tutorial/1-first-integration" },
      { text: "Map", link: "/docs/" },
      { text: "Errors", link: "/docs/reference/errors" },
    ],
    sidebar: [
      {
        text: "Start",
        items: [{ text: "Overview", link: "/" }, ...present("docs/index.md", "docs/coding-agents.md")],
      },
      { text: "Tutorial", items: folder("docs/tutorial") },
      {
        text: "How-to",
        collapsed: false,
        items: folder("docs/how-to"),
      },
      {
        text: "Reference",
        collapsed: false,
        items: [
          ...reference,
          ...folder("docs/reference"),
          {
            text: "Provider traps",
            collapsed: true,
            items: [entry("docs/reference/traps/index.md"), ...folder("docs/reference/traps")],
          },
          ...present("examples/README.md", "CHANGELOG.md"),
        ],
      },
      {
        text: "Explanation",
        collapsed: false,
        items: folder("docs/explanation"),
      },
    ],
  },
};

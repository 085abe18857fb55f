/**
 * Builds a site from the Markdown of the documentation: `npm run docs:site`. The result is in `.bench/site/dist`.
 *
 * VitePress and Mermaid are installed beside it on the first run: with 285 packages they are more than all other development
 * dependencies that a contributor needs, and nothing but the site uses them.
 */
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, posix } from "node:path";
import { fileURLToPath } from "node:url";

const PACKAGES = { vitepress: "1.6.4", mermaid: "11.17.2" };

const usage = `Usage: npm run docs:site -- [options]

Builds the site from README.md, docs and the docstrings, and fails for dead links.

  --no-api   without the reference from docstrings, which takes most of the time
  --serve    serve the site on http://localhost:4173 after the build
  --help     print this help`;

const options = process.argv.slice(2);
const unknown = options.find((option) => !["--no-api", "--serve", "--help"].includes(option));
if (unknown !== undefined || options.includes("--help")) {
  console.log(unknown === undefined ? usage : `unknown option ${unknown}\n\n${usage}`);
  process.exit(unknown === undefined ? 0 : 2);
}

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, "..", "..");
mkdirSync(join(root, ".bench", "site"), { recursive: true });
// VitePress compares real paths.
const site = realpathSync(join(root, ".bench", "site"));
const source = join(site, "source");

const run = (command, args, cwd) =>
  execFileSync(command, args, { cwd, stdio: ["ignore", "inherit", "inherit"] });

function install() {
  const manifest = JSON.stringify({ private: true, type: "module", dependencies: PACKAGES }, undefined, 2);
  const file = join(site, "package.json");
  if (
    !existsSync(file) ||
    readFileSync(file, "utf8") !== manifest ||
    !existsSync(join(site, "node_modules"))
  ) {
    console.log("installing VitePress and Mermaid, once");
    writeFileSync(file, manifest);
    run("npm", ["install", "--no-audit", "--no-fund", "--loglevel=error"], site);
  }
}

/** The address of the repository, for links to what is not a page. */
const [, repository] =
  /REPOSITORY = "(.*)"/.exec(readFileSync(join(root, "lib", "repository.ts"), "utf8")) ?? [];

/** The Markdown files of the repository that are pages, and the folder they are copied to in the same tree. */
const pages = execFileSync(
  "git",
  [
    "ls-files",
    "-co",
    "--exclude-standard",
    "--deduplicate",
    "README.md",
    "CHANGELOG.md",
    "docs/*.md",
    "examples/*.md",
  ],
  {
    cwd: root,
    encoding: "utf8",
  },
)
  .split("\n")
  .filter((page) => page !== "" && existsSync(join(root, page)));

/** Links to files that are no pages lead to the repository. */
function withRepositoryLinks(page, text) {
  return text.replace(/\]\((?!https?:|#)([^)\s]+)\)/g, (link, target) => {
    const [path] = target.split("#");
    const file = posix.normalize(posix.join(posix.dirname(page), path));
    return pages.includes(file) ? link : `](${repository}/blob/main/${file})`;
  });
}

function copyPages() {
  rmSync(source, { recursive: true, force: true });
  for (const page of pages) {
    const to = join(source, page);
    mkdirSync(dirname(to), { recursive: true });
    writeFileSync(to, withRepositoryLinks(page, readFileSync(join(root, page), "utf8")));
  }
  cpSync(join(here, "config.mjs"), join(source, ".vitepress", "config.mjs"));
  cpSync(join(here, "theme"), join(source, ".vitepress", "theme"), { recursive: true });
  mkdirSync(join(source, "public"));
  cpSync(join(root, "llms.txt"), join(source, "public", "llms.txt"));
}

function writeReference() {
  const out = join(source, "docs", "api", "reference");
  const args = ["--options", join(root, "docs", "api", "typedoc.json"), "--out", out, "--logLevel", "Error"];
  run(process.execPath, [join(root, "node_modules", "typedoc", "bin", "typedoc"), ...args], root);
}

install();
copyPages();
if (!options.includes("--no-api")) {
  writeReference();
}
const vitepress = join(site, "node_modules", "vitepress", "bin", "vitepress.js");
run(process.execPath, [vitepress, "build", source, "--outDir", join(site, "dist")], site);
console.log(`the site is in ${join(".bench", "site", "dist")}`);
if (options.includes("--serve")) {
  run(process.execPath, [vitepress, "preview", source, "--outDir", join(site, "dist")], site);
}

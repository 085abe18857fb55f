/** Checks and builds a release of both packages: `npm run release -- --dry-run`. */
import { createHash } from "node:crypto";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { parseArgs } from "node:util";
import manifest from "../package.json";
import {
  changelogOf,
  licenseProblem,
  type LockedPackage,
  placeholderProblem,
  shippedPackages,
  unreleasedProblem,
} from "./checks";
import { packAll } from "./pack-all";
import { reproducible, type Sbom, sbomOfFork } from "./sbom";

const root = join(__dirname, "..");
const { version } = manifest;

const HELP = `Usage: npm run release -- [--dry-run] [--folder FOLDER]

Checks what a release must have, packs cdktf-polytomic and cdktn-polytomic twice and compares the bytes, and writes to FOLDER:
both tarballs, their bills of materials (CycloneDX), the release notes, the provenance, and SHA256SUMS.
Without --dry-run, publishes the tarballs with npm's provenance, which needs a workflow on GitHub Actions or GitLab CI.

  --dry-run         publishes nothing
  --folder FOLDER   default: release-${version}, which git ignores
  --help            shows this help

Exits with 1 if a check fails. Then nothing is published.`;

/** A check: its problem, or what it found. */
interface Result {
  readonly what: string;
  readonly problem?: string | undefined;
  readonly found?: string | undefined;
}

function run(
  program: string,
  ...args: string[]
): { readonly status: number | null; readonly output: string } {
  const { status, stdout, stderr } = spawnSync(program, args, {
    cwd: root,
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  return { status, output: `${stdout}${stderr}`.trim() };
}

const git = (...args: string[]): string => execFileSync("git", args, { cwd: root, encoding: "utf8" }).trim();
const read = (file: string): string => readFileSync(join(root, file), "utf8");
const hashOf = (file: string): string => createHash("sha256").update(readFileSync(file)).digest("hex");

/** What can be checked before anything is built. */
function* checks(): Iterable<Result> {
  yield { what: "repository", problem: placeholderProblem(manifest) ?? leftoverProblem() };
  const changes = git("status", "--porcelain");
  yield { what: "working tree", problem: changes === "" ? undefined : "has changes. Commit or remove them" };
  const tag = `v${version}`;
  const isTagged = git("tag", "--list", tag) !== "";
  yield {
    what: "version",
    found: version,
    problem: isTagged ? `${tag} exists. Set another version in package.json` : undefined,
  };
  const changelog = read("CHANGELOG.md");
  const unreleased = unreleasedProblem(changelog, version);
  yield {
    what: "changelog",
    ...attempt(() => `${changelogOf(changelog, version).split("\n").length} lines`),
    ...(unreleased !== undefined && { problem: unreleased }),
  };
  const { packages } = JSON.parse(read("package-lock.json")) as { packages: Record<string, LockedPackage> };
  const shipped = shippedPackages(packages).map(
    ({ name, version: one, license }) => `${name} ${one} (${license})`,
  );
  yield { what: "licenses", problem: licenseProblem(packages), found: shipped.join(", ") };
  yield audit();
}

/** Links to the placeholder that are not generated from `lib/repository.ts`. */
function leftoverProblem(): string | undefined {
  const { status, output } = run("git", "grep", "-lF", "github.com/OWNER/", "--", "*.md", "lib");
  return status === 0
    ? `${output.split("\n").join(", ")} link to github.com/OWNER. Replace it there too`
    : undefined;
}

function attempt(action: () => string): Omit<Result, "what"> {
  try {
    return { found: action() };
  } catch (error) {
    return { problem: (error as Error).message };
  }
}

/** Known vulnerabilities of what ships. A registry that cannot audit does not stop the release, but the result states it. */
function audit(): Result {
  const { status, output } = run("npm", "audit", "--omit=dev", "--json");
  if (status === 0) {
    return { what: "npm audit", found: "no known vulnerability" };
  }
  const [, refused] = /"message": "(\d{3} [^"]*?) - /.exec(output) ?? [];
  return refused === undefined
    ? { what: "npm audit", problem: "found vulnerabilities. Run: npm audit --omit=dev" }
    : { what: "npm audit", found: `not checked: the registry answers ${refused}` };
}

function program(what: string, ...command: [string, ...string[]]): Result {
  const { status, output } = run(...command);
  return {
    what,
    found: "unchanged",
    problem:
      status === 0 ? undefined : `${command.join(" ")} fails:\n${output.split("\n").slice(-30).join("\n")}`,
  };
}

/** Packs twice, and compares. */
function packages(folder: string): { readonly files: readonly string[]; readonly result: Result } {
  const again = mkdtempSync(join(tmpdir(), "release-"));
  try {
    const files = Object.values(packAll(folder));
    const others = Object.values(packAll(again));
    const different = files.filter((file, index) => hashOf(file) !== hashOf(others[index]!));
    const problem =
      different.length === 0
        ? undefined
        : `${different.map((one) => basename(one)).join(", ")} differ between two builds`;
    return {
      files,
      result: { what: "packages", problem, found: `${files.length}, the same bytes in two builds` },
    };
  } finally {
    rmSync(again, { recursive: true });
  }
}

/** Writes what accompanies the packages, and returns the names of all files. */
function writeDocuments(folder: string, tarballs: readonly string[]): readonly string[] {
  const committed = new Date(git("log", "-1", "--format=%cI")).toISOString();
  const printed = run(
    "npm",
    "sbom",
    "--sbom-format",
    "cyclonedx",
    "--omit",
    "dev",
    "--package-lock-only",
  ).output;
  const sbom = reproducible(JSON.parse(printed) as Sbom, "cdktf-polytomic", committed);
  const provenance = {
    version,
    commit: git("rev-parse", "HEAD"),
    committed,
    command: "npm run release",
    node: process.version,
    packages: Object.fromEntries(tarballs.map((file) => [basename(file), { sha256: hashOf(file) }])),
  };
  const documents: Readonly<Record<string, string>> = {
    "cdktf-polytomic.cdx.json": `${JSON.stringify(sbom, undefined, 2)}\n`,
    "cdktn-polytomic.cdx.json": `${JSON.stringify(sbomOfFork(sbom), undefined, 2)}\n`,
    "provenance.json": `${JSON.stringify(provenance, undefined, 2)}\n`,
    "release-notes.md": `${changelogOf(read("CHANGELOG.md"), version)}\n`,
  };
  for (const [name, text] of Object.entries(documents)) {
    writeFileSync(join(folder, name), text);
  }
  const names = [...tarballs.map((file) => basename(file)), ...Object.keys(documents)].sort();
  const sums = names.map((name) => `${hashOf(join(folder, name))}  ${name}\n`).join("");
  writeFileSync(join(folder, "SHA256SUMS"), sums);
  return names;
}

function publish(tarballs: readonly string[]): void {
  for (const file of tarballs) {
    execFileSync("npm", ["publish", file, "--provenance", "--access", "public"], { stdio: "inherit" });
  }
}

function main(): void {
  const { values } = parseArgs({
    options: { "dry-run": { type: "boolean" }, folder: { type: "string" }, help: { type: "boolean" } },
  });
  if (values.help) {
    console.log(HELP);
    return;
  }
  const folder = values.folder ?? join(root, `release-${version}`);
  mkdirSync(folder, { recursive: true });
  const problems: string[] = [];
  const report = ({ what, problem, found = "ok" }: Result): void => {
    console.log(`${what.padEnd(14)}${problem === undefined ? found : `FAILED: ${problem}`}`);
    problems.push(...(problem === undefined ? [] : [what]));
  };
  for (const result of checks()) {
    report(result);
  }
  const { files, result } = packages(folder);
  report(result);
  // Both need what the packages were built from, which a fresh clone does not have before.
  report(program("addresses", "npx", "jest", "test/stability", "--selectProjects", "unit"));
  report(program("API report", "node", "docs/api/report.mjs", "--check"));
  const names = writeDocuments(folder, files);
  console.log(
    `\n${names.length + 1} files in ${folder}\n${readFileSync(join(folder, "SHA256SUMS"), "utf8")}`,
  );
  if (problems.length > 0) {
    console.error(`Not ready to release: ${problems.join(", ")}`);
    process.exitCode = 1;
  } else if (values["dry-run"]) {
    console.log("Ready to release. Nothing was published.");
  } else {
    publish(files);
  }
}

main();

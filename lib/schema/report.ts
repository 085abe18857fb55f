/** Renders the changes between two versions of the provider as Markdown. */
import type { Change } from "./compare";
import { code, wordsOf } from "./words";

/** The changes from one version of the provider to another, as `lib/schema/upgrades` stores them. */
export interface Upgrade {
  readonly from: string;
  readonly to: string;
  readonly changes: readonly Change[];
}

/** The whole report, with headings of the given level. */
export function renderReport(upgrade: Upgrade, level = 1): string {
  const mark = "#".repeat(level);
  const { from, to } = upgrade;
  return [`${mark} Polytomic provider ${to}, compared with ${from}`, ...sections(upgrade, `${mark}#`)].join(
    "\n\n",
  );
}

/** The sections of the report: breaking changes with what to do, then the others. */
export function sections({ changes }: Upgrade, mark: string): string[] {
  const breaking = changes.filter((change) => change.breaking);
  return [
    `${mark} Breaking changes`,
    breaking.length === 0
      ? "None."
      : table(
          ["where", "what", "what to change"],
          breaking.map(wordsOf).map(({ where, what, remedy }) => [where, what, remedy]),
        ),
    ...GROUPS.flatMap(([title, contains]) => {
      const lines = changes.filter((change) => !change.breaking && contains(change)).map(lineOf);
      return lines.length === 0 ? [] : [`${mark} ${title}`, lines.join("\n")];
    }),
  ];
}

/** Every change that is not breaking is in one group. */
const GROUPS: readonly (readonly [title: string, contains: (change: Change) => boolean])[] = [
  ["New resources and data sources", ({ kind }) => kind === "added"],
  [
    "Options",
    ({ kind, subject }) => !["added", "API only"].includes(kind) && subject.block !== "data source",
  ],
  [
    "Data sources",
    ({ kind, subject }) => !["added", "API only"].includes(kind) && subject.block === "data source",
  ],
  ["Polytomic's API only: nothing to change", ({ kind }) => kind === "API only"],
];

function lineOf(change: Change): string {
  const { where, what, remedy } = wordsOf(change);
  return `- ${where}: ${what}${remedy === "" ? "" : `. ${remedy}`}`;
}

/** A table in Markdown. */
export const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => "---"), ...rows]
    .map((cells) => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`)
    .join("\n");

/** What the changelog tells about a new version: the breaking changes. */
export function renderChangelog({ to, changes }: Upgrade): string {
  const entries = changes
    .filter(({ breaking }) => breaking)
    .map(wordsOf)
    .map(({ where, what, remedy }) => `- **Breaking:** ${where}: ${what}. ${remedy}`);
  return [
    `### Polytomic provider ${to}`,
    "",
    `- The bindings are generated from version ${code(to)} of the provider: [what changed](docs/how-to/upgrading.md).`,
    ...entries,
  ].join("\n");
}

/**
 * A changelog with a section about a new version of the provider in its first release. A section about the same version is replaced.
 *
 * @throws Error if the changelog has no release
 */
export function withChangelog(changelog: string, upgrade: Upgrade): string {
  const section = renderChangelog(upgrade);
  const [heading = ""] = section.split("\n");
  const existing = new RegExp(`^${heading.replaceAll(".", "\\.")}\\n[^]*?(?=^##|\\Z)`, "m");
  if (existing.test(changelog)) {
    return changelog.replace(existing, () => `${section}\n\n`);
  }
  const release = /^## .*\n\n/m;
  if (!release.test(changelog)) {
    throw new Error("CHANGELOG.md has no release");
  }
  return changelog.replace(release, (line) => `${line}${section}\n\n`);
}

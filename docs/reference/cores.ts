/** The generated parts of `docs/how-to/cores.md`: what to install for each core, and the combinations that the matrix tries. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { CoreName } from "../../lib/core";
import { CORES } from "../../release/cores";
import { type Installation, INSTALLATIONS, UNTRIED } from "../../release/matrix/installations";

const { peerDependencies } = JSON.parse(
  readFileSync(join(__dirname, "..", "..", "package.json"), "utf8"),
) as {
  readonly peerDependencies: Readonly<Record<string, string>>;
};

/** The commands that install the packages of a new app. */
export function installCommands(core: CoreName): string {
  const install = CORES[core].install as Readonly<Record<string, string>>;
  const versioned = (name: string): string => `${name}@${install[name]}`;
  return [
    "```sh",
    `npm install ${core}-polytomic ${versioned(core)} constructs@10.7 ${versioned(`@${core}/provider-aws`)}`,
    `npm install --save-dev ${versioned(`${core}-cli`)} typescript tsx @types/node`,
    "```",
  ].join("\n");
}

/** The peers of both packages. */
export function peerTable(): string {
  const rows: readonly (readonly [CoreName, Readonly<Record<string, string>>])[] = [
    ["cdktf", peerDependencies],
    ["cdktn", CORES.cdktn.peers],
  ];
  return table(
    ["package", "core", "AWS bindings", "`constructs`"],
    rows.map(([core, peers]) => [
      `\`${core}-polytomic\``,
      `\`${core}\` ${peers[core]!.replaceAll("||", "or")}`,
      `\`@${core}/provider-aws\` ${peers[`@${core}/provider-aws`]!.replaceAll("||", "or")}`,
      peers.constructs!,
    ]),
  );
}

/** The combinations that the matrix tries, without their package managers. */
export function combinationTable(): string {
  const rows = new Map<string, { cells: string[]; managers: string[]; note: string }>();
  for (const installation of INSTALLATIONS) {
    const cells = cellsOf(installation);
    const key = cells.join();
    const row = rows.get(key) ?? { cells, managers: [], note: noteOf(installation) };
    rows.set(key, { ...row, managers: [...row.managers, installation.manager] });
  }
  return table(
    ["package", "core", "AWS bindings", "`constructs`", "package managers", "note"],
    [...rows.values()].map(({ cells, managers, note }) => [...cells, managers.join(", "), note]),
  );
}

/** The combinations that are not tried, and why. */
export const untriedList = (): string =>
  UNTRIED.map(({ what, reason }) => `- ${what}: ${reason}.`).join("\n");

function cellsOf({ library, packages }: Installation): string[] {
  const cell = (name: string): string =>
    packages[name]!.startsWith("npm:")
      ? `\`${packages[name]}\` as \`${name}\``
      : `\`${name}\` ${packages[name]}`;
  return [`\`${library}-polytomic\``, cell(library), cell(`@${library}/provider-aws`), packages.constructs!];
}

const noteOf = ({ ignoresPeers }: Installation): string =>
  ignoresPeers === undefined ? "" : `only with \`--legacy-peer-deps\`: ${ignoresPeers}`;

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");

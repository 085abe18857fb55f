import manifest from "../../package.json";
import type { CoreName } from "../../lib/core";
import { CORES } from "../../release/cores";
import { INSTALLATIONS, nameOf } from "../../release/matrix/installations";
import { groupsOf } from "../../release/matrix/rows";
import { chosen, fullNameOf } from "../../release/matrix/select";
import { Tools } from "../../release/matrix/tools";

const groups = (isQuick: boolean) => groupsOf({ folder: "folder", tools: new Tools("tools"), isQuick });
const names = (pattern: string, isQuick = false): string[] =>
  chosen(groups(isQuick), new RegExp(pattern, "i")).flatMap(({ rows }) => rows.map(fullNameOf));

test("each row has a name of its own", () => {
  const all = names("");
  expect(new Set(all).size).toBe(all.length);
});

test("the quick half has an installation of the fork, and every mixture of the cores", () => {
  const quick = names("", true);
  expect(quick).toContain("cdktn 0.24, aws 25, constructs 10.7, npm: ESM");
  expect(quick.filter((name) => name.startsWith("mixed cores: app on"))).toHaveLength(8);
});

test("a selected row brings the rows that it needs", () => {
  expect(names("aws 21, constructs 10.7, npm: ESM")).toEqual([
    "packages: pack",
    "packages: synthesize in the repository",
    "cdktf 0.21, aws 21, constructs 10.7, npm: install",
    "cdktf 0.21, aws 21, constructs 10.7, npm: TypeScript 6.0, node16",
    "cdktf 0.21, aws 21, constructs 10.7, npm: ESM",
  ]);
});

// The ranges promise what the matrix tries.
test.each<[CoreName, Readonly<Record<string, string>>]>([
  ["cdktf", manifest.peerDependencies],
  ["cdktn", CORES.cdktn.peers],
])("the lowest versions that %s-polytomic allows are tried", (library, peers) => {
  const tried = INSTALLATIONS.filter((one) => one.library === library);
  for (const name of [library, `@${library}/provider-aws`, "constructs"]) {
    const [, lowest] = /(\d+(?:\.\d+)*)/.exec(peers[name]!)!;
    const versions = tried.map(({ packages }) => packages[name]!.replace(/^npm:.*@/, ""));
    expect([name, versions.some((version) => `${lowest}.`.startsWith(`${version}.`))]).toEqual([name, true]);
  }
});

test("combinations have different names", () => {
  expect(new Set(INSTALLATIONS.map(nameOf)).size).toBe(INSTALLATIONS.length);
});

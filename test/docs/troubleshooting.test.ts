/** The messages on the page of symptoms are those that the tests of this repository produce, or that the library prints. */
import { execFileSync } from "node:child_process";
import { ROWS } from "../../docs/reference/provider-traps";
import { read, root } from "./markdown";

const PAGE = "docs/how-to/troubleshooting.md";

/** Printed by mixed packages, by the real AWS, without a registry, without credentials, or while Terraform waits. */
const ELSEWHERE = [
  "_resetResolveDiscoveredProviderFeatureUsage is not a function",
  "AccessDenied",
  "BucketNotEmpty",
  "Could not retrieve providers for locking",
  "No valid credential sources found",
  "Still creating",
];

const sources = execFileSync(
  "git",
  [
    "grep",
    "-h",
    "-e",
    ".",
    "--",
    "constructs",
    "lib/*.ts",
    "test/apply",
    "test/support",
    "demo",
    "docs/reference/errors.md",
  ],
  {
    cwd: root,
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
  },
);

/** The first and last cells of the tables. */
const rows = read(PAGE)
  .split("\n")
  .filter((line) => line.startsWith("| ") && !line.startsWith("| you see") && !line.startsWith("| ---"))
  .map((line) => line.slice(2, -2).split(" | "));

const messages = rows
  .flatMap(([symptom = ""]) => [...symptom.matchAll(/`([^`]+)`/g)].map(([, message]) => message!))
  .filter((message) => !ELSEWHERE.includes(message));

test("there are many messages", () => expect(messages.length).toBeGreaterThan(25));

test.each(messages)("%s", (message) => {
  expect(sources.includes(message)).toBe(true);
});

test("the named traps exist", () => {
  const ids = ROWS.map(({ id }) => id as string);
  const named = rows.flatMap((cells) => {
    const [advice] = /`[a-z-]+`(?:, `[a-z-]+`)* in \[/g.exec(cells.at(-1) ?? "") ?? [];
    return [...(advice ?? "").matchAll(/`([a-z-]+)`/g)].map(([, id]) => id!);
  });
  expect(named.length).toBeGreaterThan(10);
  expect(named.filter((id) => !ids.includes(id))).toEqual([]);
});

/** Every link of the documentation leads to a file and a heading that exist, also in the installed package. */
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { anchorsOf, linksOf, pages, resolveLink, root } from "./markdown";

const links = pages().flatMap((page) =>
  linksOf(page).flatMap((target) => {
    const resolved = resolveLink(page, target);
    return resolved === undefined ? [] : [{ page, target, ...resolved }];
  }),
);

const show = (found: typeof links): string[] => found.map(({ page, target }) => `${page}: ${target}`);

test("there are many links", () => expect(links.length).toBeGreaterThan(150));

test("every file exists", () => {
  expect(show(links.filter(({ file }) => !existsSync(join(root, file))))).toEqual([]);
});

test("every anchor is that of a heading", () => {
  const dead = links.filter(
    ({ file, anchor }) =>
      anchor !== "" &&
      file.endsWith(".md") &&
      existsSync(join(root, file)) &&
      !anchorsOf(file).includes(anchor),
  );
  expect(show(dead)).toEqual([]);
});

test("every page of docs can be reached from the README", () => {
  const reached = new Set(["README.md"]);
  for (const page of reached) {
    links
      .filter((link) => link.page === page && link.file.endsWith(".md"))
      .forEach(({ file }) => reached.add(file));
  }
  expect(pages().filter((page) => page.startsWith("docs/") && !reached.has(page))).toEqual([]);
});

test("no link of a packed page leads to what is not in the package", () => {
  const [packed] = JSON.parse(
    execFileSync("npm", ["pack", "--dry-run", "--json", "--ignore-scripts"], {
      cwd: root,
      encoding: "utf8",
      stdio: "pipe",
    }),
  ) as [{ files: { path: string }[] }];
  const files = packed.files.map(({ path }) => path);
  const isPacked = (path: string): boolean =>
    files.some((file) => file === path || file.startsWith(`${path}/`));
  expect(show(links.filter(({ page, file }) => isPacked(page) && !isPacked(file)))).toEqual([]);
});

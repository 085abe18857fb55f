/** The files on the architecture page exist, and the page lists every folder. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const root = join(__dirname, "..", "..");
const page = readFileSync(join(root, "docs", "explanation", "architecture.md"), "utf8");
const FOLDERS = ["constructs", "lib", "docs", "demo", "examples", "test"];

/** Paths of the project in backticks. */
const paths = [...page.matchAll(/`([\w.-]+(?:\/[\w.-]+)*\/?)`/g)]
  .map(([, path]) => path!)
  .filter((path) => path.includes("/") && FOLDERS.includes(path.split("/")[0]!));

/** Paths of the drawn tree. */
function drawn(): string[] {
  const [, tree = ""] = /```text\n([^]*?)```/.exec(page) ?? [];
  let folder = "";
  return tree.split("\n").flatMap((line) => {
    const [, branch = "", names = ""] = /^([├└]── )?([^\s,]+(?:, [^\s,]+)*)/.exec(line) ?? [];
    if (branch === "") {
      folder = names;
    }
    return names === "" ? [] : names.split(", ").map((name) => (branch === "" ? name : `${folder}${name}`));
  });
}

test("names more than twenty files", () => expect(paths.length).toBeGreaterThan(20));

test.each([...new Set([...paths, ...drawn()])])("%s exists", (path) => {
  expect(existsSync(join(root, path))).toBe(true);
});

test.each(["constructs/", "lib/"])("the tree shows every folder of %s", (folder) => {
  const folders = readdirSync(join(root, folder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => `${folder}${name}/`);
  expect(drawn()).toEqual(expect.arrayContaining(folders));
});

/** The generated parts of the documentation are up to date and match the library. */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { FEATURES, fileOf } from "../../docs/reference/aws-features";
import { errorExample, problemExample } from "../../docs/reference/errors";
import { type Area, ROWS, TRAP_PAGES, trapTable } from "../../docs/reference/provider-traps";
import { s3OptionTables } from "../../docs/reference/s3-options";
import { PAGE, ROW_IDS } from "../../docs/reference/s3-page";
import { ERROR_CODES, type ErrorCode, PROBLEM_CODES, type ProblemCode, reference } from "../../lib/errors";

const root = join(__dirname, "..", "..");

test("the generated parts match the output of npm run docs", () => {
  const check = ["docs/generate.ts", "--check"];
  expect(
    execFileSync(process.execPath, [require.resolve("tsx/cli"), ...check], { cwd: root, encoding: "utf8" }),
  ).toBe("docs are up to date\n");
}, 60_000);

test.each(Object.keys(PROBLEM_CODES) as ProblemCode[])("the example of %s has that code", (code) => {
  expect(problemExample(code).code).toBe(code);
});

test.each(Object.keys(ERROR_CODES) as ErrorCode[])(
  "the example of %s has that code, and an explanation",
  (code) => {
    expect(errorExample(code)).toContain(reference(code));
    const [, anchor] = reference(code).split("#");
    const headings =
      readFileSync(join(root, "docs", "reference", "errors.md"), "utf8").match(/^## .*$/gm) ?? [];
    expect(headings.map((heading) => heading.slice(3).toLowerCase().replaceAll(" ", "-"))).toContain(anchor);
  },
);

test("the table of S3 options has a row for each row of Polytomic's page", () => {
  const rows = s3OptionTables()
    .split("\n")
    .filter((line) => line.startsWith("| `"));
  expect(rows.map((row) => /`([^`]*)` \|$/.exec(row)?.[1])).toEqual(ROW_IDS);
  expect(ROW_IDS).toHaveLength(27);
  expect(Object.keys(PAGE)).toEqual([
    "connection",
    "readOnly",
    "model",
    "target",
    "bulkSource",
    "bulkDestination",
  ]);
});

test("the table of AWS features has 77 rows, and its tests exist", () => {
  const features = Object.values(FEATURES).flat();
  expect(features).toHaveLength(77);
  const missing = features.filter(({ proof }) => {
    const source = proof && readFileSync(join(root, fileOf(proof)), "utf8");
    return source !== undefined && !source.includes(`"${proof?.[1] ?? ""}"`);
  });
  expect(missing).toEqual([]);
});

test("the tables of traps have one row for each trap, with a unique id", () => {
  const rows = Object.keys(TRAP_PAGES)
    .flatMap((area) => trapTable(area as Area).split("\n"))
    .filter((line) => /\| (impossible|rejected|safe|avoidable|open) \|/.test(line));
  expect(rows).toHaveLength(ROWS.length);
  expect(new Set(ROWS.map(({ id }) => id)).size).toBe(ROWS.length);
});

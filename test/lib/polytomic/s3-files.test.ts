import { type S3Files, s3FilesConfiguration, s3FilesRule } from "../../../lib/polytomic/s3-files";
import { ruleProblems } from "../../support/problems";
import { tokens } from "../tokens";

const problemsIn = (files: unknown): string[] => ruleProblems(s3FilesRule(), files);

describe("the configuration of files", () => {
  const nothing = { singleTableName: "", directoryGlobPattern: "", skipLines: 0 };
  const single = { csvHasHeaders: true, isSingleTable: true, isDirectorySnapshot: false };
  const directories = { csvHasHeaders: true, isSingleTable: true, isDirectorySnapshot: true };

  test.each<[string, S3Files, object]>([
    [
      "a table per file",
      { layout: "table-per-file" },
      { csvHasHeaders: true, isSingleTable: false, isDirectorySnapshot: false },
    ],
    [
      "a table per file without headers",
      { layout: "table-per-file", csvHasHeaders: false },
      { csvHasHeaders: false, isSingleTable: false, isDirectorySnapshot: false },
    ],
    [
      "one table of CSV, which is the default",
      { layout: "one-table" },
      { ...single, singleTableName: "", singleTableFileFormat: "csv", skipLines: 0 },
    ],
    [
      "one table of CSV with everything",
      { layout: "one-table", tableName: "orders", format: "csv", skipLines: 2, csvHasHeaders: false },
      {
        ...single,
        csvHasHeaders: false,
        singleTableName: "orders",
        singleTableFileFormat: "csv",
        skipLines: 2,
      },
    ],
    [
      "one table of Parquet, which has no lines to skip",
      { layout: "one-table", format: "parquet" },
      { ...single, singleTableName: "", singleTableFileFormat: "parquet" },
    ],
    [
      "a table per directory of CSV, which is the default",
      { layout: "table-per-directory", glob: "data/*/*" },
      { ...directories, directoryGlobPattern: "data/*/*", singleTableFileFormats: ["csv"], skipLines: 0 },
    ],
    [
      "a table per directory of CSV and JSON",
      { layout: "table-per-directory", glob: "*/*.*", formats: ["json", "csv"], skipLines: 1 },
      {
        ...directories,
        directoryGlobPattern: "*/*.*",
        singleTableFileFormats: ["json", "csv"],
        skipLines: 1,
      },
    ],
    [
      "a table per directory of Parquet, which has no lines to skip",
      { layout: "table-per-directory", glob: "*/*.parquet", formats: ["parquet"], csvHasHeaders: true },
      { ...directories, directoryGlobPattern: "*/*.parquet", singleTableFileFormats: ["parquet"] },
    ],
  ])("sends all options of %s, and empty values for the others", (_, files, configuration) => {
    expect(problemsIn(files)).toEqual([]);
    expect(s3FilesConfiguration(files)).toEqual({ ...nothing, ...configuration });
  });

  test("accepts tokens, which can resolve to CSV", () => {
    const files = { layout: "table-per-directory", glob: tokens.text, skipLines: tokens.number } as const;
    expect(problemsIn({ ...files, formats: tokens.list })).toEqual([]);
    expect(s3FilesConfiguration(files)).toMatchObject({
      directoryGlobPattern: tokens.text,
      skipLines: tokens.number,
    });
  });
});

describe("rejects files", () => {
  test.each<[string, unknown, string[]]>([
    [
      "with an unknown layout",
      { layout: "one-file" },
      ['layout: expected "table-per-file", "one-table", or "table-per-directory", got "one-file"'],
    ],
    [
      "without a layout",
      {},
      ['layout: is missing; expected "table-per-file", "one-table", or "table-per-directory"'],
    ],
    ["that are not an object", null, ["props: expected an object, got null"]],
    [
      "with a glob but no directories",
      { layout: "one-table", glob: "*" },
      ['glob: is allowed only with layout "table-per-directory"'],
    ],
    [
      "with directories but no glob",
      { layout: "table-per-directory" },
      ["glob: is missing; expected a string"],
    ],
    [
      "with a table name for directories",
      { layout: "table-per-directory", glob: "*", tableName: "orders" },
      ['tableName: is allowed only with layout "one-table"'],
    ],
    [
      "with lines to skip in a table per file",
      { layout: "table-per-file", skipLines: 1 },
      ['skipLines: is allowed only with layout "one-table" or "table-per-directory"'],
    ],
    [
      "with lines to skip in Parquet",
      { layout: "one-table", format: "parquet", skipLines: 2 },
      ['skipLines: is 2, but no CSV is read (parquet). Remove it, or use format "csv"'],
    ],
    [
      "with lines to skip, also as a token, in JSON and Parquet",
      { layout: "table-per-directory", glob: "*", formats: ["json", "parquet"], skipLines: tokens.number },
      ['skipLines: is a token, but no CSV is read (json, parquet). Remove it, or add "csv" to formats'],
    ],
    [
      "with a negative number of lines",
      { layout: "one-table", skipLines: -1 },
      ["skipLines: must be at least 0, got -1"],
    ],
    [
      "with an unknown format",
      { layout: "table-per-directory", glob: "*", formats: ["csv", "xml"] },
      ['formats[1]: expected "csv", "json", or "parquet", got "xml"'],
    ],
    [
      "with an empty array of formats",
      { layout: "table-per-directory", glob: "*", formats: [], skipLines: 1 },
      ["formats: must not be empty"],
    ],
  ])("%s", (_, files, problems) => {
    expect(problemsIn(files)).toEqual(problems);
  });
});

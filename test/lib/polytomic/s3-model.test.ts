import { z } from "zod";
import {
  s3ModelConfiguration,
  type S3ModelSource,
  s3ModelSourceShape,
  withOneSource,
} from "../../../lib/polytomic/s3-model";
import { ruleProblems } from "../../support/problems";
import { evaluate } from "../evaluate";
import { tokens } from "../tokens";

const rule = withOneSource(z.strictObject(s3ModelSourceShape()));
const problemsIn = (source: unknown): string[] => ruleProblems(rule, source);

describe("the configuration of a model", () => {
  test.each<[string, S3ModelSource, object]>([
    ["a file", { file: "orders.csv" }, { model_from: "single_file", key: "orders.csv" }],
    [
      "a file with a format",
      { file: "orders", format: "json" },
      { model_from: "single_file", key: "orders", file_format: "json" },
    ],
    ["an archive", { archive: {} }, { model_from: "multi_file_archive" }],
    ["an archive by its key", { archive: "all.zip" }, { model_from: "multi_file_archive", key: "all.zip" }],
    [
      "a file and its subfolder",
      { file: { key: "orders.csv", subfolder: "/2026/" }, format: "csv" },
      { model_from: "single_file", key: "orders.csv", subfolder: "2026", file_format: "csv" },
    ],
    [
      "a file with only a subfolder",
      { file: { subfolder: "2026" } },
      { model_from: "single_file", subfolder: "2026" },
    ],
    ["a file without key and subfolder", { file: {} }, { model_from: "single_file" }],
    [
      "an archive with everything",
      { archive: { key: "all.zip", subfolder: "orders" }, format: "csv" },
      { model_from: "multi_file_archive", key: "all.zip", subfolder: "orders", file_format: "csv" },
    ],
    [
      "a file whose name needs escapes",
      { file: 'a "b" \\ <c>.csv' },
      { model_from: "single_file", key: 'a "b" \\ <c>.csv' },
    ],
  ])("sends %s as strings only, none of them empty", (_, source, configuration) => {
    expect(problemsIn(source)).toEqual([]);
    expect(evaluate(s3ModelConfiguration(source))).toEqual(configuration);
  });

  test("treats undefined as unset", () => {
    const source = JSON.parse('{ "file": "orders.csv" }') as S3ModelSource;
    expect(evaluate(s3ModelConfiguration({ ...source, ["archive" as string]: undefined }))).toEqual({
      model_from: "single_file",
      key: "orders.csv",
    });
  });
});

describe("rejects a source", () => {
  test.each<[string, unknown, string[]]>([
    [
      "that is neither a file nor an archive",
      { format: "csv" },
      [
        'file: is missing; set a file, such as file: "orders.csv", or an archive, such as archive: "orders.zip"',
      ],
    ],
    [
      "that is both",
      { file: "a.csv", archive: {} },
      ["archive: cannot be combined with file; set one of them"],
    ],
    ["with an empty key", { archive: { key: "" } }, ["archive.key: must not be empty"]],
    ["that is null", { archive: null }, ["archive: expected a string, got null"]],
    [
      "with a subfolder that leaves the folder, also of a file",
      { file: { key: "orders.csv", subfolder: "../b" } },
      ['file.subfolder: "../b" has an empty, . or .. part'],
    ],
    [
      "with an unknown member",
      { file: { key: "orders.csv", subFolder: "2026" } },
      ["file.subFolder: is not a prop here. Did you mean subfolder?"],
    ],
    [
      "with an unknown format",
      { file: "a", format: "xml" },
      ['format: expected "csv", "json", or "parquet", got "xml"'],
    ],
  ])("%s", (_, source, problems) => {
    expect(problemsIn(source)).toEqual(problems);
  });

  test("but accepts tokens", () => {
    expect(problemsIn({ file: tokens.text, format: tokens.text })).toEqual([]);
    for (const source of ["file", "archive"]) {
      expect(problemsIn({ [source]: tokens.text })).toEqual([]);
      expect(problemsIn({ [source]: tokens["lazy value"] })).toEqual([]);
      expect(problemsIn({ [source]: { key: tokens.text, subfolder: tokens["part of a text"] } })).toEqual([]);
    }
  });
});

import { z } from "zod";
import {
  s3ModelConfiguration,
  type S3ModelSource,
  s3ModelSourceShape,
  withOneSource,
} from "../../../lib/polytomic/s3-model";
import { problemsOf } from "../../../lib/validation/check-props";
import { evaluate } from "../evaluate";
import { tokens } from "../tokens";

const rule = withOneSource(z.strictObject(s3ModelSourceShape()));
const said = (source: unknown): string[] =>
  problemsOf(rule, source).map(({ prop, message }) => `${prop}: ${message}`);

describe("the configuration of a model", () => {
  test.each<[string, S3ModelSource, object]>([
    ["a file", { file: "orders.csv" }, { model_from: "single_file", key: "orders.csv" }],
    [
      "a file of a format",
      { file: "orders", format: "json" },
      { model_from: "single_file", key: "orders", file_format: "json" },
    ],
    ["an archive", { archive: {} }, { model_from: "multi_file_archive" }],
    [
      "an archive with everything",
      { archive: { key: "all.zip", subfolder: "orders" }, format: "csv" },
      { model_from: "multi_file_archive", key: "all.zip", subfolder: "orders", file_format: "csv" },
    ],
    [
      "a file with a name in need of escapes",
      { file: 'a "b" \\ <c>.csv' },
      { model_from: "single_file", key: 'a "b" \\ <c>.csv' },
    ],
  ])("says %s in texts only, none of them empty", (_, source, configuration) => {
    expect(said(source)).toEqual([]);
    expect(evaluate(s3ModelConfiguration(source))).toEqual(configuration);
  });

  test("takes a member that holds undefined for one that is not given", () => {
    const source = JSON.parse('{ "file": "orders.csv" }') as S3ModelSource;
    expect(evaluate(s3ModelConfiguration({ ...source, ["archive" as string]: undefined }))).toEqual({
      model_from: "single_file",
      key: "orders.csv",
    });
  });
});

describe("a source is refused", () => {
  test.each<[string, unknown, string[]]>([
    [
      "that is neither a file nor an archive",
      { format: "csv" },
      ['file: is missing; name an object with file: "orders.csv", or give archive: { ... }'],
    ],
    [
      "that is both",
      { file: "a.csv", archive: {} },
      ["archive: was given besides file; a model is made of one or the other"],
    ],
    [
      "with an empty key",
      { archive: { key: "" } },
      ['archive.key: "" was given; it must not be empty; leave it out for the default'],
    ],
    ["that is null", { archive: null }, ["archive: null was given; an object is expected"]],
    [
      "of an unknown format",
      { file: "a", format: "xml" },
      ['format: "xml" was given; one of "csv", "json", "parquet" is expected'],
    ],
  ])("%s", (_, source, problems) => {
    expect(said(source)).toEqual(problems);
  });

  test("but not for its tokens", () => {
    expect(said({ file: tokens.text, format: tokens.text })).toEqual([]);
    expect(said({ archive: { key: tokens.text, subfolder: tokens["part of a text"] } })).toEqual([]);
  });
});

import {
  s3BulkDestinationConfiguration,
  s3BulkDestinationRule,
  s3BulkSourceRule,
} from "../../../lib/polytomic/s3-bulk-sync";
import { problemsOf } from "../../../lib/validation/check-props";
import { ruleProblems } from "../../support/problems";
import { tokens } from "../tokens";

const problemsIn = (configuration: unknown): string[] =>
  ruleProblems(s3BulkDestinationRule(), configuration, ({ code, prop }) => `${code} ${prop}`);

test("S3 has no options as the source of a bulk sync", () => {
  expect(problemsOf(s3BulkSourceRule(), undefined)).toEqual([]);
  expect(problemsOf(s3BulkSourceRule(), {})).toMatchObject([
    { code: "CONFLICT", message: "is set, but S3 has no options as a source; remove it" },
  ]);
});

describe("S3 as the destination of a bulk sync", () => {
  test.each([{}, { format: "csv", subfolder: "reports" }, { format: tokens.text, subfolder: tokens.text }])(
    "accepts %j",
    (configuration) => {
      expect(problemsIn(configuration)).toEqual([]);
    },
  );

  test.each([
    [{ format: "" }, "OUT_OF_RANGE format"],
    [{ format: 5 }, "WRONG_TYPE format"],
    [{ subfolder: "../others" }, "MALFORMED subfolder"],
    [{ subfolder: "a/*" }, "MALFORMED subfolder"],
    [{ schema: "raw" }, "UNKNOWN_PROP schema"],
  ])("rejects %j", (configuration, problem) => {
    expect(problemsIn(configuration)).toEqual([problem]);
  });

  test("sends the options that are set, with a normalized folder", () => {
    expect(s3BulkDestinationConfiguration({})).toEqual({});
    expect(s3BulkDestinationConfiguration({ format: "csv", subfolder: "/reports/" })).toEqual({
      format: "csv",
      subfolder: "reports",
    });
  });
});

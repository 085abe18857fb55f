import {
  automaticallyAddRule,
  bulkSchemaArguments,
  bulkSchemasRule,
  bulkSyncModeRule,
} from "../../../lib/polytomic/bulk-sync";
import { problemsOf } from "../../../lib/validation/check-props";
import { tokens } from "../tokens";

const said = (schemas: unknown): string[] =>
  problemsOf(bulkSchemasRule(), schemas).map(({ prop, message }) => `${prop}: ${message}`);

describe("the schemas of a bulk sync", () => {
  test("say for each whether it is enabled, and that all of its fields are selected", () => {
    const schemas = ["orders", { id: "customers" }, { id: "refunds", enabled: false }];
    expect(said(schemas)).toEqual([]);
    expect(bulkSchemaArguments(schemas)).toEqual([
      { id: "orders", enabled: true, fields: [] },
      { id: "customers", enabled: true, fields: [] },
      { id: "refunds", enabled: false, fields: [] },
    ]);
  });

  test("have the options that are given", () => {
    const schemas = [{ id: "orders", partitionKey: "day", trackingField: "updated_at" }];
    expect(said(schemas)).toEqual([]);
    expect(bulkSchemaArguments(schemas)).toEqual([
      { id: "orders", enabled: true, fields: [], partitionKey: "day", trackingField: "updated_at" },
    ]);
  });

  test("stay enabled where undefined is given", () => {
    const undefinedMember = { id: "orders", ["enabled" as string]: undefined };
    expect(bulkSchemaArguments([undefinedMember])).toMatchObject([{ enabled: true }]);
  });

  test("may be none, which selects all", () => {
    expect(said([])).toEqual([]);
    expect(bulkSchemaArguments([])).toEqual([]);
  });

  test("may have tokens as ids and options", () => {
    expect(said([tokens.text, { id: tokens["part of a text"], enabled: tokens["lazy value"] }])).toEqual([]);
  });
});

describe("schemas are refused", () => {
  test.each<[string, unknown, string[]]>([
    [
      "with an unknown option, an empty id or no id",
      [{ id: "a", fields: [] }, "", {}, { id: "" }],
      [
        "[0].fields: is not a prop here. Is it misspelt, or does it belong to another option?",
        '[1]: "" was given; it must not be empty',
        "[2].id: is missing; a text is expected",
        '[3].id: "" was given; it must not be empty',
      ],
    ],
    ["that are listed twice", ["a", { id: "b" }, { id: "a" }], ['[2]: "a" is listed twice']],
    ["that are the same token twice", [tokens.text, tokens.text], ["[1]: a token is listed twice"]],
    ["that are null", [null], ["[0]: null was given; an object is expected"]],
    [
      "that are numbers",
      [1, 1],
      ["[0]: 1 was given; an object is expected", "[1]: 1 was given; an object is expected"],
    ],
    ["in a text", "orders", ["props: a text was given; a list is expected"]],
    [
      "in a token",
      tokens.list,
      ["props: must be a list that is written out; a token can stand for an element only"],
    ],
  ])("%s", (_, schemas, problems) => {
    expect(said(schemas)).toEqual(problems);
  });
});

test("modes and what is added automatically are those of Polytomic", () => {
  expect(problemsOf(bulkSyncModeRule(), "mirror")).toMatchObject([
    { message: '"mirror" was given; one of "replicate", "snapshot" is expected' },
  ]);
  expect(problemsOf(automaticallyAddRule(), "some")).toMatchObject([
    {
      message: '"some" was given; one of "all", "onlyIncremental", "onlyNonIncremental", "none" is expected',
    },
  ]);
});

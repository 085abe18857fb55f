import {
  automaticallyAddRule,
  bulkSchemaArguments,
  bulkSchemasRule,
  bulkSyncModeRule,
} from "../../../lib/polytomic/bulk-sync";
import { field } from "../../../lib/polytomic/filters";
import { problemsOf } from "../../../lib/validation/check-props";
import { ruleProblems } from "../../support/problems";
import { evaluate } from "../evaluate";
import { tokens } from "../tokens";

const problemsIn = (schemas: unknown): string[] => ruleProblems(bulkSchemasRule(), schemas);

/** The default arguments of a schema. */
const usual = { enabled: true, fields: [], partitionKey: "", trackingField: "", disableDataCutoff: false };

describe("the schemas of a bulk sync", () => {
  test("send for each whether it is enabled, that all of its fields are selected, and that it has no options", () => {
    const schemas = ["orders", { id: "customers" }, { id: "refunds", enabled: false }];
    expect(problemsIn(schemas)).toEqual([]);
    expect(bulkSchemaArguments(schemas)).toEqual([
      { id: "orders", ...usual },
      { id: "customers", ...usual },
      { id: "refunds", ...usual, enabled: false },
    ]);
  });

  test("send the options that are set", () => {
    const schemas = [{ id: "orders", partitionKey: "day", trackingField: "updated_at" }];
    expect(problemsIn(schemas)).toEqual([]);
    expect(bulkSchemaArguments(schemas)).toEqual([
      { id: "orders", ...usual, partitionKey: "day", trackingField: "updated_at" },
    ]);
  });

  test("select fields by id or with options, and always send both enabled and obfuscated", () => {
    const fields = ["Id", { id: "Email", obfuscate: true }, { id: "Fax", enabled: false }];
    expect(problemsIn([{ id: "Contact", fields }])).toEqual([]);
    expect(bulkSchemaArguments([{ id: "Contact", fields }])).toEqual([
      {
        id: "Contact",
        ...usual,
        fields: [
          { id: "Id", enabled: true, obfuscate: false },
          { id: "Email", enabled: true, obfuscate: true },
          { id: "Fax", enabled: false, obfuscate: false },
        ],
      },
    ]);
  });

  test("exclude records by filters and by age", () => {
    const schema = {
      id: "orders",
      filters: [field("status").notEquals("draft"), field("id").greaterThan(5), field("at").isNotNull()],
      dataCutoffTimestamp: "2026-01-01T00:00:00Z",
      disableDataCutoff: true,
    };
    expect(problemsIn([schema])).toEqual([]);
    expect(evaluate(bulkSchemaArguments([schema]))).toEqual([
      {
        id: "orders",
        ...usual,
        filters: [
          { fieldId: "status", function: "Inequality", value: "draft" },
          { fieldId: "id", function: "GreaterThan", value: 5 },
          { fieldId: "at", function: "IsNotNull" },
        ],
        dataCutoffTimestamp: "2026-01-01T00:00:00Z",
        disableDataCutoff: true,
      },
    ]);
  });

  test("treat undefined as unset", () => {
    const undefinedMembers = { enabled: undefined, partitionKey: undefined, dataCutoffTimestamp: undefined };
    expect(bulkSchemaArguments([{ id: "orders", ...(undefinedMembers as object) }])).toEqual([
      { id: "orders", ...usual },
    ]);
  });

  test('are all selected by "all" or by default', () => {
    expect(problemsIn("all")).toEqual([]);
    expect(bulkSchemaArguments("all")).toEqual([]);
    expect(bulkSchemaArguments()).toEqual([]);
    // A schema can have that name.
    expect(problemsIn(["all"])).toEqual([]);
    expect(bulkSchemaArguments(["all"])).toEqual([{ id: "all", ...usual }]);
  });

  test("accept tokens as ids and options", () => {
    expect(
      problemsIn([tokens.text, { id: tokens["part of a text"], enabled: tokens["lazy value"] }]),
    ).toEqual([]);
  });
});

describe("rejects schemas", () => {
  test.each<[string, unknown, string[]]>([
    [
      "with an unknown option, an empty id or no id",
      [{ id: "a", field: [] }, "", {}, { id: "" }],
      [
        "[0].field: is not a prop here. Did you mean fields?",
        "[1]: must not be empty",
        "[2].id: is missing; expected a string",
        "[3].id: must not be empty",
      ],
    ],
    [
      "with fields twice, a time without offset, and names that are never sent",
      [{ id: "a", fields: ["x", { id: "x" }], dataCutoffTimestamp: "2026-01-01 00:00", userOutputName: "b" }],
      [
        '[0].fields[1]: "x" is listed twice',
        '[0].dataCutoffTimestamp: "2026-01-01 00:00" is not a timestamp with an offset, such as 2026-01-01T00:00:00Z',
        expect.stringContaining(
          "[0].userOutputName: cannot be set: the Terraform provider accepts it but does not send it",
        ),
      ],
    ],
    ["that are listed twice", ["a", { id: "b" }, { id: "a" }], ['[2]: "a" is listed twice']],
    ["that are the same token twice", [tokens.text, tokens.text], ["[1]: a token is listed twice"]],
    [
      "in an empty array, which would copy everything",
      [],
      [
        'props: is empty, which Polytomic treats as all schemas; list at least one, or write "all" to copy all schemas',
      ],
    ],
    [
      "with an empty array of fields, and of filters",
      [{ id: "a", fields: [], filters: [] }],
      [
        "[0].fields: is empty, which Polytomic treats as all fields; list at least one, or omit it to copy all fields",
        "[0].filters: is empty, so every record would match; add at least one filter, or omit it to copy all records",
      ],
    ],
    ["that are null", null, ["props: expected an array, got null"]],
    ["as another string", "ALL", ['props: must be an array of schemas, such as ["public.orders"], or "all"']],
    ["with an element that is null", [null], ["[0]: expected an object, got null"]],
    ["that are numbers", [1, 1], ["[0]: expected an object, got 1", "[1]: expected an object, got 1"]],
    ["as a string", "orders", ['props: must be an array of schemas, such as ["public.orders"], or "all"']],
    ["as a token", tokens.list, ["props: must be a literal array; tokens are allowed only as elements"]],
  ])("%s", (_, schemas, problems) => {
    expect(problemsIn(schemas)).toEqual(problems);
  });
});

test("modes and automatic additions match Polytomic's", () => {
  expect(problemsOf(bulkSyncModeRule(), "mirror")).toMatchObject([
    { message: 'expected "replicate" or "snapshot", got "mirror"' },
  ]);
  expect(problemsOf(automaticallyAddRule(), "some")).toMatchObject([
    {
      message: 'expected "all", "onlyIncremental", "onlyNonIncremental", or "none", got "some"',
    },
  ]);
});

import type { z } from "zod";
import { FieldReference } from "../../../lib/polytomic/field-reference";
import {
  fieldMappingRule,
  filterArguments,
  filtersRule,
  identityArguments,
  identityProblem,
  identityRule,
  mappedFields,
  modelSyncModeRule,
  staticFields,
} from "../../../lib/polytomic/model-sync";
import { problemsOf } from "../../../lib/validation/check-props";
import { evaluate } from "../evaluate";
import { tokens } from "../tokens";

const field = (name: string): FieldReference => new FieldReference({ modelId: "orders" }, name);
const said = (rule: z.ZodType, value: unknown): string[] =>
  problemsOf(rule, value).map(({ prop, message }) => `${prop}: ${message}`);

describe("the field mapping", () => {
  const mapping = {
    Email: field("email"),
    LeadSource: "Polytomic",
    Total: field("total"),
    Note: tokens.text,
  };

  test("may have fields, texts and tokens", () => {
    expect(said(fieldMappingRule(), mapping)).toEqual([]);
  });

  test("sends what comes from a model as fields", () => {
    expect(mappedFields(mapping)).toEqual([
      { target: "Email", source: { modelId: "orders", field: "email" } },
      { target: "Total", source: { modelId: "orders", field: "total" } },
    ]);
  });

  test("sends texts as override fields, or none at all", () => {
    expect(staticFields(mapping)).toEqual([
      { target: "LeadSource", overrideValue: "Polytomic" },
      { target: "Note", overrideValue: tokens.text },
    ]);
    expect(staticFields({ Email: field("email") })).toBeUndefined();
  });

  const NONE = 'props: maps no field of a model; map at least one, such as { Email: model.field("email") }';
  const NO_FIELD =
    'must be a field of a model such as model.field("email"), or a text that every record gets';

  test.each<[string, unknown, string[]]>([
    ["without a field", {}, [NONE]],
    ["of texts only", { LeadSource: "Polytomic" }, [NONE]],
    ["with an empty text", { Email: field("email"), Note: "" }, ["Note: is empty; leave the field out"]],
    ["with a number", { Email: field("email"), Total: 5 }, [`Total: ${NO_FIELD}`]],
    ["with null", { Email: field("email"), Total: null }, [`Total: ${NO_FIELD}`]],
    ["with a field of no name", { Email: field("email"), Total: field("") }, [`Total: ${NO_FIELD}`]],
    ["with an empty name", { "": field("email") }, ['[""]: "" was given; it must not be empty']],
    ["that is null", null, ["props: null was given; an object is expected"]],
    ["that is a list", [], ["props: a list of 0 was given; an object is expected", NONE]],
  ])("%s is refused", (_, value, problems) => {
    expect(said(fieldMappingRule(), value)).toEqual(problems);
  });
});

describe("filters", () => {
  test("compare with JSON, whatever the value", () => {
    const filters = [
      field("total").greaterThan(100),
      field("name").equals('a "quoted" name'),
      field("state").oneOf("open", "paid"),
      field("day").where("InTheLast", { unit: "day", value: 7 }),
      field("active").equals(false),
      field("email").isNotNull(),
    ];
    expect(said(filtersRule(), filters)).toEqual([]);
    expect(evaluate(filterArguments(filters).map(({ value }) => value ?? "no value"))).toEqual([
      100,
      'a "quoted" name',
      ["open", "paid"],
      { unit: "day", value: 7 },
      false,
      "no value",
    ]);
  });

  test("name model and field, and leave the label to Polytomic", () => {
    expect(filterArguments([field("email").isNull()])).toEqual([
      { source: { modelId: "orders", field: "email" }, function: "IsNull" },
    ]);
  });

  test("may compare with tokens", () => {
    expect(
      said(filtersRule(), [field("total").greaterThan(tokens.number), field("a").oneOf(...tokens.list)]),
    ).toEqual([]);
  });

  const source = field("total");
  test.each<[string, unknown, string[]]>([
    ["none", [], ["props: a list of 0 was given; it must not be empty"]],
    ["null among them", [null], ["[0]: null was given; an object is expected"]],
    [
      "no field",
      [{ source: "total", function: "IsNull" }],
      ['[0].source: must be a field of a model such as model.field("email")'],
    ],
    [
      "an unknown function",
      [{ source, function: "Equals", value: 1 }],
      [expect.stringMatching(/^\[0\]\.function: "Equals" was given; one of "Equality", .* is expected$/)],
    ],
    [
      "nothing to compare with",
      [{ source, function: "GreaterThan" }],
      ['[0].value: is missing; "GreaterThan" compares the field with it'],
    ],
    [
      "something to compare with and no use for it",
      [{ source, function: "IsNull", value: 1 }],
      ['[0].value: was given, but "IsNull" compares with nothing; leave it out'],
    ],
    [
      "a value that is no JSON",
      [{ source, function: "Equality", value: () => 1 }],
      ["[0].value: must be a value that JSON has"],
    ],
    [
      "a label",
      [{ source, function: "IsNull", label: "A" }],
      ["[0].label: is not a prop here. Is it misspelt, or does it belong to another option?"],
    ],
    [
      "a token for the list",
      tokens.list,
      ["props: must be a list that is written out; a token can stand for an element only"],
    ],
  ])("are refused with %s", (_, filters, problems) => {
    expect(said(filtersRule(), filters)).toEqual(problems);
  });
});

describe("the identity", () => {
  test("compares by equality unless it says otherwise", () => {
    const identity = { source: field("email"), target: "Email" };
    expect(said(identityRule(), identity)).toEqual([]);
    expect(identityArguments(identity)).toEqual({
      source: { modelId: "orders", field: "email" },
      target: "Email",
      function: "Equality",
    });
    expect(identityArguments({ ...identity, function: "DomainMatch" }).function).toBe("DomainMatch");
  });

  test.each(["update", "updateOrCreate", "remove"])("is needed by mode %s", (mode) => {
    expect(identityProblem(mode, undefined)).toBe(
      `is missing; mode "${mode}" needs a field by which records are recognized`,
    );
    expect(identityProblem(mode, {})).toBeUndefined();
  });

  test.each(["create", "replace", "append", tokens.text])("is not needed by mode %s", (mode) => {
    expect(identityProblem(mode, undefined)).toBeUndefined();
  });

  test("is checked member by member", () => {
    expect(said(identityRule(), { source: null, target: "", function: "Fuzzy", newField: true })).toEqual([
      'source: must be a field of a model such as model.field("email")',
      'target: "" was given; it must not be empty',
      'function: "Fuzzy" was given; one of "Equality", "ISubstring", "OneOf", "DomainMatch", "HostnameMatch" is expected',
      "newField: is not a prop here. Is it misspelt, or does it belong to another option?",
    ]);
  });
});

test("modes and formats are those of Polytomic", () => {
  expect(said(modelSyncModeRule(), "upsert")).toEqual([
    'props: "upsert" was given; one of "create", "update", "updateOrCreate", "replace", "append", "remove" is expected',
  ]);
});

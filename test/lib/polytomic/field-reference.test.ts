import { FieldReference } from "../../../lib/polytomic/field-reference";
import { tokens } from "../tokens";

const total = new FieldReference({ modelId: "orders" }, "total");

describe("a filter on a field", () => {
  test.each([
    ["equals", total.equals("a"), { function: "Equality", value: "a" }],
    ["notEquals", total.notEquals(false), { function: "Inequality", value: false }],
    ["greaterThan", total.greaterThan(0), { function: "GreaterThan", value: 0 }],
    ["lessThan", total.lessThan(100), { function: "LessThan", value: 100 }],
    ["oneOf", total.oneOf("a", "b"), { function: "StringOneOf", value: ["a", "b"] }],
    ["isNull", total.isNull(), { function: "IsNull" }],
    ["isNotNull", total.isNotNull(), { function: "IsNotNull" }],
    ["where", total.where("Between", [1, 2]), { function: "Between", value: [1, 2] }],
    ["where without value", total.where("True"), { function: "True" }],
  ])("is made by %s", (_, filter, expected) => {
    expect(filter).toEqual({ source: total, ...expected });
  });
});

describe("isFieldReference", () => {
  test("recognizes fields, including tokens and fields of another copy of the package", () => {
    const copy = { model: { modelId: tokens.text }, field: "total" };
    expect([total, copy].map(FieldReference.isFieldReference)).toEqual([true, true]);
  });

  test.each([
    [null],
    ["total"],
    [{ field: "total" }],
    [{ model: null, field: "total" }],
    [{ model: {}, field: "total" }],
    [{ model: { modelId: "orders" }, field: "" }],
    [{ model: { modelId: "orders" }, field: 5 }],
  ])("does not recognize %j as a field", (value) => {
    expect(FieldReference.isFieldReference(value)).toBe(false);
  });
});

import { formatValue, formatPath } from "../../lib/format";
import { isToken } from "../../lib/tokens";
import { tokens, tokensByKind } from "./tokens";

describe("isToken", () => {
  test.each(tokensByKind)("recognizes a %s token", (_, token) => {
    expect(isToken(token)).toBe(true);
  });

  test("recognizes the element of a list token and the key of a map token", () => {
    expect([tokens.list[0], Object.keys(tokens.map)[0]].map(isToken)).toEqual([true, true]);
  });

  test.each([
    ["text"],
    ["${aws_s3_bucket.b.id}"],
    [1],
    [true],
    [null],
    [undefined],
    [["a"]],
    [{}],
    [() => 1],
  ])("treats %p as a literal", (value) => {
    expect(isToken(value)).toBe(false);
  });
});

describe("formatValue", () => {
  test.each(tokensByKind)("never shows the string of a %s token", (_, token) => {
    expect(formatValue(token)).toBe("a token");
  });

  test.each([
    ['a "b"', '"a \\"b\\""'],
    ["x".repeat(81), `"${"x".repeat(77)}..."`],
    ["x".repeat(80), `"${"x".repeat(80)}"`],
    [2, "2"],
    [NaN, "NaN"],
    [true, "true"],
    [null, "null"],
    [undefined, "undefined"],
    [["a", "b"], "an array of 2"],
    [{ secret: "s" }, "an object"],
    [Object.create(null), "an object"],
    [() => "secret", "a function"],
    [Symbol("s"), "Symbol(s)"],
    [1n, "1"],
  ])("shows %p as %s", (value, shown) => {
    expect(formatValue(value)).toBe(shown);
  });
});

describe("formatPath", () => {
  test.each([
    [["files", "skipLines"], "files.skipLines"],
    [["schemas", 2, "id"], "schemas[2].id"],
    [["fields", "First name"], 'fields["First name"]'],
    [["tags", ""], 'tags[""]'],
    [["fields", "Lifetime__c"], "fields.Lifetime__c"],
    [["fields", tokens.text], "fields[a token]"],
    [[], "props"],
  ])("shows %j as %s", (path, shown) => {
    expect(formatPath(path)).toBe(shown);
  });
});

import { z } from "zod";
import { targetArguments, targetObjectShape, withOneObject } from "../../../lib/polytomic/sync-target";
import { problemsOf } from "../../../lib/validation/check-props";
import { evaluate } from "../evaluate";
import { tokens } from "../tokens";

const rule = withOneObject(z.strictObject(targetObjectShape()));
const said = (target: unknown): string[] =>
  problemsOf(rule, target).map(({ code, prop, message }) => `${code} ${prop}: ${message}`);

describe("the object of a sync's target", () => {
  test.each([
    { object: "audience" },
    { object: "audience", format: "json-doc" },
    { create: { name: "audience" }, format: "parquet" },
    { object: tokens.text, format: tokens.text },
    { create: tokens.map },
  ])("may be %j", (target) => {
    expect(said(target)).toEqual([]);
  });

  test.each<[object, string]>([
    [
      {},
      'MISSING object: is missing; set an existing object, such as object: "Contact", or the properties of a new one: create: { ... }',
    ],
    [
      { object: "a", create: { name: "a" } },
      "CONFLICT create: cannot be combined with object; set one of them",
    ],
    [
      { create: {} },
      'OUT_OF_RANGE create: is empty; set the properties of the new object, such as { name: "audience" }',
    ],
    [{ create: { name: "" } }, "OUT_OF_RANGE create.name: must not be empty"],
    [{ create: { name: 5 } }, "WRONG_TYPE create.name: expected a string, got 5"],
    [
      { object: "a", format: "xml" },
      'NOT_ALLOWED format: expected "csv", "json-doc", "json", or "parquet", got "xml"',
    ],
  ])("is not %j", (target, problem) => {
    expect(said(target)).toEqual([problem]);
  });
});

describe("the provider's target", () => {
  test("has the object, and no configuration where none is given: an empty one would never settle", () => {
    expect(targetArguments({ object: "audience" })).toEqual({ object: "audience" });
  });

  test("has the format that is given, else the usual one", () => {
    expect(evaluate(targetArguments({ object: "a", format: "json" }, "csv"))).toEqual({
      object: "a",
      configuration: { format: "json" },
    });
    expect(evaluate(targetArguments({ object: "a" }, "csv"))).toMatchObject({
      configuration: { format: "csv" },
    });
  });

  test("has what a new object asks, and no object", () => {
    expect(targetArguments({ create: { name: "audience" } })).toEqual({ create: { name: "audience" } });
  });
});

import { z } from "zod";
import { targetArguments, targetObjectShape, withOneObject } from "../../../lib/polytomic/sync-target";
import { ruleProblems } from "../../support/problems";
import { evaluate } from "../evaluate";
import { tokens } from "../tokens";

const rule = withOneObject(z.strictObject(targetObjectShape()));
const problemsIn = (target: unknown): string[] =>
  ruleProblems(rule, target, ({ code, prop, message }) => `${code} ${prop}: ${message}`);

describe("the object of a sync's target", () => {
  test.each([
    { object: "audience" },
    { object: "audience", format: "json-doc" },
    { create: { name: "audience" }, format: "parquet" },
    { object: tokens.text, format: tokens.text },
    { create: tokens.map },
  ])("accepts %j", (target) => {
    expect(problemsIn(target)).toEqual([]);
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
  ])("rejects %j", (target, problem) => {
    expect(problemsIn(target)).toEqual([problem]);
  });
});

describe("the provider's target", () => {
  test("has the object and no default configuration, because an empty one would show as a change in every plan", () => {
    expect(targetArguments({ object: "audience" })).toEqual({ object: "audience" });
  });

  test("has the format that is set or the default", () => {
    expect(evaluate(targetArguments({ object: "a", format: "json" }, "csv"))).toEqual({
      object: "a",
      configuration: { format: "json" },
    });
    expect(evaluate(targetArguments({ object: "a" }, "csv"))).toMatchObject({
      configuration: { format: "csv" },
    });
  });

  test("has the options of a new object, and no object", () => {
    expect(targetArguments({ create: { name: "audience" } })).toEqual({ create: { name: "audience" } });
  });
});

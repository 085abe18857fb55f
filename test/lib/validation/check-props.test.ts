import { z } from "zod";
import { InvalidPropsError } from "../../../lib/errors";
import { checkProps, problemsOf } from "../../../lib/validation/check-props";
import { arrayOf, nonEmptyString, integer, withRules } from "../../../lib/validation/combinators";
import { ruleProblems } from "../../support/problems";
import { tokens } from "../tokens";

const schema = z.strictObject({
  name: nonEmptyString(),
  files: z.strictObject({ skipLines: integer(0, 9) }).optional(),
  schemas: z.array(z.strictObject({ id: nonEmptyString() })).optional(),
  tags: z.record(z.string().min(1).max(3), z.string().max(2)).optional(),
});
const lake = { path: "lake/connection", name: "S3Connection" };

describe("checkProps", () => {
  test("accepts valid props", () => {
    expect(() => checkProps(lake, schema, { name: "Lake", files: { skipLines: 1 } })).not.toThrow();
  });

  test("puts all problems into one error, at any depth, unknown props included", () => {
    const props = {
      files: { skipLines: -1 },
      schemas: [{ id: "a" }, { id: "b", title: "B" }, { id: "" }],
      nmae: "Lake",
    };
    expect(() => checkProps(lake, schema, props)).toThrow(
      new InvalidPropsError(lake.path, lake.name, [
        { prop: "name", code: "MISSING", message: "is missing; expected a string" },
        { prop: "files.skipLines", code: "OUT_OF_RANGE", message: "must be at least 0, got -1" },
        {
          prop: "schemas[1].title",
          code: "UNKNOWN_PROP",
          message: "is not a prop here. Is it misspelled, or does it belong to another option?",
        },
        {
          prop: "schemas[2].id",
          code: "OUT_OF_RANGE",
          message: "must not be empty",
        },
        { prop: "nmae", code: "UNKNOWN_PROP", message: "is not a prop here. Did you mean name?" },
      ]),
    );
  });
});

describe("problemsOf", () => {
  test.each([
    [undefined, "MISSING", "is missing; expected an object"],
    [null, "WRONG_TYPE", "expected an object, got null"],
    [[], "WRONG_TYPE", "expected an object, got an array of 0"],
  ])("rejects %j as props", (props, code, message) => {
    expect(problemsOf(schema, props)).toEqual([{ prop: "props", code, message }]);
  });

  test("does not show a string in place of an object, because it can be a secret", () => {
    expect(problemsOf(schema, "hunter2")).toEqual([
      { prop: "props", code: "WRONG_TYPE", message: "expected an object, got a string" },
    ]);
  });

  test("reports problems with the names and values of a map", () => {
    expect(problemsOf(schema, { name: "n", tags: { "": "a", abcd: "b", abc: "ccc" } })).toEqual([
      { prop: 'tags[""]', code: "OUT_OF_RANGE", message: "must not be empty" },
      {
        prop: "tags.abcd",
        code: "OUT_OF_RANGE",
        message: 'must have at most 3 characters, got "abcd"',
      },
      {
        prop: "tags.abc",
        code: "OUT_OF_RANGE",
        message: 'must have at most 2 characters, got "ccc"',
      },
    ]);
  });

  test("reports empty strings and arrays, required or not", () => {
    const rule = withRules(
      z.strictObject({
        name: nonEmptyString(),
        label: nonEmptyString().optional(),
        formats: arrayOf(nonEmptyString()).optional(),
      }),
      ({ name, label }, problem) => {
        if (name === "labeled" && label === undefined) {
          problem(["label"], "is missing");
        }
      },
    );
    const problemsIn = (props: object): string[] => ruleProblems(rule, props);
    expect(problemsIn({ name: "", label: "", formats: [] })).toEqual([
      "name: must not be empty",
      "label: must not be empty",
      "formats: must not be empty",
    ]);
    expect(problemsIn({ name: "n", formats: [""] })).toEqual(["formats[0]: must not be empty"]);
    expect(problemsIn({ name: "labeled", label: "" })).toEqual(["label: must not be empty"]);
  });

  test("shows no token, neither as a value nor as a name", () => {
    const problems = problemsOf(schema, { name: "n", [tokens.text]: 1, files: tokens.text });
    expect(problems.map(({ prop, message }) => [prop, message])).toEqual([
      ["files", "expected an object, got a token"],
      ["[a token]", "is not a prop here. Is it misspelled, or does it belong to another option?"],
    ]);
  });
});

import { readPolicy, UnknownPart } from "../../../../lib/iam/permissions";

const statement = { Effect: "Allow", Action: "s3:GetObject", Resource: "*" };
const problemOf = (document: unknown): string | undefined => readPolicy(document).problem;

describe("a policy that is read", () => {
  it("can be JSON with whitespace, and a single statement", () => {
    const text = `\n  ${JSON.stringify({ Version: "2012-10-17", Statement: statement }, null, 2)}\n`;

    expect(readPolicy(text).policy).toEqual({
      hasVariables: true,
      statements: [
        {
          sid: undefined,
          effect: "Allow",
          principals: undefined,
          actions: { isNot: false, values: ["s3:GetObject"] },
          resources: { isNot: false, values: ["*"] },
          conditions: [],
          unknownConditions: [],
        },
      ],
      unknownStatements: [],
    });
  });

  it("takes null for an absent element, and numbers and booleans for strings", () => {
    const Condition = { Bool: { a: true }, NumericEquals: { b: [1, "2"] } };
    const { policy } = readPolicy({ Statement: [{ ...statement, NotAction: null, Sid: null, Condition }] });

    expect(policy?.statements[0]?.conditions).toEqual([
      { operator: "Bool", key: "a", values: ["true"] },
      { operator: "NumericEquals", key: "b", values: ["1", "2"] },
    ]);
  });

  it("keeps unknown parts where they are", () => {
    const part = new UnknownPart("x");
    const { policy } = readPolicy({
      Statement: [
        part,
        { ...statement, Effect: part },
        { ...statement, Action: part, Principal: part, Condition: part },
      ],
    });

    expect(policy?.unknownStatements).toEqual([part, part]);
    expect(policy?.statements).toMatchObject([
      {
        actions: { values: [part] },
        principals: { values: [{ kind: undefined, name: part }] },
        unknownConditions: [part],
      },
    ]);
    expect(readPolicy(part).policy?.unknownStatements).toEqual([part]);
  });

  it.each<[string, unknown, string]>([
    ["an empty string", " ", "the policy is empty"],
    ["other text", "{", "the policy is not JSON"],
    ["a list", [], "the policy is not an object"],
    ["null", null, "the policy is not an object"],
    ["JSON of a string", '"x"', "the policy is not an object"],
    ["no statement", {}, "Statement is missing"],
    ["a string as statement", { Statement: ["x"] }, "statement 1: expected an object"],
    [
      "no effect",
      { Statement: [statement, { Action: "*" }] },
      'statement 2: Effect must be "Allow" or "Deny"',
    ],
    ["no action", { Statement: { Effect: "Deny" } }, "statement 1: Action is missing"],
    [
      "two actions",
      { Statement: { ...statement, NotAction: "x" } },
      "statement 1: has both Action and NotAction",
    ],
    [
      "an object as action",
      { Statement: { ...statement, Action: {} } },
      "statement 1: Action must be a string or an array of strings",
    ],
    [
      "null in an array",
      { Statement: { ...statement, Resource: [null] } },
      "statement 1: Resource must be a string or an array of strings",
    ],
    [
      "a string as principal",
      { Statement: { ...statement, Principal: "111122223333" } },
      'statement 1: Principal must be "*" or an object',
    ],
    [
      "a string as condition",
      { Statement: { ...statement, Condition: "x" } },
      "statement 1: Condition must be an object",
    ],
    [
      "a string as operator",
      { Statement: { ...statement, Condition: { Bool: "x" } } },
      "statement 1: Condition Bool must be an object",
    ],
  ])("cannot be %s", (_, document, problem) => {
    expect(problemOf(document)).toBe(problem);
  });
});

import { z } from "zod";
import { propProblems } from "../../support/problems";
import {
  ruleByValue,
  entriesOf,
  bool,
  instance,
  json,
  arrayOf,
  tokenOrObject,
  tokenOrString,
  nonEmpty,
  mapOf,
  oneOf,
  reject,
  nonEmptyString,
  checkedString,
  variants,
  integer,
  withRules,
  literalArray,
} from "../../../lib/validation/combinators";
import { tokens, tokensByKind } from "../tokens";

const problemsIn = (rule: z.ZodType, value: unknown): string[] =>
  propProblems(rule, value, ({ prop, message }) => `${prop} ${message}`);

const noX = checkedString((value) => (value.includes("x") ? "has an x" : undefined));

const TEXTS = ["text", "part of a text", "lazy value"];
const ALL = tokensByKind.map(([kind]) => kind);

describe.each<[string, z.ZodType, readonly string[]]>([
  ["nonEmptyString", nonEmptyString(), TEXTS],
  ["bool", bool(), TEXTS],
  ["integer", integer(0, 9), [...TEXTS, "number"]],
  ["oneOf", oneOf(["a", "b"]), TEXTS],
  ["arrayOf", arrayOf(nonEmptyString()), ["list", "lazy value"]],
  ["checkedString", noX, TEXTS],
  ["json", json(), ALL],
  ["tokenOrString", tokenOrString(z.never()), TEXTS],
  ["tokenOrObject", tokenOrObject(z.never()), ["map", "lazy value"]],
])("%s", (_, rule, kinds) => {
  test.each(tokensByKind)("accepts a %s token, or reports that it would not be resolved", (kind, token) => {
    const problems = problemsIn(rule, token);
    expect(problems.filter((problem) => !/^it expected .*, got a \w+ token$/.test(problem))).toEqual([]);
    expect(problems).toHaveLength(kinds.includes(kind) ? 0 : 1);
  });
});

describe("a literal", () => {
  test.each<[string, z.ZodType, unknown, string]>([
    ["text", nonEmptyString(), "", "must not be empty"],
    ["text", nonEmptyString(), 5, "expected a string, got 5"],
    ["text", nonEmptyString(), null, "expected a string, got null"],
    ["text", nonEmptyString(), undefined, "is missing; expected a string"],
    ["flag", bool(), "true", 'expected true or false, got "true"'],
    ["whole number", integer(0, 9), 1.5, "expected a whole number, got 1.5"],
    ["whole number", integer(0, 9), NaN, "expected a number, got NaN"],
    ["whole number", integer(0, 9), -1, "must be at least 0, got -1"],
    ["whole number", integer(1, 9), 0, "must be at least 1, got 0"],
    ["whole number", integer(0, 9), 10, "must be at most 9, got 10"],
    ["whole number", integer(0, 9), "5", 'expected a number, got "5"'],
    ["choice", oneOf(["a", "b"]), "c", 'expected "a" or "b", got "c"'],
    ["choice", oneOf(["a", "b"]), undefined, 'is missing; expected "a" or "b"'],
    ["list", arrayOf(nonEmptyString()), [], "must not be empty"],
    ["list", arrayOf(nonEmptyString()), "a", "expected an array, got a string"],
    ["string with a rule", noX, "axe", '"axe" has an x'],
    ["string with a rule", noX, "", "must not be empty"],
    ["string with a rule", noX, {}, "expected a string, got an object"],
    ["JSON", json(), () => 1, "must be a JSON value"],
    ["JSON", json(), Infinity, "must be a JSON value"],
    ["JSON", json(), { a: [{ b: new Date() }] }, "must be a JSON value"],
    ["instance", instance("a bucket", Array.isArray), {}, "must be a bucket"],
    ["instance", instance("a bucket", Array.isArray), undefined, "is missing; expected a bucket"],
    ["instance", instance("a bucket", Array.isArray, "buy one"), {}, "must be a bucket: buy one"],
    [
      "instance",
      instance("a bucket", Array.isArray, "buy one"),
      undefined,
      "is missing; expected a bucket: buy one",
    ],
  ])("that isn't a valid %s is rejected (%#)", (_, rule, value, message) => {
    expect(problemsIn(rule, value)).toEqual([`it ${message}`]);
  });

  test("that is an array is checked element by element, except tokens", () => {
    expect(problemsIn(arrayOf(nonEmptyString()), ["a", "", tokens.text, 3])).toEqual([
      "it[1] must not be empty",
      "it[3] expected a string, got 3",
    ]);
  });

  test("that is JSON is accepted, with tokens at any depth", () => {
    expect(problemsIn(json(), { a: [1, "b", true, null, tokens.number], c: { d: tokens.text } })).toEqual([]);
  });

  test("that contains itself is rejected as JSON", () => {
    const knot: Record<string, unknown> = {};
    knot.self = { knot };
    expect(problemsIn(json(), knot)).toEqual(["it.self.knot contains itself, which cannot be synthesized"]);
  });
});

describe("reject", () => {
  const rule = reject(
    (value) => (value === "N/A" ? { code: "NOT_ALLOWED", message: "is no number; leave it out" } : undefined),
    bool(),
  );

  test("reports only its own message", () => {
    expect(problemsIn(rule, "N/A")).toEqual(["it is no number; leave it out"]);
  });

  test("passes everything else to the rule", () => {
    expect(problemsIn(rule, true)).toEqual([]);
    expect(problemsIn(rule, "yes")).toEqual(['it expected true or false, got "yes"']);
  });

  test("can be optional", () => {
    expect(problemsIn(rule.optional(), undefined)).toEqual([]);
  });
});

describe("literalArray", () => {
  test("rejects a list token, whose elements are unknown", () => {
    expect(problemsIn(literalArray(nonEmptyString()), tokens.list)).toEqual([
      "it must be a literal array; tokens are allowed only as elements",
    ]);
  });

  test("accepts tokens as elements", () => {
    expect(problemsIn(literalArray(nonEmptyString()), [tokens.text])).toEqual([]);
  });

  test("must not be empty", () => {
    expect(problemsIn(literalArray(nonEmptyString()), [])).toHaveLength(1);
  });
});

describe("nonEmpty", () => {
  const rule = nonEmpty(
    "selects everything; name one",
    ruleByValue(() => z.unknown()),
  );

  test.each([[[]], [{}]])("rejects %j with its own message", (empty) => {
    expect(problemsIn(rule, empty)).toEqual(["it selects everything; name one"]);
  });

  test("passes the rest to the inner rule, including tokens", () => {
    for (const value of [
      ["a"],
      { a: 1 },
      "",
      0,
      null,
      undefined,
      tokens.text,
      tokens.list,
      tokens["lazy value"],
    ]) {
      expect(problemsIn(rule, value)).toEqual([]);
    }
    expect(problemsIn(nonEmpty("selects everything", arrayOf(nonEmptyString())), [""])).toEqual([
      "it[0] must not be empty",
    ]);
  });
});

describe("withRules", () => {
  const rule = withRules(
    z.strictObject({ a: nonEmptyString(), b: nonEmptyString().optional() }),
    ({ b }, problem) => {
      if (b !== undefined) {
        problem(["b"], "is not wanted");
      }
    },
  );

  test("adds its problems to those of the schema", () => {
    expect(problemsIn(rule, { a: 1, b: "b" })).toEqual([
      "it.a expected a string, got 1",
      "it.b is not wanted",
    ]);
  });

  test.each([[null], [undefined], [5]])("skips the rules for %p", (value) => {
    expect(problemsIn(rule, value)).toHaveLength(1);
  });
});

describe("variants", () => {
  const rule = variants("kind", {
    one: z.strictObject({ kind: z.string(), a: nonEmptyString() }),
    two: z.strictObject({ kind: z.string() }),
  });

  test("applies the rules of the chosen shape only", () => {
    expect(problemsIn(rule, { kind: "one", a: "a" })).toEqual([]);
    expect(problemsIn(rule, { kind: "one" })).toEqual(["it.a is missing; expected a string"]);
    expect(problemsIn(rule, { kind: "two", a: "a" })).toEqual(['it.a is allowed only with kind "one"']);
  });

  test.each([
    ["three", ', got "three"'],
    ["constructor", ', got "constructor"'],
    ["__proto__", ', got "__proto__"'],
    [5, ", got 5"],
    [tokens.text, ", got a token"],
    [undefined, "", "is missing; "],
  ])("lists the shapes for %p", (kind, end, start = "") => {
    expect(problemsIn(rule, { kind })).toEqual([`it.kind ${start}expected "one" or "two"${end}`]);
  });

  test.each([
    [null, ", got null"],
    [5, ", got 5"],
    ["secret", ", got a string"],
    [undefined, "", "is missing; "],
  ])("rejects %p, which isn't an object", (value, end, start = "") => {
    expect(problemsIn(rule, value)).toEqual([`it ${start}expected an object${end}`]);
  });
});

describe("names of Object.prototype", () => {
  const named = (name: string): unknown => JSON.parse(`{ "${name}": 5 }`);

  test.each(["__proto__", "constructor", "a"])("are checked like other entries: %s", (name) => {
    expect(problemsIn(entriesOf(nonEmptyString()), named(name))).toEqual([
      `it.${name} expected a string, got 5`,
    ]);
    expect(problemsIn(entriesOf(z.number()), named(name))).toEqual([]);
  });

  test("are rejected as argument names where CDKTF drops them", () => {
    const dropped = "it.__proto__ cannot be a name: synthesis drops it silently. Use another name";
    expect(problemsIn(mapOf(z.number()), named("__proto__"))).toEqual([dropped]);
    expect(problemsIn(mapOf(z.number()), named("constructor"))).toEqual([]);
    expect(problemsIn(json(), { inside: [named("__proto__")] })).toEqual(["it must be a JSON value"]);
    expect(problemsIn(json(), { inside: [named("constructor")] })).toEqual([]);
  });

  test.each([["text"], [[]], [new Map()], [null]])("require an object: %p", (value) => {
    expect(problemsIn(entriesOf(nonEmptyString()), value)).toEqual([
      expect.stringMatching(/^it expected an object, got /),
    ]);
  });
});

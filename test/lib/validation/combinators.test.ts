import { z } from "zod";
import { problemsOf } from "../../../lib/validation/check-props";
import {
  choose,
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

/** What is said of `value`. */
const said = (rule: z.ZodType, value: unknown): string[] =>
  problemsOf(z.strictObject({ it: rule }), { it: value }).map(({ prop, message }) => `${prop} ${message}`);

const noX = checkedString((value) => (value.includes("x") ? "has an x" : undefined));

const TEXTS = ["text", "part of a text", "lazy value"];
const ALL = tokensByKind.map(([kind]) => kind);

describe.each<[string, z.ZodType, readonly string[]]>([
  ["text", nonEmptyString(), TEXTS],
  ["flag", bool(), TEXTS],
  ["wholeNumber", integer(0, 9), [...TEXTS, "number"]],
  ["oneOf", oneOf(["a", "b"]), TEXTS],
  ["listOf", arrayOf(nonEmptyString()), ["list", "lazy value"]],
  ["textThat", noX, TEXTS],
  ["json", json(), ALL],
  ["literalText", tokenOrString(z.never()), TEXTS],
  ["literalMap", tokenOrObject(z.never()), ["map", "lazy value"]],
])("%s", (_, rule, kinds) => {
  test.each(tokensByKind)("lets a %s token pass, or says that it would not be resolved", (kind, token) => {
    const problems = said(rule, token);
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
    ["text with a rule", noX, "axe", '"axe" has an x'],
    ["text with a rule", noX, "", "must not be empty"],
    ["text with a rule", noX, {}, "expected a string, got an object"],
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
  ])("that is no %s is explained (%#)", (_, rule, value, message) => {
    expect(said(rule, value)).toEqual([`it ${message}`]);
  });

  test("that is a list is checked element by element, tokens excepted", () => {
    expect(said(arrayOf(nonEmptyString()), ["a", "", tokens.text, 3])).toEqual([
      "it[1] must not be empty",
      "it[3] expected a string, got 3",
    ]);
  });

  test("that JSON has passes, with tokens at any depth", () => {
    expect(said(json(), { a: [1, "b", true, null, tokens.number], c: { d: tokens.text } })).toEqual([]);
  });

  test("that contains itself is not JSON", () => {
    const knot: Record<string, unknown> = {};
    knot.self = { knot };
    expect(said(json(), knot)).toEqual(["it.self.knot contains itself, which cannot be synthesized"]);
  });
});

describe("refusing", () => {
  const rule = reject(
    (value) => (value === "N/A" ? { code: "NOT_ALLOWED", message: "is no number; leave it out" } : undefined),
    bool(),
  );

  test("answers a mistake with its own message alone", () => {
    expect(said(rule, "N/A")).toEqual(["it is no number; leave it out"]);
  });

  test("leaves everything else to the rule", () => {
    expect(said(rule, true)).toEqual([]);
    expect(said(rule, "yes")).toEqual(['it expected true or false, got "yes"']);
  });

  test("may be optional", () => {
    expect(said(rule.optional(), undefined)).toEqual([]);
  });
});

describe("writtenList", () => {
  test("refuses a list token, of which nothing is known", () => {
    expect(said(literalArray(nonEmptyString()), tokens.list)).toEqual([
      "it must be a literal array; tokens are allowed only as elements",
    ]);
  });

  test("takes tokens as elements", () => {
    expect(said(literalArray(nonEmptyString()), [tokens.text])).toEqual([]);
  });

  test("is not empty", () => {
    expect(said(literalArray(nonEmptyString()), [])).toHaveLength(1);
  });
});

describe("nonEmpty", () => {
  const rule = nonEmpty(
    "selects everything; name one",
    choose(() => z.unknown()),
  );

  test.each([[[]], [{}]])("refuses %j with its own message", (empty) => {
    expect(said(rule, empty)).toEqual(["it selects everything; name one"]);
  });

  test("leaves the rest to the rule inside, tokens among it", () => {
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
      expect(said(rule, value)).toEqual([]);
    }
    expect(said(nonEmpty("selects everything", arrayOf(nonEmptyString())), [""])).toEqual([
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
    expect(said(rule, { a: 1, b: "b" })).toEqual(["it.a expected a string, got 1", "it.b is not wanted"]);
  });

  test.each([[null], [undefined], [5]])("asks the rules nothing about %p", (value) => {
    expect(said(rule, value)).toHaveLength(1);
  });
});

describe("variants", () => {
  const rule = variants("kind", {
    one: z.strictObject({ kind: z.string(), a: nonEmptyString() }),
    two: z.strictObject({ kind: z.string() }),
  });

  test("applies the rules of the chosen shape only", () => {
    expect(said(rule, { kind: "one", a: "a" })).toEqual([]);
    expect(said(rule, { kind: "one" })).toEqual(["it.a is missing; expected a string"]);
    expect(said(rule, { kind: "two", a: "a" })).toEqual(['it.a is allowed only with kind "one"']);
  });

  test.each([
    ["three", ', got "three"'],
    ["constructor", ', got "constructor"'],
    ["__proto__", ', got "__proto__"'],
    [5, ", got 5"],
    [tokens.text, ", got a token"],
    [undefined, "", "is missing; "],
  ])("names the shapes if the discriminator is %p", (kind, end, start = "") => {
    expect(said(rule, { kind })).toEqual([`it.kind ${start}expected "one" or "two"${end}`]);
  });

  test.each([
    [null, ", got null"],
    [5, ", got 5"],
    ["secret", ", got a string"],
    [undefined, "", "is missing; "],
  ])("requires an object, not %p", (value, end, start = "") => {
    expect(said(rule, value)).toEqual([`it ${start}expected an object${end}`]);
  });
});

describe("names of Object.prototype", () => {
  const named = (name: string): unknown => JSON.parse(`{ "${name}": 5 }`);

  test.each(["__proto__", "constructor", "a"])("are entries that are checked: %s", (name) => {
    expect(said(entriesOf(nonEmptyString()), named(name))).toEqual([`it.${name} expected a string, got 5`]);
    expect(said(entriesOf(z.number()), named(name))).toEqual([]);
  });

  test("are no names of an argument where CDKTF drops them", () => {
    const dropped = "it.__proto__ cannot be a name: CDKTF drops it silently. Use another name";
    expect(said(mapOf(z.number()), named("__proto__"))).toEqual([dropped]);
    expect(said(mapOf(z.number()), named("constructor"))).toEqual([]);
    expect(said(json(), { inside: [named("__proto__")] })).toEqual(["it must be a JSON value"]);
    expect(said(json(), { inside: [named("constructor")] })).toEqual([]);
  });

  test.each([["text"], [[]], [new Map()], [null]])("need an object: %p", (value) => {
    expect(said(entriesOf(nonEmptyString()), value)).toEqual([
      expect.stringMatching(/^it expected an object, got /),
    ]);
  });
});

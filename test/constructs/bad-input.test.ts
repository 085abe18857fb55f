/** Invalid values from plain JavaScript: each prop of every construct, one at a time. */
import { Lazy, Token } from "cdktf";
import { InvalidPropsError } from "../../constructs";
import { memberAt, pathsOf, type Subject, subjects, withMember } from "./every-prop";
import { newStack } from "./synth";

const tokens = {
  string: Token.asString({ a: "token" }),
  number: Token.asNumber({ a: "token" }),
  list: Token.asList({ a: "token" }),
};

/** Values that JSON does not have. */
const NEVER = [NaN, () => "hunter2", Symbol("s"), 10n];

const BAD: readonly unknown[] = [
  null,
  undefined,
  "",
  "hunter2",
  "constructor",
  0,
  -1,
  1.5,
  Infinity,
  true,
  [],
  [null],
  [[]],
  {},
  { constructor: "hunter2" },
  { mode: "toString", layout: "__proto__", frequency: "valueOf" },
  Object.create(null),
  new Date(0),
  new Map(),
  tokens.string,
  `/${tokens.string}*`,
  tokens.number,
  tokens.list,
  Token.asStringMap({ a: "token" }),
  Lazy.anyValue({ produce: () => "hunter2" }),
];

/** The string of a token, or a number that encodes one. */
const TOKEN_TEXT = /TfToken|TOKEN\[|e\+\d{3}/;

const stack = newStack();
const all = Object.entries(subjects(stack));
let made = 0;

/** The error of creating the construct with one prop replaced. */
function thrownBy({ props, make }: Subject, path: readonly (string | number)[], value: unknown): unknown {
  try {
    make(`it-${++made}`, withMember(props, path, value) as never);
  } catch (error) {
    return error;
  }
  return undefined;
}

describe.each(all)("%s", (_, subject) => {
  const paths = pathsOf(subject.props);

  test("accepts its valid props", () => {
    expect(thrownBy(subject, [], subject.props)).toBeUndefined();
  });

  test("accepts each bad value or rejects it with InvalidPropsError, without a token in the message", () => {
    const spoiled = [[], ...paths].flatMap((path) => BAD.map((value) => thrownBy(subject, path, value)));
    const errors = spoiled.filter((error) => error !== undefined);
    expect(errors.length).toBeGreaterThan(paths.length * 5);
    expect(errors.filter((error) => !InvalidPropsError.isInvalidPropsError(error))).toEqual([]);
    expect(errors.map(String).filter((message) => TOKEN_TEXT.test(message))).toEqual([]);
  });

  test.each(NEVER)("rejects %p in every prop, and names the prop", (value) => {
    const unnamed = paths.filter((path) => {
      const error = thrownBy(subject, path, value);
      return !InvalidPropsError.isInvalidPropsError(error) || !error.message.includes(String(path[0]));
    });
    expect(unnamed).toEqual([]);
  });

  test("names an unknown prop, at any depth", () => {
    const objects = [[], ...paths].filter((path) => {
      const isOpen = path.some((key) =>
        /^(tags|fields|filters|targetFilters|create|policyActions|trustConditions|lifecycleRules|rules|Principal|Condition|\w*configuration)$/i.test(
          String(key),
        ),
      );
      return Object.getPrototypeOf(Object(memberAt(subject.props, path))) === Object.prototype && !isOpen;
    });
    for (const path of objects) {
      expect(String(thrownBy(subject, [...path, "bogus"], 1))).toMatch(/bogus +is not a prop here/);
    }
  });
});

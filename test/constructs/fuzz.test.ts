/** Random props: valid ones with arbitrary JavaScript values in several places. */
import { inspect } from "node:util";
import { Lazy, Testing, Token } from "cdktf";
import fc from "fast-check";
import {
  Connection,
  EventQueue,
  InvalidPropsError,
  Organization,
  parseIntegrations,
  PermissionRole,
  PolytomicRole,
  Schedule,
} from "../../constructs";
import { scheduleSchema, timedScheduleSchema } from "../../constructs/schemas";
import { runs } from "../support/properties";
import { seeds, textsIn } from "../support/seeds";
import { memberAt, pathsOf, type Subject, subjects } from "./every-prop";
import { newStack } from "./synth";

const SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";

/** Marks of unresolved tokens, which random strings do not contain. */
const GARBAGE = /TfToken|creationStack|-8\.\d+e\+298|\[object Object\]/;

type Path = readonly (string | number)[];
type Spoil = (props: unknown) => unknown;

const all = Object.entries(subjects(newStack()));

const numberToken = Token.asNumber({ a: "token" });
const token = fc.constantFrom<unknown>(
  Token.asString({ a: "token" }),
  `s3://${Token.asString({ a: "token" })}/*`,
  numberToken,
  Token.asList({ a: "token" }),
  Token.asStringMap({ a: "token" }),
  Lazy.anyValue({ produce: () => "x" }),
  ...Object.values(seeds(newStack())),
);

/** The number of cases of one test: its `share` of `FUZZ_CASES`, or of the default. */
const cases = (share: number) => runs(Math.round(share * Number(process.env["FUZZ_CASES"] ?? 20_000)));

const anything = fc.anything({
  maxDepth: 2,
  withBigInt: true,
  withBoxedValues: true,
  withDate: true,
  withMap: true,
  withNullPrototype: true,
  withObjectString: true,
  withSet: true,
  withSparseArray: true,
  withTypedArray: true,
});

/** A secret in the wrong place, at any depth. */
const secret = fc.constantFrom<unknown>(
  SECRET,
  { secretAccessKey: SECRET },
  { value: [{ SECRET }] },
  `${SECRET}${Token.asString({ a: "token" })}`,
);

/** Messages show strings, so a secret is used only where an object or a secret is expected. */
function takesSecrets(props: unknown, path: Path): boolean {
  return path.at(-1) === "secretAccessKey" || typeof memberAt(props, path) === "object";
}

/** A way to make the props of a subject invalid. */
function spoils({ props }: Subject): fc.Arbitrary<Spoil> {
  const paths: Path[] = [[], ...pathsOf(props)];
  const secretive = paths.filter((path) => takesSecrets(props, path));
  const open = paths.filter((path) => isPlainObject(memberAt(props, path)));
  const putting = (where: readonly Path[], what: fc.Arbitrary<unknown>): fc.Arbitrary<Spoil> =>
    fc.tuple(fc.constantFrom(...where), what).map(
      ([path, value]) =>
        (spoiled) =>
          put(spoiled, path, value),
    );
  const others = paths.map((path) => memberAt(props, path));
  const strange = fc.oneof(fc.string(), fc.constantFrom("constructor", "__proto__", "toString", "then"));
  const unknown = fc.tuple(fc.constantFrom(...open), strange, fc.oneof(anything, secret)).map(
    ([path, name, value]): Spoil =>
      (spoiled) =>
        put(spoiled, [...path, name], value),
  );
  return fc.oneof(
    putting(paths, anything),
    putting(paths, token),
    putting(secretive, secret),
    putting(paths, fc.constantFrom(...others)),
    putting(paths, fc.constant(undefined)),
    unknown,
  );
}

/** A copy with another member at `path`, unless a parent was already replaced. */
function put(props: unknown, [key, ...rest]: Path, value: unknown): unknown {
  if (key === undefined) {
    return value;
  }
  if (Array.isArray(props)) {
    return typeof key === "number"
      ? Object.assign([...props], { [key]: put(props[key], rest, value) })
      : props;
  }
  return isPlainObject(props) ? { ...props, [key]: put(props[key], rest, value) } : props;
}

const isPlainObject = (value: unknown): value is Record<string | number, unknown> =>
  typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;

const spoiledSubject = fc.constantFrom(...all).chain(([name, subject]) =>
  fc.record({
    name: fc.constant(name),
    spoils: fc.array(spoils(subject), { minLength: 1, maxLength: 3 }),
  }),
);

/** Creates a subject with spoiled props. */
function makeSpoiled(subject: Subject, id: string, spoils: readonly Spoil[]): void {
  const props = spoils.reduce<unknown>((spoiled, spoil) => spoil(spoiled), subject.props);
  subject.make(id, props as never);
}

test("bad props always cause InvalidPropsError, without tokens or secrets in the message", () => {
  let made = 0;
  let rejected = 0;
  let current = subjects(newStack());
  fc.assert(
    fc.property(spoiledSubject, ({ name, spoils }) => {
      // A stack keeps everything created in it, so a long run creates a new stack from time to time.
      current = ++made % 500 === 0 ? subjects(newStack()) : current;
      const subject = current[name]!;
      try {
        makeSpoiled(subject, `it-${made}`, spoils);
      } catch (error) {
        rejected += 1;
        expect(InvalidPropsError.isInvalidPropsError(error) || error).toBe(true);
        const shown = `${String(error)} ${JSON.stringify(error)} ${inspect(error, { depth: 9 })}`;
        expect(shown).not.toMatch(/TfToken|TOKEN\[/);
        expect(shown).not.toContain(String(numberToken));
        expect(shown).not.toContain(SECRET);
      }
    }),
    cases(0.8),
  );
  expect(rejected / made).toBeGreaterThan(0.6);
});

const isAccepted = (action: () => void): boolean => {
  try {
    action();
    return true;
  } catch {
    return false;
  }
};

test("accepted props synthesize, or fail with InvalidPropsError", () => {
  let made = 0;
  let synthesized = 0;
  let shared = subjects(newStack());
  fc.assert(
    fc.property(spoiledSubject, ({ name, spoils }) => {
      // Most props are rejected. A stack of their own for each of them would take most of the time.
      shared = ++made % 100 === 0 ? subjects(newStack()) : shared;
      if (!isAccepted(() => makeSpoiled(shared[name]!, `it-${made}`, spoils))) {
        return;
      }
      const stack = newStack();
      const subject = subjects(stack)[name]!;
      if (!isAccepted(() => makeSpoiled(subject, "it", spoils))) {
        return;
      }
      synthesized += 1;
      try {
        const file = JSON.parse(Testing.synth(stack)) as unknown;
        expect([...textsIn(file)].filter((text) => GARBAGE.test(text))).toEqual([]);
      } catch (error) {
        expect(InvalidPropsError.isInvalidPropsError(error) || error).toBe(true);
      }
    }),
    cases(0.09),
  );
  expect(synthesized / cases(0.09).numRuns).toBeGreaterThan(0.05);
});

describe("functions and imports", () => {
  const text = fc.oneof(fc.string(), anything, token, secret);

  test.each<[string, (value: unknown) => unknown]>([
    ["parseIntegrations", (value) => parseIntegrations(value)],
    ["parseIntegrations of an entry", (value) => parseIntegrations({ lake: value })],
    ["Connection.of", (value) => Connection.of(value as never)],
    ["Connection.fromId", (value) => Connection.fromId(newStack(), "it", value as never)],
    ["EventQueue.fromQueueArn", (value) => EventQueue.fromQueueArn(newStack(), "it", value as never)],
    ["PolytomicRole.fromRoleArn", (value) => PolytomicRole.fromRoleArn(newStack(), "it", value as never)],
    ["PermissionRole.fromRoleId", (value) => PermissionRole.fromRoleId(newStack(), "it", value as never)],
    [
      "Organization.fromOrganizationId",
      (value) => Organization.fromOrganizationId(newStack(), "it", value as never),
    ],
  ])("%s rejects arbitrary values with InvalidPropsError", (_, call) => {
    fc.assert(
      fc.property(text, (value) => {
        try {
          call(value);
        } catch (error) {
          expect(InvalidPropsError.isInvalidPropsError(error) || error).toBe(true);
          expect(String(error)).not.toMatch(/TfToken|TOKEN\[/);
        }
      }),
      runs(300),
    );
  });

  test.each(Object.entries(Schedule))("Schedule.%s returns a value that the rules can check", (_, make) => {
    fc.assert(
      fc.property(fc.array(text, { maxLength: 2 }), (given) => {
        const schedule = (make as (...given: unknown[]) => unknown)(...given);
        expect(() =>
          [scheduleSchema, timedScheduleSchema].map((schema) => schema.safeParse(schedule)),
        ).not.toThrow();
      }),
      runs(300),
    );
  });
});

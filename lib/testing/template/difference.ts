/** Compares what a test expects with what a stack has. */
import { camelCase } from "../../format";
import { isPlain, isRecord } from "../../objects";

/** A difference, at a place such as `rule[0].status`. */
export interface Difference {
  /** Empty for the whole value. */
  readonly path: Path;
  /** In words, or as JSON. */
  readonly expected: string;
  readonly actual: string;
}

/** The names and indexes that lead to a value, in Terraform's spelling. */
export type Path = readonly (string | number)[];

/** Where a value is, and what else is known about it. */
export interface Site {
  readonly path: Path;
  /** Whether objects have no other members than the expected ones. */
  readonly isExact: boolean;
  /** The template that a token stands for. Other values are returned unchanged. */
  resolve(value: unknown): unknown;
  /** What a template is, as far as that is known. */
  evaluate(template: unknown): unknown;
  /** The JSON in the text at this path. `undefined` if it has none. */
  documentAt(path: Path): unknown;
}

/** Something that is expected of a value, such as a pattern. `match` makes them. */
export abstract class Matcher {
  /** In words, for messages: `a string that matches /^acme-/`. */
  public abstract describe(): string;
  /** Empty if the value is as expected. An absent value is `undefined`. */
  public abstract compare(actual: unknown, site: Site): readonly Difference[];

  /** A difference of the whole value. */
  protected differs(actual: unknown, { path }: Site): readonly Difference[] {
    return [{ path, expected: this.describe(), actual: show(actual) }];
  }
}

/** The differences of a value from what is expected: a value, a token, a matcher, or an object or array that contains them. */
export function differences(given: unknown, actual: unknown, site: Site): readonly Difference[] {
  if (given instanceof Matcher) {
    return given.compare(actual, site);
  }
  const expected = site.resolve(given);
  if (Array.isArray(expected)) {
    return arrayDifferences(expected, actual, site);
  }
  if (isRecord(expected) && isPlain(expected)) {
    return objectDifferences(expected, actual, site);
  }
  return isSame(expected, actual, site)
    ? []
    : [{ path: site.path, expected: showWithValue(expected, site), actual: showWithValue(actual, site) }];
}

/** Equal as written, or equal in their values: `${aws_s3_bucket.lake.bucket}` is `acme-lake`. */
const isSame = (expected: unknown, actual: unknown, site: Site): boolean =>
  expected === actual ||
  ((isTemplate(expected) || isTemplate(actual)) &&
    JSON.stringify(site.evaluate(expected)) === JSON.stringify(site.evaluate(actual)));

function arrayDifferences(expected: readonly unknown[], given: unknown, site: Site): readonly Difference[] {
  // Terraform reads one block as an array of one.
  const actual = isRecord(given) ? [given] : given;
  if (!Array.isArray(actual)) {
    return [{ path: site.path, expected: show(expected), actual: showWithValue(given, site) }];
  }
  const elements = expected.flatMap((one, index) =>
    index < actual.length ? differences(one, actual[index], at(site, index)) : [],
  );
  return expected.length === actual.length
    ? elements
    : [
        {
          path: site.path,
          expected: `${counted(expected.length)}: ${show(expected)}`,
          actual: `${counted(actual.length)}: ${show(actual)}`,
        },
      ];
}

const counted = (length: number): string => `${length} element${length === 1 ? "" : "s"}`;

function objectDifferences(
  expected: Readonly<Record<string, unknown>>,
  given: unknown,
  site: Site,
): readonly Difference[] {
  const actual = Array.isArray(given) && given.length === 1 ? (given[0] as unknown) : given;
  if (!isRecord(actual)) {
    return [{ path: site.path, expected: show(expected), actual: showWithValue(given, site) }];
  }
  const used = new Set<string>();
  const members = Object.entries(expected).flatMap(([name, value]) => {
    const found = memberName(name, actual);
    used.add(found);
    return differences(value, Object.hasOwn(actual, found) ? actual[found] : undefined, at(site, found));
  });
  const others = site.isExact ? Object.keys(actual).filter((name) => !used.has(name)) : [];
  return [
    ...members,
    ...others.map((name) => ({ path: [...site.path, name], expected: "absent", actual: show(actual[name]) })),
  ];
}

/** The member with this name in Terraform's spelling or in TypeScript's. Names of tags are as they are. */
const memberName = (name: string, actual: Readonly<Record<string, unknown>>): string =>
  Object.hasOwn(actual, name) ? name : (Object.keys(actual).find((one) => camelCase(one) === name) ?? name);

/** The site of a member or element. */
export const at = (site: Site, step: string | number): Site => ({ ...site, path: [...site.path, step] });

/** Whether a string has a part that Terraform computes. */
export const isTemplate = (value: unknown): value is string =>
  typeof value === "string" && /\$\{|%\{/.test(value);

function showWithValue(value: unknown, site: Site): string {
  const evaluated = isTemplate(value) ? site.evaluate(value) : value;
  return evaluated === value ? show(value) : `${show(value)}, which is ${show(evaluated)}`;
}

/** The longest value in a message. */
const LONGEST = 400;

/** A value in a message. */
export function show(value: unknown): string {
  if (value === undefined) {
    return "absent";
  }
  if (value instanceof Matcher) {
    return value.describe();
  }
  const text = withoutMatchers(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 3)}...` : text;
}

/** JSON, in which matchers describe themselves. */
function withoutMatchers(value: unknown): string {
  if (value instanceof Matcher) {
    return `<${value.describe()}>`;
  }
  if (Array.isArray(value)) {
    return `[${value.map(withoutMatchers).join(", ")}]`;
  }
  return isRecord(value) && isPlain(value)
    ? `{ ${Object.entries(value)
        .map(([name, member]) => `${name}: ${withoutMatchers(member)}`)
        .join(", ")} }`
    : (JSON.stringify(value) ?? String(value));
}

/** `rule[0].status`. */
export const showPath = (path: Path): string =>
  path
    .map((step) =>
      typeof step === "number"
        ? `[${step}]`
        : /^[\w-]+$/.test(step)
          ? `.${step}`
          : `[${JSON.stringify(step)}]`,
    )
    .join("")
    .replace(/^\./, "");

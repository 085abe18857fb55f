/** A thousand random names and filters, checked by this library and by an independent implementation of AWS's rules. */
import fc from "fast-check";
import { overlap } from "../../../lib/aws/event-filters";
import { bucketNameProblem, queueNameProblem, roleNameProblem } from "../../../lib/aws/names";
import { runs } from "../../support/properties";

/** Names that are close to the allowed ones. */
const near = (characters: string, maximum: number, parts: readonly string[]): fc.Arbitrary<string> => {
  const character = fc.constantFrom(...characters);
  const word = fc.string({ unit: character, maxLength: maximum + 2 });
  const part = fc.constantFrom(...parts);
  const plain = fc.string({ unit: fc.constantFrom("a", "b", "1"), minLength: 1, maxLength: maximum + 1 });
  return fc
    .oneof(plain, word, fc.tuple(part, word), fc.tuple(word, part), fc.tuple(word, part, word), part)
    .map((pieces) => [pieces].flat().join(""));
};

/** S3 User Guide, "General purpose bucket naming rules", sentence by sentence. */
function isBucketName(name: string): boolean {
  const labels = name.split(".");
  return (
    name.length > 2 &&
    name.length < 64 &&
    [...name].every((character) => "abcdefghijklmnopqrstuvwxyz0123456789.-".includes(character)) &&
    !".-".includes(name[0]!) &&
    !".-".includes(name.at(-1)!) &&
    labels.every((label) => label !== "") &&
    !(
      labels.length === 4 && labels.every((label) => [...label].every((one) => "0123456789".includes(one)))
    ) &&
    !["xn--", "sthree-", "amzn-s3-demo-"].some((prefix) => name.startsWith(prefix)) &&
    !["-s3alias", "--ol-s3", ".mrap", "--x-s3", "--table-s3"].some((suffix) => name.endsWith(suffix))
  );
}

/** SQS API Reference, CreateQueue: up to 80 alphanumeric characters, hyphens and underscores. FIFO queues are excluded here. */
const isQueueName = (name: string): boolean => name.length <= 80 && !/[^0-9A-Za-z_-]/.test(name);

/** IAM API Reference, CreateRole: up to 64 of `\w+=,.@-`. */
const isRoleName = (name: string): boolean =>
  name.length <= 64 && [...name].every((one) => /[0-9A-Za-z]/.test(one) || "_+=,.@-".includes(one));

const PIECES = [
  "xn--",
  "sthree-",
  "amzn-s3-demo-",
  "-s3alias",
  "--ol-s3",
  ".mrap",
  "--x-s3",
  "--table-s3",
  "..",
  "1.2.3.4",
  ".fifo",
];

test.each<[string, fc.Arbitrary<string>, (name: string) => string | undefined, (name: string) => boolean]>([
  ["buckets", near("abcz019.-A_", 63, PIECES), bucketNameProblem, isBucketName],
  ["queues", near("aZ9_-.", 80, PIECES), queueNameProblem, isQueueName],
  ["roles", near("aZ9_+=,.@-/ ", 64, PIECES), roleNameProblem, isRoleName],
])("names of %s are valid exactly if AWS accepts them", (_, names, problem, isName) => {
  const judged = { legal: 0, illegal: 0 };
  fc.assert(
    fc.property(
      names.filter((name) => name !== ""),
      (name) => {
        judged[isName(name) ? "legal" : "illegal"] += 1;
        expect([name, problem(name) === undefined]).toEqual([name, isName(name)]);
      },
    ),
    runs(1000),
  );
  expect(Math.min(judged.legal, judged.illegal)).toBeGreaterThan(50);
});

/**
 * S3 User Guide, "Configuring event notifications using object key name filtering": two filters of one event overlap if
 * some key can satisfy both. All keys that are long enough are tried.
 */
function someKeySatisfiesBoth(one: readonly [string, string], other: readonly [string, string]): boolean {
  const fits = (key: string): boolean =>
    [one, other].every(([prefix, suffix]) => key.startsWith(prefix) && key.endsWith(suffix));
  const longer = (a: string, b: string): string => (a.length >= b.length ? a : b);
  return fits(`${longer(one[0], other[0])}/${longer(one[1], other[1])}`);
}

test("filters overlap if a key satisfies both", () => {
  const part = fc.string({ unit: fc.constantFrom("a", "b", "/"), maxLength: 3 });
  const filter = fc.tuple(part, part);
  const judged = { apart: 0, overlapping: 0 };
  fc.assert(
    fc.property(filter, filter, (one, other) => {
      const selection = ([filterPrefix, filterSuffix]: readonly [string, string]) => ({
        events: ["s3:ObjectCreated:*"],
        ...(filterPrefix !== "" && { filterPrefix }),
        ...(filterSuffix !== "" && { filterSuffix }),
      });
      const expected = someKeySatisfiesBoth(one, other);
      judged[expected ? "overlapping" : "apart"] += 1;
      expect(overlap(selection(one), selection(other))).toBe(expected);
    }),
    runs(1000),
  );
  expect(Math.min(judged.apart, judged.overlapping)).toBeGreaterThan(50);
});

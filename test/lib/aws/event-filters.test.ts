import { Fn, Lazy, Token } from "cdktf";
import { encodeKey, type EventSelection, filterValueProblem, overlap } from "../../../lib/aws/event-filters";
import { evaluate } from "../evaluate";

const created = (filterPrefix?: string, filterSuffix?: string): EventSelection => ({
  events: ["s3:ObjectCreated:*"],
  ...(filterPrefix !== undefined && { filterPrefix }),
  ...(filterSuffix !== undefined && { filterSuffix }),
});
const of = (...events: string[]): EventSelection => ({ events });

describe("two notifications of one bucket", () => {
  test.each<[string, EventSelection, EventSelection]>([
    ["have no filter", created(), created()],
    ["have no filter and a folder", created(), created("in/")],
    ["have a folder and a folder inside it", created("in/"), created("in/csv/")],
    ["have prefixes with the same beginning", created("in"), created("in/")],
    ["have suffixes with the same end", created("in/", ".csv"), created("in/", "s.csv")],
    ["have only a prefix and only a suffix", created("in/"), created(undefined, ".csv")],
    ["have an event family and one of its events", of("s3:ObjectCreated:*"), of("s3:ObjectCreated:Put")],
    [
      "have one of several events in common",
      of("s3:ObjectCreated:Put", "s3:ObjectCreated:Copy"),
      of("s3:ObjectCreated:Copy"),
    ],
  ])("overlap if they %s", (_, one, other) => {
    expect([overlap(one, other), overlap(other, one)]).toEqual([true, true]);
  });

  test.each<[string, EventSelection, EventSelection]>([
    ["have different folders", created("in/"), created("out/")],
    ["have the same folder but different suffixes", created("in/", ".csv"), created("in/", ".parquet")],
    ["have different events", of("s3:ObjectCreated:Put"), of("s3:ObjectCreated:Copy")],
    ["have different event families", of("s3:ObjectCreated:*"), of("s3:ObjectRemoved:*")],
    [
      "have a prefix that is unknown at synthesis",
      created(Lazy.stringValue({ produce: () => "in/" })),
      created("in/"),
    ],
  ])("do not overlap if they %s", (_, one, other) => {
    expect([overlap(one, other), overlap(other, one)]).toEqual([false, false]);
  });
});

describe("a part of a key in a filter", () => {
  test.each([
    ["exports/eu/", "exports/eu/"],
    ["dt=2026-01-01/", "dt%3D2026-01-01/"],
    ["_Cq Values.csv", "_Cq+Values.csv"],
    ["R&D/", "R%26D/"],
    ["a+b", "a%2Bb"],
    ["Jänner/", "J%C3%A4nner/"],
    ["日本/", "%E6%97%A5%E6%9C%AC/"],
    ["50%", "50%25"],
    ["ts=2026-01-01 00%3A00/", "ts%3D2026-01-01+00%253A00/"],
    ["a(1)'!~*", "a%281%29%27%21%7E*"],
  ])("%s is encoded as %s", (part, encoded) => {
    expect(encodeKey(part)).toBe(encoded);
  });

  test("known only to Terraform is encoded by it, with unencoded slashes", () => {
    const folder = Token.asString(Fn.trimspace(" a "));
    expect(evaluate(encodeKey(`a=${folder}/`))).toBe(
      'a%3D${replace(replace(replace(urlencode(trimspace(" a ")), "%2F", "/"), "%2A", "*"), "~", "%7E")}/',
    );
  });

  test("passed as a token is encoded once resolved", () => {
    expect(evaluate(encodeKey(`a=${Lazy.stringValue({ produce: () => "b=c" })}/`))).toBe("a%3Db%3Dc/");
  });

  test.each([
    "exports/",
    "dt=2026-01-01/",
    "50%",
    "50% off/",
    "ts=2026-01-01 00%3A00/",
    "é".repeat(170),
    "a".repeat(1024),
  ])("accepts %.30s", (part) => {
    expect(filterValueProblem(part)).toBeUndefined();
  });

  test.each([
    ["dt%3D2026/", 'looks URL-encoded; write it unencoded ("dt=2026/"), because'],
    ["a+b%26c", 'looks URL-encoded; write it unencoded ("a b&c"), because'],
    ["%ZZ%FF", undefined],
    ["%FF", 'looks URL-encoded; write it unencoded ("%FF"), because'],
    ["${aws:PrincipalTag/team}/", "contains ${ or %{, which Terraform reads as an expression"],
    ["*.csv", "contains *, which S3 does not treat as a wildcard"],
    ["\ud83d", "contains half of a surrogate pair"],
    ["é".repeat(171), "has 1026 characters when URL-encoded; at most 1024 are allowed"],
  ])("rejects %.30s", (part, problem) => {
    const found = filterValueProblem(part);
    expect(problem === undefined ? found : found?.slice(0, problem.length)).toBe(problem);
  });

  test("is checked in linear time", () => {
    const started = performance.now();
    filterValueProblem(`${"%41".repeat(200_000)}%`);
    expect(performance.now() - started).toBeLessThan(1000);
  });
});

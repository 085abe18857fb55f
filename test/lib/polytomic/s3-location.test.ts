import {
  folderProblem,
  formatS3Location,
  normalizeFolder,
  parseS3Location,
  relativeKeyProblem,
  s3LocationProblem,
} from "../../../lib/polytomic/s3-location";
import { tokens } from "../tokens";

describe("the spellings of a location", () => {
  test.each([
    ["acme-lake", "s3://acme-lake"],
    ["acme-lake/", "s3://acme-lake"],
    ["s3://acme-lake", "s3://acme-lake"],
    ["acme-lake/exports", "s3://acme-lake/exports"],
    ["s3://acme-lake/exports/", "s3://acme-lake/exports"],
    ["s3://acme-lake//exports/eu//", "s3://acme-lake/exports/eu"],
    [tokens.text, `s3://${tokens.text}`],
    [`s3://${tokens.text}/exports/`, `s3://${tokens.text}/exports`],
    [`acme-lake/${tokens.text}`, `s3://acme-lake/${tokens.text}`],
  ])("sends %s as %s", (given, sent) => {
    expect(formatS3Location(parseS3Location(given))).toBe(sent);
  });
});

describe("normalizeFolder", () => {
  test.each([
    ["exports", "exports"],
    ["/exports/eu/", "exports/eu"],
    ["//", undefined],
    ["", undefined],
    [undefined, undefined],
    [tokens.text, tokens.text],
    [`/${tokens.text}/`, tokens.text],
  ])("turns %p into %p", (folder, normalized) => {
    expect(normalizeFolder(folder)).toBe(normalized);
  });
});

describe("folderProblem", () => {
  test.each(["exports", "/exports/", "a/b.c/d-e", "with space"])("accepts %s", (folder) => {
    expect(folderProblem(folder)).toBeUndefined();
  });

  test.each([
    ["/", "is empty; omit it to use the whole bucket"],
    ["exports/*", "contains a wildcard; a folder must be a literal prefix"],
    ["export?", "contains a wildcard; a folder must be a literal prefix"],
    ["${aws:PrincipalTag/team}", expect.stringMatching(/^contains \$\{ or %\{, which Terraform reads/)],
    ["a/%{ if true }", expect.stringMatching(/^contains \$\{ or %\{/)],
    ["a//b", "has an empty, . or .. part"],
    ["a/../b", "has an empty, . or .. part"],
    ["./a", "has an empty, . or .. part"],
    [
      "s3://acme-lake/x",
      "begins with s3://; write the path in the bucket, without s3:// and the bucket name",
    ],
  ])("rejects %s: it %s", (folder, problem) => {
    expect(folderProblem(folder)).toEqual(problem);
  });
});

test.each([
  ["orders.csv", undefined],
  ["data/*/$x.parquet", undefined],
  ["s3://acme-lake/x", expect.stringMatching(/^begins with s3:/)],
  ["${var.file}", expect.stringMatching(/to use a Terraform value, pass the token itself/)],
])("of a relative key %s: %p", (key, problem) => {
  expect(relativeKeyProblem(key)).toEqual(problem);
});

describe("s3LocationProblem", () => {
  test.each(["acme-lake", "acme-lake/exports", "s3://acme-lake/exports/", "Acme_Central_1/exports"])(
    "accepts %s",
    (location) => {
      expect(s3LocationProblem(location)).toBeUndefined();
    },
  );

  test.each([
    ["s3://", 'does not name a bucket: "" has 0 characters; 3 to 255 are allowed'],
    [
      "https://acme-lake",
      'does not name a bucket: "https:" can contain only letters, digits, dots, hyphens and underscores',
    ],
    ["acme-lake/exports/*", "contains a wildcard; a folder must be a literal prefix"],
  ])("rejects %s", (location, problem) => {
    expect(s3LocationProblem(location)).toBe(problem);
  });
});

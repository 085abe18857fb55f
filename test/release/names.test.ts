import { moduleOfFork, prose, UnexpectedNameError } from "../../release/names";

describe("prose", () => {
  test.each([
    ["`cdktf deploy` and `npx cdktf-polytomic review`", "`cdktn deploy` and `npx cdktn-polytomic review`"],
    ['import { App } from "cdktf";', 'import { App } from "cdktn";'],
    ["from `@cdktf/provider-aws/lib/iam-role`", "from `@cdktn/provider-aws/lib/iam-role`"],
    ["npm install cdktf@0.21 @cdktf/provider-aws@20", "npm install cdktn@0.24 @cdktn/provider-aws@25"],
    ["--save-dev cdktf-cli@0.21", "--save-dev cdktn-cli@0.24"],
    ["one CDK for Terraform (CDKTF) app", "one CDK Terrain (CDKTN) app"],
    ["because CDKTF's resolver", "because CDKTN's resolver"],
  ])("%j is renamed", (before, after) => {
    expect(prose("page.md", before)).toBe(after);
  });

  test.each([
    "a `cdktf.json`, and the folder `cdktf.out/stacks/data`",
    "[CDKTF_POLYTOMIC_INVALID_PROPS] https://github.com/OWNER/cdktf-polytomic/blob/main/docs/reference/errors.md",
    "the variable `CDKTF_OUTDIR`",
    '"//": { "cdktf-polytomic": { "accepted": [] } }',
    "<!-- both cores -->\n`cdktf` or `cdktn`\n<!-- end of both cores -->",
  ])("%j stays", (text) => {
    expect(prose("page.md", text)).toBe(text);
  });

  test("a name that no rule covers is an error, with its place", () => {
    expect(() => prose("page.md", "First line\nsee @cdktf/provider-google")).toThrow(
      /^page\.md:2: unexpected name of a core in "First line see @cdktf\/provider-google"\./,
    );
  });

  test("a comparison of the cores outside its comments is an error", () => {
    expect(() => prose("page.md", "`cdktf` or `cdktn`")).toThrow(UnexpectedNameError);
  });
});

test.each([
  ["cdktf", "cdktn"],
  ["cdktf/package.json", "cdktn/package.json"],
  ["@cdktf/provider-aws/lib/s3-bucket", "@cdktn/provider-aws/lib/s3-bucket"],
  ["cdktf-polytomic/testing", "cdktn-polytomic/testing"],
  ["@cdktf/provider-google", undefined],
  ["cdktf-cli", undefined],
  ["constructs", undefined],
])("the module of the fork for %s is %s", (specifier, expected) => {
  expect(moduleOfFork(specifier)).toBe(expected);
});

import { code } from "../../release/code";

test.each([
  ['import { App } from "cdktf";', 'import { App } from "cdktn";'],
  ["import * as cdktf from 'cdktf';\ncdktf.Fn;", "import * as cdktf from 'cdktn';\ncdktf.Fn;"],
  ['const cdktf_1 = require("cdktf");', 'const cdktf_1 = require("cdktn");'],
  ['require.resolve("cdktf/package.json")', 'require.resolve("cdktn/package.json")'],
  ['export * from "cdktf-polytomic/schemas";', 'export * from "cdktn-polytomic/schemas";'],
  ['await import("cdktf");', 'await import("cdktn");'],
  [
    'type Role = import("@cdktf/provider-aws").IamRole;',
    'type Role = import("@cdktn/provider-aws").IamRole;',
  ],
  ["/** Run `cdktf diff`. */\nlet a;", "/** Run `cdktn diff`. */\nlet a;"],
  ["let a; // CDKTF drops it", "let a; // CDKTN drops it"],
])("%j is renamed", (before, after) => {
  expect(code("main.ts", before)).toBe(after);
});

test.each([
  'Symbol.for("cdktf-polytomic/isText")',
  'node.addMetadata("cdktf-polytomic:source", line)',
  'const code = "CDKTF_POLYTOMIC_INVALID_PROPS";',
  'const output = "cdktf.out";',
  "this.cdktfStack.cdktf;",
])("%j stays", (text) => {
  expect(code("main.ts", text)).toBe(text);
});

test.each(['throw new Error("Run cdktf synth")', "`Update ${name} of cdktf`", 'memberAt("cdktf-polytomic")'])(
  "a string with a name is an error: %s",
  (text) => {
    expect(() => code("main.ts", text)).toThrow(/^main\.ts:1: unexpected name .* lib\/core\.ts/);
  },
);

test("only lib/core.ts has the names as values", () => {
  const text = 'exports.CORE = "cdktf"; exports.PACKAGE = "cdktf-polytomic";';
  expect(code("dist/lib/core.js", text)).toBe('exports.CORE = "cdktn"; exports.PACKAGE = "cdktn-polytomic";');
  expect(() => code("dist/lib/other.js", text)).toThrow("unexpected name");
});

test("columns stay", () => {
  const text = 'import { App } from "cdktf"; /* CDKTF */ import "cdktf-polytomic"; // `cdktf`';
  expect(code("main.ts", text)).toHaveLength(text.length);
});

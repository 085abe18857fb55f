/** The tests of the example of a platform team pass as its team runs them, and fail when the team breaks something. */
import { execFile } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

jest.setTimeout(300_000);

const root = join(__dirname, "..", "..");
const example = join(root, "examples", "platform-team");
const folder = join(root, ".bench", `platform-team-${process.pid}`);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs tests of a copy of the example, in which texts of the construct are replaced. */
function run(file: string, replace: Readonly<Record<string, string>> = {}): Promise<string> {
  const copy = join(folder, `copy-${Math.random().toString(36).slice(2)}`);
  mkdirSync(copy, { recursive: true });
  cpSync(example, copy, { recursive: true });
  const path = join(copy, "partner-lake.ts");
  const text = Object.entries(replace).reduce(
    (code, [from, to]) => {
      expect(code).toContain(from);
      return code.replace(from, to);
    },
    readFileSync(path, "utf8"),
  );
  writeFileSync(path, text);
  return new Promise((resolve) => {
    const args = ["--import", "tsx", "--test", "--test-reporter=tap", join(copy, "test", file)];
    const env = { ...process.env, TSX_TSCONFIG_PATH: join(root, "test", "tsconfig.json") };
    execFile(process.execPath, args, { cwd: copy, env, encoding: "utf8" }, (_, output) => resolve(output));
  });
}

test("pass", async () => {
  const [lake, released] = await Promise.all(
    ["partner-lake.test.ts", "released.test.ts"].map((file) => run(file)),
  );
  expect(lake).toMatch(/^# pass 7$/m);
  expect(lake).toMatch(/^# fail 0$/m);
  expect(released).toMatch(/^# pass 1$/m);
  expect(released).toMatch(/^# fail 0$/m);
});

test("a construct that is renamed is named", async () => {
  const output = await run("released.test.ts", { 'EncryptionKey(this, "key"': 'EncryptionKey(this, "kms"' });
  expect(output).toContain("partners/globex/key/Resource (aws_kms_key.globex_key_");
  expect(output).toContain("is destroyed, with what it holds");
});

test("access that is given away is noticed", async () => {
  const output = await run("partner-lake.test.ts", { 'access: "read"': 'access: "readWrite"' });
  expect(output).toMatch(
    /not ok \d - Polytomic reads the files of the partner, and writes and deletes nothing/,
  );
});

/** The command `npm run refresh-schema`. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { refresh } from "../../../lib/schema/refresh";
import { previews, storedFiles } from "../../../lib/schema/stored";

const folder = mkdtempSync(join(tmpdir(), "refresh-"));
afterAll(() => rmSync(folder, { recursive: true }));

function run(...args: string[]) {
  const written = { stdout: "", stderr: "" };
  const status = refresh(
    args,
    (text) => (written.stdout += text),
    (text) => (written.stderr += text),
  );
  return { status, ...written };
}

/** The files of the newest preview, as arguments. */
function previewFiles(): string[] {
  const { schema, connectionTypes } = storedFiles(previews().at(-1));
  const [schemaFile, typesFile] = ["schema.json", "types.json"].map((name) => join(folder, name)) as [
    string,
    string,
  ];
  writeFileSync(schemaFile, JSON.stringify(schema));
  writeFileSync(typesFile, JSON.stringify(connectionTypes));
  return [schemaFile, "--connection-types", typesFile];
}

test("--dry-run --json reports, and stores nothing", () => {
  const before = JSON.stringify(storedFiles());
  const { status, stdout, stderr } = run(...previewFiles(), "--version", "2.1.0", "--dry-run", "--json");
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  const upgrade = JSON.parse(stdout) as { changes: { breaking: boolean; kind: string }[] };
  expect(upgrade).toMatchObject({ from: storedFiles().version, to: "2.1.0" });
  expect(upgrade.changes.filter(({ breaking }) => breaking).map(({ kind }) => kind)).toEqual(
    Array.from({ length: 5 }, () => "newly required"),
  );
  expect(JSON.stringify(storedFiles())).toBe(before);
});

test("connection types that lack a type of the schema are rejected", () => {
  const [schemaFile] = previewFiles();
  const { status, stderr } = run(schemaFile!, "--dry-run");
  expect(status).toBe(1);
  expect(stderr).toMatch(
    /the connection types lack anrok, .*pass those of the same version with --connection-types\n$/,
  );
});

test.each([
  [["--help"], 0, /^$/],
  [[], 2, /expected one VERSION or FILE; see --help/],
  [["2.1"], 2, /a FILE needs --version or --preview/],
  [["2.1.0", "--version", "2.1.0"], 2, /--version and --preview are for a FILE/],
  [["none.json", "--version", "next"], 2, /--version must be a release, such as 2\.1\.0, got "next"/],
  [["none.json", "--version", "2.1.0"], 1, /cannot read none\.json/],
])("%j exits with %i", (args, code, message) => {
  const { status, stderr } = run(...args);
  expect(stderr).toMatch(message);
  expect(status).toBe(code);
});

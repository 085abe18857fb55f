/**
 * Jest's global setup of the project `preview`, which tests with the newest stored preview of a later version of the provider: generates
 * its bindings, and writes its connection types. Does nothing if both are up to date.
 */
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));
const SCHEMA = join(ROOT, "lib", "schema");

export default function setup() {
  const folder = join(ROOT, ".bench", "preview");
  const stamp = join(folder, "made-from");
  const source = hashOf([
    join(ROOT, "package-lock.json"),
    ...readdirSync(SCHEMA, { withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ name }) => join(SCHEMA, name)),
  ]);
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === source) {
    return;
  }
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const name = newestPreview();
  const tsx = (...args) =>
    execFileSync(process.execPath, [createRequire(import.meta.url).resolve("tsx/cli"), ...args], {
      cwd: ROOT,
      stdio: ["ignore", "pipe", "inherit"],
      encoding: "utf8",
    });
  tsx("lib/schema/generate.mjs", "--preview", name, join(folder, "bindings"));
  const types = `require("./lib/schema/stored").storedFiles(${JSON.stringify(name)}).connectionTypes`;
  writeFileSync(join(folder, "connection-types.json"), tsx("-e", `console.log(JSON.stringify(${types}))`));
  writeFileSync(stamp, source);
}

/** The name of the newest stored preview. */
export function newestPreview() {
  const names = readdirSync(SCHEMA).flatMap((file) => /^preview-(.+)\.json$/.exec(file)?.[1] ?? []);
  return names.sort().at(-1);
}

function hashOf(files) {
  const hash = createHash("sha256");
  files.sort().forEach((file) => hash.update(readFileSync(file)));
  return hash.digest("hex");
}

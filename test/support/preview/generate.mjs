/**
 * Jest's global setup of the projects `preview` and `preview-apply`, which test with the newest stored preview of a later version of the provider: generates
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
  const tsx = createRequire(import.meta.url).resolve("tsx/cli");
  execFileSync(process.execPath, [tsx, "test/support/preview/write.ts", folder], {
    cwd: ROOT,
    stdio: "inherit",
  });
  writeFileSync(stamp, source);
}

function hashOf(files) {
  const hash = createHash("sha256").update(ROOT);
  files.sort().forEach((file) => hash.update(readFileSync(file)));
  return hash.digest("hex");
}

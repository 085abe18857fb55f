/**
 * Gives a test run its own folder for temporary files, and removes it at the end. CDKTF's `Testing` creates an output folder for each
 * app and never removes it.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export default function setup() {
  const folder = mkdtempSync(join(tmpdir(), "tests-"));
  // The processes that run the tests inherit it.
  process.env.TMPDIR = folder;
  process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
}

/**
 * Packs both packages: `npm run pack:all -- FOLDER`. The package for the fork is made from the tarball of the other one.
 *
 * `--built` packs `dist` as it is, without building it first.
 */
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import type { CoreName } from "../lib/core";
import { renameAll } from "./fork";

const root = join(__dirname, "..");

/** Packs both packages into `folder`, and returns the paths of the tarballs. */
export function packAll(folder: string, { built = false } = {}): Record<CoreName, string> {
  mkdirSync(folder, { recursive: true });
  const temporary = mkdtempSync(join(tmpdir(), "pack-"));
  try {
    const cdktf = pack(root, folder, built);
    execFileSync("tar", ["-xzf", cdktf, "-C", temporary]);
    const unpacked = join(temporary, "package");
    renameAll(unpacked);
    return { cdktf, cdktn: pack(unpacked, folder, true) };
  } finally {
    rmSync(temporary, { recursive: true });
  }
}

function pack(from: string, to: string, built: boolean): string {
  const flags = ["--json", "--pack-destination", resolve(to), ...(built ? ["--ignore-scripts"] : [])];
  const output = execFileSync("npm", ["pack", ...flags], {
    cwd: from,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
    shell: process.platform === "win32",
  });
  // Scripts of the build print before the JSON.
  const [packed] = JSON.parse(output.slice(output.search(/^\[/m))) as [{ readonly filename: string }];
  return resolve(to, packed.filename);
}

const HELP = `Usage: npm run pack:all -- [--built] FOLDER

Packs cdktf-polytomic and cdktn-polytomic, and leaves both tarballs in FOLDER.

  --built   packs dist as it is, without building it first
  --json    prints the paths of the tarballs as JSON
  --help    shows this help`;

function main(): void {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { built: { type: "boolean" }, json: { type: "boolean" }, help: { type: "boolean" } },
  });
  const [folder, ...others] = positionals;
  if (values.help || folder === undefined || others.length > 0) {
    (values.help ? console.log : console.error)(HELP);
    process.exitCode = values.help ? 0 : 2;
    return;
  }
  const packed = packAll(folder, { built: values.built ?? false });
  console.log(values.json ? JSON.stringify(packed, undefined, 2) : Object.values(packed).join("\n"));
}

if (require.main === module) {
  main();
}

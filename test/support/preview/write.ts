/** Writes the bindings and the connection types of the newest preview, or of the current version if there is none, into a folder. */
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { previews, storedFiles } from "../../../lib/schema/stored";

const folder = process.argv[2]!;
const name = previews().at(-1);
const options = name === undefined ? [] : ["--preview", name];
execFileSync(
  process.execPath,
  [require.resolve("tsx/cli"), "lib/schema/generate.mjs", ...options, join(folder, "bindings")],
  { stdio: ["ignore", "ignore", "inherit"] },
);
writeFileSync(join(folder, "connection-types.json"), JSON.stringify(storedFiles(name).connectionTypes));

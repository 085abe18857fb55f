/** Jest's setup of each test file of the project `preview`: the stand-in provider has the schema of the newest preview. */
import { readdirSync } from "node:fs";
import { join } from "node:path";

const names = readdirSync(join(__dirname, "../../../lib/schema")).flatMap(
  (file) => /^preview-(.+)\.json$/.exec(file)?.[1] ?? [],
);
process.env["POLYTOMIC_PREVIEW"] = names.sort().at(-1);

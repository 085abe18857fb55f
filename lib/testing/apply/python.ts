/** Finds a Python that has moto. */
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** How to install what is missing. */
export const INSTALL_MOTO = "install moto (pip install 'moto[server]')";

/**
 * The first Python with the package `moto[server]`: the given one, the one that the script `moto_server` on the PATH names in its first line,
 * `python3`, or `python`.
 */
export async function pythonWithMoto(
  given?: string,
  remedy = INSTALL_MOTO,
  env: NodeJS.ProcessEnv = process.env,
): Promise<string> {
  const candidates = given === undefined ? [...namedByScript(env), "python3", "python"] : [given];
  for (const candidate of candidates) {
    try {
      await run(candidate, ["-c", "import moto.server, flask"], { env });
      return candidate;
    } catch {
      // Another one can have it.
    }
  }
  throw new Error(`no Python with moto was found (tried ${candidates.join(", ")}): ${remedy}`);
}

/** Programs such as pipx install a script with a Python of its own. */
function namedByScript({ PATH = "" }: NodeJS.ProcessEnv): string[] {
  return PATH.split(delimiter).flatMap((folder) => {
    try {
      const [first = ""] = readFileSync(join(folder, "moto_server"), "utf8").split("\n", 1);
      return /^#!(\/\S*python[\d.]*)$/.exec(first.trim())?.slice(1) ?? [];
    } catch {
      return [];
    }
  });
}

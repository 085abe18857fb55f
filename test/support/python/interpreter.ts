/** Starts the Python programs that tests use. */
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";

/** Returns the Python that has this program. The first call on a machine installs it, which takes half a minute. */
export async function makeInterpreter(program: "moto" | "checkov"): Promise<string> {
  const script = join(__dirname, "venv.mjs");
  const { stdout } = await promisify(execFile)(process.execPath, [script, program]);
  return stdout.trim();
}

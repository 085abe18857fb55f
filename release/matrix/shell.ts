/** Runs programs without blocking, and reports their output if they fail. */
import { spawn } from "node:child_process";

/** A program that failed. The message is the end of its output. */
export class ProgramError extends Error {
  public override readonly name = "ProgramError";
}

/** Where and how to run a program. */
export interface RunOptions {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/** Runs a program, and returns its output. */
export function run(
  program: string,
  args: readonly string[],
  { cwd, env = {} }: RunOptions,
): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ["ignore", "pipe", "pipe"],
      shell: process.platform === "win32",
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.on("data", (text) => (output += text));
    }
    child.once("error", reject);
    child.once("close", (code) => {
      if (code === 0) {
        resolve(output);
      } else {
        reject(
          new ProgramError(`${program} ${args.join(" ")} ended with exit code ${code}:\n${output.trim()}`),
        );
      }
    });
  });
}

/** Converts a binary plan to JSON, with the command line of Terraform or OpenTofu. */
import { spawn } from "node:child_process";
import { constants } from "node:buffer";
import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { UnreadablePlanError } from "./unreadable-plan-error";

/** Where and how to run Terraform. */
export interface ShowOptions {
  /** The current directory. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/**
 * The JSON of a binary plan.
 *
 * @param file the plan, relative to the current directory
 * @throws UnreadablePlanError if there is no command line, or if it cannot read the plan
 */
export async function showPlan(file: string, { cwd, env }: ShowOptions): Promise<Buffer> {
  const path = resolve(cwd, file);
  const named = env["TERRAFORM_BINARY_NAME"];
  const failures: Failure[] = [];
  for (const binary of named === undefined || named === "" ? ["terraform", "tofu"] : [named]) {
    const result = await run(binary, ["show", "-json", "-no-color", path], initialized(path, cwd), env);
    if (Buffer.isBuffer(result)) {
      return result;
    }
    failures.push(result);
  }
  throw new UnreadablePlanError(file, ...explained(failures, named));
}

/** The folder to run in: where the providers are installed, because their schemas are needed. */
function initialized(plan: string, cwd: string): string {
  const folders = [dirname(plan), cwd];
  return folders.find((folder) => existsSync(join(folder, ".terraform"))) ?? dirname(plan);
}

interface Failure {
  readonly binary: string;
  /** What it wrote; `undefined` if it is not installed. */
  readonly stderr: string | undefined;
  readonly isTooLarge?: boolean;
}

function run(
  binary: string,
  args: readonly string[],
  cwd: string,
  env: ShowOptions["env"],
): Promise<Buffer | Failure> {
  return new Promise((done) => {
    const child = spawn(binary, args, { cwd, env: { ...env }, stdio: ["ignore", "pipe", "pipe"] });
    const output: Buffer[] = [];
    const errors: Buffer[] = [];
    let size = 0;
    child.stdout.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size > constants.MAX_STRING_LENGTH) {
        child.kill();
      } else {
        output.push(chunk);
      }
    });
    child.stderr.on("data", (chunk: Buffer) => errors.push(chunk));
    child.on("error", (error: NodeJS.ErrnoException) =>
      done({ binary, stderr: error.code === "ENOENT" ? undefined : error.message }),
    );
    child.on("close", (code) => {
      const stderr = stripVTControlCharacters(Buffer.concat(errors).toString("utf8"));
      const isTooLarge = size > constants.MAX_STRING_LENGTH;
      done(code === 0 ? Buffer.concat(output) : { binary, stderr, isTooLarge });
    });
  });
}

function explained(
  failures: readonly Failure[],
  named: string | undefined,
): [problem: string, remedy: string] {
  const failure = failures.find(({ stderr }) => stderr !== undefined);
  if (failure === undefined) {
    const tried = failures.map(({ binary }) => `\`${binary}\``).join(" and ");
    return [
      `is a binary plan, and ${tried} cannot be found`,
      named === undefined
        ? "Install Terraform, set TERRAFORM_BINARY_NAME, or pass the output of: terraform show -json plan"
        : "Correct TERRAFORM_BINARY_NAME, or pass the output of: terraform show -json plan",
    ];
  }
  const { binary, stderr = "", isTooLarge } = failure;
  if (isTooLarge === true) {
    return [
      "has more JSON than Node.js can read",
      "Plan a part of the configuration with -target, or split the stack.",
    ];
  }
  return [`\`${binary} show -json\` failed: ${summaryOf(stderr)}`, remedyOf(stderr, binary)];
}

/** The first error in Terraform's output, without its frame, in one line. */
function summaryOf(stderr: string): string {
  const lines = stderr
    .split("\n")
    .map((line) => line.replace(/^[\s╷│╵]+/, "").trim())
    .filter((line) => line !== "");
  const first = lines.findIndex((line) => line.startsWith("Error:"));
  return (first === -1 ? lines : lines.slice(first, first + 4)).slice(0, 4).join(" ").replace(/\.$/, "");
}

function remedyOf(stderr: string, binary: string): string {
  if (/schema|plugin|provider|init\b|lock file/i.test(stderr)) {
    return `Run \`${binary} init\` in the folder of the plan first, or pass the output of: ${binary} show -json plan`;
  }
  if (/version/i.test(stderr)) {
    return "Use the version that made the plan: set TERRAFORM_BINARY_NAME, or pass the output of its `show -json plan`.";
  }
  return `Plan again: ${binary} plan -out=plan`;
}

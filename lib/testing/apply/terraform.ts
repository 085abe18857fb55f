/** Runs Terraform, and explains failures. */
import { spawn } from "node:child_process";
import { stripVTControlCharacters } from "node:util";

/** The result of a command. */
export interface CommandResult {
  /** The exit code, or -1 if the command could not be started or was ended by a signal. */
  readonly exitCode: number;
  /** What it printed to standard output. */
  readonly stdout: string;
  /** What it printed to standard error. */
  readonly stderr: string;
}

/** How to run a command. */
export interface CommandOptions {
  readonly cwd: string;
  /** The complete environment. Nothing is inherited. */
  readonly env: Readonly<Record<string, string>>;
  /** Exit codes that are not failures. @default [0] */
  readonly accept?: readonly number[];
  /** Ends the command when aborted. */
  readonly signal?: AbortSignal;
  /** Receives each line of output. */
  readonly log?: (line: string) => void;
  /** What to try, by a sign in the output. Added to the usual remedies. @default none */
  readonly remedies?: readonly Remedy[];
}

/** What to try when the output of a failed command has a sign. */
export interface Remedy {
  readonly sign: RegExp;
  readonly remedy: string;
}

/** A failed command: the command, how it ended, the end of its output, and what to try. */
export class CommandError extends Error {
  /** The name of the class, for a check without `instanceof`. */
  public override readonly name = "CommandError";
  public constructor(
    /** The command with its arguments. */
    public readonly command: string,
    /** The folder in which it ran. */
    public readonly cwd: string,
    /** Its exit code and its whole output. */
    public readonly result: CommandResult,
    remedies: readonly Remedy[] = [],
  ) {
    super(describeFailure(command, cwd, result, remedies));
  }
}

/** Runs a program until it ends. It ends with this process at the latest. */
export async function run(
  program: string,
  args: readonly string[],
  options: CommandOptions,
): Promise<CommandResult> {
  const result = await collect(program, args, options);
  const accepted = options.accept ?? [0];
  if (!accepted.includes(result.exitCode)) {
    throw new CommandError([program, ...args].join(" "), options.cwd, result, options.remedies);
  }
  return result;
}

/** Runs Terraform, or the program in `TERRAFORM_BINARY_NAME`. */
export function terraform(args: readonly string[], options: CommandOptions): Promise<CommandResult> {
  return run(options.env["TERRAFORM_BINARY_NAME"] || "terraform", args, options);
}

/** The message of a {@link CommandError}. */
export function describeFailure(
  command: string,
  cwd: string,
  result: CommandResult,
  remedies: readonly Remedy[] = [],
): string {
  const output = plain([result.stdout, result.stderr].join("\n"));
  const remedy = [...remedies, ...REMEDIES].find(({ sign }) => sign.test(output))?.remedy;
  return [
    `${command} ended with exit code ${result.exitCode}`,
    `  in ${cwd}`,
    ...tail(output, 40).map((line) => `  ${line}`),
    ...(remedy === undefined ? [] : [`Try: ${remedy}`]),
  ].join("\n");
}

const REMEDIES: readonly Remedy[] = [
  {
    sign: /^spawn \S+ ENOENT$/m,
    remedy: "install the program, or name another one in TERRAFORM_BINARY_NAME",
  },
  {
    sign: /(Failed to query available provider packages|Could not connect to registry)/i,
    remedy:
      "where the registry cannot be reached, put the provider into a mirror (a folder registry.terraform.io in " +
      "~/.terraform.d/plugins) or let TF_CLI_CONFIG_FILE name a CLI configuration with one",
  },
  {
    sign: /(Required plugins are not installed|Missing required provider|Inconsistent dependency lock file|Module not installed)/i,
    remedy: "run init first, and again after another provider or version is required",
  },
  {
    sign: /(Reattachment process not found|connection refused)/i,
    remedy: "the emulators behind this workspace are no longer running; start new ones",
  },
];

function collect(program: string, args: readonly string[], options: CommandOptions): Promise<CommandResult> {
  return new Promise((resolve) => {
    const { cwd, env, signal, log } = options;
    const child = spawn(program, args, {
      cwd,
      env,
      stdio: ["ignore", "pipe", "pipe"],
      ...(signal ? { signal } : {}),
    });
    const end = () => child.kill();
    process.once("exit", end);
    const output = { stdout: "", stderr: "" };
    const listen = (channel: "stdout" | "stderr") => {
      let partial = "";
      child[channel].setEncoding("utf8").on("data", (text: string) => {
        output[channel] += text;
        const lines = (partial + text).split("\n");
        partial = lines.pop() ?? "";
        for (const line of lines) {
          log?.(line);
        }
      });
    };
    listen("stdout");
    listen("stderr");
    let failure = "";
    child.once("error", (error) => (failure = error.message));
    child.once("close", (code) => {
      process.off("exit", end);
      resolve({ exitCode: code ?? -1, stdout: output.stdout, stderr: [output.stderr, failure].join("") });
    });
  });
}

/** Removes colors and the frame that Terraform draws around errors. */
function plain(text: string): string {
  return stripVTControlCharacters(text).replace(/^[╷│╵] ?/gm, "");
}

function tail(text: string, count: number): string[] {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  return lines.length <= count
    ? lines
    : [`... (${lines.length - count} lines before)`, ...lines.slice(-count)];
}

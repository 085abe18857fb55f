/** Chooses the command, and turns errors into messages and exit codes. */
import { PACKAGE } from "../core";
import { REPOSITORY } from "../repository";
import { BROKEN, CommandError, OK } from "./io";
import type { Io } from "./io";
import { suggestion } from "./options";

/** A command. */
export interface Command {
  /** For the help, in a few words. */
  readonly summary: string;
  /** Does the work, and returns the exit code. */
  run(args: readonly string[], io: Io): Promise<number>;
}

/** The commands by name. */
export type Commands = Readonly<Record<string, Command>>;

/** Runs the command that `args` start with, and returns the exit code. Never throws. */
export async function run(args: readonly string[], commands: Commands, io: Io): Promise<number> {
  const [name, ...rest] = args;
  try {
    if (name === undefined) {
      await io.stderr.write(helpOf(commands));
      return BROKEN;
    }
    if (name === "--version" || name === "-v" || name === "version") {
      await io.stdout.write(`${io.version}\n`);
      return OK;
    }
    if (name === "--help" || name === "-h" || name === "help") {
      const [topic] = rest;
      if (topic !== undefined) {
        return await commandOf(topic, commands).run(["--help"], io);
      }
      await io.stdout.write(helpOf(commands));
      return OK;
    }
    return await commandOf(name, commands).run(
      rest.map((one) => (one === "-h" ? "--help" : one)),
      io,
    );
  } catch (error) {
    await io.stderr.write(`${describe(error, io)}\n`);
    return BROKEN;
  }
}

function commandOf(name: string, commands: Commands): Command {
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command === undefined) {
    const kind = name.startsWith("-") ? "option" : "command";
    const names = Object.keys(commands);
    throw new CommandError(
      `unknown ${kind} ${JSON.stringify(name)}${suggestion(name, names) || `; the commands are ${names.join(", ")}`}`,
    );
  }
  return command;
}

const helpOf = (commands: Commands): string => {
  const names = Object.keys(commands);
  const width = Math.max(...names.map((name) => name.length));
  return [
    `Usage: ${PACKAGE} COMMAND [options]`,
    "",
    "Commands:",
    ...names.map((name) => `  ${name.padEnd(width)}  ${commands[name]!.summary}`),
    "",
    `  ${PACKAGE} COMMAND --help shows the options of a command.`,
    `  ${PACKAGE} --version shows the version.`,
    "",
  ].join("\n");
};

const OF_JAVASCRIPT = new Set(["TypeError", "RangeError", "ReferenceError", "SyntaxError"]);

/** An error of the user is its message. An error of this program, which has a class of JavaScript, is also where it happened. */
function describe(error: unknown, { env }: Io): string {
  if (!(error instanceof Error)) {
    return `Error: ${String(error)}`;
  }
  if (OF_JAVASCRIPT.has(error.name)) {
    return `${error.stack ?? error.message}\n\nThis is a bug of ${PACKAGE}. Report it: ${REPOSITORY}/issues`;
  }
  return `Error: ${(env.DEBUG ?? "") === "" ? error.message : (error.stack ?? error.message)}`;
}

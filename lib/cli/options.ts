/** Parses the options of a command, and describes them for `--help`. */
import { parseArgs } from "node:util";
import { nearestName } from "../validation/nearest";
import { CommandError } from "./io";

/** An option of a command. */
export interface Option {
  /** The name of its value in the help: `FILE`. A switch has none. */
  readonly value?: string;
  /** The values that it accepts. */
  readonly choices?: readonly string[];
  /** For the help. */
  readonly description: string;
}

/** The options of a command by name. */
export type Options = Readonly<Record<string, Option>>;

/** What was given: the values of options, `true` for switches, and the other arguments. */
export interface Given<Names extends string> {
  readonly values: Readonly<Partial<Record<Names, string>>>;
  readonly switches: ReadonlySet<Names>;
  readonly others: readonly string[];
}

/** The options that were given. The last one wins. Throws a {@link CommandError} for an option or a value that does not exist. */
export function parseOptions<Names extends string>(
  args: readonly string[],
  options: Readonly<Record<Names, Option>>,
): Given<Names> {
  const known: Options = options;
  const { tokens } = parseArgs({
    args: [...args],
    strict: false,
    allowPositionals: true,
    tokens: true,
    options: Object.fromEntries(
      Object.entries(known).map(([name, { value }]) => [
        name,
        { type: value === undefined ? ("boolean" as const) : ("string" as const) },
      ]),
    ),
  });
  const values: Partial<Record<string, string>> = {};
  const switches = new Set<string>();
  const others: string[] = [];
  for (const token of tokens) {
    if (token.kind === "positional") {
      others.push(token.value);
    } else if (token.kind === "option") {
      const option = Object.hasOwn(known, token.name) ? known[token.name] : undefined;
      if (option === undefined) {
        throw unknownOption(token.rawName, Object.keys(known));
      } else if (option.value === undefined) {
        if (token.value !== undefined) {
          throw new CommandError(`${token.rawName} takes no value, got ${JSON.stringify(token.value)}`);
        }
        switches.add(token.name);
      } else {
        values[token.name] = checkedValue(token.rawName, option, token.value);
      }
    }
  }
  return {
    values: values as Partial<Record<Names, string>>,
    switches: switches as ReadonlySet<string> as ReadonlySet<Names>,
    others,
  };
}

function checkedValue(rawName: string, { value, choices }: Option, given: string | undefined): string {
  // `--output --format json` is a forgotten file rather than a file named `--format`.
  if (given === undefined || given === "" || (given.startsWith("--") && given.length > 2)) {
    throw new CommandError(
      `${rawName} needs a value: ${rawName} ${choices === undefined ? value! : choices.join("|")}`,
    );
  }
  if (choices !== undefined && !choices.includes(given)) {
    throw new CommandError(
      `${rawName} must be one of ${choices.join(", ")}, got ${JSON.stringify(given)}${suggestion(given, choices)}`,
    );
  }
  return given;
}

const unknownOption = (rawName: string, known: readonly string[]): CommandError => {
  const name = rawName.replace(/^-+/, "");
  const nearest = nearestName(name, known);
  return new CommandError(
    nearest === undefined
      ? `unknown option ${rawName}; the options are ${known.map((one) => `--${one}`).join(", ")}`
      : `unknown option ${rawName}; did you mean --${nearest}?`,
  );
};

/** `; did you mean "markdown"?`, or nothing. */
export function suggestion(given: string, known: readonly string[]): string {
  const nearest = nearestName(given, known);
  return nearest === undefined ? "" : `; did you mean ${JSON.stringify(nearest)}?`;
}

/** The options as lines of a help. */
export function describeOptions(options: Options): string {
  const rows = Object.entries(options).map(([name, { value, description }]) => ({
    left: `  --${name}${value === undefined ? "" : ` ${value}`}`,
    description,
  }));
  const width = Math.max(...rows.map(({ left }) => left.length));
  return rows
    .map(({ left, description }) =>
      description
        .split("\n")
        .map((line, index) => `${index === 0 ? left.padEnd(width) : " ".repeat(width)}  ${line}`)
        .join("\n"),
    )
    .join("\n");
}

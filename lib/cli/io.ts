/** What a command sees of the process. Tests pass their own. */

/** A stream that a command writes to. */
export interface Output {
  /** Resolves when the text is written, also if nobody reads it anymore. */
  write(text: string): Promise<void>;
  readonly isTTY: boolean;
  readonly columns: number | undefined;
}

/** What a command sees of the process. */
export interface Io {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The current directory. */
  readonly folder: string;
  readonly stdout: Output;
  readonly stderr: Output;
  /** The version of this package. */
  readonly version: string;
}

/** Everything worked. */
export const OK = 0;
/** The command could not do its work. */
export const BROKEN = 1;
/** The review has findings at or over `--fail-on`. */
export const FINDINGS = 2;

/** An error of the user or of a file. Its message is all that is printed. */
export class CommandError extends Error {
  public override readonly name = "CommandError";
}

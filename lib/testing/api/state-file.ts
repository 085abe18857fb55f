/** Stores the state of the emulated API in a file. */
import { randomUUID } from "node:crypto";
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { parseState, type State } from "./state";

/** The state in a file; undefined if the file does not exist. */
export function readStateFile(file: string): State | undefined {
  if (!existsSync(file)) {
    return undefined;
  }
  try {
    return parseState(readFileSync(file, "utf8"));
  } catch (cause) {
    throw new Error(
      `${file} is not a state file of the emulated Polytomic API; delete it to start with an empty state`,
      {
        cause,
      },
    );
  }
}

/**
 * Writes a temporary file and renames it, so that no reader sees an incomplete file, even after a crash. The temporary file has a random
 * name and must not exist: in a folder that others can write to, a symbolic link could redirect it.
 */
export function writeStateFile(file: string, state: State): void {
  const draft = `${file}.${randomUUID()}.tmp`;
  const text = JSON.stringify(state, undefined, 2);
  try {
    writeFileSync(draft, text, { mode: 0o600, flag: "wx" });
    renameSync(draft, file);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}

/** The state of the emulated API in a file. */
import { randomUUID } from "node:crypto";
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { parseState, type State } from "./state";

/** The state kept in a file, or nothing when there is no such file yet. */
export function readStateFile(file: string): State | undefined {
  if (!existsSync(file)) {
    return undefined;
  }
  try {
    return parseState(readFileSync(file, "utf8"));
  } catch (cause) {
    throw new Error(
      `${file} is not a state file of the emulated Polytomic API; delete it to start with none`,
      {
        cause,
      },
    );
  }
}

/**
 * Written beside the file and renamed over it, so that a reader or a crash never meets half a file. The draft has a random name
 * and must not exist yet: in a folder that others can write to, a symbolic link could otherwise redirect it.
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

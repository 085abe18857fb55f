/** Reads and writes files for commands. */
import { chmodSync, readFileSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { isRecord } from "../objects";
import { CommandError } from "./io";

/** The JSON of a file. */
export function readJson(file: string, what: string): unknown {
  let content: string;
  try {
    content = readFileSync(file, "utf8");
  } catch (error) {
    throw new CommandError(`cannot read ${what} ${file}: ${reasonOf(error)}`, { cause: error });
  }
  try {
    // Editors on Windows start files with a byte order mark.
    return JSON.parse(content.replace(/^\ufeff/, ""));
  } catch (error) {
    // Neither the message nor the cause: both quote the file, which can contain secrets.
    const [position] = /(?<= in JSON at )position \d+/.exec((error as Error).message) ?? [];
    throw new CommandError(`${what} ${file} is not JSON${position === undefined ? "" : `, at ${position}`}`);
  }
}

/** Writes a file at once: another process reads the old content or the new, never a part. */
export function writeFileAtOnce(file: string, content: string): void {
  try {
    const existing = statSync(file, { throwIfNoEntry: false });
    if (existing !== undefined && !existing.isFile()) {
      // A device or a pipe, such as /dev/stdout. A folder fails here with its reason.
      writeFileSync(file, content);
      return;
    }
    const target = existing === undefined ? file : realpathSync(file);
    const temporary = `${target}.${process.pid}.tmp`;
    try {
      writeFileSync(temporary, content, { flag: "wx" });
      if (existing !== undefined) {
        chmodSync(temporary, existing.mode);
      }
      renameSync(temporary, target);
    } catch (error) {
      rmSync(temporary, { force: true });
      throw error;
    }
  } catch (error) {
    throw new CommandError(`cannot write ${file}: ${reasonOf(error)}`, { cause: error });
  }
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: "no such file or folder",
  EACCES: "no permission",
  EISDIR: "it is a folder",
  ENOTDIR: "a part of the path is not a folder",
  ENOSPC: "no space left on the device",
  EROFS: "the file system is read-only",
};

/** Why an operation on a file failed. */
export function reasonOf(error: unknown): string {
  const { code, message } = isRecord(error) ? error : {};
  return (typeof code === "string" ? REASONS[code] : undefined) ?? String(message ?? error);
}

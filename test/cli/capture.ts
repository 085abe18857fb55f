/** Runs commands with captured streams. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Io, Output } from "../../lib/cli/io";

/** A stream that keeps what is written. */
export class Captured implements Output {
  public text = "";

  public constructor(
    public readonly isTTY = false,
    public readonly columns: number | undefined = undefined,
  ) {}

  public write(text: string): Promise<void> {
    this.text += text;
    return Promise.resolve();
  }
}

/** A process whose streams are captured. */
export interface CapturedIo extends Io {
  readonly stdout: Captured;
  readonly stderr: Captured;
}

/** A process without a terminal. */
export const captured = (members: Partial<CapturedIo> = {}): CapturedIo => ({
  env: {},
  folder: "/repo",
  stdout: new Captured(),
  stderr: new Captured(),
  version: "1.2.3",
  ...members,
});

/** Runs `use` with a folder that is removed afterwards. */
export async function inFolder(use: (path: (name: string) => string) => Promise<void> | void): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "cli-"));
  try {
    await use((name) => join(folder, name));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

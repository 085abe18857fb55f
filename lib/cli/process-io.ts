/** The process as a command sees it. */
import { readFileSync } from "node:fs";
import { PACKAGE } from "../core";
import type { Io, Output } from "./io";

/** The streams, the environment and the version of this process. */
export const processIo = (): Io => ({
  env: process.env,
  folder: process.cwd(),
  stdout: outputOf(process.stdout),
  stderr: outputOf(process.stderr),
  version: packageVersion(),
});

function outputOf(stream: NodeJS.WriteStream): Output {
  // A reader such as `head` may close the pipe. The exit code still is what the command returns.
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") {
      throw error;
    }
  });
  return {
    write: (text) => new Promise((resolve) => stream.write(text, () => resolve())),
    isTTY: stream.isTTY === true,
    columns: stream.columns,
  };
}

/** The package finds itself by its name, from its sources and from `dist`. */
function packageVersion(): string {
  const { version } = JSON.parse(readFileSync(require.resolve(`${PACKAGE}/package.json`), "utf8")) as {
    version: string;
  };
  return version;
}

/** Whether to write colors. */
import type { Io } from "./io";

/** `--no-color` and `NO_COLOR` come before `FORCE_COLOR`, which comes before what the stream is. See https://no-color.org. */
export function hasColors({ env, stdout }: Pick<Io, "env" | "stdout">, isNoColorGiven: boolean): boolean {
  if (isNoColorGiven || (env.NO_COLOR ?? "") !== "") {
    return false;
  }
  const forced = env.FORCE_COLOR;
  if (forced !== undefined) {
    return forced !== "0" && forced !== "false";
  }
  return stdout.isTTY && env.TERM !== "dumb";
}

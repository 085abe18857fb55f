/** The tutorial as steps: files to write, edits, and commands with the output that the page shows. */
import { blocksOf } from "../docs/markdown";

/** One step of a page, in its order. */
export type Step =
  | { readonly kind: "write"; readonly file: string; readonly content: string }
  | { readonly kind: "edit"; readonly file: string; readonly before: string; readonly after: string }
  | {
      readonly kind: "run";
      readonly commands: string;
      readonly background: boolean;
      readonly output?: string;
    };

/** What a comment before a block sets, such as `file: main.ts`. */
const markOf = (before: string): string => /<!-- ([^>]*) -->$/.exec(before)?.[1] ?? "";

export function stepsOf(page: string): Step[] {
  const steps: Step[] = [];
  let isSkipped = false;
  for (const { language, code, before } of blocksOf(page)) {
    const mark = markOf(before);
    const [, verb = "", file = ""] = /^(file|edit): (.*)$/.exec(mark) ?? [];
    if (verb === "file") {
      steps.push({ kind: "write", file, content: code });
    } else if (verb === "edit") {
      const lines = (sign: string): string =>
        code
          .split("\n")
          .filter((line) => line.startsWith(sign))
          .map((line) => line.slice(1))
          .join("\n");
      steps.push({ kind: "edit", file, before: lines("-"), after: lines("+") });
    } else if (language === "sh") {
      isSkipped = mark.startsWith("not run");
      if (!isSkipped) {
        steps.push({ kind: "run", commands: code, background: mark === "background" });
      }
    } else if (language === "text" && !isSkipped) {
      const last = steps.at(-1);
      if (last?.kind === "run") {
        steps[steps.length - 1] = { ...last, output: code };
      }
    }
  }
  return steps;
}

/** The lines of the shown output that the real one does not have, in this order. `...` stands for any lines. */
export function missingLines(shown: string, real: string): string[] {
  // cdktf puts the name of the stack before the first line of each piece of output that it receives.
  const squeeze = (line: string): string =>
    line
      .replace(/\s+/g, " ")
      .trim()
      .replace(/^data /, "");
  const lines = real.split("\n").map(squeeze);
  let from = 0;
  return shown
    .split("\n")
    .map(squeeze)
    .filter((line) => line !== "" && line !== "...")
    .filter((line) => {
      const at = lines.findIndex((one, index) => index >= from && one.includes(line));
      from = at === -1 ? from : at + 1;
      return at === -1;
    });
}

/** Reads the file of `--since`. */
import { isRecord } from "../objects";
import type { Review } from "../plan/review";
import { readJson } from "./files";
import { CommandError } from "./io";

/** A review that `--format json` has written. */
export function readPrevious(file: string): Review {
  const content = readJson(file, "the previous review");
  if (!isRecord(content) || !Array.isArray(content.stacks) || !content.stacks.every(hasFindings)) {
    throw new CommandError(
      `${file} is not a review; write the previous review with --format json --output ${file}`,
    );
  }
  if (content.version !== 1) {
    throw new CommandError(
      `${file} is a review of format version ${String(content.version)}, and this version reads 1; write it again`,
    );
  }
  return content as unknown as Review;
}

const hasFindings = (stack: unknown): boolean =>
  isRecord(stack) &&
  typeof stack.stack === "string" &&
  Array.isArray(stack.findings) &&
  stack.findings.every((finding) => isRecord(finding) && typeof finding.id === "string");

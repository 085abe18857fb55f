/** What the synthesis of a stack called `stack` says. */
import { Testing, type TerraformStack } from "cdktf";

/** The message with which the synthesis fails; empty if it does not. */
export function synthesisError(stack: TerraformStack): string {
  try {
    Testing.synth(stack, true);
    return "";
  } catch (error) {
    return (error as Error).message;
  }
}

/** The problems in such a message, without CDKTF's own words. */
export const problemsIn = (message: string): string[] =>
  message
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line.startsWith("[stack/"));

/** The problems that rules, constructs and synthesis report, as strings that are easy to compare. */
import { TerraformStack, Testing } from "cdktf";
import { z } from "zod";
import { InvalidPropsError, type Problem } from "../../lib/errors";
import { problemsOf } from "../../lib/validation/check-props";

type Format = (problem: Problem) => string;

const propAndMessage: Format = ({ prop, message }) => `${prop}: ${message}`;

/** The problems that `rule` finds in `value`. */
export const ruleProblems = (rule: z.ZodType, value: unknown, format = propAndMessage): string[] =>
  problemsOf(rule, value).map(format);

/** The problems that `rule` finds in `value`, which is a prop named `it`. */
export const propProblems = (rule: z.ZodType, value: unknown, format: Format): string[] =>
  ruleProblems(z.strictObject({ it: rule }), { it: value }, format);

/** The error that `action` throws for invalid props, or undefined. Any other error is thrown. */
export function invalidProps(action: () => unknown): InvalidPropsError | undefined {
  try {
    action();
  } catch (error) {
    if (InvalidPropsError.isInvalidPropsError(error)) {
      return error;
    }
    throw error;
  }
  return undefined;
}

/** The message of the error that `action` throws, or an empty string. */
export function errorMessage(action: () => unknown): string {
  try {
    action();
    return "";
  } catch (error) {
    return (error as Error).message;
  }
}

/** The message of the error with which the synthesis of `stack` fails, or an empty string. */
export const synthesisError = (stack: TerraformStack): string =>
  errorMessage(() => Testing.synth(stack, true));

/** The problems in the message of a failed synthesis, without the lines that CDKTF adds. The stack is named `stack`. */
export const problemLines = (message: string): string[] =>
  message
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line.startsWith("[stack/"));

/** The problems that fail the synthesis of a stack. The stack has no provider and is named `stack`. */
export function synthesisProblems(build: (stack: TerraformStack) => void): string[] {
  const stack = new TerraformStack(Testing.app(), "stack");
  build(stack);
  return problemLines(synthesisError(stack));
}

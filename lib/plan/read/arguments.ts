/** Arguments in a configuration: of `cdk.tf.json`, or of the copy of the configuration in a plan. */
import { isObject, isRecord } from "../../objects";

/** References of an expression whose text the plan does not contain, because the configuration is HCL. */
export class ReferencesOnly {
  public constructor(
    public readonly references: readonly string[],
    /** Whether it is a member of the argument that has the references. It may have none of them. */
    public readonly isMember = false,
  ) {}
}

/** The expressions of a plan as the arguments of a JSON configuration. */
export function argumentsOf(expressions: unknown): unknown {
  if (Array.isArray(expressions)) {
    return expressions.map(argumentsOf);
  }
  if (!isRecord(expressions)) {
    return expressions;
  }
  if ("constant_value" in expressions) {
    return expressions["constant_value"];
  }
  const { references } = expressions;
  if (Array.isArray(references) && references.every((one) => typeof one === "string")) {
    return new ReferencesOnly(references);
  }
  return Object.fromEntries(Object.entries(expressions).map(([name, one]) => [name, argumentsOf(one)]));
}

/** An argument inside another one. A block that is not in a list is its own first element. */
export function argumentAt(argument: unknown, step: string | number): unknown {
  if (argument instanceof ReferencesOnly) {
    return new ReferencesOnly(argument.references, true);
  }
  if (!isObject(argument)) {
    return undefined;
  }
  if (typeof step === "number" && !Array.isArray(argument)) {
    return step === 0 ? argument : undefined;
  }
  if (typeof step === "string" && Array.isArray(argument) && !/^\d+$/.test(step)) {
    return argument.length === 1 ? argumentAt(argument[0], step) : undefined;
  }
  return Object.hasOwn(argument, step) ? (argument as Readonly<Record<string, unknown>>)[step] : undefined;
}

/** Whether an argument is a member of one that has references, so that it may have some of them. */
export const mayHaveReferences = (argument: unknown): boolean =>
  argument instanceof ReferencesOnly && argument.isMember && argument.references.length > 0;

/** What an argument is computed from: a reference, several of them, or a template. */
export function expressionOf(argument: unknown): string | undefined {
  if (typeof argument === "string") {
    const [, only] = /^\$\{\s*([\w.[\]"-]+)\s*\}$/.exec(argument) ?? [];
    return argument.includes("${") ? (only ?? argument) : undefined;
  }
  if (argument instanceof ReferencesOnly && !argument.isMember) {
    // Terraform lists `aws_sqs_queue.lake[0].arn` and, after it, `aws_sqs_queue.lake[0]` and `aws_sqs_queue.lake`.
    const longest = argument.references.filter(
      (one, _, all) => !all.some((other) => other.startsWith(`${one}.`) || other.startsWith(`${one}[`)),
    );
    return longest.length === 0 ? undefined : [...new Set(longest)].join(", ");
  }
  return undefined;
}

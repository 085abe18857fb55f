/** Evaluates arguments as Terraform would, with `jsonencode` applied, for functions that need no construct. */
import { Testing, TerraformOutput, TerraformStack } from "cdktf";
import { decode } from "../constructs/expression";

/** The value in the synthesized file, decoded if it is a call of `jsonencode`. */
export function evaluate(value: unknown): unknown {
  const stack = new TerraformStack(Testing.app(), "stack");
  new TerraformOutput(stack, "it", { value });
  const output = JSON.parse(Testing.synth(stack)) as { output: { it: { value: unknown } } };
  return decoded(output.output.it.value);
}

function decoded(value: unknown): unknown {
  const data = decode(value);
  if (typeof data !== "object" || data === null) {
    return data;
  }
  return Array.isArray(data)
    ? data.map(decoded)
    : Object.fromEntries(Object.entries(data).map(([key, member]) => [key, decoded(member)]));
}

/** Synthesizes a stack in a test. */
import { type TerraformStack, Testing } from "cdktf";

/** The JSON of a stack, with the paths of its constructs. */
export type SynthesizedJson = Readonly<Record<string, unknown>>;

/**
 * Synthesizes a stack with all validations.
 *
 * @throws if a validation fails
 */
export function synthesize(stack: TerraformStack): SynthesizedJson {
  stack.prepareStack();
  Testing.synth(stack, true);
  // `Testing.synth` removes the construct paths.
  return JSON.parse(JSON.stringify(stack.toTerraform())) as SynthesizedJson;
}

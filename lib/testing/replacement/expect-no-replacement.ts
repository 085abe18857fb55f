/** Asserts that a change of a program destroys and replaces nothing. */
import { TerraformStack } from "cdktf";
import { isRecord } from "../../objects";
import { isStateful } from "../../plan/stateful";
import { synthesize, type SynthesizedJson } from "../synthesis";
import { PolytomicTemplate } from "../template/template";
import { type Replacement, replacementsBetween } from "./replacements";

/** A stack, its template, or the content of its `cdk.tf.json`. */
export type Synthesis = TerraformStack | PolytomicTemplate | object | string;

/** Resources that are destroyed and created again without a loss. */
export interface ReplacementOptions {
  /** Whether to accept a replacement, such as that of a queue that is meant to be renamed. @default none is accepted */
  readonly accept?: (replacement: Replacement) => boolean;
}

/**
 * Asserts that Terraform would destroy and replace no resource between two versions of a stack. Store the `cdk.tf.json` of the last release
 * beside your tests, and compare each change with it.
 *
 * ```ts
 * expectNoReplacement(readFileSync("test/released/cdk.tf.json", "utf8"), stack);
 * ```
 *
 * It finds addresses that are gone (a construct was renamed, moved or removed), without those with a `moved` or `removed` block; the
 * arguments of S3, SQS, SNS, IAM, KMS and CloudWatch whose change replaces a resource, as far as this library creates it; and resources that
 * follow by `replace_triggered_by` or by an attribute of what is replaced. It does not find what only a plan can: other types of resources,
 * instances of `count` and `for_each`, and drift. Use `cdktf-polytomic review` on the plan for these.
 *
 * @param before the version that is deployed
 * @param after the new version
 * @throws if a resource would be destroyed or replaced. The message names its construct, and what caused it
 */
export function expectNoReplacement(
  before: Synthesis,
  after: Synthesis,
  options: ReplacementOptions = {},
): void {
  const found = replacements(before, after).filter((one) => options.accept?.(one) !== true);
  if (found.length > 0) {
    throw new ReplacementError(found);
  }
}

/** What {@link expectNoReplacement} finds. */
export const replacements = (before: Synthesis, after: Synthesis): readonly Replacement[] =>
  replacementsBetween(jsonOf(before), jsonOf(after));

/** Resources would be destroyed or replaced. */
export class ReplacementError extends Error {
  /** The name of the class, for a check without `instanceof`. */
  public override readonly name = "ReplacementError";
  public constructor(
    /** The resources. */
    public readonly replacements: readonly Replacement[],
  ) {
    const destroyed = replacements.filter(({ effect }) => effect === "destroyed").length;
    const counts = [
      ...(destroyed > 0 ? [`${destroyed} destroyed`] : []),
      ...(replacements.length > destroyed ? [`${replacements.length - destroyed} replaced`] : []),
    ];
    super(
      [
        `Terraform would destroy resources: ${counts.join(", ")}`,
        ...replacements.map(
          ({ path, address, type, effect, reason }) =>
            `  ${path} (${address}) is ${effect}${isStateful(type) ? ", with what it holds" : ""}:\n    ${reason}`,
        ),
      ].join("\n"),
    );
  }
}

function jsonOf(synthesis: Synthesis): SynthesizedJson {
  if (synthesis instanceof PolytomicTemplate) {
    return synthesis.json;
  }
  if (typeof synthesis === "string") {
    return parsed(synthesis);
  }
  return TerraformStack.isStack(synthesis) ? synthesize(synthesis) : (synthesis as SynthesizedJson);
}

function parsed(text: string): SynthesizedJson {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new Error(
      `expected the content of a cdk.tf.json, got ${JSON.stringify(text.slice(0, 60))}; read the file first`,
    );
  }
  if (!isRecord(json)) {
    throw new Error("expected the content of a cdk.tf.json, which is an object");
  }
  return json;
}

/** Where formats that need a file point to. */
import type { Finding, StackReview } from "../review";
import type { SourceLine } from "../plan";

/** The source line of a finding. Without one, the first line of the stack's synthesized file, where CDKTF writes it by default. */
export const placeOf = (finding: Finding, stack: StackReview): SourceLine =>
  finding.source ?? { file: `cdktf.out/stacks/${stack.stack}/cdk.tf.json`, line: 1 };

/** AWS limits for policies, checked at synthesis because AWS would reject the policy in the middle of an apply. */
import type { Construct } from "constructs";
import { policyOf, type StatementsOfPolicy } from "../../lib/iam/policy-document";
import { leastLength } from "../../lib/iam/policy-size";
import { checkAtSynthesis, resolveIn } from "../validation";

/** The limits of a policy, or of several together. */
export interface PolicyLimits {
  /** What has the limits, such as `the policy of the queue`. */
  readonly what: string;
  /** Maximum number of characters, in all policies together. */
  readonly length: number;
  /** Maximum number of statements in each policy. */
  readonly statements?: number;
  /** What to do if a limit is exceeded, as a sentence. */
  readonly remedy: string;
}

/** Fails synthesis if policies exceed the AWS limits for characters or statements. */
export function checkPolicyLimits(
  construct: Construct,
  policies: () => readonly StatementsOfPolicy[],
  { what, length, statements, remedy }: PolicyLimits,
): void {
  checkAtSynthesis(construct, "CDKTF_POLYTOMIC_REFUSED_BY_AWS", () => {
    const resolve = (value: unknown): unknown => resolveIn(construct, value);
    const documents = policies().map((one) => policyOf(one, resolve));
    const size = documents.reduce((sum, one) => sum + leastLength(resolve(one)), 0);
    const count = Math.max(0, ...documents.map(({ Statement }) => Statement.length));
    if (statements !== undefined && count > statements) {
      return `${what} would have ${count} statements, but AWS allows ${statements}. ${remedy}`;
    }
    return size > length
      ? `${what} would have at least ${size} characters, but AWS allows ${length}. ${remedy}`
      : undefined;
  });
}

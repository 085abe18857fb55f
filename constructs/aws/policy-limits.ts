/** Limits of AWS for policies: counted at synthesis, because AWS would refuse the policy in the middle of an apply. */
import type { Construct } from "constructs";
import { policyOf, type StatementsOfPolicy } from "../../lib/iam/policy-document";
import { leastLength } from "../../lib/iam/policy-size";
import { checkAtSynthesis, resolveIn } from "../validation";

/** What AWS takes. */
export interface PolicyLimits {
  /** What has the limits, such as `The policy of the queue`. */
  readonly what: string;
  /** How many characters, in all policies together. */
  readonly length: number;
  /** How many statements, in each policy. */
  readonly statements?: number;
  /** What to do about more, as a sentence. */
  readonly remedy: string;
}

/** Fails synthesis if policies have more characters or statements than AWS takes. */
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
      return `${what} would have ${count} statements, and AWS takes ${statements}. ${remedy}`;
    }
    return size > length
      ? `${what} would have at least ${size} characters, and AWS takes ${length}. ${remedy}`
      : undefined;
  });
}

/** The findings of a plan review, as assertions about a stack. */
import type { TerraformStack } from "cdktf";
import { reviewPlans } from "../plan/judge";
import { planOfConfiguration } from "../plan/read/plan-of-configuration";
import type { Finding } from "../plan/review";
import { synthesize } from "./synthesis";

export type { Finding } from "../plan/review";

/**
 * What `cdktf-polytomic review` finds in the plan that creates this stack: access for anyone, a role that trusts another account without an
 * external ID, a bucket that can be deleted with its objects. The stack is synthesized with all validations. No plan and no Terraform is
 * needed, so values that Terraform computes are unknown.
 *
 * ```ts
 * expect(findings(stack)).toEqual([]);
 * ```
 *
 * @returns the findings that the stack does not accept with `PlanReview`, the most serious first
 * @throws if a validation of the stack fails
 */
export function findings(stack: TerraformStack): readonly Finding[] {
  const { stacks } = reviewPlans([planOfConfiguration(synthesize(stack))]);
  return stacks.flatMap((one) => one.findings).filter(({ suppression }) => suppression === undefined);
}

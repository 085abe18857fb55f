/** How `cdktf-polytomic review` judges the plans of an app. */
import type { IConstruct } from "constructs";
import { isDay } from "../lib/day";
import type { RuleId } from "../lib/plan/rules";
import { acceptFinding } from "../lib/synthesis/accepted-findings";
import { recordSources } from "../lib/synthesis/source-lines";
import { checkProps } from "../lib/validation/check-props";
import { checkedString, nonEmptyString } from "../lib/validation/combinators";
import { rule } from "../lib/validation/rule";
import { constructPath } from "./validation";

/** Why a finding is accepted, and for how long. */
export interface AcceptOptions {
  /** Why the finding is not a problem here. The review shows it. */
  readonly reason: string;
  /**
   * The last day on which the finding is accepted, such as `2027-01-31`. Afterwards, the review reports it again.
   * @default - accepted until you remove the call
   */
  readonly expires?: string;
}

const dayProblem = (day: string): string | undefined =>
  isDay(day) ? undefined : "is not a day, such as 2027-01-31";

const acceptOptionsRule = rule((z) =>
  z.strictObject({ reason: nonEmptyString(), expires: checkedString(dayProblem, "days").optional() }),
);

/**
 * How `cdktf-polytomic review` judges the plans of a construct and the constructs below it.
 *
 * ```ts
 * PlanReview.of(lake).accept("bucket-force-destroy", { reason: "holds test data only", expires: "2027-01-31" });
 * ```
 */
export class PlanReview {
  /** The settings of `scope` and the constructs below. */
  public static of(scope: IConstruct): PlanReview {
    return new PlanReview(scope);
  }

  private constructor(private readonly scope: IConstruct) {}

  /**
   * Accepts what a rule finds. The review still shows the finding, with your reason, but does not fail because of it. If the rule finds
   * nothing, the review says that the call is not needed. To see the rules, run `cdktf-polytomic review --explain`.
   *
   * @param ruleId the id of the rule, such as `bucket-force-destroy`
   * @throws InvalidPropsError if the reason is empty, or `expires` is not a day
   */
  public accept(ruleId: RuleId, options: AcceptOptions): this {
    const name = `PlanReview.accept(${JSON.stringify(ruleId)})`;
    acceptFinding(
      this.scope,
      ruleId,
      checkProps({ path: constructPath(this.scope), name }, acceptOptionsRule(), options),
    );
    return this;
  }

  /**
   * Writes into the synthesized stack which line of your app creates each construct of this library, so that findings refer to it.
   * Call it before you create the constructs. Lines are relative to the current directory.
   */
  public recordSources(): this {
    recordSources(this.scope);
    return this;
  }
}

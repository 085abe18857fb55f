import type { Rule } from "../rule";

export const rule: Rule = {
  severity: "cannot-tell",
  title: "The plan is not complete",
  reason:
    "It was limited by -target, or Terraform deferred changes. What is missing comes with a later plan.",
  remedy: "Plan again without -target, or review the next plan too, before you rely on the result.",
  *checkPlan({ plan, at }) {
    for (const { address, reason } of plan.deferred) {
      const change = at(address);
      yield {
        message: `${address} is deferred: ${reason}`,
        key: address,
        ...(change === undefined ? {} : { change }),
      };
    }
    if (plan.complete === false && plan.deferred.length === 0) {
      yield { message: "another plan is needed after this one" };
    }
  },
};

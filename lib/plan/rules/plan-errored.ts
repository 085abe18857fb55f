import type { Rule } from "../rule";

export const rule: Rule = {
  severity: "cannot-tell",
  title: "Planning failed",
  reason: "The plan has only what Terraform knew when it stopped, and cannot be applied.",
  remedy: "Correct the error that `terraform plan` printed, and review the new plan.",
  *checkPlan({ plan }) {
    if (plan.errored) {
      yield { message: "planning stopped with an error, so changes are missing here" };
    }
  },
};

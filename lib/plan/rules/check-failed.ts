import type { Rule } from "../rule";

export const rule: Rule = {
  severity: "danger",
  title: "A check fails",
  reason:
    "A condition that the configuration declares does not hold. Terraform applies a plan with a failed `check` block anyway.",
  remedy: "Correct what the message names, or change the check.",
  *checkPlan({ plan, at }) {
    for (const { address, status, messages } of plan.checks) {
      if (status === "fail" || status === "error") {
        const change = at(address);
        const message = [`${address} fails`, ...messages].join(": ");
        yield { message, key: address, ...(change === undefined ? {} : { change }) };
      }
    }
  },
};

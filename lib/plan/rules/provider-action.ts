import type { Rule } from "../rule";

export const rule: Rule = {
  severity: "look",
  title: "The apply invokes an action",
  reason:
    "An action changes something outside of the state, such as invoking a function, and does not appear as a change of a resource.",
  remedy: "Check what the action does, and that it can run more than once.",
  *checkPlan({ plan }) {
    for (const address of plan.actions) {
      yield { message: `invokes ${address}`, key: address };
    }
  },
};

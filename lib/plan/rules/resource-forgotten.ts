import type { Rule } from "../rule";

export const rule: Rule = {
  severity: "look",
  title: "A resource is not managed anymore",
  reason:
    "It stays as it is, and no later plan changes, checks or deletes it. If it is created again here, two exist or the apply fails.",
  remedy: "Write down who manages it from now on.",
  *check(change) {
    if (change.action === "forget") {
      yield { change, message: "is removed from the state and stays" };
    }
  },
};

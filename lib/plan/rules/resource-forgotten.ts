import type { Rule } from "../rule";

export const rule: Rule = {
  severity: "look",
  title: "A resource is no longer managed",
  reason:
    "It stays as it is, and no later plan changes, checks or deletes it. If it is created again here, two exist or the apply fails.",
  remedy: "Write down who manages it from now on.",
  *check(change, { plan }) {
    if (change.action !== "forget") {
      return;
    }
    const isCreated = plan.resources.some(
      ({ address, action }) => address === change.address && action === "create",
    );
    yield isCreated
      ? {
          change,
          message: "is removed from the state and created again: two exist afterwards",
          severity: "danger",
        }
      : { change, message: "is removed from the state and stays" };
  },
};

import { was } from "../resources";
import type { Rule } from "../rule";
import { mayChange } from "../unknown-changes";
import type { Value } from "../value";

/** Arguments that protect, with the value that does. Cognito has a word for it. */
const PROTECTIONS: readonly (readonly [argument: string, value: Value])[] = [
  ["deletion_protection", true],
  ["deletion_protection", "ACTIVE"],
  ["deletion_protection_enabled", true],
  ["disable_api_termination", true],
  ["enable_deletion_protection", true],
  ["prevent_destroy", true],
];

export const rule: Rule = {
  severity: "danger",
  title: "A protection against deletion is turned off",
  reason: "It is often the first of two steps: the next plan can delete the resource.",
  remedy: "Keep the protection. If the resource is to be deleted, make a backup before you turn it off.",
  *check(change) {
    for (const [argument, value] of PROTECTIONS) {
      if (was(change, argument, value)) {
        yield { change, key: argument, message: `${argument} is turned off` };
      } else if (mayChange(change, argument, value)) {
        yield {
          change,
          key: argument,
          message: `${argument} may be turned off: it is known after the apply`,
          severity: "cannot-tell",
        };
      }
    }
    const key = "skip_final_snapshot";
    if (was(change, key, false)) {
      yield { change, key, message: "will be deleted without a final snapshot", severity: "look" };
    } else if (mayChange(change, key, false)) {
      const message = `may be deleted without a final snapshot: ${key} is known after the apply`;
      yield { change, key, message, severity: "cannot-tell" };
    }
  },
};

import { was } from "../resources";
import type { Rule } from "../rule";

const PROTECTIONS = [
  "deletion_protection",
  "deletion_protection_enabled",
  "enable_deletion_protection",
  "prevent_destroy",
];

export const rule: Rule = {
  severity: "danger",
  title: "A protection against deletion is turned off",
  reason: "It is often the first of two steps: the next plan can delete the resource.",
  remedy: "Keep the protection. If the resource is to be deleted, make a backup before you turn it off.",
  *check(change) {
    for (const argument of PROTECTIONS) {
      if (was(change, argument, true)) {
        yield { change, key: argument, message: `${argument} is turned off` };
      }
    }
    if (was(change, "skip_final_snapshot", false)) {
      yield {
        change,
        key: "skip_final_snapshot",
        message: "will be deleted without a final snapshot",
        severity: "look",
      };
    }
  },
};

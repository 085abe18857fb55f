import { was } from "../resources";
import type { Rule } from "../rule";
import { mayChange } from "../unknown-changes";

export const rule: Rule = {
  severity: "look",
  title: "The rotation of a KMS key is turned off",
  reason: "The key material stays the same, which many compliance standards do not accept.",
  remedy: "Keep enable_key_rotation, unless you rotate the key yourself.",
  types: ["aws_kms_key"],
  *check(change) {
    if (was(change, "enable_key_rotation", true)) {
      yield { change, message: "is no longer rotated" };
    } else if (mayChange(change, "enable_key_rotation", true)) {
      yield {
        change,
        message: "may no longer be rotated: enable_key_rotation is known after the apply",
        severity: "cannot-tell",
      };
    }
  },
};

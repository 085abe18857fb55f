import { was } from "../resources";
import type { Rule } from "../rule";

export const rule: Rule = {
  severity: "look",
  title: "The rotation of a KMS key is turned off",
  reason: "The key material stays the same, which many compliance standards do not accept.",
  remedy: "Keep enable_key_rotation, unless you rotate the key yourself.",
  types: ["aws_kms_key"],
  *check(change) {
    if (was(change, "enable_key_rotation", true)) {
      yield { change, message: "is not rotated anymore" };
    }
  },
};

import { was } from "../resources";
import type { Rule } from "../rule";

export const rule: Rule = {
  severity: "danger",
  title: "A KMS key is disabled",
  reason: "What is encrypted with it cannot be read or written until the key is enabled again.",
  remedy: "Make sure that no bucket, queue or database uses the key.",
  types: ["aws_kms_key", "aws_kms_replica_key", "aws_kms_external_key"],
  *check(change) {
    if (was(change, "is_enabled", true) || was(change, "enabled", true)) {
      yield { change, message: "is disabled" };
    }
  },
};

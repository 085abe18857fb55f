import { isDestroyed, numberAt } from "../resources";
import type { Rule } from "../rule";

export const rule: Rule = {
  severity: "danger",
  title: "A KMS key is deleted",
  reason:
    "KMS rejects the use of the key at once. When the waiting period ends, everything that is encrypted with it is lost.",
  remedy:
    "Re-encrypt the data with another key first. Until the waiting period ends, `aws kms cancel-key-deletion` and then `aws kms enable-key` bring the key back.",
  types: ["aws_kms_key", "aws_kms_replica_key", "aws_kms_external_key"],
  *check(change) {
    if (isDestroyed(change)) {
      const days = numberAt(change.before, "deletion_window_in_days") ?? 30;
      yield { change, message: `cannot be used after the apply, and is deleted ${days} days later` };
    }
  },
};

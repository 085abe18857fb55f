import { because, isDestroyed } from "../resources";
import type { Rule } from "../rule";
import { valueAt } from "../value";

export const rule: Rule = {
  severity: "danger",
  title: "A bucket is deleted",
  reason:
    "With force_destroy, every object and every old version in it is deleted, and nothing can restore them. Without it, S3 rejects the " +
    "deletion of a bucket with objects, after Terraform has removed the settings that protect it.",
  remedy:
    "To keep the bucket, undo the change, or remove it from the state with a `removed` block. To move its data, copy it before you apply.",
  types: ["aws_s3_bucket"],
  *check(change) {
    if (isDestroyed(change)) {
      const fate =
        valueAt(change.before, "force_destroy") === true
          ? "with all its objects (force_destroy)"
          : "which fails if it has objects";
      yield {
        change,
        message: `is ${change.action === "replace" ? `replaced${because(change)}: the old bucket is deleted` : "deleted"}, ${fate}`,
      };
    }
  },
};

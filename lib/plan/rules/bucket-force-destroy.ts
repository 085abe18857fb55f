import type { Rule } from "../rule";
import { valueAt } from "../value";

export const rule: Rule = {
  severity: "look",
  title: "A bucket can be deleted with its objects",
  reason:
    "With force_destroy, a later plan that deletes or replaces the bucket deletes all objects and versions in it.",
  remedy:
    'Set force_destroy only for a bucket whose data you can lose. In this library: omit `onRemoval`, or set it to "keep".',
  types: ["aws_s3_bucket"],
  *check(change) {
    if (valueAt(change.after, "force_destroy") === true && valueAt(change.before, "force_destroy") !== true) {
      yield { change, message: "gets force_destroy: deleting it deletes its objects too" };
    }
  },
};

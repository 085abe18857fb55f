import { ownerExists, ownerOf } from "../resources";
import type { Rule } from "../rule";
import { Unknown, valueAt } from "../value";

export const rule: Rule = {
  severity: "danger",
  title: "The notifications of an existing bucket are replaced",
  reason:
    "A bucket has one notification configuration. If something else has configured events there, this resource overwrites it at creation, " +
    "and the plan does not show what is lost.",
  remedy:
    "Run `aws s3api get-bucket-notification-configuration`. If it returns anything, add it to this resource, or import the resource first.",
  types: ["aws_s3_bucket_notification"],
  *check(change, context) {
    if (change.action !== "create") {
      return;
    }
    if (ownerOf(change, context) === undefined && valueAt(change.after, "bucket") instanceof Unknown) {
      yield {
        change,
        severity: "cannot-tell",
        message: "replaces the events of its bucket if that exists: the bucket is known after the apply",
      };
    } else if (ownerExists(change, context)) {
      yield { change, message: "replaces whatever events the existing bucket has configured" };
    }
  },
};

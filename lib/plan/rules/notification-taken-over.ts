import { ownerExists } from "../resources";
import type { Rule } from "../rule";

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
    if (change.action === "create" && ownerExists(change, context)) {
      yield { change, message: "replaces whatever events the existing bucket has configured" };
    }
  },
};

import { block, isRemovedFromOwner, stringAt } from "../resources";
import type { Rule } from "../rule";
import { valueAt } from "../value";

export const rule: Rule = {
  severity: "danger",
  title: "The versioning of a bucket is suspended",
  reason:
    "New objects overwrite objects of the same name, and deleting an object written since then is final. Existing versions stay. " +
    "S3 rejects the change while the bucket has a replication configuration or Object Lock.",
  remedy: "Keep versioning enabled, or make sure that nobody relies on old versions.",
  types: ["aws_s3_bucket_versioning"],
  *check(change, context) {
    const status = (values: typeof change.before) =>
      stringAt(block(values, "versioning_configuration"), "status");
    if (status(change.before) !== "Enabled") {
      return;
    }
    if (isRemovedFromOwner(change, context)) {
      yield { change, message: "is removed, and removing it suspends versioning" };
    } else if (change.after !== undefined && status(change.after) !== "Enabled") {
      const after = valueAt(block(change.after, "versioning_configuration"), "status");
      yield typeof after === "string"
        ? { change, message: `changes from Enabled to ${after}` }
        : { change, message: "may change: its status is known after the apply", severity: "cannot-tell" };
    }
  },
};

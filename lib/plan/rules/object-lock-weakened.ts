import { block, isRemovedFromOwner, numberAt, stringAt } from "../resources";
import type { Rule } from "../rule";
import { Unknown, type Values, valueAt } from "../value";

const retentionOf = (values: Values | undefined): Values | undefined =>
  block(block(values, "rule"), "default_retention");

const daysOf = (retention: Values | undefined): number =>
  numberAt(retention, "days") || (numberAt(retention, "years") ?? 0) * 365;

/** Whether a part of the retention is known after the apply, or the block around it. */
const isUnknown = (values: Values | undefined): boolean =>
  ["mode", "days", "years"].some(
    (name) => valueAt(values, "rule", 0, "default_retention", 0, name) instanceof Unknown,
  );

export const rule: Rule = {
  severity: "danger",
  title: "The object lock of a bucket is weakened",
  reason:
    "New objects can be deleted or overwritten sooner than before, or by more people. Objects that exist keep their retention.",
  remedy: "Ask the people who require the retention, such as compliance or legal, before you apply.",
  types: ["aws_s3_bucket_object_lock_configuration"],
  *check(change, context) {
    const [before, after] = [retentionOf(change.before), retentionOf(change.after)];
    if (before === undefined) {
      return;
    }
    if (isRemovedFromOwner(change, context)) {
      yield { change, message: "the default retention is removed" };
    } else if (stringAt(before, "mode") === "COMPLIANCE" && stringAt(after, "mode") === "GOVERNANCE") {
      yield { change, message: "the mode changes from COMPLIANCE to GOVERNANCE" };
    } else if (isUnknown(change.after)) {
      yield {
        change,
        message: "the default retention may be weakened: it is known after the apply",
        severity: "cannot-tell",
      };
    } else if (change.after !== undefined && after === undefined) {
      yield { change, message: "the default retention is removed" };
    } else if (after !== undefined && daysOf(after) < daysOf(before)) {
      yield { change, message: `objects are kept for ${daysOf(after)} days, was ${daysOf(before)}` };
    }
  },
};

import { blocks, isRemovedFromOwner, stringAt } from "../resources";
import type { Rule } from "../rule";
import { type Value, isValues, valueAt } from "../value";

const TARGETS = { queue: "queue_arn", topic: "topic_arn", lambda_function: "lambda_function_arn" };

/** The ARNs that receive events, or `undefined` if one of them is unknown. */
function targetsOf(values: Value | undefined): string[] | undefined {
  const all = Object.entries(TARGETS).flatMap(([name, arn]) =>
    blocks(values, name).map((one) => stringAt(one, arn)),
  );
  return all.every((arn) => arn !== undefined) ? all : undefined;
}

export const rule: Rule = {
  severity: "danger",
  title: "A bucket sends no events anymore",
  reason:
    "Polytomic does not hear of new files in the bucket, and nothing fails visibly: a sync with events just finds nothing to do.",
  remedy: "Keep the notification, or run the syncs that depend on it by a schedule without events.",
  types: ["aws_s3_bucket_notification"],
  *check(change, context) {
    if (isRemovedFromOwner(change, context)) {
      yield { change, message: "is removed: the bucket sends no events" };
      return;
    }
    const [before, after] = [targetsOf(change.before), targetsOf(change.after)];
    if (change.action !== "update" || !isValues(change.after)) {
      return;
    }
    const lost = (before ?? []).filter((arn) => after !== undefined && !after.includes(arn));
    if (lost.length > 0) {
      yield { change, message: `sends no events to ${lost.join(", ")} anymore` };
    } else if (
      valueAt(change.before, "eventbridge") === true &&
      valueAt(change.after, "eventbridge") === false
    ) {
      yield { change, message: "sends no events to EventBridge anymore" };
    }
  },
};

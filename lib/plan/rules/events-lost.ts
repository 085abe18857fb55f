import { isDestroyed, ownerOf } from "../resources";
import type { Rule } from "../rule";

export const rule: Rule = {
  severity: "look",
  title: "Events are lost during the apply",
  reason:
    "Between the deletion of the old notification and the creation of the new one, S3 sends nothing, and it does not send it later.",
  remedy: "Apply when no files arrive, or run a full resync afterwards.",
  types: ["aws_s3_bucket_notification"],
  *check(change, context) {
    const owner = ownerOf(change, context);
    const queue = context
      .ofType("aws_sqs_queue")
      .find((one) => isDestroyed(one) && change.references.includes(one.address));
    if (change.action === "replace" && !(owner && isDestroyed(owner))) {
      yield { change, message: "is replaced: files that arrive in between cause no event" };
    } else if (change.action === "update" && queue !== undefined) {
      yield {
        change,
        message: `moves to a new queue, because ${queue.construct ?? queue.address} is replaced`,
      };
    }
  },
};

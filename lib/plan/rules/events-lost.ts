import { isDestroyed, ownerOf } from "../resources";
import type { Rule } from "../rule";

export const rule: Rule = {
  severity: "look",
  title: "Events are lost during the apply",
  reason:
    "S3 sends nothing between the deletion of the old queue or notification and the creation of the new one, and it does not send it later.",
  remedy: "Apply when no files arrive, or run a full resync afterwards.",
  types: ["aws_s3_bucket_notification", "aws_sqs_queue"],
  *check(change, context) {
    if (change.action !== "replace") {
      return;
    }
    if (change.type === "aws_s3_bucket_notification") {
      const owner = ownerOf(change, context);
      if (owner === undefined || !isDestroyed(owner)) {
        yield { change, message: "is replaced: files that arrive in between cause no event" };
      }
    } else if (context.dependents(change.address).some(({ type }) => type === "aws_s3_bucket_notification")) {
      yield { change, message: "is replaced: files that arrive in between cause no event" };
    }
  },
};

import { because, isDestroyed } from "../resources";
import type { Rule } from "../rule";

export const rule: Rule = {
  severity: "danger",
  title: "A queue is deleted",
  reason:
    "The messages in it are lost. If it carries S3 events, Polytomic is not notified of the files in them.",
  remedy:
    "Let the consumer empty the queue first, or keep the queue. Afterwards, run a full resync of the bulk syncs that read its events.",
  types: ["aws_sqs_queue"],
  *check(change) {
    if (isDestroyed(change)) {
      const what = change.action === "replace" ? `is replaced${because(change)}` : "is deleted";
      yield { change, message: `${what}; the messages in it are lost` };
    }
  },
};

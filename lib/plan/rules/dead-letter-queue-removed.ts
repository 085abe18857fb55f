import { documentOf } from "../read/unknowns";
import { isBlank, isRemovedFromOwner, stringAt } from "../resources";
import type { Rule } from "../rule";
import { valueAt } from "../value";
import { KNOWN_LATER } from "../words/phrases";

export const rule: Rule = {
  severity: "look",
  title: "A queue loses its dead-letter queue",
  reason: "A message that cannot be processed is retried until it expires, and is then lost.",
  remedy: "Keep the redrive policy, or watch the age of the oldest message.",
  types: ["aws_sqs_queue", "aws_sqs_queue_redrive_policy"],
  *check(change, context) {
    const before = stringAt(change.before, "redrive_policy");
    const after = valueAt(change.after, "redrive_policy");
    const isSetting = change.type !== "aws_sqs_queue";
    const isRemoved = isSetting
      ? isRemovedFromOwner(change, context)
      : change.action === "update" && (isBlank(after) || after === "{}");
    if (before !== undefined && isRemoved) {
      yield { change, message: "no longer has a dead-letter queue" };
    } else if (before !== undefined && documentOf(change, "redrive_policy", context) === "unknown") {
      const message = `may lose its dead-letter queue: \`redrive_policy\` is ${KNOWN_LATER}`;
      yield { change, message, severity: "cannot-tell" };
    }
  },
};

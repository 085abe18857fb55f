import { numberAt } from "../resources";
import type { Rule } from "../rule";
import { isSetUnknown } from "../unknown-changes";
import { valueAt } from "../value";

function inDays(seconds: number): string {
  const days = Math.round((seconds / 86_400) * 10) / 10;
  return `${days} ${days === 1 ? "day" : "days"}`;
}

export const rule: Rule = {
  severity: "look",
  title: "A queue keeps messages for a shorter time",
  reason: "SQS deletes messages older than the new limit, including those already in the queue.",
  remedy: "Keep messages for longer than the longest interruption of their consumer that you expect.",
  types: ["aws_sqs_queue"],
  *check(change) {
    const argument = "message_retention_seconds";
    const [before, after] = [numberAt(change.before, argument), numberAt(change.after, argument)];
    if (change.action !== "update" || before === undefined) {
      return;
    }
    if (isSetUnknown(valueAt(change.after, argument), argument)) {
      yield {
        change,
        message: `may keep messages for a shorter time than ${inDays(before)}: ${argument} is known after the apply`,
        severity: "cannot-tell",
      };
    } else if (after !== undefined && after < before) {
      yield { change, message: `keeps messages for ${inDays(after)}, was ${inDays(before)}` };
    }
  },
};

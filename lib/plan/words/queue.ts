/** Queues. */
import type { ResourceChange } from "../plan";
import { type Value, valueAt } from "../value";
import { differencesInWords, genericWords, type Words } from "./generic";
import { changed, duration, KNOWN_LATER, quoted, shown } from "./phrases";
import { parsedJson } from "./policies";
import { isSame } from "./switches";
import { Unknown } from "../value";
import { isReadAgain } from "./differences";

/** Arguments in seconds, with the sentences for them. */
const TIMES = {
  delay_seconds: "messages are delayed by",
  kms_data_key_reuse_period_seconds: "data keys are reused for",
  message_retention_seconds: "messages are kept for",
  receive_wait_time_seconds: "receivers wait for",
  visibility_timeout_seconds: "received messages are hidden for",
};

const LABELS = {
  kms_master_key_id: "encryption key",
  max_message_size: "largest message in bytes",
  sqs_managed_sse_enabled: "encryption by SQS",
};

/** What changes in a queue. */
export function queueWords(change: ResourceChange): Words {
  const { before, after } = change;
  if (before === undefined || after === undefined || change.type !== "aws_sqs_queue") {
    return genericWords(change);
  }
  const times = Object.entries(TIMES).flatMap(([name, words]) => {
    const [was, now] = [before[name], after[name]];
    return isSame(was, now) ? [] : [`${words} ${duration(now)}, was ${duration(was)}`];
  });
  const rest = differencesInWords(before, after, [...Object.keys(TIMES), "redrive_policy"], LABELS);
  return {
    changes: [...times, ...redrive(before["redrive_policy"], after["redrive_policy"]), ...rest.changes],
    noise: [...rest.noise, ...Object.keys(TIMES).filter((name) => isReadAgain(after[name]))],
  };
}

/** The dead-letter queue, which is JSON. */
function redrive(before: Value | undefined, after: Value | undefined): string[] {
  if (after instanceof Unknown) {
    return isReadAgain(after) ? [] : [`dead-letter queue: ${KNOWN_LATER}`];
  }
  const [was, now] = [before, after].map((one) => parsedJson(one) as Value | undefined);
  const [queue, queueNow] = [valueAt(was, "deadLetterTargetArn"), valueAt(now, "deadLetterTargetArn")];
  const [count, countNow] = [valueAt(was, "maxReceiveCount"), valueAt(now, "maxReceiveCount")];
  if (queueNow === undefined || queue === undefined) {
    if (queueNow === queue) {
      return [];
    }
    return queueNow === undefined
      ? [`no dead-letter queue, was ${lastPart(queue)}`]
      : [`dead-letter queue ${lastPart(queueNow)} after ${shown(countNow)} receives`];
  }
  return [
    ...(isSame(queue, queueNow) ? [] : [`dead-letter queue: ${lastPart(queueNow)}, was ${lastPart(queue)}`]),
    ...(Number(count) === Number(countNow)
      ? []
      : [`receives before the dead-letter queue: ${changed(count, countNow)}`]),
  ];
}

const lastPart = (arn: Value | undefined): string =>
  typeof arn === "string" ? quoted(arn.slice(arn.lastIndexOf(":") + 1)) : shown(arn);

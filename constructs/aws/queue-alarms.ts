/** Alarms of an event queue: for events that wait too long, and for events that Polytomic could not process. */
import {
  CloudwatchMetricAlarm,
  type CloudwatchMetricAlarmConfig,
} from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { Token } from "cdktf";
import type { Construct } from "constructs";
import { QUEUE } from "../../lib/aws/limits";
import { withMetaArguments } from "../../lib/terraform/meta-arguments";
import { rule } from "../../lib/validation/rule";
import { arrayOf, nonEmptyString, integer } from "../../lib/validation/combinators";

/** Thresholds and actions of a queue's alarms. */
export interface QueueAlarms {
  /** ARNs of the actions to run when an alarm starts and when it ends, such as SNS topics. */
  readonly actions: readonly string[];
  /**
   * Maximum age of the oldest event, in seconds.
   * @default 3600
   */
  readonly maxAge?: number;
  /**
   * Maximum number of dead letters. S3 sends a test message with each change of a bucket's notifications; if it is not consumed, it
   * becomes a dead letter.
   * @default 0
   */
  readonly maxDeadLetters?: number;
}

/** The rule of {@link QueueAlarms}. */
export const queueAlarmsRule = rule((z) =>
  z.strictObject({
    actions: arrayOf(nonEmptyString()),
    maxAge: integer(1, QUEUE.retention.maximum).optional(),
    maxDeadLetters: integer(0, Number.MAX_SAFE_INTEGER).optional(),
  }),
);

const PERIOD = 300;

/** Adds the alarms of a queue and its dead-letter queue. Their names begin with the queues' names. */
export function addAlarms(
  scope: Construct,
  names: { readonly queue: string; readonly deadLetters: string },
  { actions, maxAge = 3600, maxDeadLetters = 0 }: QueueAlarms,
  common: Pick<CloudwatchMetricAlarmConfig, "provider" | "tags">,
): void {
  const actionArns = Token.asList(actions);
  const add = (id: string, queueName: string, metricName: string, threshold: number, what: string) =>
    withMetaArguments(
      new CloudwatchMetricAlarm(scope, id, {
        ...common,
        alarmName: `${queueName}-${metricName}`,
        alarmDescription: what,
        namespace: "AWS/SQS",
        metricName,
        dimensions: { QueueName: queueName },
        statistic: "Maximum",
        period: PERIOD,
        evaluationPeriods: 1,
        comparisonOperator: "GreaterThanThreshold",
        threshold,
        // An idle queue reports no metrics.
        treatMissingData: "notBreaching",
        alarmActions: actionArns,
        okActions: actionArns,
      }),
    );
  add(
    "age-alarm",
    names.queue,
    "ApproximateAgeOfOldestMessage",
    maxAge,
    "Polytomic does not consume the events of the bucket",
  );
  add(
    "dead-letters-alarm",
    names.deadLetters,
    "ApproximateNumberOfMessagesVisible",
    maxDeadLetters,
    "Events were received again and again, and not deleted",
  );
}

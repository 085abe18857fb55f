/** Alarms of an event queue: events that wait too long, and events that Polytomic could not work with. */
import {
  CloudwatchMetricAlarm,
  type CloudwatchMetricAlarmConfig,
} from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { Token } from "cdktf";
import type { Construct } from "constructs";
import { QUEUE } from "../../lib/aws/limits";
import { ensure } from "../../lib/terraform/needs";
import { rule } from "../../lib/validation/rule";
import { arrayOf, nonEmptyString, integer } from "../../lib/validation/combinators";

/** When and whom the alarms of a queue tell. */
export interface QueueAlarms {
  /** ARNs of what is told when an alarm begins and when it ends, such as SNS topics. */
  readonly actions: readonly string[];
  /**
   * How old the oldest event may get, in seconds.
   * @default 3600
   */
  readonly maxAge?: number;
  /**
   * How many dead letters there may be. S3 sends a test message with each change of a bucket's notifications, which ends here
   * if it is not consumed.
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

/** Adds the alarms of a queue and its dead-letter queue, named after them. */
export function addAlarms(
  scope: Construct,
  names: { readonly queue: string; readonly deadLetters: string },
  { actions, maxAge = 3600, maxDeadLetters = 0 }: QueueAlarms,
  common: Pick<CloudwatchMetricAlarmConfig, "provider" | "tags">,
): void {
  const told = Token.asList(actions);
  const add = (id: string, queueName: string, metricName: string, threshold: number, what: string) =>
    ensure(
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
        // An idle queue reports nothing.
        treatMissingData: "notBreaching",
        alarmActions: told,
        okActions: told,
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

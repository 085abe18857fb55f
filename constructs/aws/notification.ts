/** Entries of a bucket's notification configuration: for Polytomic's queue, and for other consumers. */
import type { ITerraformDependable } from "cdktf";
import type { ZodType } from "zod";
import { functionArnProblem, queueArnProblem, topicArnProblem } from "../../lib/aws/arns";
import { type EventType, eventTypeProblem } from "../../lib/aws/event-types";
import { filterValueProblem } from "../../lib/aws/event-filters";
import { NOTIFICATION_ID_LENGTH } from "../../lib/aws/limits";
import type { Without } from "../../lib/objects";
import { rule } from "../../lib/validation/rule";
import { isToken } from "../../lib/tokens";
import {
  arrayOf,
  tokenOrString,
  checkedString,
  withRules,
  literalArray,
} from "../../lib/validation/combinators";
import { dependsOnRule } from "../rules";

/** Selects objects and the types of their events. */
export interface EventFilter {
  /**
   * Types of the events.
   * @default ["s3:ObjectCreated:*"]
   */
  readonly eventTypes?: readonly EventType[];
  /**
   * Only objects whose key begins with this, such as `exports/` or `dt=2026-01-01/`. Write it unencoded: the construct URL-encodes it
   * for S3. At most 1,024 characters when encoded, without wildcards.
   * @default - all
   */
  readonly prefix?: string;
  /**
   * Only objects whose key ends with this, such as `.parquet`. Written like `prefix`.
   * @default - all
   */
  readonly suffix?: string;
}

/** Selects events and how they reach the queue. */
export interface EventOptions extends EventFilter {
  /**
   * ARN of an SNS topic that already receives the bucket's events, for example because another team owns the bucket's notifications.
   * The queue subscribes to the topic with raw delivery, so it receives the same messages as from S3. The bucket is not changed. SNS
   * filters keys by a prefix or a suffix, not by both.
   * @default - S3 delivers directly to the queue
   */
  readonly topicArn?: string;
}

/** An entry of a notification configuration, written like the AWS provider's `queue` block. */
export interface RequiredNotification {
  /** Name of the entry, unique on the bucket. */
  readonly id: string;
  /** ARN of the queue that receives the events. */
  readonly queueArn: string;
  /** Types of the events, such as `s3:ObjectCreated:*`. */
  readonly events: string[];
  /** Only objects whose key begins with this, URL-encoded as S3 expects it; all objects if absent. */
  readonly filterPrefix?: string;
  /** Only objects whose key ends with this, URL-encoded as S3 expects it; all objects if absent. */
  readonly filterSuffix?: string;
}

interface Destinations {
  /** ARN of the queue that receives the events. */
  readonly queueArn: string;
  /** ARN of the topic that receives the events. */
  readonly topicArn: string;
  /** ARN of the function that is called. */
  readonly lambdaFunctionArn: string;
}

type Destination = {
  [One in keyof Destinations]: Pick<Destinations, One> & Without<Exclude<keyof Destinations, One>>;
}[keyof Destinations];

/**
 * Another consumer's entry of a notification configuration that this app manages, written like the AWS provider's `queue`, `topic`
 * and `lambda_function` blocks. The owner of the destination must allow S3 to deliver there.
 */
export type OtherNotification = Destination & {
  /** Name of the entry, unique on the bucket. */
  readonly id: string;
  /** Types of the events. */
  readonly events: readonly EventType[];
  /**
   * Only objects whose key begins with this. Unlike in the provider's block, write it unencoded, `dt=2026/` and not `dt%3D2026/`: the
   * construct URL-encodes it.
   * @default - all
   */
  readonly filterPrefix?: string;
  /**
   * Only objects whose key ends with this. Written like `filterPrefix`.
   * @default - all
   */
  readonly filterSuffix?: string;
  /**
   * Resources that must exist before S3 can deliver, such as the permission of a function or the policy of a topic. Otherwise S3 rejects
   * the whole configuration.
   * @default - nothing
   */
  readonly dependsOn?: readonly ITerraformDependable[];
};

/** The rule of the beginning or the end of a key, unencoded. */
export const filterValueRule = rule(() => checkedString(filterValueProblem));
const eventTypesRule = rule(() =>
  arrayOf(checkedString(eventTypeProblem, "a type of event, such as `s3:ObjectCreated:*`")),
);

/** The members of {@link EventFilter}, for rules of props that include them. */
export const eventFilterShape = rule(() => ({
  eventTypes: eventTypesRule().optional(),
  prefix: filterValueRule().optional(),
  suffix: filterValueRule().optional(),
}));

/** The members of {@link EventOptions}. */
export const eventOptionsShape = rule(() => ({
  ...eventFilterShape(),
  topicArn: checkedString(topicArnProblem, "the ARN of a topic").optional(),
}));

/** The rule of {@link EventOptions}. */
export const eventOptionsRule = rule((z) => topicFilterable(z.strictObject(eventOptionsShape())));

/** Adds the limits of subscription filters to `schema`. */
function topicFilterable(schema: ZodType): ZodType {
  return withRules(schema, ({ topicArn, eventTypes, prefix, suffix }, problem) => {
    if (topicArn !== undefined && prefix !== undefined && suffix !== undefined) {
      const message =
        "conflicts with the prefix (in an S3Integration, the folder): SNS filters keys by only one of them. " +
        "Remove the suffix";
      problem(["suffix"], message);
    }
    if (topicArn !== undefined && [eventTypes].flat().some(isToken)) {
      problem(
        ["eventTypes"],
        "contains a token, but the names of events differ in a topic's messages, so they must be known at synthesis; use literal strings",
      );
    }
  });
}

/** The props that set an entry's destination. */
export const DESTINATIONS = ["queueArn", "topicArn", "lambdaFunctionArn"] as const;

const otherNotificationRule = rule((z) =>
  withRules(
    z.strictObject({
      id: tokenOrString(z.string().min(1).max(NOTIFICATION_ID_LENGTH)),
      queueArn: checkedString(queueArnProblem).optional(),
      topicArn: checkedString(topicArnProblem).optional(),
      lambdaFunctionArn: checkedString(functionArnProblem).optional(),
      events: eventTypesRule(),
      filterPrefix: filterValueRule().optional(),
      filterSuffix: filterValueRule().optional(),
      dependsOn: dependsOnRule().optional(),
    }),
    (entry, problem) => {
      const [first, ...others] = DESTINATIONS.filter((one) => entry[one] !== undefined);
      if (first === undefined) {
        problem([], `has no destination; set one of ${DESTINATIONS.join(", ")}`, "MISSING");
      }
      for (const other of others) {
        problem([other], `conflicts with ${String(first)}; an entry has one destination`);
      }
    },
  ),
);

/** The rule of an array of {@link OtherNotification}. */
export const otherNotificationsRule = rule(() => literalArray(otherNotificationRule()));

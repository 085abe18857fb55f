/** Entries of a bucket's notification configuration: what Polytomic's queue is told, and what others are. */
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

/** Which objects are announced, and which of their events. */
export interface EventFilter {
  /**
   * Which events.
   * @default ["s3:ObjectCreated:*"]
   */
  readonly eventTypes?: readonly EventType[];
  /**
   * Only objects whose key begins with this, such as `exports/` or `dt=2026-01-01/`. Write the key as objects have it: it is
   * URL-encoded for S3 here. At most 1,024 characters when encoded, without wildcards.
   * @default - all
   */
  readonly prefix?: string;
  /**
   * Only objects whose key ends with this, such as `.parquet`. Written like `prefix`.
   * @default - all
   */
  readonly suffix?: string;
}

/** Which objects are announced, and on which way. */
export interface EventOptions extends EventFilter {
  /**
   * ARN of an SNS topic on which the bucket announces its objects already, as where its notifications are somebody
   * else's. The queue subscribes to the topic, with raw delivery, so that it gets what S3 would send it; the bucket is not
   * touched. SNS filters keys by a prefix or a suffix, not by both.
   * @default - S3 delivers to the queue itself
   */
  readonly topicArn?: string;
}

/** An entry of a notification configuration, in the words of the AWS provider's `queue` block. */
export interface RequiredNotification {
  /** Name of the entry, unique on the bucket. */
  readonly id: string;
  /** ARN of the queue that is told. */
  readonly queueArn: string;
  /** Types of the events, such as `s3:ObjectCreated:*`. */
  readonly events: string[];
  /** Only objects whose key begins with this, URL-encoded as S3 expects it; all if it is absent. */
  readonly filterPrefix?: string;
  /** Only objects whose key ends with this, URL-encoded as S3 expects it; all if it is absent. */
  readonly filterSuffix?: string;
}

interface Destinations {
  /** ARN of the queue that is told. */
  readonly queueArn: string;
  /** ARN of the topic that is told. */
  readonly topicArn: string;
  /** ARN of the function that is called. */
  readonly lambdaFunctionArn: string;
}

type Destination = {
  [One in keyof Destinations]: Pick<Destinations, One> & Without<Exclude<keyof Destinations, One>>;
}[keyof Destinations];

/**
 * Somebody else's entry of a notification configuration that this library owns, in the words of the AWS provider's `queue`,
 * `topic` and `lambda_function` blocks. That S3 may deliver there is up to its owner.
 */
export type OtherNotification = Destination & {
  /** Name of the entry, unique on the bucket. */
  readonly id: string;
  /** Types of the events. */
  readonly events: readonly EventType[];
  /**
   * Only objects whose key begins with this. Unlike in the provider's block, write the key as objects have it, `dt=2026/` and not
   * `dt%3D2026/`: it is URL-encoded here.
   * @default - all
   */
  readonly filterPrefix?: string;
  /**
   * Only objects whose key ends with this. Written like `filterPrefix`.
   * @default - all
   */
  readonly filterSuffix?: string;
  /**
   * What must exist before S3 may deliver, such as the permission of a function or the policy of a topic: S3 refuses the
   * whole configuration otherwise.
   * @default - nothing
   */
  readonly dependsOn?: readonly ITerraformDependable[];
};

/** The rule of the beginning or the end of a key, as objects have it. */
export const filterValueRule = rule(() => checkedString(filterValueProblem));
const eventTypesRule = rule(() =>
  arrayOf(checkedString(eventTypeProblem, "a type of event, such as `s3:ObjectCreated:*`")),
);

/** The members of {@link EventFilter}, for the rules of whoever has them among its props. */
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

/** Adds to `schema` what the filter of a subscription cannot say. */
function topicFilterable(schema: ZodType): ZodType {
  return withRules(schema, ({ topicArn, eventTypes, prefix, suffix }, problem) => {
    if (topicArn !== undefined && prefix !== undefined && suffix !== undefined) {
      const message =
        "was given besides a prefix (in an S3Integration, the folder), but SNS filters keys by one of them only. " +
        "Leave the suffix out";
      problem(["suffix"], message);
    }
    if (topicArn !== undefined && [eventTypes].flat().some(isToken)) {
      problem(
        ["eventTypes"],
        "has a token, but messages of a topic name events in another way; write them out",
      );
    }
  });
}

/** Where an entry may send events. */
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
        problem([], `has no destination; give one of ${DESTINATIONS.join(", ")}`, "MISSING");
      }
      for (const other of others) {
        problem([other], `was given besides ${String(first)}; an entry has one destination`);
      }
    },
  ),
);

/** The rule of a list of {@link OtherNotification}. */
export const otherNotificationsRule = rule(() => literalArray(otherNotificationRule()));

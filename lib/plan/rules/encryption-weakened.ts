import { block, blocks, isBlank, isRemovedFromOwner, stringAt, was } from "../resources";
import type { ResourceChange } from "../plan";
import type { Found, PlanContext, Rule } from "../rule";
import { mayChange } from "../unknown-changes";
import { Unknown, type Value, type Values, valueAt } from "../value";

const STRENGTH = ["AES256", "aws:kms", "aws:kms:dsse"];

const KEY = "kms_master_key_id";

/** The alias of the key that AWS manages, in any partition. */
const AWS_MANAGED = /(^|:)alias\/aws\//;

const defaultsOf = (values: Values | undefined): Values | undefined =>
  blocks(values, "rule").map((rule) => block(rule, "apply_server_side_encryption_by_default"))[0];

export const rule: Rule = {
  severity: "danger",
  title: "Encryption at rest is weakened",
  reason:
    "New objects or messages are encrypted with a key that you do not control, or not at all. Those that exist stay as they are.",
  remedy: "Keep the key, or ask the people who require it.",
  types: ["aws_s3_bucket_server_side_encryption_configuration", "aws_sqs_queue", "aws_sns_topic"],
  *check(change, context) {
    yield* change.type === "aws_s3_bucket_server_side_encryption_configuration"
      ? ofBucket(change, context)
      : ofMessages(change);
  },
};

function* ofBucket(change: ResourceChange, context: PlanContext): Iterable<Found> {
  const [before, after] = [defaultsOf(change.before), defaultsOf(change.after)];
  const algorithm = stringAt(before, "sse_algorithm") ?? "";
  const next = algorithmOf(change.after);
  const [was, is] = [algorithm, typeof next === "string" ? next : ""].map((one) => STRENGTH.indexOf(one));
  if (was === undefined || is === undefined || was <= 0) {
    return;
  }
  if (isRemovedFromOwner(change, context)) {
    yield { change, message: "is removed: new objects are encrypted with S3's own key" };
  } else if (next instanceof Unknown) {
    yield {
      change,
      message: `new objects may be encrypted with another algorithm than ${algorithm}: it is known after the apply`,
      severity: "cannot-tell",
    };
  } else if (is >= 0 && is < was) {
    yield { change, message: `new objects are encrypted with ${STRENGTH[is]}, was ${algorithm}` };
  } else if (is >= was && hasOwnKey(before) && isBlank(valueAt(after, KEY))) {
    yield {
      change,
      message: "new objects are encrypted with the key that AWS manages instead of the customer's key",
    };
  }
}

/** The algorithm of a bucket, which can be unknown with the block or the rule around it. */
function algorithmOf(values: Values | undefined): Value | undefined {
  const path = ["rule", 0, "apply_server_side_encryption_by_default", 0, "sse_algorithm"];
  return valueAt(values, ...path);
}

function hasOwnKey(defaults: Values | undefined): boolean {
  const key = stringAt(defaults, KEY);
  return key !== undefined && !AWS_MANAGED.test(key);
}

function* ofMessages(change: ResourceChange): Iterable<Found> {
  const key = valueAt(change.after, KEY);
  if (change.action === "update" && stringAt(change.before, KEY) !== undefined && isBlank(key)) {
    yield { change, message: "messages are no longer encrypted with the KMS key" };
    return;
  }
  const hasKey = key instanceof Unknown || (typeof key === "string" && key !== "");
  if (hasKey) {
    return;
  }
  if (was(change, "sqs_managed_sse_enabled", true)) {
    yield { change, message: "messages are no longer encrypted" };
  } else if (mayChange(change, "sqs_managed_sse_enabled", true)) {
    yield {
      change,
      message: "messages may no longer be encrypted: sqs_managed_sse_enabled is known after the apply",
      severity: "cannot-tell",
    };
  }
}

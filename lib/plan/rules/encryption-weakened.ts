import { block, blocks, isRemovedFromOwner, stringAt, was } from "../resources";
import type { ResourceChange } from "../plan";
import type { Rule } from "../rule";
import { Unknown, type Values, valueAt } from "../value";

const STRENGTH = ["AES256", "aws:kms", "aws:kms:dsse"];

const defaultsOf = (values: Values | undefined): Values | undefined =>
  blocks(values, "rule").map((rule) => block(rule, "apply_server_side_encryption_by_default"))[0];

export const rule: Rule = {
  severity: "danger",
  title: "Encryption at rest is weakened",
  reason:
    "New objects or messages are encrypted with a key that you do not control, or not at all. Those that exist stay as they are.",
  remedy: "Keep the key, or ask whoever requires it.",
  types: ["aws_s3_bucket_server_side_encryption_configuration", "aws_sqs_queue", "aws_sns_topic"],
  *check(change, context) {
    const message =
      change.type === "aws_s3_bucket_server_side_encryption_configuration"
        ? ofBucket(change, isRemovedFromOwner(change, context))
        : ofMessages(change);
    if (message !== undefined) {
      yield { change, message };
    }
  },
};

function ofBucket(change: ResourceChange, isRemoved: boolean): string | undefined {
  const [before, after] = [defaultsOf(change.before), defaultsOf(change.after)];
  const [was, is] = [before, after].map((one) => STRENGTH.indexOf(stringAt(one, "sse_algorithm") ?? ""));
  if (isRemoved) {
    return was !== undefined && was > 0
      ? "is removed: new objects are encrypted with S3's own key"
      : undefined;
  }
  return was !== undefined && is !== undefined && is >= 0 && is < was
    ? `new objects are encrypted with ${STRENGTH[is]}, was ${STRENGTH[was]}`
    : undefined;
}

function ofMessages(change: ResourceChange): string | undefined {
  const argument = "kms_master_key_id";
  const key = valueAt(change.after, argument);
  const loses =
    change.action === "update" &&
    stringAt(change.before, argument) !== undefined &&
    (key === null || key === "" || key === undefined);
  if (loses) {
    return "messages are not encrypted with the KMS key anymore";
  }
  const hasKey = key instanceof Unknown || (typeof key === "string" && key !== "");
  return was(change, "sqs_managed_sse_enabled", true) && !hasKey
    ? "messages are not encrypted anymore"
    : undefined;
}

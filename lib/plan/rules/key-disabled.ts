import { was } from "../resources";
import type { Rule } from "../rule";
import { mayChange } from "../unknown-changes";

const ARGUMENTS = ["is_enabled", "enabled"];

export const rule: Rule = {
  severity: "danger",
  title: "A KMS key is disabled",
  reason: "What is encrypted with it cannot be read or written until the key is enabled again.",
  remedy: "Make sure that no bucket, queue or database uses the key.",
  types: ["aws_kms_key", "aws_kms_replica_key", "aws_kms_external_key"],
  *check(change) {
    for (const argument of ARGUMENTS) {
      if (was(change, argument, true)) {
        yield { change, message: "is disabled" };
      } else if (mayChange(change, argument, true)) {
        yield {
          change,
          message: `may be disabled: ${argument} is known after the apply`,
          severity: "cannot-tell",
        };
      }
    }
  },
};

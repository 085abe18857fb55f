import type { Rule } from "../rule";
import { mayBeSet } from "../unknown-changes";
import { KNOWN_LATER } from "../words/phrases";

export const rule: Rule = {
  severity: "look",
  title: "A bucket can be deleted with its objects",
  reason:
    "With force_destroy, a later plan that deletes or replaces the bucket deletes all objects and versions in it.",
  remedy:
    'Set force_destroy only for a bucket whose data you can lose. In this library: omit `onRemoval`, or set it to "keep".',
  types: ["aws_s3_bucket"],
  *check(change) {
    const [before, after] = [change.before?.["force_destroy"], change.after?.["force_destroy"]];
    if (before === true) {
      return;
    }
    if (after === true) {
      yield { change, message: "gets force_destroy: deleting it deletes its objects too" };
    } else if (mayBeSet(after)) {
      yield { change, message: `may get force_destroy: it is ${KNOWN_LATER}`, severity: "cannot-tell" };
    }
  },
};

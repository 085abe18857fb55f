import { isBlank, stringAt } from "../resources";
import type { Rule } from "../rule";
import { Unknown, valueAt } from "../value";

export const rule: Rule = {
  severity: "danger",
  title: "The permissions boundary of an identity is removed or changed",
  reason:
    "Without its boundary, the identity can use every permission in its policies, also what the boundary kept from it until now.",
  remedy: "Keep the boundary. If another one replaces it, compare what the two allow.",
  types: ["aws_iam_role", "aws_iam_user"],
  *check(change) {
    const before = stringAt(change.before, "permissions_boundary");
    const after = valueAt(change.after, "permissions_boundary");
    if (before === undefined || change.after === undefined || after === before) {
      return;
    }
    if (isBlank(after)) {
      yield { change, message: "no longer has a permissions boundary" };
    } else if (!(after instanceof Unknown)) {
      yield { change, message: `the boundary is ${String(after)}, was ${before}`, severity: "look" };
    } else if (after.expression !== undefined) {
      yield { change, message: "the boundary is known after the apply", severity: "cannot-tell" };
    }
  },
};

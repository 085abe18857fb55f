import { requiresTls } from "../../iam/permissions";
import { TYPES_WITH_POLICY, policyChangeOf } from "../policies";
import type { Rule } from "../rule";

export const rule: Rule = {
  severity: "danger",
  title: "Unencrypted connections are allowed",
  reason:
    "Without the statement that denies requests without TLS, data and signatures can travel in clear text.",
  remedy: "Keep a statement that denies all actions if aws:SecureTransport is false.",
  types: TYPES_WITH_POLICY,
  *check(change, context) {
    const found = policyChangeOf(change, context);
    const isReadable =
      found !== undefined && found.problem === undefined && found.changes.unknownStatements.length === 0;
    if (isReadable && found.isOfExisting && found.before !== undefined && requiresTls(found.before)) {
      if (found.after === undefined || !requiresTls(found.after)) {
        yield { change, message: "does not require TLS anymore" };
      }
    }
  },
};

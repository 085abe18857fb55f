import { requiresTls } from "../../iam/permissions";
import { TYPES_WITH_POLICY, policyChangesOf } from "../policies";
import type { Rule } from "../rule";

export const rule: Rule = {
  severity: "danger",
  title: "Unencrypted connections are allowed",
  reason:
    "Without the statement that denies requests without TLS, data and signatures can travel in clear text.",
  remedy: "Keep a statement that denies all actions if aws:SecureTransport is false.",
  types: TYPES_WITH_POLICY,
  *check(change, context) {
    for (const { before, after, problem, changes, isOfExisting } of policyChangesOf(change, context)) {
      const isReadable = problem === undefined && changes.unknownStatements.length === 0;
      const didRequire = isReadable && isOfExisting && before !== undefined && requiresTls(before);
      if (didRequire && (after === undefined || !requiresTls(after))) {
        yield { change, message: "does not require TLS anymore" };
      }
    }
  },
};

import { requiresTls } from "../../iam/permissions";
import { TYPES_WITH_POLICY, gainedBy, isAboutTls, policyChangesOf } from "../policies";
import type { Rule } from "../rule";

export const rule: Rule = {
  severity: "danger",
  title: "Unencrypted connections are allowed",
  reason:
    "Without the statement that denies requests without TLS, data and signatures can travel in plain text.",
  remedy: "Keep a statement that denies all actions if aws:SecureTransport is false.",
  types: TYPES_WITH_POLICY,
  *check(change, context) {
    for (const found of policyChangesOf(change, context)) {
      const { before, after, problem, changes, isOfExisting } = found;
      const isReadable = problem === undefined && changes.unknownStatements.length === 0;
      if (!isReadable || !isOfExisting || before === undefined || !requiresTls(before)) {
        continue;
      }
      if (after === undefined || !requiresTls(after)) {
        yield { change, message: "no longer requires TLS" };
      } else if (gainedBy(found).some(isAboutTls)) {
        yield { change, message: "requires TLS for fewer actions or resources" };
      }
    }
  },
};

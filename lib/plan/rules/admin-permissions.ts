import { canGrantEverything, isAdministrator } from "../../iam/permissions";
import { ADMINISTRATOR, TYPES_WITH_ATTACHMENT, attachmentsOf } from "../attachments";
import { TYPES_WITH_POLICY, policyChangesOf } from "../policies";
import type { Rule } from "../rule";

export const rule: Rule = {
  severity: "danger",
  title: "A principal can do everything",
  reason: "With all actions on all resources, a leaked credential is the loss of the account.",
  remedy: "List the actions and resources that are needed.",
  types: [...TYPES_WITH_POLICY, ...TYPES_WITH_ATTACHMENT],
  *check(change, context) {
    if (attachmentsOf(change, context).attached.includes(ADMINISTRATOR)) {
      yield { change, message: `attaches ${ADMINISTRATOR}` };
    }
    for (const { kind, before, after } of policyChangesOf(change, context)) {
      const found = kind === "identity" ? RIGHTS.find(({ test }) => after?.statements.some(test)) : undefined;
      if (found !== undefined && !before?.statements.some(found.test)) {
        yield { change, message: found.message };
      }
    }
  },
};

/** What makes an administrator, the clearest first. */
const RIGHTS = [
  { test: isAdministrator, message: "allows all actions on all resources" },
  { test: canGrantEverything, message: "allows all actions of IAM, so it can give itself every permission" },
];

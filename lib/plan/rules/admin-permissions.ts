import { canGrantEverything, isAdministrator } from "../../iam/permissions";
import { ADMINISTRATORS, TYPES_WITH_ATTACHMENT, attachmentsOf } from "../attachments";
import { TYPES_WITH_POLICY, policyChangesOf } from "../policies";
import type { Rule } from "../rule";

export const rule: Rule = {
  severity: "danger",
  title: "A principal can do everything",
  reason: "Anyone with this principal's credentials controls the whole account.",
  remedy: "List the actions and resources that are needed.",
  types: [...TYPES_WITH_POLICY, ...TYPES_WITH_ATTACHMENT],
  *check(change, context) {
    const { attached, isUnknown, isOfExisting } = attachmentsOf(change, context);
    const admins = attached.filter((name) => ADMINISTRATORS.includes(name));
    if (admins.length > 0) {
      yield { change, key: admins.join(), message: `attaches ${admins.join(", ")}` };
    }
    // For a principal that exists, permissions-widened finds it.
    if (isUnknown && !isOfExisting) {
      yield { change, message: "attaches a policy that is known after the apply", severity: "cannot-tell" };
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

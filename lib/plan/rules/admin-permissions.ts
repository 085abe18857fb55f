import { isAdministrator } from "../../iam/permissions";
import { ATTACHMENTS } from "../attachments";
import { TYPES_WITH_POLICY, policyChangeOf } from "../policies";
import { stringAt } from "../resources";
import type { Rule } from "../rule";

export const rule: Rule = {
  severity: "danger",
  title: "A principal can do everything",
  reason: "With all actions on all resources, a leaked credential is the loss of the account.",
  remedy: "List the actions and resources that are needed.",
  types: [...TYPES_WITH_POLICY, ...ATTACHMENTS],
  *check(change, context) {
    if (ATTACHMENTS.includes(change.type)) {
      const isAdmin = stringAt(change.after, "policy_arn")?.endsWith(":policy/AdministratorAccess") === true;
      if (isAdmin && (change.action === "create" || change.action === "replace")) {
        yield { change, message: "attaches AdministratorAccess" };
      }
      return;
    }
    const found = policyChangeOf(change, context);
    const is = found?.kind === "identity" && found.after?.statements.some(isAdministrator);
    if (is && !found.before?.statements.some(isAdministrator)) {
      yield { change, message: "allows all actions on all resources" };
    }
  },
};

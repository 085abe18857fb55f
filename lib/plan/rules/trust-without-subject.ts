import { providersWithoutSubject } from "../../iam/permissions";
import { trustChangeOf } from "../policies";
import type { Rule } from "../rule";

export const rule: Rule = {
  severity: "danger",
  title: "A role trusts all users of an identity provider",
  reason:
    "Anybody can get a token from GitHub Actions, GitLab.com or HCP Terraform. Without a condition on its subject, a workflow in a stranger's " +
    "repository can assume the role.",
  remedy:
    "Add a condition on the subject, such as StringLike token.actions.githubusercontent.com:sub with repo:acme/data:ref:refs/heads/main.",
  types: ["aws_iam_role"],
  *check(change, context) {
    const found = trustChangeOf(change, context);
    const before = found?.before === undefined ? [] : providersWithoutSubject(found.before);
    const after = found?.after === undefined ? [] : providersWithoutSubject(found.after);
    for (const provider of after.filter((one) => !before.includes(one))) {
      yield { change, key: provider, message: `trusts all users of ${provider}` };
    }
  },
};

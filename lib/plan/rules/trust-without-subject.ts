import { providersWithoutSubject } from "../../iam/permissions";
import { foundInNewTrust } from "../policies";
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
    for (const provider of foundInNewTrust(change, context, providersWithoutSubject)) {
      yield { change, key: provider, message: `trusts all users of ${provider}` };
    }
  },
};

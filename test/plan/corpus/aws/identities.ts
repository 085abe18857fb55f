/** Rights in other resources than a role's own policy, and secrets. */
import type { Topic } from "../case";
import { type Edit, edited, policy, program, type Resources } from "../resources";

const ADMINISTRATOR = "arn:aws:iam::aws:policy/AdministratorAccess";
const trust = (repository: string) =>
  policy({
    Effect: "Allow",
    Principal: { Federated: "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com" },
    Action: "sts:AssumeRoleWithWebIdentity",
    Condition: {
      StringEquals: { "token.actions.githubusercontent.com:aud": "sts.amazonaws.com" },
      StringLike: { "token.actions.githubusercontent.com:sub": repository },
    },
  });
const allow = (Action: string | string[], Resource: string | string[] = "*") =>
  policy({ Effect: "Allow", Action, Resource });

const BASE: Resources = {
  deployer: {
    type: "aws_iam_role",
    name: "deployer",
    assume_role_policy: trust("repo:acme/lake:ref:refs/heads/main"),
  },
  worker: {
    type: "aws_iam_role",
    name: "worker",
    assume_role_policy: policy({
      Effect: "Allow",
      Principal: { Service: "lambda.amazonaws.com" },
      Action: "sts:AssumeRole",
    }),
    managed_policy_arns: ["${aws_iam_policy.shared.arn}"],
    inline_policy: [{ name: "queue", policy: allow("sqs:ReceiveMessage") }],
  },
  shared: { type: "aws_iam_policy", name: "shared", policy: allow("s3:GetObject") },
  group: { type: "aws_iam_group", name: "operators" },
  "group-rights": {
    type: "aws_iam_group_policy",
    name: "operators",
    group: "${aws_iam_group.group.name}",
    policy: allow(["s3:List*", "s3:Get*"]),
  },
  user: { type: "aws_iam_user", name: "ada" },
  member: {
    type: "aws_iam_user_group_membership",
    user: "${aws_iam_user.user.name}",
    groups: ["${aws_iam_group.group.name}"],
  },
  "access-key": { type: "aws_iam_access_key", user: "${aws_iam_user.user.name}" },
  token: { type: "aws_secretsmanager_secret", name: "token" },
  "token-value": {
    type: "aws_secretsmanager_secret_version",
    secret_id: "${aws_secretsmanager_secret.token.id}",
    secret_string: "${var.old}",
  },
  parameter: { type: "aws_ssm_parameter", name: "/acme/token", kind: "SecureString", value: "${var.old}" },
  topic: {
    type: "aws_sns_topic",
    name: "notices",
    policy: policy({
      Effect: "Allow",
      Principal: { Service: "cloudwatch.amazonaws.com" },
      Action: "sns:Publish",
      Resource: "arn:aws:sns:us-east-1:123456789012:notices",
    }),
  },
};
const secret = { type: "string", sensitive: true };
const blocks = { variable: { old: secret, new: secret } };
const edit = (change: Edit) => program(edited(BASE, change), blocks);

export const IDENTITIES: Topic = {
  name: "identities",
  variables: { old: "hunter2-and-more", new: "correct-horse-battery" },
  base: program(BASE, blocks),
  cases: [
    {
      name: "oidc-any-branch",
      edit: edit({ deployer: { assume_role_policy: trust("repo:acme/lake:*") } }),
      expected: ["condition-removed[deployer]"],
      tolerated: ["trust-widened[deployer]"],
      note: "A pattern that matches more: now pull requests can deploy.",
    },
    {
      name: "oidc-any-repository",
      edit: edit({ deployer: { assume_role_policy: trust("repo:*") } }),
      expected: ["condition-removed[deployer]", "trust-without-subject[deployer]"],
      tolerated: ["trust-widened[deployer]"],
    },
    {
      name: "oidc-other-repository",
      edit: edit({ deployer: { assume_role_policy: trust("repo:acme/site:ref:refs/heads/main") } }),
      expected: ["trust-widened[deployer]"],
      tolerated: ["permissions-lost[deployer]", "condition-removed[deployer]"],
    },
    {
      name: "role-with-managed-administrator",
      edit: edit({
        worker: { managed_policy_arns: ["${aws_iam_policy.shared.arn}", ADMINISTRATOR] },
      }),
      expected: ["admin-permissions[worker]"],
      tolerated: ["permissions-widened[worker]"],
    },
    {
      name: "role-with-more-inline",
      edit: edit({
        worker: {
          inline_policy: [{ name: "queue", policy: allow(["sqs:ReceiveMessage", "sqs:PurgeQueue"]) }],
        },
      }),
      expected: ["permissions-widened[worker]"],
    },
    {
      name: "group-reads-objects-only",
      edit: edit({ "group-rights": { policy: allow(["s3:List*", "s3:GetObject"]) } }),
      expected: ["permissions-lost[group-rights]"],
    },
    {
      name: "group-with-not-action",
      edit: edit({
        "group-rights": {
          policy: policy({ Effect: "Allow", NotAction: ["iam:*", "organizations:*"], Resource: "*" }),
        },
      }),
      expected: ["permissions-widened[group-rights]"],
      tolerated: ["admin-permissions[group-rights]"],
    },
    {
      name: "user-leaves-group",
      edit: edit({ member: undefined }),
      expected: ["permissions-lost[member]"],
      tolerated: ["resource-destroyed[member]"],
    },
    {
      name: "access-key-rotated",
      options: ["-replace=aws_iam_access_key.access-key"],
      expected: ["resource-replaced[access-key]"],
      tolerated: ["secret-changed[access-key]"],
    },
    {
      name: "secret-value-changed",
      edit: edit({ "token-value": { secret_string: "${var.new}" } }),
      expected: ["secret-changed[token-value]"],
      tolerated: ["resource-replaced[token-value]"],
    },
    {
      name: "parameter-value-changed",
      edit: edit({ parameter: { value: "${var.new}" } }),
      expected: ["secret-changed[parameter]"],
    },
    {
      name: "parameter-described",
      edit: edit({ parameter: { description: "Token of the API" } }),
      expected: [],
      note: "The value is marked as secret before and after, and is the same.",
    },
    {
      name: "topic-for-one-more-service",
      edit: edit({
        topic: {
          policy: policy({
            Effect: "Allow",
            Principal: { Service: ["cloudwatch.amazonaws.com", "events.amazonaws.com"] },
            Action: "sns:Publish",
            Resource: "arn:aws:sns:us-east-1:123456789012:notices",
          }),
        },
      }),
      expected: ["permissions-widened[topic]"],
    },
  ],
};

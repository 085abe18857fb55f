/** An account for releases: what a platform team changes in a year, without anything of Polytomic. */
import type { Topic } from "../case";
import { edited, policy, program, type Resources } from "../resources";

const GITHUB = "token.actions.githubusercontent.com";
const ACCOUNT = "123456789012";

const trustOf = (condition: object): string =>
  policy({
    Sid: "GitHub",
    Effect: "Allow",
    Principal: { Federated: `arn:aws:iam::${ACCOUNT}:oidc-provider/${GITHUB}` },
    Action: "sts:AssumeRoleWithWebIdentity",
    Condition: condition,
  });

const AUDIENCE = { [`${GITHUB}:aud`]: "sts.amazonaws.com" };

const READ = {
  Sid: "Read",
  Effect: "Allow",
  Action: ["s3:GetObject", "s3:ListBucket"],
  Resource: ["arn:aws:s3:::acme-releases", "arn:aws:s3:::acme-releases/*"],
};
const WRITE = {
  Sid: "Write",
  Effect: "Allow",
  Action: ["s3:PutObject", "s3:DeleteObject"],
  Resource: "arn:aws:s3:::acme-releases/*",
};
const DEPLOY = {
  Sid: "Deploy",
  Effect: "Allow",
  Action: ["ecs:UpdateService"],
  Resource: `arn:aws:ecs:us-east-1:${ACCOUNT}:service/shop/*`,
  Condition: { StringEquals: { "aws:ResourceTag/team": "shop" } },
};

const TLS_ONLY = {
  Sid: "TlsOnly",
  Effect: "Deny",
  Principal: "*",
  Action: "s3:*",
  Resource: ["arn:aws:s3:::acme-releases", "arn:aws:s3:::acme-releases/*"],
  Condition: { Bool: { "aws:SecureTransport": "false" } },
};
const READ_IN_ORGANIZATION = {
  Sid: "Organization",
  Effect: "Allow",
  Principal: "*",
  Action: "s3:GetObject",
  Resource: "arn:aws:s3:::acme-releases/*",
  Condition: { StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } },
};

const PUBLISH = {
  Sid: "Publish",
  Effect: "Allow",
  Principal: "*",
  Action: "sns:Publish",
  Resource: `arn:aws:sns:us-east-1:${ACCOUNT}:acme-alerts`,
  Condition: { StringEquals: { "aws:SourceAccount": ACCOUNT } },
};

const KEY_OF_ACCOUNT = {
  Sid: "Account",
  Effect: "Allow",
  Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` },
  Action: "kms:*",
  Resource: "*",
};

const temporary = (values: object): object => ({
  id: "temporary",
  status: "Enabled",
  filter: [{ prefix: "tmp/" }],
  expiration: [{ days: 14 }],
  ...values,
});
const OLD_VERSIONS = {
  id: "old-versions",
  status: "Enabled",
  filter: [{ prefix: "" }],
  noncurrent_version_expiration: [{ noncurrent_days: 90 }],
};

const BASE: Resources = {
  deployer: {
    type: "aws_iam_role",
    name: "deployer",
    assume_role_policy: trustOf({
      StringEquals: { ...AUDIENCE, [`${GITHUB}:sub`]: "repo:acme/shop:ref:refs/heads/main" },
    }),
  },
  "deployer-rights": {
    type: "aws_iam_role_policy",
    name: "deploy",
    role: "${aws_iam_role.deployer.name}",
    policy: policy(READ, WRITE, DEPLOY),
  },
  key: {
    type: "aws_kms_key",
    description: "Releases",
    enable_key_rotation: true,
    policy: policy(KEY_OF_ACCOUNT),
  },
  releases: { type: "aws_s3_bucket", bucket: "acme-releases", tags: { team: "platform" } },
  "releases-policy": {
    type: "aws_s3_bucket_policy",
    bucket: "${aws_s3_bucket.releases.id}",
    policy: policy(TLS_ONLY, READ_IN_ORGANIZATION),
  },
  "releases-lifecycle": {
    type: "aws_s3_bucket_lifecycle_configuration",
    bucket: "${aws_s3_bucket.releases.id}",
    rule: [temporary({}), OLD_VERSIONS],
  },
  alerts: { type: "aws_sns_topic", name: "acme-alerts" },
  "alerts-policy": {
    type: "aws_sns_topic_policy",
    arn: "${aws_sns_topic.alerts.arn}",
    policy: policy(PUBLISH),
  },
  inbox: { type: "aws_sqs_queue", name: "acme-alerts-inbox" },
  "inbox-alerts": {
    type: "aws_sns_topic_subscription",
    topic_arn: "${aws_sns_topic.alerts.arn}",
    protocol: "sqs",
    endpoint: "${aws_sqs_queue.inbox.arn}",
  },
  "current-release": {
    type: "aws_ssm_parameter",
    name: "/acme/current-release",
    kind: "String",
    value: "41",
  },
  audit: { type: "aws_cloudwatch_log_group", name: "/acme/audit", retention_in_days: 365 },
  "signing-key": { type: "aws_secretsmanager_secret", name: "acme/signing-key" },
};

const { releases, "signing-key": signingKey, ...OTHERS } = BASE;

export const BLIND_PLATFORM: Topic = {
  name: "blind-platform",
  base: program(BASE),
  cases: [
    {
      name: "blind-platform-sharing",
      edit: program(
        edited(BASE, {
          deployer: {
            assume_role_policy: trustOf({
              StringEquals: AUDIENCE,
              StringLike: { [`${GITHUB}:sub`]: "repo:acme/*" },
            }),
          },
          key: {
            policy: policy(KEY_OF_ACCOUNT, {
              Sid: "Partner",
              Effect: "Allow",
              Principal: { AWS: "arn:aws:iam::210987654321:root" },
              Action: ["kms:Decrypt", "kms:DescribeKey"],
              Resource: "*",
            }),
          },
        }),
      ),
      expected: ["condition-removed[deployer]", "permissions-widened[key]"],
      tolerated: ["trust-widened[deployer]"],
      note: "Every repository and branch of the organization can deploy, instead of one branch.",
    },
    {
      name: "blind-platform-policies",
      edit: program(
        edited(BASE, {
          "releases-policy": { policy: policy(READ_IN_ORGANIZATION) },
          "alerts-policy": { policy: policy({ ...PUBLISH, Condition: undefined }) },
        }),
      ),
      expected: ["tls-requirement-removed[releases-policy]", "public-access[alerts-policy]"],
      tolerated: ["condition-removed[alerts-policy]", "permissions-widened[alerts-policy]"],
    },
    {
      name: "blind-platform-environment",
      edit: program(
        edited(BASE, {
          deployer: {
            assume_role_policy: trustOf({
              StringEquals: { ...AUDIENCE, [`${GITHUB}:sub`]: "repo:acme/shop:environment:production" },
            }),
          },
          "deployer-rights": { policy: policy(READ, { ...WRITE, Action: "s3:PutObject" }, DEPLOY) },
        }),
      ),
      expected: ["trust-widened[deployer]", "permissions-lost[deployer-rights]"],
      tolerated: ["permissions-lost[deployer]"],
      note: "Other tokens than before are accepted: those of an environment, whatever the branch.",
    },
    {
      name: "blind-platform-reordered",
      edit: program(
        edited(BASE, {
          "deployer-rights": {
            policy: policy(
              { ...DEPLOY, Sid: "DeployTheShop", Action: "ecs:UpdateService" },
              { ...WRITE, Action: ["s3:DeleteObject", "s3:PutObject"] },
              { ...READ, Resource: [...READ.Resource].reverse() },
            ),
          },
          "releases-policy": { policy: policy(READ_IN_ORGANIZATION, TLS_ONLY) },
          releases: { tags: { team: "delivery", "cost-center": "4711" } },
          alerts: { display_name: "Alerts of the shop" },
        }),
      ),
      expected: [],
      note: "The same permissions in another order and spelling, other tags, and a label.",
    },
    {
      name: "blind-platform-moved",
      edit: program(
        {
          ...OTHERS,
          artifacts: releases!,
          "release-key": signingKey!,
          "releases-policy": { ...BASE["releases-policy"]!, bucket: "${aws_s3_bucket.artifacts.id}" },
          "releases-lifecycle": { ...BASE["releases-lifecycle"]!, bucket: "${aws_s3_bucket.artifacts.id}" },
        },
        {
          moved: [
            { from: "aws_s3_bucket.releases", to: "aws_s3_bucket.artifacts" },
            { from: "aws_secretsmanager_secret.signing-key", to: "aws_secretsmanager_secret.release-key" },
          ],
        },
      ),
      expected: [],
    },
    {
      name: "blind-platform-retired",
      edit: program({
        ...edited(OTHERS, {
          inbox: undefined,
          "inbox-alerts": undefined,
          "current-release": undefined,
          audit: undefined,
        }),
        releases: releases!,
        "release-key": signingKey!,
      }),
      expected: [
        "queue-destroyed[inbox]",
        "resource-destroyed[inbox-alerts]",
        "resource-destroyed[current-release]",
        "stateful-resource-destroyed[audit]",
        "stateful-resource-destroyed[signing-key]",
        "rename-destroys[signing-key]",
      ],
      note: "Amid a clean-up, a secret gets another name, but only in the code. Its value was written by somebody.",
    },
    {
      name: "blind-platform-kept-longer",
      edit: program(
        edited(BASE, {
          "releases-lifecycle": {
            rule: [
              { ...OLD_VERSIONS, noncurrent_version_expiration: [{ noncurrent_days: 180 }] },
              temporary({ expiration: [{ days: 30 }] }),
              {
                id: "cold",
                status: "Enabled",
                filter: [{ prefix: "releases/" }],
                transition: [{ days: 90, storage_class: "STANDARD_IA" }],
              },
            ],
          },
          inbox: { message_retention_seconds: 1_209_600 },
          audit: { retention_in_days: 731 },
        }),
      ),
      expected: [],
      note: "Everything is kept longer, and a colder storage class deletes nothing.",
    },
    {
      name: "blind-platform-all-temporary",
      edit: program(
        edited(BASE, {
          "releases-lifecycle": {
            rule: [temporary({ filter: [{ prefix: "" }], expiration: [{ days: 30 }] }), OLD_VERSIONS],
          },
        }),
      ),
      expected: ["lifecycle-expires-sooner[releases-lifecycle]"],
      note: "A longer time, but from now on for all objects of the bucket.",
    },
    {
      name: "blind-platform-new-team",
      edit: program(
        edited(BASE, {
          reader: {
            type: "aws_iam_role",
            name: "reader",
            assume_role_policy: policy({
              Effect: "Allow",
              Principal: { Service: "ec2.amazonaws.com" },
              Action: "sts:AssumeRole",
            }),
          },
          "reader-rights": {
            type: "aws_iam_role_policy",
            name: "read",
            role: "${aws_iam_role.reader.name}",
            policy: policy(READ),
          },
          reports: { type: "aws_s3_bucket", bucket: "acme-reports" },
          "reports-access": {
            type: "aws_s3_bucket_public_access_block",
            bucket: "${aws_s3_bucket.reports.id}",
            block_public_acls: true,
            block_public_policy: true,
            ignore_public_acls: true,
            restrict_public_buckets: true,
          },
          changes: {
            type: "aws_sns_topic",
            name: "acme-changes",
            kms_master_key_id: "${aws_kms_key.key.arn}",
          },
          "changes-policy": {
            type: "aws_sns_topic_policy",
            arn: "${aws_sns_topic.changes.arn}",
            policy: policy({ ...PUBLISH, Resource: `arn:aws:sns:us-east-1:${ACCOUNT}:acme-changes` }),
          },
        }),
      ),
      expected: [],
      note: "Only new resources, each with what it needs.",
    },
  ],
};

/** Roles: who can assume them and what they can do, more, less, or the same in other words. */
import type { Topic } from "../case";
import { type Edit, edited, policy, program, type Resources } from "../resources";

const POLYTOMIC = "arn:aws:iam::568237466542:root";
const trust = (more: object = {}) => ({
  Effect: "Allow",
  Principal: { AWS: POLYTOMIC },
  Action: "sts:AssumeRole",
  Condition: { StringEquals: { "sts:ExternalId": "4f1d2b5c-external" } },
  ...more,
});
const read = (more: object = {}) => ({
  Effect: "Allow",
  Action: ["s3:GetObject", "s3:ListBucket"],
  Resource: ["arn:aws:s3:::acme-data", "arn:aws:s3:::acme-data/*"],
  ...more,
});
const write = {
  Effect: "Allow",
  Action: "s3:PutObject",
  Resource: "arn:aws:s3:::acme-data/in/*",
  Condition: { StringEquals: { "s3:x-amz-server-side-encryption": "aws:kms" } },
};

const BASE: Resources = {
  role: { type: "aws_iam_role", name: "polytomic", assume_role_policy: policy(trust()) },
  rights: {
    type: "aws_iam_role_policy",
    name: "data",
    role: "${aws_iam_role.role.id}",
    policy: policy(read(), write),
  },
  shared: {
    type: "aws_iam_policy",
    name: "shared",
    policy: policy({ Effect: "Allow", Action: "sqs:ReceiveMessage", Resource: "*" }),
  },
  attachment: {
    type: "aws_iam_role_policy_attachment",
    role: "${aws_iam_role.role.name}",
    policy_arn: "${aws_iam_policy.shared.arn}",
  },
  user: { type: "aws_iam_user", name: "operator" },
  "user-rights": {
    type: "aws_iam_user_policy",
    name: "operator",
    user: "${aws_iam_user.user.name}",
    policy: policy(
      { Effect: "Allow", Action: "s3:*", Resource: "*" },
      { Effect: "Deny", Action: "s3:DeleteBucket", Resource: "*" },
    ),
  },
};

const edit = (change: Edit) => program(edited(BASE, change));
const trusting = (...statements: readonly object[]) =>
  edit({ role: { assume_role_policy: policy(...statements) } });
const allowing = (...statements: readonly object[]) => edit({ rights: { policy: policy(...statements) } });

export const ROLES: Topic = {
  name: "roles",
  base: program(BASE),
  cases: [
    {
      name: "trust-another-account",
      edit: trusting(
        trust(),
        trust({
          Principal: { AWS: "arn:aws:iam::210987654321:role/auditor" },
          Condition: { StringEquals: { "sts:ExternalId": "audit" } },
        }),
      ),
      expected: ["trust-widened[role]"],
    },
    {
      name: "trust-another-account-without-external-id",
      edit: trusting(
        trust(),
        trust({ Principal: { AWS: "arn:aws:iam::210987654321:root" }, Condition: undefined }),
      ),
      expected: ["trust-widened[role]", "trust-without-external-id[role]"],
    },
    {
      name: "trust-condition-removed",
      edit: trusting(trust({ Condition: undefined })),
      expected: ["condition-removed[role]", "trust-without-external-id[role]"],
      note: "Any customer of the vendor can now use the role.",
    },
    {
      name: "trust-condition-weaker",
      edit: trusting(trust({ Condition: { StringLike: { "sts:ExternalId": "*" } } })),
      expected: ["condition-removed[role]"],
      tolerated: ["trust-without-external-id[role]", "external-id-changed[role]"],
      note: "A condition that everybody meets.",
    },
    {
      name: "trust-external-id-changed",
      edit: trusting(trust({ Condition: { StringEquals: { "sts:ExternalId": "0a1b2c3d-external" } } })),
      expected: ["external-id-changed[role]"],
      tolerated: ["trust-widened[role]", "permissions-lost[role]"],
      note: "Polytomic can no longer assume the role, unless its connection changes too.",
    },
    {
      name: "trust-external-id-for-new-principal",
      edit: trusting(
        trust({
          Principal: { AWS: "arn:aws:iam::210987654321:role/polytomic" },
          Condition: { StringEquals: { "sts:ExternalId": "self-hosted" } },
        }),
      ),
      expected: ["trust-widened[role]"],
      tolerated: ["external-id-changed[role]", "permissions-lost[role]"],
      note: "From Polytomic cloud to an own installation.",
    },
    {
      name: "trust-second-external-id",
      edit: trusting(
        trust({
          Condition: { StringEquals: { "sts:ExternalId": ["4f1d2b5c-external", "5e6f7a8b-external"] } },
        }),
      ),
      expected: ["condition-removed[role]"],
      tolerated: ["external-id-changed[role]", "trust-widened[role]"],
      note: "Another connection can use the role. The condition is weaker than before.",
    },
    {
      name: "trust-network-added",
      edit: trusting(
        trust({
          Condition: {
            StringEquals: { "sts:ExternalId": "4f1d2b5c-external" },
            IpAddress: { "aws:SourceIp": "203.0.113.0/24" },
          },
        }),
      ),
      expected: ["permissions-lost[role]"],
      note: "Stricter. A look, because the allowed addresses can be wrong.",
    },
    {
      name: "trust-written-otherwise",
      edit: trusting(
        trust({
          Sid: "Polytomic",
          Principal: { AWS: ["568237466542"] },
          Action: ["sts:AssumeRole"],
          Condition: { StringEquals: { "STS:ExternalId": ["4f1d2b5c-external"] } },
        }),
      ),
      expected: [],
      note: "An account id is the same principal as the ARN of its root.",
    },
    {
      name: "trust-service",
      edit: trusting(trust(), {
        Effect: "Allow",
        Principal: { Service: "lambda.amazonaws.com" },
        Action: "sts:AssumeRole",
      }),
      expected: ["trust-widened[role]"],
      note: "A service is no account, and has no external ID.",
    },
    {
      name: "permissions-more-actions",
      edit: allowing(read({ Action: ["s3:GetObject", "s3:ListBucket", "s3:DeleteObject"] }), write),
      expected: ["permissions-widened[rights]"],
    },
    {
      name: "permissions-other-bucket",
      edit: allowing(read({ Resource: ["arn:aws:s3:::acme-other", "arn:aws:s3:::acme-other/*"] }), write),
      expected: ["permissions-widened[rights]", "permissions-lost[rights]"],
      note: "Both directions at once.",
    },
    {
      name: "permissions-fewer-actions",
      edit: allowing(read({ Action: ["s3:GetObject"] }), write),
      expected: ["permissions-lost[rights]"],
    },
    {
      name: "permissions-narrower-resource",
      edit: allowing(read(), {
        ...write,
        Resource: ["arn:aws:s3:::acme-data/in/2026/*", "arn:aws:s3:::acme-data/in/2027/*"],
      }),
      expected: ["permissions-lost[rights]"],
    },
    {
      name: "permissions-condition-removed",
      edit: allowing(read(), { ...write, Condition: undefined }),
      expected: ["condition-removed[rights]"],
    },
    {
      name: "permissions-written-otherwise",
      edit: allowing(
        write,
        { Sid: "List", Effect: "Allow", Action: "s3:ListBucket", Resource: "arn:aws:s3:::acme-data" },
        { Sid: "Get", Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::acme-data/*" },
      ),
      expected: [],
      tolerated: ["permissions-lost[rights]"],
      note: "Only pairs that mean nothing are gone: s3:GetObject of a bucket, s3:ListBucket of objects.",
    },
    {
      name: "permissions-redundant-statement",
      edit: allowing(read(), write, read({ Sid: "Again", Resource: "arn:aws:s3:::acme-data/in/*" })),
      expected: [],
      note: "A statement that allows what is allowed already.",
    },
    {
      name: "permissions-everything",
      edit: allowing({ Effect: "Allow", Action: "*", Resource: "*" }),
      expected: ["admin-permissions[rights]"],
      tolerated: ["permissions-widened[rights]", "condition-removed[rights]"],
    },
    {
      name: "permissions-everything-of-s3",
      edit: allowing({ Effect: "Allow", Action: "s3:*", Resource: "*" }),
      expected: ["permissions-widened[rights]"],
      tolerated: ["condition-removed[rights]"],
      note: "Much, but not an administrator.",
    },
    {
      name: "permissions-policy-removed",
      edit: edit({ rights: undefined }),
      expected: ["permissions-lost[rights]"],
      tolerated: ["resource-destroyed[rights]"],
    },
    {
      name: "permissions-policy-added",
      edit: edit({
        more: {
          type: "aws_iam_role_policy",
          name: "more",
          role: "${aws_iam_role.role.id}",
          policy: policy({ Effect: "Allow", Action: "dynamodb:Scan", Resource: "*" }),
        },
      }),
      expected: ["permissions-widened[more]"],
      note: "The role exists, so this is more access than before.",
    },
    {
      name: "permissions-of-a-new-role",
      edit: edit({
        "new-role": {
          type: "aws_iam_role",
          name: "new",
          assume_role_policy: policy({
            Effect: "Allow",
            Principal: { Service: "lambda.amazonaws.com" },
            Action: "sts:AssumeRole",
          }),
        },
        "new-rights": {
          type: "aws_iam_role_policy",
          name: "new",
          role: "${aws_iam_role.new-role.id}",
          policy: policy({ Effect: "Allow", Action: "dynamodb:Scan", Resource: "*" }),
        },
      }),
      expected: [],
    },
    {
      name: "permissions-administrator-attached",
      edit: edit({
        administrator: {
          type: "aws_iam_role_policy_attachment",
          role: "${aws_iam_role.role.name}",
          policy_arn: "arn:aws:iam::aws:policy/AdministratorAccess",
        },
      }),
      expected: ["admin-permissions[administrator]"],
      tolerated: ["permissions-widened[administrator]"],
    },
    {
      name: "permissions-managed-policy-attached",
      edit: edit({
        "read-only": {
          type: "aws_iam_role_policy_attachment",
          role: "${aws_iam_role.role.name}",
          policy_arn: "arn:aws:iam::aws:policy/ReadOnlyAccess",
        },
      }),
      expected: ["permissions-widened[read-only]"],
    },
    {
      name: "permissions-attachment-removed",
      edit: edit({ attachment: undefined }),
      expected: ["permissions-lost[attachment]"],
      tolerated: ["resource-destroyed[attachment]"],
    },
    {
      name: "permissions-managed-policy-widened",
      edit: edit({
        shared: {
          policy: policy({
            Effect: "Allow",
            Action: ["sqs:ReceiveMessage", "sqs:DeleteMessage"],
            Resource: "*",
          }),
        },
      }),
      expected: ["permissions-widened[shared]"],
    },
    {
      name: "permissions-denial-removed",
      edit: edit({
        "user-rights": { policy: policy({ Effect: "Allow", Action: "s3:*", Resource: "*" }) },
      }),
      expected: ["permissions-widened[user-rights]"],
      note: "Nothing is added, but the user can now delete buckets.",
    },
    {
      name: "permissions-denial-added",
      edit: edit({
        "user-rights": {
          policy: policy(
            { Effect: "Allow", Action: "s3:*", Resource: "*" },
            { Effect: "Deny", Action: ["s3:DeleteBucket", "s3:DeleteObject"], Resource: "*" },
          ),
        },
      }),
      expected: ["permissions-lost[user-rights]"],
    },
    {
      name: "role-renamed",
      edit: edit({ role: { name: "polytomic-reader" } }),
      expected: ["resource-replaced[role]"],
      tolerated: ["resource-replaced[rights]", "resource-replaced[attachment]"],
    },
    {
      name: "role-session",
      edit: edit({
        role: { max_session_duration: 7200, description: "For Polytomic", tags: { team: "data" } },
      }),
      expected: [],
    },
    {
      name: "role-removed",
      edit: edit({ role: undefined, rights: undefined, attachment: undefined }),
      expected: ["resource-destroyed[role]"],
      tolerated: [
        "resource-destroyed[rights]",
        "resource-destroyed[attachment]",
        "permissions-lost[rights]",
        "permissions-lost[attachment]",
      ],
    },
  ],
};

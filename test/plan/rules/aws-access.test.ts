/** Rules about access in AWS: who can do more, who can do less, and what is open to anyone. */
import { created, deleted, findings, kept, type PlannedResource, replaced, updated } from "../findings";

type Case = [title: string, resources: readonly PlannedResource[], ...expected: string[]];

const document = (...statements: readonly object[]): string =>
  JSON.stringify({ Version: "2012-10-17", Statement: statements });
const allow = (
  action: string | string[],
  resource: string | string[] = "arn:aws:s3:::lake/*",
  more: object = {},
) => ({
  Effect: "Allow",
  Action: action,
  Resource: resource,
  ...more,
});

describe("policies of roles", () => {
  const policy = "aws_iam_role_policy.p";
  const change = (before: string, after: string) => [
    kept("aws_iam_role.r", { name: "r", id: "r" }),
    updated(policy, { role: "r", policy: before }, { policy: after }),
  ];

  test.each<Case>([
    [
      "one more action",
      change(document(allow("s3:GetObject")), document(allow(["s3:GetObject", "s3:PutObject"]))),
      `look permissions-widened[${policy}:s3:PutObject]: newly allows s3:PutObject`,
    ],
    [
      "one action less",
      change(document(allow(["s3:GetObject", "s3:PutObject"])), document(allow("s3:GetObject"))),
      `look permissions-lost[${policy}:s3:PutObject]: no longer allows s3:PutObject`,
    ],
    [
      "a narrower resource",
      change(document(allow("s3:GetObject")), document(allow("s3:GetObject", "arn:aws:s3:::lake/exports/*"))),
      `look permissions-lost[${policy}:s3:GetObject]: no longer allows s3:GetObject`,
    ],
    [
      "another order, case, Sid, and a string instead of an array",
      change(
        document(allow(["s3:GetObject"]), allow(["s3:PutObject"], ["arn:aws:s3:::lake/in/*"])),
        document({ Sid: "Write", ...allow("S3:putobject", "arn:aws:s3:::lake/in/*") }, allow("s3:GetObject")),
      ),
    ],
    [
      "a condition that is removed",
      change(
        document(
          allow("s3:GetObject", "*", {
            Condition: { StringEquals: { "aws:ResourceAccount": "111122223333" } },
          }),
        ),
        document(allow("s3:GetObject", "*")),
      ),
      `danger condition-removed[${policy}:StringEquals aws:ResourceAccount]: StringEquals aws:ResourceAccount is removed or weakened`,
    ],
    [
      "everything",
      change(document(allow("s3:GetObject")), document(allow("*", "*"))),
      `danger admin-permissions[${policy}]: allows all actions on all resources`,
      `look permissions-widened[${policy}:*]: newly allows *`,
    ],
    [
      "a policy of the plan that is attached to a role that exists",
      [
        kept("aws_iam_role.r", { name: "r", id: "r" }),
        created("aws_iam_policy.new", { name: "everything-in-s3", policy: document(allow("s3:*", "*")) }),
        created(
          "aws_iam_role_policy_attachment.a",
          { role: "r" },
          {
            unknown: { policy_arn: true },
            references: ["aws_iam_policy.new"],
            arguments: { policy_arn: { references: ["aws_iam_policy.new.arn", "aws_iam_policy.new"] } },
          },
        ),
      ],
      "look permissions-widened[aws_iam_role_policy_attachment.a:everything-in-s3]: adds everything-in-s3",
    ],
    [
      "a policy of elsewhere that is attached to a role that exists, and not known",
      [
        kept("aws_iam_role.r", { name: "r", id: "r" }),
        created(
          "aws_iam_role_policy_attachment.a",
          { role: "r" },
          {
            unknown: { policy_arn: true },
            arguments: { policy_arn: { references: ["module.policies.arn"] } },
          },
        ),
      ],
      "cannot-tell permissions-widened[aws_iam_role_policy_attachment.a]: adds a policy that is known after the apply",
    ],
    [
      "an attachment that is replaced by one of another policy",
      [
        kept("aws_iam_role.r", { name: "r", id: "r" }),
        replaced(
          "aws_iam_role_policy_attachment.a",
          { role: "r", policy_arn: "arn:aws:iam::aws:policy/ReadOnlyAccess" },
          { policy_arn: "arn:aws:iam::aws:policy/IAMFullAccess" },
        ),
      ],
      "danger admin-permissions[aws_iam_role_policy_attachment.a:IAMFullAccess]: attaches IAMFullAccess",
      "look permissions-lost[aws_iam_role_policy_attachment.a:ReadOnlyAccess]: removes ReadOnlyAccess",
    ],
    [
      "a role without its permissions boundary",
      [
        updated(
          "aws_iam_role.r",
          { name: "r", permissions_boundary: "arn:aws:iam::1:policy/b" },
          { permissions_boundary: "" },
        ),
      ],
      "danger permissions-boundary-removed[aws_iam_role.r]: no longer has a permissions boundary",
    ],
    [
      "a role with another permissions boundary",
      [updated("aws_iam_role.r", { name: "r", permissions_boundary: "b" }, { permissions_boundary: "c" })],
      "look permissions-boundary-removed[aws_iam_role.r]: the boundary is c, was b",
    ],
    [
      "all actions of IAM",
      change(document(allow("s3:GetObject")), document(allow("s3:GetObject"), allow("iam:*", "*"))),
      `danger admin-permissions[${policy}]: allows all actions of IAM, so it can give itself every permission`,
      `look permissions-widened[${policy}:iam:*]: newly allows iam:*`,
    ],
    [
      "a policy that is added to a role that exists",
      [
        kept("aws_iam_role.r", { name: "r", id: "r" }),
        created(policy, { role: "r", policy: document(allow("s3:GetObject")) }),
      ],
      `look permissions-widened[${policy}:s3:GetObject]: newly allows s3:GetObject`,
    ],
    [
      "a policy of a new role",
      [
        created("aws_iam_role.r", { name: "r" }),
        created(policy, { role: "r", policy: document(allow("s3:GetObject")) }),
      ],
    ],
    [
      "a policy that is removed from a role that stays",
      [
        kept("aws_iam_role.r", { name: "r", id: "r" }),
        deleted(policy, { role: "r", policy: document(allow("s3:GetObject")) }),
      ],
      `look permissions-lost[${policy}:s3:GetObject]: no longer allows s3:GetObject`,
    ],
    [
      "a policy that the plan does not know",
      [
        kept("aws_iam_role.r", { name: "r", id: "r" }),
        updated(
          policy,
          { role: "r", policy: document(allow("s3:GetObject")) },
          { policy: undefined },
          {
            unknown: { policy: true },
            references: ["data.aws_iam_policy_document.d"],
            arguments: { policy: { references: ["x.y"] } },
          },
        ),
      ],
      `cannot-tell policy-unknown[${policy}]: policy: is known after the apply, and the configuration does not contain it`,
    ],
    [
      "an attachment of AdministratorAccess",
      [
        created("aws_iam_role_policy_attachment.a", {
          role: "r",
          policy_arn: "arn:aws:iam::aws:policy/AdministratorAccess",
        }),
      ],
      "danger admin-permissions[aws_iam_role_policy_attachment.a:AdministratorAccess]: attaches AdministratorAccess",
    ],
  ])("%s", (_, resources, ...expected) => {
    expect(findings(resources)).toEqual(expected);
  });
});

describe("trust policies", () => {
  const role = "aws_iam_role.r";
  const trust = (account: string, externalId?: string) => ({
    Effect: "Allow",
    Action: "sts:AssumeRole",
    Principal: { AWS: `arn:aws:iam::${account}:root` },
    ...(externalId === undefined ? {} : { Condition: { StringEquals: { "sts:ExternalId": externalId } } }),
  });
  const change = (before: object[], after: object[]) => [
    updated(
      role,
      { name: "r", assume_role_policy: document(...before) },
      { assume_role_policy: document(...after) },
    ),
  ];

  test.each<Case>([
    [
      "another principal",
      change([trust("568237466542", "x")], [trust("568237466542", "x"), trust("222222222222", "y")]),
      `danger trust-widened[${role}:arn:aws:iam::222222222222:root]: can be assumed by arn:aws:iam::222222222222:root`,
    ],
    [
      "the external ID is removed",
      change([trust("568237466542", "x")], [trust("568237466542")]),
      `danger condition-removed[${role}:StringEquals sts:ExternalId]: StringEquals sts:ExternalId is removed or weakened`,
      `danger trust-without-external-id[${role}:arn:aws:iam::568237466542:root]: trusts arn:aws:iam::568237466542:root without an external ID`,
    ],
    [
      "a new role without an external ID",
      [created(role, { name: "r", assume_role_policy: document(trust("568237466542")) })],
      `danger trust-without-external-id[${role}:arn:aws:iam::568237466542:root]: trusts arn:aws:iam::568237466542:root without an external ID`,
    ],
    [
      "a new role with an external ID",
      [created(role, { name: "r", assume_role_policy: document(trust("568237466542", "x")) })],
    ],
    [
      "a new role of a service",
      [
        created(role, {
          name: "r",
          assume_role_policy: document({
            Effect: "Allow",
            Action: "sts:AssumeRole",
            Principal: { Service: "lambda.amazonaws.com" },
          }),
        }),
      ],
    ],
    [
      "the account by its ID",
      change(
        [trust("568237466542", "x")],
        [{ ...trust("568237466542", "x"), Principal: { AWS: "568237466542" } }],
      ),
    ],
  ])("%s", (_, resources, ...expected) => {
    expect(findings(resources)).toEqual(expected);
  });

  it("finds another external ID", () => {
    expect(findings(change([trust("568237466542", "old")], [trust("568237466542", "new")]))).toContain(
      `danger external-id-changed[${role}:new]: the external ID becomes new, was old`,
    );
  });
});

describe("policies of resources", () => {
  const policy = "aws_s3_bucket_policy.p";
  const bucket = kept("aws_s3_bucket.b", { bucket: "lake", id: "lake" });
  const tls = {
    Effect: "Deny",
    Principal: "*",
    Action: "s3:*",
    Resource: ["arn:aws:s3:::lake", "arn:aws:s3:::lake/*"],
    Condition: { Bool: { "aws:SecureTransport": "false" } },
  };
  const open = { ...allow("s3:GetObject"), Principal: "*" };
  const ofPolicy = (...statements: object[]) => ({ bucket: "lake", policy: document(...statements) });

  test.each<Case>([
    [
      "a bucket that anyone can read",
      [bucket, updated(policy, ofPolicy(tls), ofPolicy(tls, open))],
      `danger public-access[${policy}:s3:GetObject]: allows s3:GetObject to anyone`,
    ],
    [
      "a new bucket that anyone can read",
      [created("aws_s3_bucket.b", { bucket: "lake" }), created(policy, ofPolicy(open))],
      `danger public-access[${policy}:s3:GetObject]: allows s3:GetObject to anyone`,
    ],
    [
      "a new bucket that an organization can read",
      [
        created("aws_s3_bucket.b", { bucket: "lake" }),
        created(policy, ofPolicy({ ...open, Condition: { StringEquals: { "aws:PrincipalOrgID": "o-1" } } })),
      ],
    ],
    [
      "a bucket that anyone can read more of",
      [
        bucket,
        updated(policy, ofPolicy({ ...open, Resource: "arn:aws:s3:::lake/public/*" }), ofPolicy(open)),
      ],
      `danger public-access[${policy}:s3:GetObject on arn:aws:s3:::lake/* for * except arn:aws:s3:::lake/public/*]: ` +
        "allows s3:GetObject on arn:aws:s3:::lake/* for * except arn:aws:s3:::lake/public/*, which is anyone",
    ],
    [
      "requests without TLS for most actions",
      [bucket, updated(policy, ofPolicy(tls), ofPolicy({ ...tls, Action: "s3:ListBucket" }))],
      `danger tls-requirement-removed[${policy}]: requires TLS for fewer actions or resources`,
    ],
    [
      "requests without TLS",
      [
        bucket,
        updated(
          policy,
          ofPolicy(tls, { ...open, Principal: { AWS: "111122223333" } }),
          ofPolicy({ ...open, Principal: { AWS: "111122223333" } }),
        ),
      ],
      `danger tls-requirement-removed[${policy}]: no longer requires TLS`,
    ],
    [
      "a policy that is removed from a bucket that stays",
      [bucket, deleted(policy, ofPolicy(tls))],
      `danger tls-requirement-removed[${policy}]: no longer requires TLS`,
    ],
    [
      "a policy that is deleted with its bucket",
      [deleted("aws_s3_bucket.b", { bucket: "lake", id: "lake" }), deleted(policy, ofPolicy(tls))],
      "danger bucket-destroyed[aws_s3_bucket.b]: is deleted, which fails if it has objects",
    ],
    [
      "a public access block with a flag that is off",
      [
        created("aws_s3_bucket_public_access_block.x", {
          bucket: "lake",
          block_public_acls: true,
          block_public_policy: false,
        }),
      ],
      "danger public-access[aws_s3_bucket_public_access_block.x]: block_public_policy is false",
    ],
    [
      "a public access block that is removed",
      [bucket, deleted("aws_s3_bucket_public_access_block.x", { bucket: "lake", block_public_acls: true })],
      "danger public-access[aws_s3_bucket_public_access_block.x]: the public access block of the bucket is removed",
    ],
    [
      "a public ACL",
      [created("aws_s3_bucket_acl.x", { bucket: "lake", acl: "public-read" })],
      "danger public-access[aws_s3_bucket_acl.x]: has the ACL public-read",
    ],
    ["a private ACL", [created("aws_s3_bucket_acl.x", { bucket: "lake", acl: "private" })]],
  ])("%s", (_, resources, ...expected) => {
    expect(findings(resources)).toEqual(expected);
  });
});

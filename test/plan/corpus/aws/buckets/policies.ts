/** Policies of a bucket: more access, less, and the same in other words. */
import type { Case } from "../../case";
import { policy } from "../../resources";
import { ARN, edit, reader, tls, withPolicy } from "./program";

export const POLICIES: readonly Case[] = [
  {
    name: "policy-public",
    edit: withPolicy(tls(), reader(), {
      Effect: "Allow",
      Principal: "*",
      Action: "s3:GetObject",
      Resource: `${ARN}/public/*`,
    }),
    expected: ["public-access[policy]"],
    tolerated: ["permissions-widened[policy]"],
  },
  {
    name: "policy-public-in-organization",
    edit: withPolicy(tls(), reader(), {
      Effect: "Allow",
      Principal: { AWS: "*" },
      Action: "s3:GetObject",
      Resource: `${ARN}/*`,
      Condition: { StringEquals: { "aws:PrincipalOrgID": "o-abcdefghij" } },
    }),
    expected: ["permissions-widened[policy]"],
    note: "Not public, but more people than before.",
  },
  {
    name: "policy-public-in-vpc",
    edit: withPolicy(tls(), reader(), {
      Effect: "Allow",
      Principal: "*",
      Action: ["s3:GetObject"],
      Resource: `${ARN}/*`,
      Condition: { StringEquals: { "aws:SourceVpce": ["vpce-1a2b3c4d"] } },
    }),
    expected: ["permissions-widened[policy]"],
  },
  {
    name: "policy-public-from-anywhere",
    edit: withPolicy(tls(), reader(), {
      Effect: "Allow",
      Principal: "*",
      Action: ["s3:GetObject"],
      Resource: `${ARN}/*`,
      Condition: { IpAddress: { "aws:SourceIp": ["0.0.0.0/0"] } },
    }),
    expected: ["public-access[policy]"],
    tolerated: ["permissions-widened[policy]"],
    note: "The condition restricts nothing.",
  },
  {
    name: "policy-written-otherwise",
    edit: withPolicy(
      {
        ...reader({ Sid: "Partner" }),
        Action: ["S3:getObjectVersion", "s3:GetObject"],
        Resource: [`${ARN}/*`],
      },
      tls("AlwaysEncrypted"),
    ),
    expected: [],
    note: "Another order, another case, a list instead of a string, and Sids: the same access.",
  },
  {
    name: "policy-narrowed",
    edit: withPolicy(tls(), reader({ Resource: `${ARN}/shared/*` })),
    expected: ["permissions-lost[policy]"],
    note: "Never to be shown as widened, although a statement is added.",
  },
  {
    name: "policy-condition-added",
    edit: withPolicy(tls(), reader({ Condition: { IpAddress: { "aws:SourceIp": ["203.0.113.0/24"] } } })),
    expected: ["permissions-lost[policy]"],
  },
  {
    name: "policy-more-actions",
    edit: withPolicy(tls(), reader({ Action: ["s3:GetObject*", "s3:PutObject"] })),
    expected: ["permissions-widened[policy]"],
  },
  {
    name: "policy-without-tls",
    edit: withPolicy(reader()),
    expected: ["tls-requirement-removed[policy]"],
    tolerated: ["permissions-widened[policy]"],
  },
  {
    name: "policy-tls-in-two-statements",
    edit: withPolicy(
      { ...tls("Objects"), Resource: `${ARN}/*` },
      { ...tls("Bucket"), Resource: ARN },
      reader(),
    ),
    expected: [],
  },
  {
    name: "policy-with-tls-version",
    edit: withPolicy(
      tls(),
      { ...tls("Version"), Condition: { NumericLessThan: { "s3:TlsVersion": "1.2" } } },
      reader(),
    ),
    expected: [],
    tolerated: ["permissions-lost[policy]"],
    note: "Stricter: old clients are refused.",
  },
  {
    name: "policy-removed",
    edit: edit({ policy: undefined }),
    expected: ["tls-requirement-removed[policy]"],
    tolerated: ["permissions-lost[policy]", "resource-destroyed[policy]"],
  },
  {
    name: "policy-unknown",
    edit: edit({
      role: {
        type: "aws_iam_role",
        name_prefix: "reader-",
        assume_role_policy: policy({
          Effect: "Allow",
          Principal: { Service: "lambda.amazonaws.com" },
          Action: "sts:AssumeRole",
        }),
      },
      document: {
        type: "terraform_data",
        input: '${jsonencode({"Principal" = aws_iam_role.role.arn})}',
      },
      policy: { policy: "${terraform_data.document.output}" },
    }),
    expected: ["policy-unknown[policy]"],
    note: "Nobody can know what the policy will be.",
  },
  {
    name: "policy-with-new-role",
    edit: edit({
      role: {
        type: "aws_iam_role",
        name_prefix: "reader-",
        assume_role_policy: policy({
          Effect: "Allow",
          Principal: { Service: "lambda.amazonaws.com" },
          Action: "sts:AssumeRole",
        }),
      },
      policy: {
        policy: `\${jsonencode({"Version" = "2012-10-17", "Statement" = [${hcl(tls())}, ${hcl(reader())}, {"Effect" = "Allow", "Principal" = {"AWS" = aws_iam_role.role.arn}, "Action" = "s3:GetObject", "Resource" = "${ARN}/*"}]})}`,
      },
    }),
    expected: ["permissions-widened[policy]"],
    note: "The whole document is unknown in the plan, but its template is not.",
  },
];

/** JSON as an HCL object, which is the same except for the colons. */
function hcl(value: object): string {
  return JSON.stringify(value).replaceAll('":', '" = ');
}

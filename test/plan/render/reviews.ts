/** Reviews that the tests of the formats render. */
import type { Finding, Group, PermissionLine, Review, StackReview } from "../../../lib/plan/review";
import type { RuleTexts } from "../../../lib/plan/render/wording";

/** The rules of the findings. */
export const RULES: RuleTexts = {
  "bucket-destroyed": {
    severity: "danger",
    title: "A bucket is deleted",
    reason: "Its objects are lost.",
    remedy: "Keep the bucket, or copy its objects first.",
  },
  "policy-unknown": {
    severity: "cannot-tell",
    title: "A policy is not known yet",
    reason: "Nobody can review it.",
    remedy: "Compose ARNs from names.",
  },
  "sync-activated": {
    severity: "look",
    title: "A sync is switched on",
    reason: "It starts to write.",
    remedy: "Make sure that the target is ready.",
  },
};

/** A finding. The rule gives severity and remedy. */
export function finding(rule: string, subject: string, members: Partial<Finding> = {}): Finding {
  return {
    id: `${rule}[${subject}]`,
    rule,
    severity: RULES[rule]?.severity ?? "look",
    subject,
    address: undefined,
    source: undefined,
    message: "",
    remedy: RULES[rule]?.remedy ?? "",
    details: [],
    snippet: undefined,
    suppression: undefined,
    isNew: undefined,
    ...members,
  };
}

/** A stack without changes. */
export const stack = (members: Partial<StackReview> = {}): StackReview => ({
  stack: "prod",
  terraformVersion: "1.14.0",
  verdict: "safe",
  counts: { import: 0, add: 0, change: 0, destroy: 0, move: 0, forget: 0 },
  findings: [],
  groups: [],
  permissions: [],
  noise: { recomputed: 0, lines: [] },
  outputs: [],
  ...members,
});

/** A review of stacks. */
export const review = (stacks: readonly StackReview[], members: Partial<Review> = {}): Review => ({
  version: 1,
  verdict: stacks[0]?.verdict ?? "safe",
  stacks,
  unusedSuppressions: [],
  gone: [],
  ...members,
});

const GROUPS: readonly Group[] = [
  {
    name: "crm",
    summary: 'model sync "Orders to CRM" is switched on',
    outline: 'model sync "Orders to CRM": changes',
    verdict: "look",
    changes: [
      {
        symbol: "~",
        subject: 'model sync "Orders to CRM"',
        changes: ["active: true, was false", "hourly at :15, was daily"],
        address: "polytomic_sync.crm_C0FFEE",
        construct: "prod/crm",
        verdict: "look",
      },
    ],
  },
  {
    name: "lake",
    summary: 'S3 integration "Acme data lake": the bucket is deleted',
    outline: 'S3 integration "Acme data lake": 1 resource is deleted and 1 is replaced',
    verdict: "danger",
    changes: [
      {
        symbol: "-",
        subject: 'bucket "acme-lake"',
        changes: [],
        address: "aws_s3_bucket.lake_bucket_0BADF00D",
        construct: "prod/lake/bucket",
        verdict: "danger",
      },
      {
        symbol: "-/+",
        subject: "queue",
        changes: ["replaced: name"],
        address: 'aws_sqs_queue.lake["a|b"]',
        construct: "prod/lake/queue",
        verdict: "look",
      },
    ],
  },
];

const PERMISSIONS: readonly PermissionLine[] = [
  {
    change: "gained",
    policy: 'policy of role "polytomic-acme-lake"',
    address: "aws_iam_role_policy.lake",
    resource: "arn:aws:s3:::acme-lake/*",
    effect: "Allow",
    action: "s3:PutObject",
    principal: "role polytomic-acme-lake",
    condition: "",
  },
  {
    change: "lost",
    policy: 'policy of role "polytomic-acme-lake"',
    address: "aws_iam_role_policy.lake",
    resource: "arn:aws:s3:::acme-lake/*",
    effect: "Allow",
    action: "s3:DeleteObject",
    principal: "role polytomic-acme-lake",
    condition: "aws:SourceVpc = vpc-1",
  },
];

/** A review with something in each of its parts. */
export const FULL = review(
  [
    stack({
      verdict: "danger",
      counts: { import: 1, add: 2, change: 3, destroy: 4, move: 0, forget: 0 },
      findings: [
        finding("sync-activated", "prod/crm", { message: "it writes to Salesforce from now on" }),
        finding("bucket-destroyed", "prod/lake/bucket", {
          address: "aws_s3_bucket.lake_bucket_0BADF00D",
          source: { file: "cdktf.out/stacks/prod/cdk.tf.json", line: 12 },
          message: "`force_destroy` is set, so all objects are deleted too",
          details: ["3 models read it", "2 syncs write to it"],
          snippet: "moved {\n  from = aws_s3_bucket.a\n  to   = aws_s3_bucket.b\n}",
        }),
        finding("policy-unknown", "prod/lake/role"),
        finding("bucket-destroyed", "prod/scratch", {
          suppression: {
            finding: "bucket-destroyed[prod/scratch]",
            reason: "it is empty",
            expires: "2027-01-31",
          },
        }),
      ],
      groups: GROUPS,
      permissions: PERMISSIONS,
      noise: { recomputed: 12, lines: ["lake/connection: 3 attributes are read again after the apply"] },
      outputs: ["bucket_arn is removed"],
    }),
  ],
  {
    unusedSuppressions: [
      {
        finding: "queue-destroyed",
        reason: "moved to another account",
        expires: "2026-01-31",
        problem: "expired",
      },
    ],
  },
);

/** Questions about policies, answered as a simulator of IAM's logic answers them. */
import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import { Fn, TerraformVariable } from "cdktf";
import type { EventQueue } from "../../../constructs";
import { PolytomicTemplate, type TemplatePolicy } from "../../../lib/testing";
import { newStack } from "../../constructs/synth";
import { isAllowed, type StoredPolicy } from "../../support/simulation";
import { lakeTemplate, messageOf } from "./stacks";

const { lake, key, template } = lakeTemplate();
const role = template.role("lake/role");
const ACCOUNT = "123456789012";
const OBJECT = "arn:aws:s3:::acme-lake/exports/a.csv";
const VIA_S3 = { "kms:ViaService": "s3.us-east-1.amazonaws.com" };

test("who can assume the role", () => {
  const { externalId } = lake.connection.auth;
  expect(role.canAssume({ externalId })).toBe(true);
  expect(role.canAssume({ externalId: "another" })).toBe(false);
  expect(role.canAssume()).toBe(false);
  expect(role.canAssume({ externalId, principal: "111122223333" })).toBe(false);
  expect(role.canAssume({ externalId, principal: "arn:aws:iam::568237466542:role/worker" })).toBe(true);
  expect(role.canAssume({ externalId, principal: "s3.amazonaws.com" })).toBe(false);
  expect(role.canAssume({ externalId, action: "sts:AssumeRoleWithWebIdentity" })).toBe(false);
  expect(role.trustPolicy.Statement).toMatchObject([
    { Condition: { StringEquals: { "sts:ExternalId": '‹external ID of connection "Acme data lake"›' } } },
  ]);
});

test("what the role is allowed, and why", () => {
  expect(role.allows("s3:GetObject", OBJECT)).toBe(true);
  expect(role.allows(["s3:GetObject", "s3:PutObject"], `${lake.bucket.bucketArn}/exports/a.csv`)).toBe(true);
  expect(role.allows("s3:GetObject", "arn:aws:s3:::acme-lake/other/a.csv")).toBe(false);
  expect(role.denies(["s3:DeleteBucket", "s3:PutBucketPolicy"], lake.bucket.bucketArn)).toBe(true);
  expect(role.denies(["s3:GetObject", "s3:DeleteBucket"], OBJECT)).toBe(false);
  expect(role.allows(["s3:GetObject", "s3:DeleteBucket"], OBJECT)).toBe(false);
  expect(role.allows("sqs:ReceiveMessage", lake.queue!.queueArn)).toBe(true);
  expect(role.allows("sqs:ReceiveMessage", (lake.queue as EventQueue).deadLetterQueueArn)).toBe(false);
  expect(role.why("s3:GetObject", OBJECT)).toBe("allowed by prod/lake/role/policy");
  expect(role.why("s3:GetObject", "arn:aws:s3:::acme-lake/other/a.csv")).toBe(
    "no statement of prod/lake/role/policy or prod/lake/role/key-policy or prod/lake/bucket/policy allows it",
  );
  expect(role.why("s3:GetObject", OBJECT, { "aws:SecureTransport": "false" })).toBe(
    "denied by prod/lake/bucket/policy (DenyInsecureTransport)",
  );
});

test("listing depends on the prefix of the request", () => {
  const list = (context?: Record<string, string>): boolean =>
    role.allows("s3:ListBucket", lake.bucket.bucketArn, context);
  expect(list({ "s3:prefix": "exports/2026" })).toBe(true);
  expect(list({ "s3:prefix": "other/" })).toBe(false);
  expect(list()).toBe(false);
});

test("a bucket of the same name in another account is not meant", () => {
  expect(role.allows("s3:GetObject", OBJECT, { "aws:ResourceAccount": "111122223333" })).toBe(false);
  expect(lakeTemplate({ account: "111122223333" }).template.role("lake").allows("s3:GetObject", OBJECT)).toBe(
    true,
  );
});

test("a key needs its own policy, and that of the role", () => {
  expect(role.allows("kms:Decrypt", key.keyArn, VIA_S3)).toBe(true);
  expect(role.allows("kms:Decrypt", key.keyArn)).toBe(false);
  expect(role.allows("kms:Decrypt", `arn:aws:kms:us-east-1:${ACCOUNT}:key/other`, VIA_S3)).toBe(false);
  expect(role.allows("kms:ScheduleKeyDeletion", key.keyArn, VIA_S3)).toBe(false);
});

test("services and other accounts have what policies of resources allow", () => {
  const { bucketArn } = lake.bucket;
  const send = { principal: "s3.amazonaws.com", action: "sqs:SendMessage", resource: lake.queue!.queueArn };
  const from = (context: Record<string, string>) => template.allows({ ...send, context });
  expect(from({ "aws:SourceArn": bucketArn, "aws:SourceAccount": ACCOUNT })).toBe(true);
  expect(from({ "aws:SourceArn": "arn:aws:s3:::other", "aws:SourceAccount": ACCOUNT })).toBe(false);
  expect(from({ "aws:SourceArn": bucketArn, "aws:SourceAccount": "111122223333" })).toBe(false);
  expect(template.allows({ principal: "111122223333", action: "s3:GetObject", resource: OBJECT })).toBe(
    false,
  );
  expect(template.allows({ principal: role.arn, action: "s3:GetObject", resource: OBJECT })).toBe(true);
});

test("every policy of the stack as data, and those of a construct", () => {
  expect(template.policies().map(({ kind, path }) => `${kind} ${path}`)).toEqual([
    "trust prod/lake/role/Resource",
    "identity prod/lake/role/policy",
    "identity prod/lake/role/key-policy",
    "resource prod/key/Resource",
    "resource prod/lake/bucket/policy",
    "resource prod/lake/queue/dead-letters",
    "resource prod/lake/queue/Resource",
  ]);
  const [policy] = template.policiesOf(lake.bucket);
  expect(policy?.document?.Statement[0]).toMatchObject({
    Sid: "DenyInsecureTransport",
    Resource: ["arn:aws:s3:::acme-lake", "arn:aws:s3:::acme-lake/*"],
  });
  expect(template.policiesOf("lake/queue")).toHaveLength(2);
});

const ACTIONS = [
  ["s3:GetObject", OBJECT],
  ["s3:PutObject", OBJECT],
  ["s3:GetObject", "arn:aws:s3:::acme-lake/exportsX/a.csv"],
  ["s3:GetObject", "arn:aws:s3:::acme-lake/a.csv"],
  ["s3:ListBucket", "arn:aws:s3:::acme-lake"],
  ["s3:GetBucketLocation", "arn:aws:s3:::acme-lake"],
  ["s3:DeleteBucket", "arn:aws:s3:::acme-lake"],
  ["sqs:ReceiveMessage", `arn:aws:sqs:us-east-1:${ACCOUNT}:prod-lake-queue`],
  ["sqs:SendMessage", `arn:aws:sqs:us-east-1:${ACCOUNT}:prod-lake-queue`],
  ["sqs:ReceiveMessage", `arn:aws:sqs:us-east-1:${ACCOUNT}:prod-lake-queue-dlq`],
] as const;
const CONTEXTS = [
  {},
  { "s3:prefix": "exports/a" },
  { "s3:prefix": "b" },
  { "aws:SecureTransport": "false" },
  { "s3:TlsVersion": "1.1" },
  { "aws:ResourceAccount": "111122223333" },
] as const;

test("a simulator gives the same answers", async () => {
  const stored = ({ document }: TemplatePolicy): StoredPolicy => document as unknown as StoredPolicy;
  const policies = template.policies();
  const identity = policies.filter(({ kind, path }) => kind === "identity" && !path.endsWith("key-policy"));
  const answers: string[] = [];
  for (const [action, resource] of ACTIONS) {
    const owner = action.startsWith("s3:")
      ? "lake/bucket"
      : resource.endsWith("dlq")
        ? "lake/queue/dead-letters"
        : "lake/queue/Resource";
    for (const context of CONTEXTS) {
      const theirs = await isAllowed({
        ...{ principal: role.arn, action, resource },
        account: "aws:ResourceAccount" in context ? context["aws:ResourceAccount"] : ACCOUNT,
        context: {
          "aws:SecureTransport": "true",
          "s3:TlsVersion": "1.3",
          "aws:ResourceAccount": ACCOUNT,
          ...context,
        },
        identity: identity.map(stored),
        resourcePolicy: policies.filter(({ path }) => path.startsWith(`prod/${owner}`)).map(stored)[0],
      });
      const ours = role.allows(action, resource, context);
      answers.push(`${ours}`);
      expect({ action, resource, context, isAllowed: ours }).toEqual({
        action,
        resource,
        context,
        isAllowed: theirs,
      });
    }
  }
  expect(new Set(answers)).toEqual(new Set(["true", "false"]));
});

describe("policies elsewhere", () => {
  const build = () => {
    const stack = newStack("prod");
    const trust = Fn.jsonencode({
      Version: "2012-10-17",
      Statement: [
        { Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" },
      ],
    });
    const boundary = "arn:aws:iam::111122223333:policy/boundary";
    const reader = new IamRole(stack, "reader", {
      name: "reader",
      assumeRolePolicy: trust,
      permissionsBoundary: boundary,
    });
    const policy = new IamPolicy(stack, "policy", {
      name: "read",
      policy: Fn.jsonencode({
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Action: "s3:Get*", Resource: "*" }],
      }),
    });
    new IamRolePolicyAttachment(stack, "attachment", { role: reader.name, policyArn: policy.arn });
    return { stack, boundary };
  };
  const statement = (Action: string) => ({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action, Resource: "*" }],
  });

  test("an attached policy counts within the boundary", () => {
    const { stack, boundary } = build();
    const it = PolytomicTemplate.fromStack(stack, {
      policies: { [boundary]: statement("s3:GetObject") },
    }).role("reader");
    expect(it.canAssume({ principal: "lambda.amazonaws.com" })).toBe(true);
    expect(it.allows("s3:GetObject", OBJECT)).toBe(true);
    expect(it.allows("s3:GetBucketPolicy", "arn:aws:s3:::acme-lake")).toBe(false);
    expect(it.why("s3:GetBucketPolicy", "arn:aws:s3:::acme-lake")).toBe(
      `the permissions boundary ${boundary} does not allow it`,
    );
  });

  test("a policy that nobody has shown is not guessed", () => {
    const { stack, boundary } = build();
    expect(
      messageOf(() => PolytomicTemplate.fromStack(stack).role("reader").allows("s3:GetObject", OBJECT)),
    ).toBe(
      `cannot tell what is allowed: the stack does not contain the policy ${boundary}; ` +
        `pass its document: fromStack(stack, { policies: { "${boundary}": {...} } })`,
    );
  });

  test("a policy that is a variable is not guessed", () => {
    const stack = newStack("prod");
    const policy = new TerraformVariable(stack, "trust", { type: "string" });
    new IamRole(stack, "reader", { name: "reader", assumeRolePolicy: policy.stringValue });
    expect(() => PolytomicTemplate.fromStack(stack).role("reader").canAssume()).toThrow(
      "cannot tell what is allowed: the policy of prod/reader (aws_iam_role.reader) is known only after the apply",
    );
  });
});

test("mistakes of questions are explained", () => {
  expect(messageOf(() => template.role("lake/rolle"))).toBe(
    "there is no role at lake/rolle\n  the roles are:\n    prod/lake/role/Resource",
  );
  expect(() => role.allows("s3:Get*", OBJECT)).toThrow(
    'expected an action such as "s3:GetObject", got "s3:Get*"',
  );
});

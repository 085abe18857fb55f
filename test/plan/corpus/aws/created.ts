/** What is open, too powerful or destructive from the day it is created, and what only looks like it. */
import type { Case, Topic } from "../case";
import { policy, program, type Resources } from "../resources";

const EXISTING = "acme-existing";
const trust = (Principal: unknown, more: object = {}) =>
  policy({ Effect: "Allow", Principal, Action: "sts:AssumeRole", ...more });
const POLYTOMIC = { AWS: "arn:aws:iam::568237466542:root" };
const LAMBDA = { Service: "lambda.amazonaws.com" };
const ADMINISTRATOR = "arn:aws:iam::aws:policy/AdministratorAccess";

const one = (
  name: string,
  resources: Resources,
  expected: Case["expected"],
  rest: Partial<Case> & { readonly blocks?: Readonly<Record<string, unknown>> } = {},
): Case => {
  const { blocks, ...others } = rest;
  return { name, edit: program(resources, blocks), expected, ...others };
};

const role = (assume_role_policy: string, more: object = {}) => ({
  type: "aws_iam_role",
  name: "role",
  assume_role_policy,
  ...more,
});
const federated = (Condition: object) =>
  policy({
    Effect: "Allow",
    Principal: { Federated: "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com" },
    Action: "sts:AssumeRoleWithWebIdentity",
    Condition,
  });
const TOPIC = "arn:aws:sns:us-east-1:123456789012:notices";
const topicPolicy = (Condition?: object) => ({
  topic: { type: "aws_sns_topic", name: "notices" },
  policy: {
    type: "aws_sns_topic_policy",
    arn: "${aws_sns_topic.topic.arn}",
    policy: policy({
      Effect: "Allow",
      Principal: { AWS: "*" },
      Action: ["SNS:Publish", "SNS:Subscribe"],
      Resource: TOPIC,
      ...(Condition && { Condition }),
    }),
  },
});

export const CREATED: Topic = {
  name: "created",
  cases: [
    one(
      "created-inline-administrator",
      {
        role: role(trust(LAMBDA)),
        rights: {
          type: "aws_iam_role_policy",
          name: "all",
          role: "${aws_iam_role.role.id}",
          policy: policy({ Effect: "Allow", Action: ["*:*"], Resource: ["*"] }),
        },
      },
      ["admin-permissions[rights]"],
    ),
    one(
      "created-managed-administrator",
      {
        rights: {
          type: "aws_iam_policy",
          name: "all",
          policy: policy({ Effect: "Allow", NotAction: "iam:DeleteUser", Resource: "*" }),
        },
        user: { type: "aws_iam_user", name: "robot" },
        "user-rights": {
          type: "aws_iam_user_policy_attachment",
          user: "${aws_iam_user.user.name}",
          policy_arn: ADMINISTRATOR,
        },
        group: { type: "aws_iam_group", name: "robots" },
        "group-rights": {
          type: "aws_iam_group_policy_attachment",
          group: "${aws_iam_group.group.name}",
          policy_arn: ADMINISTRATOR,
        },
      },
      ["admin-permissions[user-rights]", "admin-permissions[group-rights]"],
      {
        tolerated: ["admin-permissions[rights]"],
        note: "Everything except one action is everything, but the catalogue speaks of *.",
      },
    ),
    one(
      "created-administrator-with-conditions",
      {
        rights: {
          type: "aws_iam_policy",
          name: "boundary",
          policy: policy(
            { Effect: "Allow", Action: "*", Resource: "arn:aws:s3:::acme-data/*" },
            {
              Effect: "Deny",
              Action: "*",
              Resource: "*",
              Condition: { Bool: { "aws:SecureTransport": "false" } },
            },
            { Effect: "Allow", Action: "s3:*", Resource: "*" },
          ),
        },
      },
      [],
      { note: "All actions, but of one bucket; a denial of everything; and one service." },
    ),
    one(
      "created-role-for-polytomic",
      { role: role(trust(POLYTOMIC, { Condition: { StringEquals: { "sts:ExternalId": "abc" } } })) },
      [],
    ),
    one("created-role-for-polytomic-without-external-id", { role: role(trust(POLYTOMIC)) }, [
      "trust-without-external-id[role]",
    ]),
    one("created-role-for-everyone", { role: role(trust("*")) }, ["trust-without-external-id[role]"], {
      tolerated: ["public-access[role]"],
    }),
    one(
      "created-roles-for-services",
      {
        role: role(trust({ Service: ["lambda.amazonaws.com", "edgelambda.amazonaws.com"] })),
        github: role(
          federated({ StringLike: { "token.actions.githubusercontent.com:sub": "repo:acme/lake:*" } }),
          { name: "github" },
        ),
      },
      [],
    ),
    one(
      "created-roles-for-all-of-github",
      {
        audience: role(
          federated({ StringEquals: { "token.actions.githubusercontent.com:aud": "sts.amazonaws.com" } }),
          { name: "audience" },
        ),
        owners: role(
          federated({ StringLike: { "token.actions.githubusercontent.com:sub": "repo:*/lake:*" } }),
          {
            name: "owners",
          },
        ),
        owner: role(
          federated({ StringEquals: { "token.actions.githubusercontent.com:repository_owner": "acme" } }),
          {
            name: "owner",
          },
        ),
      },
      ["trust-without-subject[audience]", "trust-without-subject[owners]"],
      {
        note: "The audience is the same for every workflow. An owner is a name that everybody can choose in the second one.",
      },
    ),
    one(
      "created-role-for-own-role",
      {
        role: role(trust(LAMBDA)),
        second: role(
          '${jsonencode({"Version" = "2012-10-17", "Statement" = [{"Effect" = "Allow", "Principal" = {"AWS" = aws_iam_role.role.arn}, "Action" = "sts:AssumeRole"}]})}',
          { name: "second" },
        ),
      },
      [],
      { note: "A role of the same plan is no external account." },
    ),
    one(
      "created-role-for-own-account",
      {
        role: role(
          '${jsonencode({"Version" = "2012-10-17", "Statement" = [{"Effect" = "Allow", "Principal" = {"AWS" = "arn:aws:iam::${data.aws_caller_identity.self.account_id}:root"}, "Action" = "sts:AssumeRole"}]})}',
        ),
      },
      [],
      {
        blocks: { data: { aws_caller_identity: { self: {} } } },
        tolerated: ["trust-without-external-id[role]"],
        note: "Only who knows the own account sees that it is not external. prior_state of the plan has it.",
      },
    ),
    one("created-topic-public", topicPolicy(), ["public-access[policy]"]),
    one(
      "created-topic-with-default-policy",
      topicPolicy({ StringEquals: { "AWS:SourceOwner": "123456789012" } }),
      [],
      { note: "The policy that SNS gives to every topic." },
    ),
    one(
      "created-key-public",
      {
        key: {
          type: "aws_kms_key",
          policy: policy({ Effect: "Allow", Principal: "*", Action: "kms:*", Resource: "*" }),
        },
      },
      ["public-access[key]"],
    ),
    one(
      "created-access-blocks",
      {
        open: { type: "aws_s3_bucket", bucket: "acme-open" },
        "open-access": { type: "aws_s3_bucket_public_access_block", bucket: "${aws_s3_bucket.open.id}" },
        closed: { type: "aws_s3_bucket", bucket: "acme-closed" },
        "closed-access": {
          type: "aws_s3_bucket_public_access_block",
          bucket: "${aws_s3_bucket.closed.id}",
          block_public_acls: true,
          block_public_policy: true,
          ignore_public_acls: true,
          restrict_public_buckets: true,
        },
      },
      ["public-access[open-access]"],
      { note: "A block without flags blocks nothing." },
    ),
    one(
      "created-bucket-that-deletes-objects",
      { bucket: { type: "aws_s3_bucket", bucket: "acme-temporary", force_destroy: true } },
      ["bucket-force-destroy[bucket]"],
    ),
    one(
      "created-notification-for-an-existing-bucket",
      {
        queue: { type: "aws_sqs_queue", name: "events" },
        notification: {
          type: "aws_s3_bucket_notification",
          bucket: EXISTING,
          queue: [{ queue_arn: "${aws_sqs_queue.queue.arn}", events: ["s3:ObjectCreated:*"] }],
        },
      },
      ["notification-taken-over[notification]"],
    ),
    one(
      "created-lifecycle-for-an-existing-bucket",
      {
        lifecycle: {
          type: "aws_s3_bucket_lifecycle_configuration",
          bucket: EXISTING,
          rule: [{ id: "all", status: "Enabled", filter: { prefix: "" }, expiration: { days: 7 } }],
        },
      },
      ["lifecycle-expires-sooner[lifecycle]"],
    ),
    one(
      "created-lifecycle-for-a-new-bucket",
      {
        bucket: { type: "aws_s3_bucket", bucket: "acme-cache" },
        lifecycle: {
          type: "aws_s3_bucket_lifecycle_configuration",
          bucket: "${aws_s3_bucket.bucket.id}",
          rule: [{ id: "all", status: "Enabled", filter: { prefix: "" }, expiration: { days: 7 } }],
        },
      },
      [],
    ),
    one(
      "created-policy-unknown",
      {
        bucket: { type: "aws_s3_bucket", bucket: "acme-new" },
        document: { type: "terraform_data", input: '${jsonencode({"Bucket" = aws_s3_bucket.bucket.arn})}' },
        policy: {
          type: "aws_s3_bucket_policy",
          bucket: "${aws_s3_bucket.bucket.id}",
          policy: "${terraform_data.document.output}",
        },
      },
      ["policy-unknown[policy]"],
    ),
    one(
      "created-policy-with-unknown-arn",
      {
        bucket: { type: "aws_s3_bucket", bucket_prefix: "acme-" },
        policy: {
          type: "aws_s3_bucket_policy",
          bucket: "${aws_s3_bucket.bucket.id}",
          policy:
            '${jsonencode({"Version" = "2012-10-17", "Statement" = [{"Effect" = "Allow", "Principal" = "*", "Action" = "s3:GetObject", "Resource" = "${aws_s3_bucket.bucket.arn}/*"}]})}',
        },
      },
      ["public-access[policy]"],
      { note: "The whole policy is unknown in the plan, but its template shows that it is public." },
    ),
    one(
      "created-three-hundred",
      Object.fromEntries(
        Array.from({ length: 150 }, (_, index) => [
          [`queue-${index}`, { type: "aws_sqs_queue", name: `queue-${index}` }],
          [`role-${index}`, role(trust(LAMBDA), { name: `role-${index}` })],
        ]).flat(),
      ) as Resources,
      [],
      { note: "A large plan without findings." },
    ),
    one(
      "created-whole-application",
      {
        network: { type: "aws_vpc", cidr_block: "10.0.0.0/16" },
        group: {
          type: "aws_security_group",
          name: "web",
          vpc_id: "${aws_vpc.network.id}",
          tags: { range: "0.0.0.0/0" },
        },
        role: role(trust(LAMBDA)),
        "basic-rights": {
          type: "aws_iam_role_policy_attachment",
          role: "${aws_iam_role.role.name}",
          policy_arn: "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole",
        },
        code: {
          type: "aws_lambda_function",
          function_name: "jobs",
          role: "${aws_iam_role.role.arn}",
          handler: "index.handler",
          runtime: "nodejs20.x",
          s3_bucket: "acme-code",
          s3_key: "jobs.zip",
          environment: { variables: { TOKEN: "${var.token}" } },
        },
        table: {
          type: "aws_dynamodb_table",
          name: "jobs",
          billing_mode: "PAY_PER_REQUEST",
          hash_key: "id",
          attribute: [{ name: "id", type: "S" }],
        },
        alarm: {
          type: "aws_cloudwatch_metric_alarm",
          alarm_name: "jobs",
          comparison_operator: "GreaterThanThreshold",
          evaluation_periods: 1,
          metric_name: "Errors",
          namespace: "AWS/Lambda",
          period: 300,
          statistic: "Sum",
          threshold: 0,
        },
        access: { type: "aws_iam_access_key", user: "operator" },
      },
      [],
      { blocks: { variable: { token: { type: "string", sensitive: true, default: "hunter2-token" } } } },
    ),
  ],
};

/** What somebody changed outside Terraform, and what the plan makes of it. */
import { PutRolePolicyCommand, UpdateAssumeRolePolicyCommand } from "@aws-sdk/client-iam";
import { PutBucketVersioningCommand, DeleteBucketCommand } from "@aws-sdk/client-s3";
import { SetQueueAttributesCommand } from "@aws-sdk/client-sqs";
import { type TerraformStack, TerraformVariable } from "cdktf";
import { Model, ModelSync, PolytomicProvider, Schedule } from "../../../../constructs";
import { PostgresqlConnection } from "../../../../lib/bindings/postgresql-connection";
import { clientsOf } from "../../../support/aws/clients";
import type { Topic } from "../case";
import { edited, policy, program, type Resources } from "../resources";

const trust = (Principal: object) => policy({ Effect: "Allow", Principal, Action: "sts:AssumeRole" });
const LAMBDA = { Service: "lambda.amazonaws.com" };
const reading = policy({ Effect: "Allow", Action: "s3:GetObject", Resource: "*" });
const writing = policy({ Effect: "Allow", Action: ["s3:GetObject", "s3:PutObject"], Resource: "*" });

const BASE: Resources = {
  role: { type: "aws_iam_role", name: "worker", assume_role_policy: trust(LAMBDA) },
  rights: { type: "aws_iam_role_policy", name: "worker", role: "${aws_iam_role.role.id}", policy: reading },
  queue: {
    type: "aws_sqs_queue",
    name: "jobs",
    visibility_timeout_seconds: 30,
    message_retention_seconds: 1209600,
  },
  bucket: { type: "aws_s3_bucket", bucket: "acme-drift" },
  versioning: {
    type: "aws_s3_bucket_versioning",
    bucket: "${aws_s3_bucket.bucket.id}",
    versioning_configuration: { status: "Enabled" },
  },
  gone: { type: "aws_s3_bucket", bucket: "acme-gone" },
};

export const DRIFT: Topic = {
  name: "drift",
  base: program(BASE),
  meanwhile: async ({ bench }) => {
    const { iam, sqs, s3 } = clientsOf(bench.aws.endpoint);
    await iam.send(
      new UpdateAssumeRolePolicyCommand({
        RoleName: "worker",
        PolicyDocument: trust({ Service: ["lambda.amazonaws.com", "ecs-tasks.amazonaws.com"] }),
      }),
    );
    await iam.send(
      new PutRolePolicyCommand({ RoleName: "worker", PolicyName: "worker", PolicyDocument: writing }),
    );
    await sqs.send(
      new SetQueueAttributesCommand({
        QueueUrl: `${bench.aws.endpoint}/123456789012/jobs`,
        Attributes: { VisibilityTimeout: "900" },
      }),
    );
    await s3.send(
      new PutBucketVersioningCommand({
        Bucket: "acme-drift",
        VersioningConfiguration: { Status: "Suspended" },
      }),
    );
    await s3.send(new DeleteBucketCommand({ Bucket: "acme-gone" }));
  },
  cases: [
    {
      name: "drift-undone",
      expected: [
        "drift-undone[role]",
        "drift-undone[rights]",
        "drift-undone[queue]",
        "drift-undone[versioning]",
        "drift-undone[gone]",
        "permissions-lost[role]",
        "permissions-lost[rights]",
      ],
      note: "Somebody changed these on purpose, perhaps in an incident. The apply takes it back.",
    },
    {
      name: "drift-adopted",
      edit: program(
        edited(BASE, {
          role: {
            assume_role_policy: trust({ Service: ["ecs-tasks.amazonaws.com", "lambda.amazonaws.com"] }),
          },
          rights: { policy: writing },
          queue: { visibility_timeout_seconds: 900 },
          versioning: { versioning_configuration: { status: "Suspended" } },
          gone: undefined,
        }),
      ),
      expected: [],
      note: "The program follows. There is drift, but nothing is undone.",
    },
    { name: "drift-only-refreshed", options: ["-refresh-only"], expected: [] },
  ],
};

const syncs = (stack: TerraformStack): void => {
  new PolytomicProvider(stack, "polytomic");
  const password = new TerraformVariable(stack, "password", { type: "string", sensitive: true });
  const warehouse = new PostgresqlConnection(stack, "warehouse", {
    name: "Warehouse",
    configuration: {
      hostname: "warehouse.acme.example",
      port: 5432,
      database: "analytics",
      username: "polytomic",
      password: password.stringValue,
    },
  });
  const people = new Model(stack, "people", {
    name: "People",
    connection: warehouse,
    configuration: { query: "SELECT * FROM people" },
    identifier: "id",
    fields: ["id", "name"],
  });
  new ModelSync(stack, "contacts", {
    name: "Contacts",
    mode: "create",
    target: { connection: warehouse, object: "public.contacts" },
    fields: { name: people.field("name") },
    schedule: Schedule.daily({ hour: 5 }),
  });
};

export const POLYTOMIC_DRIFT: Topic = {
  name: "polytomic-drift",
  variables: { password: "hunter2-and-more" },
  base: syncs,
  meanwhile: async ({ bench }) => {
    bench.api.change(({ syncs: stored, connections }) => {
      for (const sync of Object.values(stored)) {
        Object.assign(sync, { active: false, mode: "replace" });
      }
      for (const connection of Object.values(connections)) {
        Object.assign(connection.configuration, { hostname: "elsewhere.acme.example" });
      }
    });
  },
  cases: [
    {
      name: "polytomic-drift-undone",
      expected: [
        "drift-undone[contacts]",
        "drift-undone[warehouse]",
        "sync-activated[contacts]",
        "sync-mode-changed[contacts]",
        "connection-target-changed[warehouse]",
      ],
      note: "Somebody paused the sync in Polytomic's app. The apply starts it again.",
    },
  ],
};

/** Configurations in HCL, whose plans have no templates of unknown arguments. */
import type { Hcl, Topic } from "../case";

const HEAD = `
terraform {
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
}
provider "aws" {
  region = "us-east-1"
}
variable "token" {
  type      = string
  sensitive = true
}
`;

const hcl = (body: string): Hcl => ({ "main.tf": `${HEAD}\n${body}` });

const ROLE = `
resource "aws_iam_role" "worker" {
  name = "worker"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = { Service = "lambda.amazonaws.com" }, Action = "sts:AssumeRole" }]
  })
}
`;
const jobs = (name = "jobs") => `
resource "aws_sqs_queue" "${name}" {
  name                      = "jobs"
  message_retention_seconds = 86400
}
`;
const secret = (value = "var.token") => `
resource "aws_ssm_parameter" "token" {
  name  = "/acme/token"
  type  = "SecureString"
  value = ${value}
}
`;
const rights = (resource: string) => `
resource "aws_iam_role_policy" "worker" {
  name = "worker"
  role = aws_iam_role.worker.id
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = ["sqs:ReceiveMessage", "sqs:DeleteMessage"], Resource = ${resource} }]
  })
}
`;

export const HCL: Topic = {
  name: "hcl",
  variables: { token: "hunter2-and-more" },
  base: hcl([ROLE, jobs(), secret(), rights("aws_sqs_queue.jobs.arn")].join("")),
  cases: [
    {
      name: "hcl-policy-of-a-new-queue",
      edit: hcl(
        [
          ROLE,
          jobs(),
          secret(),
          rights("[aws_sqs_queue.jobs.arn, aws_sqs_queue.more.arn]"),
          'resource "aws_sqs_queue" "more" { name = "more" }',
        ].join(""),
      ),
      expected: ["policy-unknown[aws_iam_role_policy.worker]"],
      note: "In HCL the plan names only the references of the policy, so nobody can know what it allows.",
    },
    {
      name: "hcl-policy-widened",
      edit: hcl([ROLE, jobs(), secret(), rights('"*"')].join("")),
      expected: ["permissions-widened[aws_iam_role_policy.worker]"],
    },
    {
      name: "hcl-queue-renamed-in-code",
      edit: hcl(
        [ROLE, jobs("tasks"), secret(), rights('"arn:aws:sqs:us-east-1:123456789012:jobs"')].join(""),
      ),
      expected: ["queue-destroyed[aws_sqs_queue.jobs]", "rename-destroys[aws_sqs_queue.jobs]"],
    },
    {
      name: "hcl-queue-moved",
      edit: hcl(
        [
          ROLE,
          jobs("tasks"),
          secret(),
          rights("aws_sqs_queue.tasks.arn"),
          "moved {\n  from = aws_sqs_queue.jobs\n  to   = aws_sqs_queue.tasks\n}",
        ].join(""),
      ),
      expected: [],
    },
    {
      name: "hcl-secret-changed",
      edit: hcl([ROLE, jobs(), secret('"new-${var.token}"'), rights("aws_sqs_queue.jobs.arn")].join("")),
      expected: ["secret-changed[aws_ssm_parameter.token]"],
      note: "A secret inside a longer string is secret too.",
    },
    {
      name: "hcl-removed",
      edit: hcl(""),
      expected: [
        "queue-destroyed[aws_sqs_queue.jobs]",
        "resource-destroyed[aws_iam_role.worker]",
        "resource-destroyed[aws_ssm_parameter.token]",
      ],
      tolerated: [
        "permissions-lost[aws_iam_role_policy.worker]",
        "resource-destroyed[aws_iam_role_policy.worker]",
      ],
    },
  ],
};

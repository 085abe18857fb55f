/** First deployments, as a platform reviewer sees them: what is created open is as bad as what is opened. */
import { DbInstance } from "@cdktf/provider-aws/lib/db-instance";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { S3BucketPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-bucket-public-access-block";
import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { PolytomicProvider, S3Integration } from "../../../../constructs";
import type { Topic } from "../case";

const policy = (...Statement: readonly object[]): string =>
  JSON.stringify({ Version: "2012-10-17", Statement });

export const BLIND_FIRST: Topic = {
  name: "blind-first",
  cases: [
    {
      name: "blind-first-integration",
      edit: (stack) => {
        new AwsProvider(stack, "aws", { region: "us-east-1" });
        new PolytomicProvider(stack, "polytomic");
        new S3Integration(stack, "lake", { name: "Lake", bucket: { name: "acme-first" }, encryptionKey: {} });
      },
      expected: [],
      note: "The library's defaults. A reviewer who gets findings here stops reading them.",
    },
    {
      name: "blind-first-website",
      edit: (stack) => {
        new AwsProvider(stack, "aws", { region: "us-east-1" });
        const bucket = new S3Bucket(stack, "site", { bucket: "acme-site" });
        new S3BucketPublicAccessBlock(stack, "site-access", { bucket: bucket.bucket, blockPublicAcls: true });
        new S3BucketPolicy(stack, "site-policy", {
          bucket: bucket.bucket,
          policy: policy({
            Effect: "Allow",
            Principal: "*",
            Action: "s3:GetObject",
            Resource: "arn:aws:s3:::acme-site/*",
          }),
        });
      },
      expected: ["public-access[site-access]", "public-access[site-policy]"],
    },
    {
      name: "blind-first-vendor",
      edit: (stack) => {
        new AwsProvider(stack, "aws", { region: "us-east-1" });
        const role = new IamRole(stack, "vendor", {
          name: "vendor",
          assumeRolePolicy: policy({
            Effect: "Allow",
            Principal: { AWS: "arn:aws:iam::210987654321:root" },
            Action: "sts:AssumeRole",
          }),
        });
        new IamRolePolicyAttachment(stack, "vendor-rights", {
          role: role.name,
          policyArn: "arn:aws:iam::aws:policy/AdministratorAccess",
        });
      },
      expected: ["trust-without-external-id[vendor]", "admin-permissions[vendor-rights]"],
    },
    {
      name: "blind-first-queue",
      edit: (stack) => {
        new AwsProvider(stack, "aws", { region: "us-east-1" });
        new SqsQueue(stack, "inbox", {
          name: "inbox",
          policy: policy({
            Effect: "Allow",
            Principal: { AWS: "*" },
            Action: "sqs:SendMessage",
            Resource: "arn:aws:sqs:us-east-1:123456789012:inbox",
          }),
        });
      },
      expected: ["public-access[inbox]"],
    },
    {
      name: "blind-first-database",
      edit: (stack) => {
        new AwsProvider(stack, "aws", { region: "us-east-1" });
        new DbInstance(stack, "db", {
          identifier: "orders",
          engine: "postgres",
          instanceClass: "db.t4g.micro",
          allocatedStorage: 20,
          username: "root",
          manageMasterUserPassword: true,
          skipFinalSnapshot: true,
          storageEncrypted: true,
        });
      },
      expected: [],
      note: "Nothing is lost by creating something. The catalogue has no rule for a database without protection.",
    },
  ],
};

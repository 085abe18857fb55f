/** Resources that exist and that the program takes over with `import` blocks. */
import {
  PutBucketNotificationConfigurationCommand,
  CreateBucketCommand,
  PutBucketPolicyCommand,
} from "@aws-sdk/client-s3";
import { s3Client } from "../../../support/aws/clients";
import type { Topic } from "../case";
import { policy, program, type Resources } from "../resources";

const read = (Action: string | string[]) =>
  policy({
    Effect: "Allow",
    Principal: { AWS: "arn:aws:iam::210987654321:root" },
    Action,
    Resource: "arn:aws:s3:::acme-found/*",
  });
const importing = (...types: readonly string[]) => ({
  import: types.map((type) => ({ to: `${type}.found`, id: "acme-found" })),
});
const FOUND: Resources = { keep: { type: "terraform_data", input: "base" } };

export const IMPORTS: Topic = {
  name: "imports",
  base: program(FOUND),
  meanwhile: async ({ bench }) => {
    const s3 = s3Client(bench.aws.endpoint);
    await s3.send(new CreateBucketCommand({ Bucket: "acme-found" }));
    await s3.send(
      new PutBucketNotificationConfigurationCommand({
        Bucket: "acme-found",
        NotificationConfiguration: { EventBridgeConfiguration: {} },
      }),
    );
    await s3.send(new PutBucketPolicyCommand({ Bucket: "acme-found", Policy: read("s3:GetObject") }));
  },
  cases: [
    {
      name: "bucket-imported",
      edit: program(
        { ...FOUND, found: { type: "aws_s3_bucket", bucket: "acme-found" } },
        importing("aws_s3_bucket"),
      ),
      expected: [],
    },
    {
      name: "notification-imported",
      edit: program(
        { ...FOUND, found: { type: "aws_s3_bucket_notification", bucket: "acme-found", eventbridge: true } },
        importing("aws_s3_bucket_notification"),
      ),
      expected: [],
      note: "Terraform knows what is configured, so nothing is taken over unseen.",
    },
    {
      name: "notification-not-imported",
      edit: program({
        ...FOUND,
        found: { type: "aws_s3_bucket_notification", bucket: "acme-found", eventbridge: true },
      }),
      expected: ["notification-taken-over[found]"],
    },
    {
      name: "policy-imported-and-widened",
      edit: program(
        {
          ...FOUND,
          found: {
            type: "aws_s3_bucket_policy",
            bucket: "acme-found",
            policy: read(["s3:GetObject", "s3:PutObject"]),
          },
        },
        importing("aws_s3_bucket_policy"),
      ),
      expected: ["permissions-widened[found]"],
      note: "An import and a change in one step.",
    },
  ],
};

/** A name that policies and connections contain cannot be overridden. */
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { Aspects, TerraformResource, type TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";
import { S3Integration } from "../../../constructs";
import { synthesisError } from "../../support/problems";
import { newStack } from "../synth";

const TOPIC = "arn:aws:sns:us-east-1:111122223333:objects";

/** The error of a stack in which an aspect applies `change` to every resource. */
function rejection(change: (resource: TerraformResource, stack: TerraformStack) => void): string {
  const stack = newStack();
  const lake = new S3Integration(stack, "lake", {
    name: "Lake",
    bucket: {
      name: "acme-lake",
      otherNotifications: [{ id: "t", topicArn: TOPIC, events: ["s3:ObjectRemoved:*"] }],
    },
    encryptionKey: { alias: "lake" },
    role: { path: "/vendors/" },
  });
  lake.queue?.subscribeTo(TOPIC, { bucketName: "acme-archive", events: ["s3:ObjectCreated:*"] });
  Aspects.of(stack).add({
    visit(node: IConstruct) {
      if (TerraformResource.isTerraformResource(node)) {
        change(node, stack);
      }
    },
  });
  return synthesisError(stack);
}

/** Adds the prefix `prod-` to an argument of the resources of a type. */
const renamed =
  (type: string, argument: string, only = /./) =>
  (resource: TerraformResource): void => {
    if (resource.terraformResourceType === type && only.test(resource.node.path)) {
      Reflect.set(resource, argument, `prod-${String(Reflect.get(resource, `${argument}Input`))}`);
    }
  };

test.each<[string, (resource: TerraformResource) => void, string]>([
  [
    "queue",
    renamed("aws_sqs_queue", "name", /Resource$/),
    'the name of the queue was overridden, but policies and connections use the original value ("stack-lake-queue"). Remove the override. Set queueName',
  ],
  [
    "dead-letter queue",
    renamed("aws_sqs_queue", "name", /dead-letters$/),
    'the name of the dead-letter queue was overridden, but policies and connections use the original value ("stack-lake-queue-dlq")',
  ],
  [
    "bucket",
    renamed("aws_s3_bucket", "bucket"),
    'the bucket of the bucket was overridden, but policies and connections use the original value ("acme-lake"). Remove the override. Set name',
  ],
  ["role", renamed("aws_iam_role", "name"), "the name of the role was overridden"],
  ["path of the role", renamed("aws_iam_role", "path"), "the path of the role was overridden"],
  [
    "role of a policy",
    renamed("aws_iam_role_policy", "role"),
    "the role of the policy of the role was overridden",
  ],
  [
    "bucket of a setting",
    renamed("aws_s3_bucket_policy", "bucket"),
    "the bucket of the setting of the bucket was overridden",
  ],
  [
    "bucket of the notifications",
    renamed("aws_s3_bucket_notification", "bucket"),
    "the bucket of the notification configuration of the bucket was overridden",
  ],
  [
    "queue of a subscription",
    renamed("aws_sns_topic_subscription", "endpoint"),
    "the endpoint of the subscription of the queue was overridden",
  ],
])("rejects another name for the %s", (_, change, message) => {
  const error = rejection(change);
  expect(error).toContain(message);
  expect(error).toContain("[CDKTF_POLYTOMIC_NAME_OVERRIDDEN]");
});

test.each(["aws_s3_bucket", "aws_sqs_queue", "aws_iam_role", "aws_kms_key", "aws_iam_role_policy"])(
  "rejects another provider or region for an %s",
  (type) => {
    const eu: Record<string, AwsProvider> = {};
    const moved = rejection((resource, stack) => {
      if (resource.terraformResourceType === type) {
        resource.provider = eu["eu"] ??= new AwsProvider(stack, "eu", { alias: "eu", region: "eu-west-1" });
      }
    });
    expect(moved).toContain("the provider of the");
    const placed = rejection((resource) => {
      if (resource.terraformResourceType === type) {
        resource.addOverride("region", "eu-west-1");
      }
    });
    expect(placed).toContain("the region of the");
  },
);

test.each(["name_prefix", "bucket_prefix"])("rejects %s as well", (argument) => {
  const type = argument === "bucket_prefix" ? "aws_s3_bucket" : "aws_sqs_queue";
  expect(
    rejection((resource) => {
      if (resource.terraformResourceType === type) {
        resource.addOverride(argument, "prod-");
      }
    }),
  ).toContain(`the ${argument} of the`);
});

test("unused names can be changed, and the current provider can be set", () => {
  expect(
    rejection((resource, stack) => {
      if (resource.terraformResourceType.startsWith("aws_")) {
        resource.provider ??= stack.node.findChild("aws") as AwsProvider;
        resource.addOverride("tags.owner", "data");
      }
      renamed("aws_kms_alias", "name")(resource);
    }),
  ).toBe("");
});

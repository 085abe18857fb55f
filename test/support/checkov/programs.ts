/** The apps that are scanned in addition to the quickstart: one with every AWS resource of the library, and an insecure one. */
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import type { S3BucketPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-bucket-public-access-block";
import type { TerraformStack } from "cdktf";
import { DataBucket, PolytomicProvider, PolytomicRole, S3Integration } from "../../../constructs";

/** The owner of the keys: AWS (SSE-S3, SSE-SQS) or the customer. */
export const VARIANTS = ["default encryption", "customer key"] as const;
export type Variant = (typeof VARIANTS)[number];

const ACCOUNT = "123456789012";
const ROLE = `arn:aws:iam::${ACCOUNT}:role/existing`;
const TOPIC = `arn:aws:sns:us-east-1:${ACCOUNT}:objects`;
const KEY = `arn:aws:kms:us-east-1:${ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;

function addProviders(stack: TerraformStack): void {
  new AwsProvider(stack, "aws", { region: "us-east-1" });
  new PolytomicProvider(stack, "polytomic");
}

/** Every AWS resource that the library creates, with the options that scanners require and without them. */
export function everything(stack: TerraformStack, variant: Variant): void {
  addProviders(stack);
  const newKey = variant === "customer key" ? { encryptionKey: { alias: "lake" } } : {};
  const existingKey = variant === "customer key" ? { encryptionKey: { existing: KEY } } : {};
  const logs = new DataBucket(stack, "logs", { name: "acme-logs" });

  new S3Integration(stack, "lake", {
    name: "Lake",
    bucket: {
      name: "acme-lake",
      accessLogs: { bucket: logs },
      replication: {
        roleArn: ROLE,
        rules: [{ id: "all", status: "Enabled", destination: { bucket: "arn:aws:s3:::acme-replica" } }],
      },
      objectLock: { mode: "GOVERNANCE", days: 1 },
      allowedNetworks: { ipRanges: ["203.0.113.0/24"] },
      otherNotifications: [{ id: "objects", topicArn: TOPIC, events: ["s3:ObjectCreated:*"] }],
      eventBridge: true,
    },
    folder: "exports",
    events: { topicArn: TOPIC, queue: { alarms: { actions: [TOPIC] } } },
    ...newKey,
  });

  new S3Integration(stack, "archive", {
    name: "Archive",
    bucket: { name: "acme-archive" },
    access: "write",
    events: false,
    role: {
      trustedPrincipals: ["arn:aws:iam::210987654321:role/polytomic"],
      externalIds: ["known-beforehand"],
    },
    ...existingKey,
  });
  new PolytomicRole(stack, "reader", { externalIds: ["known-beforehand"] });

  new S3Integration(stack, "existing", {
    name: "Existing",
    bucket: { existing: "acme-existing", manageNotifications: true },
    events: { queue: { existing: `arn:aws:sqs:us-east-1:${ACCOUNT}:existing` } },
    role: { existing: ROLE },
    ...existingKey,
  });
}

/** An integration that is open to everyone. */
export function open(stack: TerraformStack): void {
  addProviders(stack);
  const { bucket, role } = new S3Integration(stack, "open", { name: "Open", bucket: { name: "acme-open" } });
  const block = bucket.node.findChild("public-access-block") as S3BucketPublicAccessBlock;
  block.blockPublicPolicy = false;
  role.addStatements({ Effect: "Allow", Action: "*", Resource: "*" });
}

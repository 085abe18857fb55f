/** One app with every construct of this library: all resources that the library can create. */
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import type { TerraformStack } from "cdktf";
import {
  BulkSync,
  DataBucket,
  EncryptionKey,
  EventQueue,
  GlobalErrorSubscribers,
  Model,
  ModelSync,
  Organization,
  PermissionPolicy,
  PermissionRole,
  PolytomicProvider,
  PolytomicRole,
  PrimaryKeys,
  S3Connection,
  S3Integration,
  Schedule,
  unsafePlainText,
  User,
} from "../../constructs";
import { DynamodbConnection } from "../../lib/bindings/dynamodb-connection";
import { PostgresqlConnection } from "../../lib/bindings/postgresql-connection";

const ACCOUNT = "123456789012";
const TOPIC = `arn:aws:sns:us-east-1:${ACCOUNT}:objects`;

const allowing = (service: string, action: string, resource?: string): string =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { Service: service },
        Action: action,
        ...(resource !== undefined && { Resource: resource }),
      },
    ],
  });

/** Props of a bucket that can be replaced. */
const replaceable = { onRemoval: "delete-with-objects" } as const;

/** Adds everything to a stack. All resources can be replaced. Polytomic requires a partner key. */
export function everything(stack: TerraformStack): void {
  new AwsProvider(stack, "aws", { region: "us-east-1" });
  new PolytomicProvider(stack, "polytomic");
  const acme = new Organization(stack, "acme", { name: "Acme", onRemoval: "delete" });
  const organization = acme.organizationId;

  const topic = new SnsTopic(stack, "topic", {
    name: "objects",
    policy: allowing("s3.amazonaws.com", "sns:Publish", TOPIC),
  });
  const replicator = new IamRole(stack, "replicator", {
    name: "replicator",
    assumeRolePolicy: allowing("s3.amazonaws.com", "sts:AssumeRole"),
  });
  const logs = new DataBucket(stack, "logs", { name: "acme-logs", ...replaceable });
  const copy = new DataBucket(stack, "copy", { name: "acme-copy", objectLock: {}, ...replaceable });
  const search = new EventQueue(stack, "search");
  search.allowDeliveryFrom({ arn: "arn:aws:s3:::acme-lake", ownerAccountId: ACCOUNT });

  const lake = new S3Integration(stack, "lake", {
    name: "Lake",
    organization,
    folder: "in",
    tags: { team: "data" },
    encryptionKey: { alias: "lake", onRemoval: "delete", deletionWindowDays: 7 },
    role: { path: "/vendors/", externalIds: ["known"], maxSessionDuration: 7200 },
    bucket: {
      name: "acme-lake",
      objectLock: {},
      replication: {
        roleArn: replicator.arn,
        rules: [
          {
            id: "all",
            status: "Enabled",
            priority: 1,
            filter: { prefix: "" },
            deleteMarkerReplication: { status: "Disabled" },
            destination: { bucket: copy.bucketArn },
          },
        ],
      },
      accessLogs: { bucket: logs, prefix: "lake/" },
      allowedNetworks: { ipRanges: ["203.0.113.0/24"], vpcEndpoints: ["vpce-1a2b3c4d"] },
      otherNotifications: [
        {
          id: "search",
          queueArn: search.queueArn,
          events: ["s3:ObjectRemoved:*"],
          dependsOn: [...search.prerequisites],
        },
      ],
      lifecycleRules: [
        { id: "archive", status: "Enabled", filter: [{ prefix: "old/" }], expiration: [{ days: 90 }] },
      ],
      eventBridge: true,
      ...replaceable,
    },
    events: { queue: { queueName: "lake", alarms: { actions: [topic.arn] } } },
  });

  // A bucket with events through a topic, and a default retention.
  const site = new S3Integration(stack, "site", {
    name: "Site",
    organization,
    bucket: {
      name: "acme-site",
      objectLock: { mode: "GOVERNANCE", days: 1 },
      otherNotifications: [
        { id: "fan-out", topicArn: topic.arn, events: ["s3:ObjectCreated:*"], dependsOn: [topic] },
      ],
      ...replaceable,
    },
    events: { topicArn: topic.arn },
  });

  // A bucket that this app creates without the library, with notifications that the library manages.
  const plain = new S3Bucket(stack, "plain", { bucket: "acme-plain", forceDestroy: true });
  const existing = DataBucket.fromBucketName(stack, "existing", plain.bucket, { manageNotifications: true });
  const queue = new EventQueue(stack, "queue", {
    encryptionKey: new EncryptionKey(stack, "key", { alias: "events", onRemoval: "delete" }),
  });
  existing.sendEventsTo(queue);
  const role = new PolytomicRole(stack, "role");
  existing.grant(role, "read");
  queue.grantConsume(role);
  const plainConnection = new S3Connection(stack, "plain-connection", {
    name: "Plain",
    organization,
    bucket: existing,
    auth: { mode: "iam_role", role },
    events: { queue },
  });

  // A role that a connection of another type assumes.
  const reader = new PolytomicRole(stack, "reader");
  reader.addStatements({ Effect: "Allow", Action: "dynamodb:Scan", Resource: "*" });
  const tables = new DynamodbConnection(stack, "tables", {
    name: "Tables",
    organization,
    configuration: { authMode: "iam_role", iamRoleArn: reader.roleArn, region: "us-east-1" },
  });
  reader.trustConnection(tables);

  const warehouse = new PostgresqlConnection(stack, "warehouse", {
    name: "Warehouse",
    organization,
    configuration: {
      hostname: "db",
      port: 5432,
      database: "raw",
      username: "u",
      password: unsafePlainText("none"),
    },
  });
  new PrimaryKeys(stack, "keys", {
    connection: warehouse,
    schema: "public.orders",
    fields: ["id"],
    organization,
  });
  const orders = lake.model("orders", { name: "Orders", file: "orders.csv", format: "csv", fields: ["id"] });
  const people = new Model(stack, "people", {
    name: "People",
    connection: warehouse,
    configuration: { query: "SELECT 1" },
    relations: [{ from: "order", to: orders.field("id") }],
  });
  const loaded = lake.bulkSyncTo("load", { name: "Load", destination: warehouse, schemas: ["orders"] });
  lake.bulkSyncFrom("unload", { name: "Unload", source: warehouse, schemas: ["public.orders"] });
  site.bulkSyncTo("visits", { name: "Visits", destination: warehouse, schemas: ["visits"] });
  new BulkSync(stack, "scan", {
    name: "Scan",
    source: { connection: tables },
    destination: { connection: plainConnection },
    schemas: ["users"],
  });
  new ModelSync(stack, "sync", {
    name: "People",
    mode: "updateOrCreate",
    target: { connection: warehouse, object: "public.people" },
    identity: { source: people.field("id"), target: "id" },
    fields: { email: people.field("email") },
    schedule: Schedule.after(loaded),
  });

  const analyst = new PermissionRole(stack, "analyst", { name: "Analyst", organization });
  new PermissionPolicy(stack, "policy", {
    name: "Policy",
    policyActions: { delete: [analyst] },
    organization,
  });
  new User(stack, "user", { email: "ada@example.com", roles: [analyst], organization });
  new GlobalErrorSubscribers(stack, "subscribers", { emails: ["ops@example.com"], organization });
}

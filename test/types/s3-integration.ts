/** Code as users write it, and what the compiler rejects. Checked by `npm run typecheck`, never run. */
import type { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { TerraformVariable } from "cdktf";
import type { TerraformStack } from "cdktf";
import {
  Connection,
  DataBucket,
  EventQueue,
  type IDataBucket,
  type IPolytomicRole,
  ModelSync,
  type PolytomicProvider,
  PolytomicRole,
  S3Connection,
  S3Integration,
  type S3IntegrationProps,
  Schedule,
} from "cdktf-polytomic";
import { PostgresqlConnection } from "cdktf-polytomic/bindings/postgresql-connection";

declare const awsProvider: AwsProvider;
declare const polytomicProvider: PolytomicProvider;
declare const queueArn: string;
declare const boundaryArn: string;
declare const salesforceId: string;

/** The programs of the guide. */
export function programs(scope: TerraformStack): void {
  const lake = new S3Integration(scope, "lake", {
    name: "Acme data lake",
    bucket: { name: "acme-lake" },
    folder: "exports",
  });
  new S3Integration(scope, "archive", {
    name: "Archive",
    bucket: DataBucket.fromBucketName(scope, "archive-bucket", "acme-archive"),
    access: "read",
    events: false,
    files: { layout: "one-table", tableName: "orders", format: "csv", skipLines: 1 },
  });
  new S3Integration(scope, "partners", {
    name: "Partners",
    bucket: { name: "acme-partners" },
    files: { layout: "table-per-directory", glob: "data/*/*.parquet", formats: ["parquet"] },
    events: { queue: EventQueue.fromQueueArn(scope, "q", queueArn), suffix: ".parquet" },
    role: { path: "/vendors/", permissionsBoundary: boundaryArn },
  });
  const key = new TerraformVariable(scope, "polytomic_secret", { sensitive: true });
  new S3Connection(scope, "legacy", {
    name: "Legacy",
    bucket: "acme-legacy",
    region: "eu-central-1",
    auth: { mode: "access_key_and_secret", accessKeyId: "AKIA...", secretAccessKey: key.stringValue },
  });
  const orders = lake.model("orders", {
    name: "Orders",
    file: "orders.csv",
    format: "csv",
    identifier: "id",
    fields: ["id", "email", "total"],
  });
  const salesforce = Connection.fromId(scope, "salesforce", salesforceId);
  const orderSync = new ModelSync(scope, "orders-to-salesforce", {
    name: "Orders to Salesforce",
    mode: "updateOrCreate",
    target: { connection: salesforce, object: "Contact" },
    identity: { source: orders.field("email"), target: "Email" },
    fields: { Email: orders.field("email"), Lifetime__c: orders.field("total"), LeadSource: "Polytomic" },
    filters: [orders.field("total").greaterThan(100)],
    schedule: Schedule.daily({ hour: 5 }),
  });
  new ModelSync(scope, "audience", {
    name: "Audience export",
    mode: "replace",
    target: { connection: lake.connection, object: "audience", format: "parquet" },
    fields: { email: orders.field("email") },
    schedule: Schedule.after(orderSync),
  });
  lake.bulkSyncTo("warehouse", {
    name: "Lake to Snowflake",
    destination: salesforce,
    schemas: ["orders", "customers"],
    schedule: Schedule.hourly({ minute: 15 }),
  });
  lake.bulkSyncFrom("crm", {
    name: "Salesforce to lake",
    source: salesforce,
    format: "parquet",
    subfolder: "crm",
    schemas: [{ id: "Contact", trackingField: "SystemModstamp" }, "Account"],
    schedule: Schedule.continuous(),
  });
  const postgres = new PostgresqlConnection(scope, "postgres", {
    name: "Warehouse",
    configuration: {
      hostname: "db.acme.example",
      port: 5432,
      database: "raw",
      username: "polytomic",
      password: key.stringValue,
      ssl: true,
    },
  });
  lake.bulkSyncTo("to-warehouse", {
    name: "Lake to warehouse",
    destination: postgres,
    schemas: ["orders"],
    schedule: Schedule.hourly(),
  });
  new S3Integration(scope, "eu", { name: "EU", bucket: { name: "acme-eu" }, awsProvider, polytomicProvider });
}

declare const scope: TerraformStack;
declare const bucket: DataBucket;
declare const queue: EventQueue;
declare const role: PolytomicRole;

/** Valid. */
export const legal: S3IntegrationProps[] = [
  { name: "Lake", bucket },
  { name: "Lake", bucket, role, events: { queue } },
  { name: "Lake", bucket, role: PolytomicRole.fromRoleArn(scope, "r", "arn") },
  { name: "Lake", bucket, events: {} },
  { name: "Lake", bucket, events: { queue: { retentionDays: 1 }, eventTypes: ["s3:ObjectCreated:Put"] } },
];

/** Invalid, each for the reason before it. */
export const illegal: S3IntegrationProps[] = [
  // @ts-expect-error no bucket
  { name: "Lake" },
  // @ts-expect-error only a name, so it is unclear whether the bucket exists
  { name: "Lake", bucket: "acme-lake" },
  // @ts-expect-error a queue is not a bucket
  { name: "Lake", bucket: queue },
  // @ts-expect-error tags of the bucket, which has the integration's tags
  { name: "Lake", bucket: { name: "acme-lake", tags: { a: "b" } } },
  // @ts-expect-error a provider of the role, which has the integration's provider
  { name: "Lake", bucket, role: { awsProvider } },
  // @ts-expect-error the prefix of events is the folder
  { name: "Lake", bucket, events: { prefix: "exports/" } },
  // @ts-expect-error an event that S3 does not have
  { name: "Lake", bucket, events: { eventTypes: ["s3:ObjectRenamed:*"] } },
  // @ts-expect-error an unknown access
  { name: "Lake", bucket, access: "readwrite" },
  // @ts-expect-error a bucket is not a role
  { name: "Lake", bucket, role: bucket },
  // @ts-expect-error the connection's authentication is the role
  { name: "Lake", bucket, auth: { mode: "iam_role", role } },
  // @ts-expect-error undefined is not the same as nothing
  { name: "Lake", bucket, folder: undefined },
];

/** Only the notifications of an existing bucket can be configured. */
export const existing = [
  () => DataBucket.fromBucketName(scope, "b", "acme", { region: "us-east-1", manageNotifications: true }),
  // @ts-expect-error its owner manages its versions
  () => DataBucket.fromBucketName(scope, "b", "acme", { versioned: true }),
  // @ts-expect-error an owned bucket needs nothing from others
  () => bucket.requiredNotifications,
];

declare const anyBucket: IDataBucket;
declare const anyRole: IPolytomicRole;
declare const props: S3IntegrationProps;
declare const isProduction: boolean;

/** The type of each part depends on whether the integration creates it or gets it. */
export function parts(scope: TerraformStack): unknown[] {
  const made = new S3Integration(scope, "made", {
    name: "L",
    bucket: { name: "acme-lake" },
    encryptionKey: {},
  });
  const existing = new S3Integration(scope, "existing", {
    name: "L",
    bucket: { existing: "acme-lake" },
    events: { queue: { existing: queueArn } },
    role: { existing: "arn:aws:iam::111122223333:role/x" },
    encryptionKey: { existing: "arn:aws:kms:us-east-1:111122223333:key/x" },
  });
  const given = new S3Integration(scope, "given", {
    name: "L",
    bucket: anyBucket,
    role: anyRole,
    events: { queue: new EventQueue(scope, "events") },
  });
  const quiet = new S3Integration(scope, "quiet", {
    name: "L",
    bucket: { name: "acme-quiet" },
    events: false,
  });
  const maybe = new S3Integration(scope, "maybe", {
    name: "L",
    bucket: { name: "acme-maybe" },
    events: isProduction && {},
  });
  const anything = new S3Integration(scope, "anything", props);
  const assigned: S3Integration = made;
  const none: undefined = quiet.queue;
  const noKey: undefined = quiet.encryptionKey;
  const buckets: IDataBucket = given.bucket;
  // @ts-expect-error - it is unknown whether there are events
  void maybe.queue.queueArn;
  // @ts-expect-error - it is unknown whether there are events
  void anything.queue.queueArn;
  // @ts-expect-error - a passed bucket can be an existing one, which has no resource
  void given.bucket.resource;
  // @ts-expect-error - an existing bucket has no resource
  void existing.bucket.resource;
  // @ts-expect-error - the name of an existing role is unknown
  void existing.role.roleName;
  // @ts-expect-error - without events there is no queue
  void quiet.queue.queueUrl;
  // @ts-expect-error - a misspelled option of a part
  new S3Integration(scope, "a", { name: "L", bucket: { name: "acme-lake", versoined: true } });
  // @ts-expect-error - a misspelled option
  new S3Integration(scope, "b", { name: "L", bucket: { name: "acme-lake" }, forceDestory: true });
  // @ts-expect-error - a misspelled option of the events
  new S3Integration(scope, "c", { name: "L", bucket: { name: "acme-lake" }, events: { sufix: ".csv" } });
  // @ts-expect-error - a misspelled option of a new role
  new S3Integration(scope, "d", { name: "L", bucket: { name: "acme-lake" }, role: { rolename: "x" } });
  return [
    assigned,
    none,
    noKey,
    buckets,
    made.role.roleName,
    made.role.resource.arn,
    made.bucket.resource.bucketRegionalDomainName,
    made.queue.queueUrl,
    made.queue.queueName,
    made.queue.deadLetterQueueArn,
    made.queue.deadLetterQueueUrl,
    made.encryptionKey.resource.keyId,
    existing.bucket.requiredNotifications,
    existing.queue.requiredStatements,
    existing.role.requiredTrustPolicy,
    existing.encryptionKey.requiredStatements,
    given.queue.queueUrl,
    given.role.roleArn,
    maybe.queue?.queueUrl,
    anything.bucket.bucketName,
  ];
}

/** An integration with an app's own defaults. */
export class Lake extends S3Integration {
  public constructor(scope: TerraformStack, id: string) {
    super(scope, id, { name: id, bucket: { name: id } });
    void this.bucket.bucketName;
  }
}

/**
 * Construct ids are public API: if an id changes, an upgrade destroys and recreates the user's infrastructure. A change to these
 * lists is a breaking change.
 */
import { TerraformVariable } from "cdktf";
import {
  BulkSync,
  Connection,
  DataBucket,
  EventQueue,
  GlobalErrorSubscribers,
  ModelSync,
  Organization,
  PermissionPolicy,
  PermissionRole,
  PolytomicRole,
  PrimaryKeys,
  S3Connection,
  S3Integration,
  S3Model,
  User,
} from "../../constructs";
import { synth } from "./synth";

test("an S3Integration with everything", () => {
  const { addresses } = synth((stack) => {
    const lake = new S3Integration(stack, "lake", { name: "Lake", bucket: { name: "acme-lake" } });
    const warehouse = Connection.fromId(stack, "warehouse", "id");
    const orders = lake.model("orders", { name: "Orders", file: "orders.csv" });
    lake.bulkSyncTo("to-warehouse", { name: "To warehouse", destination: warehouse });
    lake.bulkSyncFrom("from-warehouse", { name: "From warehouse", source: warehouse });
    new ModelSync(stack, "sync", {
      name: "Sync",
      mode: "create",
      target: { connection: warehouse, object: "orders" },
      fields: { id: orders.field("id") },
    });
  });
  expect(addresses).toEqual([
    "aws_iam_role.lake_role_2F4B70B4",
    "aws_iam_role_policy.lake_role_policy_60501849",
    "aws_s3_bucket.lake_bucket_668C5D6D",
    "aws_s3_bucket_lifecycle_configuration.lake_bucket_lifecycle_7910717B",
    "aws_s3_bucket_notification.lake_bucket_notification_50854A74",
    "aws_s3_bucket_ownership_controls.lake_bucket_ownership-controls_ACAADBC0",
    "aws_s3_bucket_policy.lake_bucket_policy_C95C21E9",
    "aws_s3_bucket_public_access_block.lake_bucket_public-access-block_BDA8A6DE",
    "aws_s3_bucket_server_side_encryption_configuration.lake_bucket_encryption_75247472",
    "aws_s3_bucket_versioning.lake_bucket_versioning_D1D04D69",
    "aws_sqs_queue.lake_queue_616DC540",
    "aws_sqs_queue.lake_queue_dead-letters_4BDDC82A",
    "polytomic_bulk_sync.lake_from-warehouse_A46B036C",
    "polytomic_bulk_sync.lake_to-warehouse_7ED2FDDF",
    "polytomic_model.lake_orders_057F52C5",
    "polytomic_s3_connection.lake_connection_ACB97CBF",
    "polytomic_sync.sync_A2177683",
    "terraform_data.lake_connection_external-id_BF81BDE2",
  ]);
});

test("a DataBucket alone", () => {
  expect(synth((stack) => new DataBucket(stack, "lake", { name: "acme-lake" })).addresses).toEqual([
    "aws_s3_bucket.lake_DBDDD6F6",
    "aws_s3_bucket_lifecycle_configuration.lake_lifecycle_0B6E62BD",
    "aws_s3_bucket_ownership_controls.lake_ownership-controls_47BF882F",
    "aws_s3_bucket_policy.lake_policy_86ED2B2E",
    "aws_s3_bucket_public_access_block.lake_public-access-block_AFC20A9F",
    "aws_s3_bucket_server_side_encryption_configuration.lake_encryption_15554011",
    "aws_s3_bucket_versioning.lake_versioning_CBDCED3A",
  ]);
});

test("a DataBucket with events", () => {
  const { addresses } = synth((stack) =>
    new DataBucket(stack, "lake", { name: "acme-lake" }).sendEventsTo(new EventQueue(stack, "events")),
  );
  expect(addresses.filter((address) => address.includes("notification"))).toEqual([
    "aws_s3_bucket_notification.lake_notification_46FE9BCF",
  ]);
});

test("an existing bucket whose notifications are managed", () => {
  const { addresses } = synth((stack) =>
    DataBucket.fromBucketName(stack, "lake", "acme-lake", { manageNotifications: true }).sendEventsTo(
      new EventQueue(stack, "events"),
    ),
  );
  expect(addresses.filter((address) => address.includes("notification"))).toEqual([
    "aws_s3_bucket_notification.polytomic-notification-acme-lake",
  ]);
});

test("an EventQueue alone", () => {
  expect(synth((stack) => new EventQueue(stack, "events")).addresses).toEqual([
    "aws_sqs_queue.events_26E65764",
    "aws_sqs_queue.events_dead-letters_54F8B683",
  ]);
});

test("a PolytomicRole with a permission", () => {
  const { addresses } = synth((stack) => {
    const role = new PolytomicRole(stack, "role", { externalIds: ["id"] });
    role.addStatements({ Effect: "Allow", Action: "s3:ListAllMyBuckets", Resource: "*" });
  });
  expect(addresses).toEqual(["aws_iam_role.role_C7B7E775", "aws_iam_role_policy.role_policy_391A1A04"]);
});

test("an S3Connection with a role of its own", () => {
  const { addresses } = synth((stack) => {
    const role = new PolytomicRole(stack, "role");
    new S3Connection(stack, "lake", {
      name: "Lake",
      bucket: "acme-lake",
      region: "us-east-1",
      auth: { mode: "iam_role", role },
    });
  });
  expect(addresses).toEqual([
    "aws_iam_role.role_C7B7E775",
    "polytomic_s3_connection.lake_DBDDD6F6",
    "terraform_data.lake_external-id_BA00EC22",
  ]);
});

test("an S3Connection with keys, and its model", () => {
  const { addresses } = synth((stack) => {
    const secret = new TerraformVariable(stack, "secret", { sensitive: true });
    const connection = new S3Connection(stack, "lake", {
      name: "Lake",
      bucket: "acme-lake",
      region: "us-east-1",
      auth: {
        mode: "access_key_and_secret",
        accessKeyId: "AKIAIOSFODNN7EXAMPLE",
        secretAccessKey: secret.stringValue,
      },
    });
    connection.model("orders", { name: "Orders", file: "orders.csv" });
  });
  expect(addresses).toEqual([
    "polytomic_model.lake_orders_057F52C5",
    "polytomic_s3_connection.lake_DBDDD6F6",
  ]);
});

test("models and syncs on an existing connection", () => {
  const { addresses } = synth((stack) => {
    const connection = Connection.fromId(stack, "existing", "id");
    const model = new S3Model(stack, "orders", { name: "Orders", file: "orders.csv", connection });
    new ModelSync(stack, "sync", {
      name: "Sync",
      mode: "create",
      target: { connection, object: "orders" },
      fields: { id: model.field("id") },
    });
    new BulkSync(stack, "bulk", { name: "Bulk", source: { connection }, destination: { connection } });
  });
  expect(addresses).toEqual([
    "polytomic_bulk_sync.bulk_E8223A66",
    "polytomic_model.orders_46FA7C19",
    "polytomic_sync.sync_A2177683",
  ]);
});

test("an organization and everything in it", () => {
  const { addresses } = synth((stack) => {
    const { organizationId: organization } = new Organization(stack, "acme", { name: "Acme" });
    const role = new PermissionRole(stack, "role", { name: "Role", organization });
    new PermissionPolicy(stack, "policy", {
      name: "Policy",
      policyActions: { delete: [role] },
      organization,
    });
    new User(stack, "user", { email: "ada@example.com", roles: [role], organization });
    new GlobalErrorSubscribers(stack, "subscribers", { emails: ["ops@example.com"], organization });
    const connection = Connection.fromId(stack, "existing", "id");
    new PrimaryKeys(stack, "keys", { connection, schema: "orders", fields: ["id"], organization });
  });
  expect(addresses).toEqual([
    "polytomic_connection_schema_primary_keys.keys_7B331FE9",
    "polytomic_global_error_subscribers.subscribers_6DA9B0AF",
    "polytomic_organization.acme_BAB6563D",
    "polytomic_policy.policy_E16B4B70",
    "polytomic_role.role_C7B7E775",
    "polytomic_user.user_2C2B57AE",
    "terraform_data.policy_organization_8A1F2303",
    "terraform_data.role_organization_FE1DE5CA",
    "terraform_data.user_organization_1BA702C5",
  ]);
});

/** Programs that create each resource of the library at each of its places in a construct tree. */
import { Testing, TerraformStack, TerraformVariable } from "cdktf";
import {
  BulkSync,
  Connection,
  DataBucket,
  EventQueue,
  ModelSync,
  Organization,
  PermissionPolicy,
  PermissionRole,
  PolytomicRole,
  S3Connection,
  S3Integration,
  S3Model,
  User,
} from "../../constructs";
import { subjects } from "../constructs/every-prop";
import { newStack } from "../constructs/synth";
import { everything } from "../support/everything";

/** Adds constructs to a stack. */
type Program = (stack: TerraformStack) => void;

/** Programs for a stack with both providers. */
const WITH_PROVIDERS: Readonly<Record<string, Program>> = {
  "an integration with models and syncs": (stack) => {
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
  },
  "a bucket with events": (stack) =>
    new DataBucket(stack, "lake", { name: "acme-lake" }).sendEventsTo(new EventQueue(stack, "events")),
  "an existing bucket with managed notifications": (stack) =>
    DataBucket.fromBucketName(stack, "lake", "acme-lake", { manageNotifications: true }).sendEventsTo(
      new EventQueue(stack, "events"),
    ),
  "an integration of existing resources": (stack) =>
    new S3Integration(stack, "lake", {
      name: "Lake",
      bucket: { existing: "acme-lake" },
      role: { existing: "arn:aws:iam::111122223333:role/acme-lake" },
      events: {
        queue: { existing: "arn:aws:sqs:us-east-1:111122223333:acme-lake" },
        topicArn: "arn:aws:sns:us-east-1:111122223333:objects",
      },
    }),
  "a connection with a role": (stack) => {
    const role = new PolytomicRole(stack, "role");
    role.addStatements({ Effect: "Allow", Action: "s3:ListAllMyBuckets", Resource: "*" });
    new S3Connection(stack, "lake", {
      name: "Lake",
      bucket: "acme-lake",
      region: "us-east-1",
      auth: { mode: "iam_role", role },
    });
  },
  "a connection with keys, and its model": (stack) => {
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
  },
  "models and syncs on an existing connection": (stack) => {
    const connection = Connection.fromId(stack, "existing", "id");
    const model = new S3Model(stack, "orders", { name: "Orders", file: "orders.csv", connection });
    new ModelSync(stack, "sync", {
      name: "Sync",
      mode: "create",
      target: { connection, object: "orders" },
      fields: { id: model.field("id") },
    });
    new BulkSync(stack, "bulk", { name: "Bulk", source: { connection }, destination: { connection } });
  },
  "an organization with roles and users": (stack) => {
    const { organizationId: organization } = new Organization(stack, "acme", { name: "Acme" });
    const role = new PermissionRole(stack, "role", { name: "Role", organization });
    new PermissionPolicy(stack, "policy", {
      name: "Policy",
      policyActions: { delete: [role] },
      organization,
    });
    new User(stack, "user", { email: "ada@example.com", roles: [role], organization });
  },
  "every construct with every prop": (stack) => {
    for (const [name, { props, make }] of Object.entries(subjects(stack))) {
      make(`every ${name}`.replace(/\W+/g, "-").toLowerCase(), props as never);
    }
  },
};

/** The programs by name. Each call creates a new stack. */
export const PROGRAMS: Readonly<Record<string, () => TerraformStack>> = {
  ...Object.fromEntries(
    Object.entries(WITH_PROVIDERS).map(([name, add]) => [
      name,
      () => {
        const stack = newStack();
        add(stack);
        return stack;
      },
    ]),
  ),
  "everything at once": () => {
    const stack = new TerraformStack(Testing.app(), "stack");
    everything(stack);
    return stack;
  },
};

/**
 * A data lake and a warehouse that Polytomic keeps in sync: new files in the bucket are copied to the warehouse, customers are
 * copied back as files, and orders become records.
 */
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { App, TerraformOutput, TerraformStack, TerraformVariable } from "cdktf";
import { ModelSync, PolytomicProvider, S3Integration, Schedule } from "cdktf-polytomic";
import { PostgresqlConnection } from "cdktf-polytomic/bindings/postgresql-connection";

const app = new App();
const stack = new TerraformStack(app, "quickstart");

new AwsProvider(stack, "aws", { region: "us-east-1" });
new PolytomicProvider(stack, "polytomic"); // POLYTOMIC_API_KEY

// The bucket, the role, the queue and the S3 connection.
const lake = new S3Integration(stack, "lake", {
  name: process.env.LAKE_NAME ?? "Acme data lake",
  // For a test bucket. For data that you need, omit onRemoval: the default is "keep".
  bucket: { name: "acme-lake", onRemoval: "delete-with-objects" },
  folder: "exports",
  events: { suffix: ".csv" }, // no events for the Parquet files that Polytomic writes there
});

// Every other connector is a generated class.
const password = new TerraformVariable(stack, "warehouse_password", { type: "string", sensitive: true });
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

// Whole schemas, in both directions.
lake.bulkSyncTo("to-warehouse", {
  name: "Lake to warehouse",
  destination: warehouse,
  destinationConfiguration: { schema: "lake" },
  schemas: ["orders.csv"],
  schedule: Schedule.hourly({ minute: 15 }),
});
lake.bulkSyncFrom("from-warehouse", {
  name: "Warehouse to lake",
  source: warehouse,
  format: "parquet",
  subfolder: "customers",
  schemas: ["public.customers"],
  schedule: Schedule.daily({ hour: 5 }),
});

// Single records, by field.
const orders = lake.model("orders", {
  name: "Orders",
  file: "orders.csv",
  format: "csv",
  identifier: "id",
  fields: ["id", "email", "total"],
});
new ModelSync(stack, "large-orders", {
  name: "Large orders to warehouse",
  mode: "updateOrCreate",
  target: { connection: warehouse, object: "public.large_orders" },
  identity: { source: orders.field("id"), target: "order_id" },
  fields: { email: orders.field("email"), total: orders.field("total"), origin: "data lake" },
  filters: [orders.field("total").greaterThan(100)],
  schedule: Schedule.daily({ hour: 6 }),
});

new TerraformOutput(stack, "connection_id", { value: lake.connection.connectionId });
new TerraformOutput(stack, "role_arn", { value: lake.role.roleArn });

app.synth();

// A plain ESM program that uses the whole arrangement, a generated binding, and nothing that needs types.
import { AwsProvider } from "@cdktf/provider-aws/lib/provider/index.js";
import { App, TerraformStack, TerraformVariable } from "cdktf";
import { PolytomicProvider, S3Integration, Schedule } from "cdktf-polytomic";
import { PostgresqlConnection } from "cdktf-polytomic/bindings/postgresql-connection";

const app = new App({ outdir: process.argv[2] });
const stack = new TerraformStack(app, "integration");
new AwsProvider(stack, "aws", { region: "us-east-1" });
new PolytomicProvider(stack, "polytomic");

const password = new TerraformVariable(stack, "password", { type: "string", sensitive: true });
const warehouse = new PostgresqlConnection(stack, "warehouse", {
  name: "Warehouse",
  configuration: {
    hostname: "db",
    database: "raw",
    username: "polytomic",
    password: password.stringValue,
    port: 5432,
  },
});
const lake = new S3Integration(stack, "lake", {
  name: "Lake",
  bucket: { name: "acme-lake" },
  folder: "exports",
});
lake.bulkSyncTo("out", {
  name: "Out",
  destination: warehouse,
  schemas: ["orders"],
  schedule: Schedule.hourly(),
});

app.synth();

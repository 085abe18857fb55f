// A plain CommonJS program that uses the whole arrangement, a generated binding, and nothing that needs types.
const { AwsProvider } = require("@cdktf/provider-aws/lib/provider");
const { App, TerraformStack, TerraformVariable } = require("cdktf");
const { PolytomicProvider, S3Integration, Schedule } = require("cdktf-polytomic");
const { PostgresqlConnection } = require("cdktf-polytomic/bindings/postgresql-connection");

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

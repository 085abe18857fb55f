/** Copies the files of a private bucket to a private database, with a Polytomic that you host yourself. */
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { App, TerraformStack, TerraformVariable } from "cdktf";
import { PolytomicProvider, S3Integration, Schedule } from "cdktf-polytomic";
import { PostgresqlConnection } from "cdktf-polytomic/bindings/postgresql-connection";

const app = new App();
const stack = new TerraformStack(app, "self-hosted");
new AwsProvider(stack, "aws", { region: "us-east-1" });

// The deployment, such as https://polytomic.acme.internal. Its API key is POLYTOMIC_API_KEY.
const deploymentUrl = new TerraformVariable(stack, "deployment_url", { type: "string" }).stringValue;
new PolytomicProvider(stack, "polytomic", { deploymentUrl });

const lake = new S3Integration(stack, "lake", {
  name: "Private lake",
  bucket: {
    name: "acme-private-lake",
    // Objects only through the S3 endpoint of the deployment's VPC.
    allowedNetworks: { vpcEndpoints: ["vpce-0123456789abcdef0"], polytomicCloud: false },
  },
  folder: "exports",
  // The role that the deployment runs as, instead of the account of Polytomic cloud.
  role: { trustedPrincipals: ["arn:aws:iam::111122223333:role/polytomic-ecs-task-role"] },
});

const password = new TerraformVariable(stack, "warehouse_password", { sensitive: true }).stringValue;
lake.bulkSyncTo("to-warehouse", {
  name: "Private lake to warehouse",
  destination: new PostgresqlConnection(stack, "warehouse", {
    name: "Warehouse",
    configuration: { hostname: "db.acme.internal", port: 5432, database: "raw", username: "sync", password },
  }),
  destinationConfiguration: { schema: "lake" },
  schemas: ["orders.csv"],
  schedule: Schedule.hourly(),
});

app.synth();

/** Copies Salesforce's accounts and contacts as Parquet files into a new S3 bucket, as they change. */
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { App, TerraformStack, TerraformVariable } from "cdktf";
import { PolytomicProvider, S3Integration, Schedule } from "cdktf-polytomic";

const app = new App();
const stack = new TerraformStack(app, "salesforce-to-s3");
new AwsProvider(stack, "aws", { region: "us-east-1" });
new PolytomicProvider(stack, "polytomic"); // POLYTOMIC_API_KEY

// Authorize Salesforce in Polytomic's app, and use the id of that connection here.
const salesforceId = new TerraformVariable(stack, "salesforce_id", { type: "string" });

// The bucket, the role that lets Polytomic write below the folder, and the S3 connection.
const lake = new S3Integration(stack, "lake", {
  name: "CRM in S3",
  bucket: { name: "acme-crm", onRemoval: "keep" }, // the default: a plan that would remove it fails
  folder: "salesforce",
  access: "write",
  events: false,
});

lake.bulkSyncFrom("from-salesforce", {
  name: "Salesforce to S3",
  source: salesforceId.stringValue,
  format: "parquet",
  schemas: ["Account", "Contact"],
  schedule: Schedule.continuous(),
});

app.synth();

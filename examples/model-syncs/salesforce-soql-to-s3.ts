/** Writes the accounts that a SOQL query finds in Salesforce to a CSV file in S3, once a week. */
import { App, TerraformStack, TerraformVariable } from "cdktf";
import { Model, ModelSync, PolytomicProvider, S3Connection, Schedule } from "cdktf-polytomic";

const app = new App();
const stack = new TerraformStack(app, "salesforce-soql-to-s3");
new PolytomicProvider(stack, "polytomic"); // POLYTOMIC_API_KEY

// Salesforce is authorized in Polytomic's app; this is the id of the connection there. That of S3 exists too.
const salesforceId = new TerraformVariable(stack, "salesforce_id", { type: "string" });
const s3Id = new TerraformVariable(stack, "s3_id", { type: "string" });

const accounts = new Model(stack, "accounts", {
  name: "Large accounts",
  connection: salesforceId.stringValue,
  configuration: { query: "SELECT Id, Name, AnnualRevenue FROM Account WHERE AnnualRevenue > 1000000" },
  identifier: "Id",
  fields: ["Id", "Name", "AnnualRevenue"],
});

new ModelSync(stack, "accounts-to-s3", {
  name: "Large Salesforce accounts to S3",
  mode: "replace",
  target: {
    connection: S3Connection.fromConnectionId(stack, "s3", s3Id.stringValue),
    object: "large-accounts",
  },
  fields: {
    id: accounts.field("Id"),
    name: accounts.field("Name"),
    annual_revenue: accounts.field("AnnualRevenue"),
  },
  schedule: Schedule.weekly({ dayOfWeek: 1, hour: 6 }), // Mondays, UTC
});

app.synth();

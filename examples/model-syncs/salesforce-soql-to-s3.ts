/** Writes what a SOQL query finds in Salesforce to a CSV file in S3, when you start the sync. */
import { App, TerraformStack, TerraformVariable } from "cdktf";
import { Model, ModelSync, PolytomicProvider, S3Connection, Schedule } from "cdktf-polytomic";

const app = new App();
const stack = new TerraformStack(app, "salesforce-soql-to-s3");
new PolytomicProvider(stack, "polytomic"); // POLYTOMIC_API_KEY

// Authorize Salesforce in Polytomic's app, and use the id of that connection here. The S3 connection also exists.
const salesforceId = new TerraformVariable(stack, "salesforce_id", { type: "string" });
const s3Id = new TerraformVariable(stack, "s3_id", { type: "string" });

// Polytomic's page runs this query once and reads its rows from the API. The Terraform provider has no resource that runs a
// query. So here the query is a model, and a sync writes its rows to a file.
const accounts = new Model(stack, "accounts", {
  name: "Accounts",
  connection: salesforceId.stringValue,
  configuration: { query: "SELECT Id, Name FROM Account" },
  identifier: "Id",
  fields: ["Id", "Name"],
});

new ModelSync(stack, "accounts-to-s3", {
  name: "Salesforce accounts to S3",
  mode: "replace",
  target: {
    connection: S3Connection.fromConnectionId(stack, "s3", s3Id.stringValue),
    object: "accounts",
  },
  fields: { id: accounts.field("Id"), name: accounts.field("Name") },
  schedule: Schedule.manual(),
});

app.synth();

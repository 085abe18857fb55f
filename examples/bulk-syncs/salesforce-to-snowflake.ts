/** Copies Salesforce's accounts, contacts and opportunities into a schema of Snowflake, every night. */
import { App, TerraformStack, TerraformVariable } from "cdktf";
import { BulkSync, field, PolytomicProvider, Schedule } from "cdktf-polytomic";
import { SnowflakeConnection } from "cdktf-polytomic/bindings/snowflake-connection";

const app = new App();
const stack = new TerraformStack(app, "salesforce-to-snowflake");
new PolytomicProvider(stack, "polytomic"); // POLYTOMIC_API_KEY

// Authorize Salesforce in Polytomic's app, and use the id of that connection here.
const salesforceId = new TerraformVariable(stack, "salesforce_id", { type: "string" });

const password = new TerraformVariable(stack, "snowflake_password", { type: "string", sensitive: true });
const snowflake = new SnowflakeConnection(stack, "snowflake", {
  name: "Snowflake",
  configuration: {
    account: "acme-prod",
    username: "polytomic",
    password: password.stringValue,
    dbname: "raw",
  },
});

new BulkSync(stack, "salesforce-to-snowflake", {
  name: "Salesforce to Snowflake",
  source: { connection: salesforceId.stringValue },
  destination: { connection: snowflake, configuration: { schema: "salesforce" } },
  schemas: ["Account", "Contact", { id: "Opportunity", filters: [field("IsDeleted").isFalse()] }],
  automaticallyAddNewFields: "all",
  schedule: Schedule.daily({ hour: 3 }), // UTC
});

app.synth();

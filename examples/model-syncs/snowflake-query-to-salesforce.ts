/** Keeps Salesforce's contacts up to date with what a query finds in Snowflake, every hour. */
import { App, TerraformStack, TerraformVariable } from "cdktf";
import { Model, ModelSync, PolytomicProvider, Schedule } from "cdktf-polytomic";
import { SnowflakeConnection } from "cdktf-polytomic/bindings/snowflake-connection";

const app = new App();
const stack = new TerraformStack(app, "snowflake-query-to-salesforce");
new PolytomicProvider(stack, "polytomic"); // POLYTOMIC_API_KEY

// Authorize Salesforce in Polytomic's app, and use the id of that connection here.
const salesforceId = new TerraformVariable(stack, "salesforce_id", { type: "string" });

const password = new TerraformVariable(stack, "snowflake_password", { type: "string", sensitive: true });
const users = new Model(stack, "users", {
  name: "Active users",
  connection: new SnowflakeConnection(stack, "snowflake", {
    name: "Snowflake",
    configuration: {
      account: "acme-prod",
      username: "polytomic",
      password: password.stringValue,
      dbname: "analytics",
    },
  }),
  configuration: { query: "SELECT email, first_name, last_name FROM app.users WHERE active" },
  identifier: "email",
});

new ModelSync(stack, "users-to-salesforce", {
  name: "Snowflake users to Salesforce",
  mode: "updateOrCreate",
  target: { connection: salesforceId.stringValue, object: "Contact" },
  identity: { source: users.field("email"), target: "Email" },
  fields: { FirstName: users.field("first_name"), LastName: users.field("last_name"), LeadSource: "App" },
  schedule: Schedule.hourly(),
});

app.synth();

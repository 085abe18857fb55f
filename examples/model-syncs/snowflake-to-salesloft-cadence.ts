/** Adds the trial users that a query finds in Snowflake to a Salesloft cadence, every hour. */
import { App, TerraformStack, TerraformVariable } from "cdktf";
import { Model, ModelSync, PolytomicProvider, Schedule } from "cdktf-polytomic";
import { SnowflakeConnection } from "cdktf-polytomic/bindings/snowflake-connection";

const app = new App();
const stack = new TerraformStack(app, "snowflake-to-salesloft-cadence");
new PolytomicProvider(stack, "polytomic"); // POLYTOMIC_API_KEY

// Authorize Salesloft in Polytomic's app, and use the id of that connection here. For the id of a cadence, its modes and its
// fields, see GET /api/connections/{id}/modelsync/targetobjects.
const salesloftId = new TerraformVariable(stack, "salesloft_id", { type: "string" });
const cadence = new TerraformVariable(stack, "cadence", { type: "string" });

const password = new TerraformVariable(stack, "snowflake_password", { type: "string", sensitive: true });
const snowflake = new SnowflakeConnection(stack, "snowflake", {
  name: "Snowflake",
  configuration: { account: "acme-prod", username: "sync", password: password.stringValue, dbname: "app" },
});

const trials = new Model(stack, "trials", {
  name: "Trial users",
  connection: snowflake,
  configuration: { query: "SELECT email, first_name, last_name FROM users WHERE plan = 'trial'" },
  identifier: "email",
});

new ModelSync(stack, "trials-to-cadence", {
  name: "Trial users to Salesloft",
  mode: "updateOrCreate",
  target: { connection: salesloftId.stringValue, object: cadence.stringValue },
  identity: { source: trials.field("email"), target: "email_address" },
  fields: { first_name: trials.field("first_name"), last_name: trials.field("last_name") },
  schedule: Schedule.hourly(),
});

app.synth();

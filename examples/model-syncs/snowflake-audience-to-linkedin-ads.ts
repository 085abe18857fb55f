/** Keeps a LinkedIn Ads audience equal to the people that a query finds in Snowflake, every day. */
import { App, TerraformStack, TerraformVariable } from "cdktf";
import { Model, ModelSync, PolytomicProvider, Schedule } from "cdktf-polytomic";
import { SnowflakeConnection } from "cdktf-polytomic/bindings/snowflake-connection";

const app = new App();
const stack = new TerraformStack(app, "snowflake-audience-to-linkedin-ads");
new PolytomicProvider(stack, "polytomic"); // POLYTOMIC_API_KEY

// Authorize LinkedIn Ads in Polytomic's app, and use the id of that connection here. For the id of an audience, its modes and its
// fields, see GET /api/connections/{id}/modelsync/targetobjects.
const linkedInAdsId = new TerraformVariable(stack, "linkedinads_id", { type: "string" });
const audience = new TerraformVariable(stack, "audience", { type: "string" });

const password = new TerraformVariable(stack, "snowflake_password", { type: "string", sensitive: true });
const snowflake = new SnowflakeConnection(stack, "snowflake", {
  name: "Snowflake",
  configuration: { account: "acme-prod", username: "sync", password: password.stringValue, dbname: "app" },
});

const people = new Model(stack, "people", {
  name: "Trial users",
  connection: snowflake,
  configuration: { query: "SELECT email, first_name, last_name FROM users WHERE plan = 'trial'" },
  identifier: "email",
});

new ModelSync(stack, "people-to-audience", {
  name: "Trial users to LinkedIn Ads",
  mode: "replace",
  target: { connection: linkedInAdsId.stringValue, object: audience.stringValue },
  fields: { email: people.field("email") },
  schedule: Schedule.daily({ hour: 4 }), // UTC
});

app.synth();

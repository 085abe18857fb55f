/** Keeps a LinkedIn Ads audience equal to the people that a query finds in Snowflake, every day. */
import { App, TerraformStack, TerraformVariable } from "cdktf";
import { Model, ModelSync, PolytomicProvider, Schedule } from "cdktf-polytomic";
import { SnowflakeConnection } from "cdktf-polytomic/bindings/snowflake-connection";

const app = new App();
const stack = new TerraformStack(app, "snowflake-audience-to-linkedin-ads");
new PolytomicProvider(stack, "polytomic"); // POLYTOMIC_API_KEY

// LinkedIn Ads is authorized in Polytomic's app; this is the id of the connection there, and the id of an audience, with
// its modes and fields, is what GET /api/connections/{id}/modelsync/targetobjects lists for it.
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

/** Adds the contacts of new opportunities, which a query finds in Snowflake, to a Gong Engage flow, every hour. */
import { App, TerraformStack, TerraformVariable } from "cdktf";
import { Model, ModelSync, PolytomicProvider, Schedule } from "cdktf-polytomic";
import { SnowflakeConnection } from "cdktf-polytomic/bindings/snowflake-connection";

const app = new App();
const stack = new TerraformStack(app, "snowflake-to-gong-engage");
new PolytomicProvider(stack, "polytomic"); // POLYTOMIC_API_KEY

// Authorize Gong in Polytomic's app, and use the id of that connection here. For the id of a flow, its modes and its
// fields, see GET /api/connections/{id}/modelsync/targetobjects.
const gongId = new TerraformVariable(stack, "gong_id", { type: "string" });
const flow = new TerraformVariable(stack, "flow", { type: "string" });

const password = new TerraformVariable(stack, "snowflake_password", { type: "string", sensitive: true });
const snowflake = new SnowflakeConnection(stack, "snowflake", {
  name: "Snowflake",
  configuration: { account: "acme-prod", username: "sync", password: password.stringValue, dbname: "crm" },
});

const contacts = new Model(stack, "contacts", {
  name: "Contacts of new opportunities",
  connection: snowflake,
  configuration: { query: "SELECT crm_id, owner_email FROM contacts WHERE opportunity_stage = 'new'" },
  identifier: "crm_id",
});

new ModelSync(stack, "contacts-to-flow", {
  name: "New contacts to Gong Engage",
  mode: "create",
  target: { connection: gongId.stringValue, object: flow.stringValue },
  fields: { crmProspectId: contacts.field("crm_id"), flowOwnerEmail: contacts.field("owner_email") },
  skipInitialBackfill: true, // only contacts that are found from now on
  schedule: Schedule.hourly(),
});

app.synth();

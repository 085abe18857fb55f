/** Creates a LinkedIn Ads audience from the people that a query finds in BigQuery, and updates it every day. */
import { App, TerraformStack, TerraformVariable } from "cdktf";
import { Model, ModelSync, PolytomicProvider, Schedule } from "cdktf-polytomic";
import { BigqueryConnection } from "cdktf-polytomic/bindings/bigquery-connection";

const app = new App();
const stack = new TerraformStack(app, "bigquery-to-linkedin-ads");
new PolytomicProvider(stack, "polytomic"); // POLYTOMIC_API_KEY

// Authorize LinkedIn Ads in Polytomic's app, and use the id of that connection here.
const linkedInAdsId = new TerraformVariable(stack, "linkedinads_id", { type: "string" });

// The JSON key of a service account that can query BigQuery.
const key = new TerraformVariable(stack, "service_account_key", { type: "string", sensitive: true });
const bigquery = new BigqueryConnection(stack, "bigquery", {
  name: "BigQuery",
  configuration: { authMethod: "service_account_key", serviceAccount: key.stringValue },
});

const people = new Model(stack, "people", {
  name: "Visitors of the pricing page",
  connection: bigquery,
  configuration: { query: "SELECT DISTINCT email FROM web.page_views WHERE path = '/pricing'" },
  identifier: "email",
});

new ModelSync(stack, "people-to-audience", {
  name: "BigQuery visitors to LinkedIn Ads",
  mode: "replace",
  // For the settings of a new audience, see target_creation in GET /api/connections/{id}/modelsync/targetobjects.
  target: { connection: linkedInAdsId.stringValue, create: { name: "Visitors of the pricing page" } },
  fields: { email: people.field("email") },
  schedule: Schedule.daily({ hour: 4 }), // UTC
});

app.synth();

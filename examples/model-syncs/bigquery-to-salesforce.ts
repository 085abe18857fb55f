/** Writes the scores that a query finds in BigQuery to the open leads in Salesforce, every hour. */
import { App, TerraformStack, TerraformVariable } from "cdktf";
import { field, Model, ModelSync, PolytomicProvider, Schedule } from "cdktf-polytomic";
import { BigqueryConnection } from "cdktf-polytomic/bindings/bigquery-connection";

const app = new App();
const stack = new TerraformStack(app, "bigquery-to-salesforce");
new PolytomicProvider(stack, "polytomic"); // POLYTOMIC_API_KEY

// Authorize Salesforce in Polytomic's app, and use the id of that connection here.
const salesforceId = new TerraformVariable(stack, "salesforce_id", { type: "string" });

// The JSON key of a service account that can query BigQuery.
const key = new TerraformVariable(stack, "service_account_key", { type: "string", sensitive: true });
const bigquery = new BigqueryConnection(stack, "bigquery", {
  name: "BigQuery",
  configuration: { authMethod: "service_account_key", serviceAccount: key.stringValue },
});

const scores = new Model(stack, "scores", {
  name: "Lead scores",
  connection: bigquery,
  configuration: { query: "SELECT email, score FROM marketing.lead_scores" },
  identifier: "email",
});

new ModelSync(stack, "scores-to-salesforce", {
  name: "BigQuery lead scores to Salesforce",
  mode: "update",
  target: { connection: salesforceId.stringValue, object: "Lead" },
  identity: { source: scores.field("email"), target: "Email" },
  fields: { Score__c: scores.field("score") },
  filters: [scores.field("score").greaterThan(0)],
  targetFilters: [field("IsConverted").isFalse()],
  schedule: Schedule.hourly(),
});

app.synth();

/** Sends the contacts of a CSV file in Google Cloud Storage to Salesforce, every day. */
import { App, TerraformStack, TerraformVariable } from "cdktf";
import { Model, ModelSync, PolytomicProvider, Schedule } from "cdktf-polytomic";
import { GcsConnection } from "cdktf-polytomic/bindings/gcs-connection";

const app = new App();
const stack = new TerraformStack(app, "gcs-to-salesforce");
new PolytomicProvider(stack, "polytomic"); // POLYTOMIC_API_KEY

// Authorize Salesforce in Polytomic's app, and use the id of that connection here.
const salesforceId = new TerraformVariable(stack, "salesforce_id", { type: "string" });

// The JSON key of a service account that can read the bucket.
const key = new TerraformVariable(stack, "service_account_key", { type: "string", sensitive: true });
const gcs = new GcsConnection(stack, "gcs", {
  name: "Google Cloud Storage",
  configuration: { bucket: "gcs://acme-exports/crm", serviceAccount: key.stringValue },
});

const contacts = new Model(stack, "contacts", {
  name: "Contacts",
  connection: gcs,
  configuration: { model_from: "single_file", key: "contacts.csv", file_format: "csv" },
  identifier: "email",
});

new ModelSync(stack, "contacts-to-salesforce", {
  name: "Cloud Storage contacts to Salesforce",
  mode: "updateOrCreate",
  target: { connection: salesforceId.stringValue, object: "Contact" },
  identity: { source: contacts.field("email"), target: "Email" },
  fields: { FirstName: contacts.field("first_name"), LastName: contacts.field("last_name") },
  schedule: Schedule.daily({ hour: 5 }), // UTC
});

app.synth();

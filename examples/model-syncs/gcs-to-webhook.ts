/** Posts the contacts of a CSV file in Google Cloud Storage to a webhook, when you start the sync. */
import { App, TerraformStack, TerraformVariable } from "cdktf";
import { Model, ModelSync, PolytomicProvider } from "cdktf-polytomic";
import { GcsConnection } from "cdktf-polytomic/bindings/gcs-connection";
import { WebhookConnection } from "cdktf-polytomic/bindings/webhook-connection";

const app = new App();
const stack = new TerraformStack(app, "gcs-to-webhook");
new PolytomicProvider(stack, "polytomic"); // POLYTOMIC_API_KEY

// The JSON key of a service account that can read the bucket.
const key = new TerraformVariable(stack, "service_account_key", { type: "string", sensitive: true });
const contacts = new Model(stack, "contacts", {
  name: "Contacts",
  connection: new GcsConnection(stack, "gcs", {
    name: "Google Cloud Storage",
    configuration: { bucket: "gcs://acme-exports/crm", serviceAccount: key.stringValue },
  }),
  configuration: { model_from: "single_file", key: "contacts.csv", file_format: "csv" },
  identifier: "email",
});

const webhook = new WebhookConnection(stack, "webhook", {
  name: "Webhook",
  configuration: { url: "https://hooks.acme.example/contacts", authMethod: "polytomic_secret" },
});

// The target of every webhook field is "record". There is no identity, because a webhook does not look up records.
new ModelSync(stack, "contacts-to-webhook", {
  name: "Cloud Storage contacts to webhook",
  mode: "updateOrCreate",
  target: { connection: webhook, object: "http" },
  fields: { record: ["email", "first_name", "last_name"].map((name) => contacts.field(name)) },
});

app.synth();

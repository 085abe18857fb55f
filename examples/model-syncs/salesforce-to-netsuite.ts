/** Keeps NetSuite's contacts up to date with those of Salesforce that have a last name, every hour. */
import { App, TerraformStack, TerraformVariable } from "cdktf";
import { Model, ModelSync, PolytomicProvider, Schedule } from "cdktf-polytomic";
import { NetsuiteConnection } from "cdktf-polytomic/bindings/netsuite-connection";

const app = new App();
const stack = new TerraformStack(app, "salesforce-to-netsuite");
new PolytomicProvider(stack, "polytomic"); // POLYTOMIC_API_KEY

const contacts = new Model(stack, "contacts", {
  name: "Salesforce contacts",
  // Authorize Salesforce in Polytomic's app, and use the id of that connection here.
  connection: new TerraformVariable(stack, "salesforce_id", { type: "string" }).stringValue,
  configuration: { table: "Contact" },
  identifier: "Id",
});

const secret = (id: string) => new TerraformVariable(stack, id, { sensitive: true }).stringValue;
const netsuite = new NetsuiteConnection(stack, "netsuite", {
  name: "NetSuite",
  configuration: {
    accountId: "1234567_SB1",
    consumerKey: secret("netsuite_consumer_key"),
    consumerSecret: secret("netsuite_consumer_secret"),
    token: secret("netsuite_token"),
    tokenSecret: secret("netsuite_token_secret"),
  },
});

new ModelSync(stack, "contacts-to-netsuite", {
  name: "Salesforce contacts to NetSuite",
  mode: "updateOrCreate",
  target: { connection: netsuite, object: "contact" }, // a target object that Polytomic lists
  identity: { source: contacts.field("Email"), target: "email" },
  fields: { firstName: contacts.field("FirstName"), lastName: contacts.field("LastName") },
  filters: [contacts.field("LastName").isNotNull()],
  schedule: Schedule.hourly(),
});

app.synth();

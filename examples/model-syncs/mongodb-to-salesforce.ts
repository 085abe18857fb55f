/** Sends the customers of a MongoDB collection to Salesforce as leads, every day. */
import { App, TerraformStack, TerraformVariable } from "cdktf";
import { Model, ModelSync, PolytomicProvider, Schedule } from "cdktf-polytomic";
import { MongodbConnection } from "cdktf-polytomic/bindings/mongodb-connection";

const app = new App();
const stack = new TerraformStack(app, "mongodb-to-salesforce");
new PolytomicProvider(stack, "polytomic"); // POLYTOMIC_API_KEY

// Authorize Salesforce in Polytomic's app, and use the id of that connection here.
const salesforceId = new TerraformVariable(stack, "salesforce_id", { type: "string" });

const password = new TerraformVariable(stack, "mongodb_password", { type: "string", sensitive: true });
const mongodb = new MongodbConnection(stack, "mongodb", {
  name: "MongoDB",
  configuration: { hosts: "acme.mongodb.example", username: "polytomic", password: password.stringValue },
});

// For the settings of a model, see GET /api/connections/{id}/modelsync/source.
const customers = new Model(stack, "customers", {
  name: "Customers",
  connection: mongodb,
  configuration: { database: "shop", collection: "customers" },
  identifier: "_id",
});
const country = customers.field("country");

new ModelSync(stack, "customers-to-salesforce", {
  name: "MongoDB customers to Salesforce",
  mode: "updateOrCreate",
  target: { connection: salesforceId.stringValue, object: "Lead" },
  identity: { source: customers.field("email"), target: "Email" },
  fields: { LastName: customers.field("name"), Company: customers.field("company"), Country: country },
  overrides: [{ ...country.equals("UK"), override: "United Kingdom" }],
  schedule: Schedule.daily({ hour: 5 }), // UTC
});

app.synth();

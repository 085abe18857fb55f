/** Joins the data of a contact in PostgreSQL, Airtable and Stripe and sends it to HubSpot, when you start the sync. */
import { App, TerraformStack, TerraformVariable } from "cdktf";
import { Model, ModelSync, PolytomicProvider } from "cdktf-polytomic";
import { PostgresqlConnection } from "cdktf-polytomic/bindings/postgresql-connection";
import { StripeConnection } from "cdktf-polytomic/bindings/stripe-connection";

const app = new App();
const stack = new TerraformStack(app, "postgresql-airtable-stripe-to-hubspot");
new PolytomicProvider(stack, "polytomic"); // POLYTOMIC_API_KEY

const text = (id: string) => new TerraformVariable(stack, id, { type: "string" }).stringValue;
const secret = (id: string) => new TerraformVariable(stack, id, { sensitive: true }).stringValue;
const [password, apiKey] = [secret("postgresql_password"), secret("stripe_api_key")];
// Created in Polytomic's app: the provider keeps only strings of a model, and Airtable's bases and tables are objects.
const surveys = Model.fromModelId(stack, "surveys", text("airtable_model_id"));
const customers = new Model(stack, "customers", {
  name: "Stripe customers",
  connection: new StripeConnection(stack, "stripe", { name: "Stripe", configuration: { apiKey } }),
  configuration: { stream_id: "customers" }, // from GET /api/connections/{id}/modelsync/source
  identifier: "id",
  relations: [{ from: "email", to: surveys.field("Email") }],
});
const users = new Model(stack, "users", {
  name: "Users",
  connection: new PostgresqlConnection(stack, "postgresql", {
    name: "PostgreSQL",
    configuration: { hostname: "db.acme.example", port: 5432, database: "app", username: "sync", password },
  }),
  configuration: { query: "SELECT id, email, stripe_id, plan FROM users" },
  identifier: "id",
  relations: [{ from: "stripe_id", to: customers.field("id") }],
});
new ModelSync(stack, "users-to-hubspot", {
  name: "Users to HubSpot",
  mode: "updateOrCreate",
  target: { connection: text("hubspot_id"), object: "contacts" }, // authorize HubSpot in Polytomic's app
  identity: { source: users.field("email"), target: "email" },
  fields: { plan: users.field("plan"), balance: customers.field("balance"), nps: surveys.field("Score") },
});
app.synth();

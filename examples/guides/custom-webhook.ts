/** Posts the users of a PostgreSQL database to an API of your own, as their rows change. */
import { App, TerraformStack, TerraformVariable } from "cdktf";
import { Model, ModelSync, PolytomicProvider, Schedule } from "cdktf-polytomic";
import { PostgresqlConnection } from "cdktf-polytomic/bindings/postgresql-connection";
import { WebhookConnection } from "cdktf-polytomic/bindings/webhook-connection";

const app = new App();
const stack = new TerraformStack(app, "custom-webhook");
new PolytomicProvider(stack, "polytomic"); // POLYTOMIC_API_KEY

const password = new TerraformVariable(stack, "app_password", { sensitive: true }).stringValue;
const users = new Model(stack, "users", {
  name: "Users",
  connection: new PostgresqlConnection(stack, "app", {
    name: "App",
    configuration: { hostname: "db.acme.example", port: 5432, database: "app", username: "sync", password },
  }),
  configuration: { query: "SELECT id, email, plan FROM users" },
  identifier: "id",
});

const webhook = new WebhookConnection(stack, "webhook", {
  name: "Users API",
  configuration: {
    url: "https://api.acme.example/polytomic/users",
    authMethod: "polytomic_secret", // requests carry the connection's secret as a bearer token
    headers: [{ name: "X-Acme-Source", value: "polytomic" }],
  },
});

new ModelSync(stack, "users-to-webhook", {
  name: "Users to the API",
  mode: "updateOrCreate",
  target: { connection: webhook, object: "http" },
  fields: { record: ["id", "email", "plan"].map((name) => users.field(name)) },
  schedule: Schedule.continuous(),
});

app.synth();

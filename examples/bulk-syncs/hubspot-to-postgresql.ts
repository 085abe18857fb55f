/** Copies HubSpot's contacts, companies and deals into a schema of PostgreSQL, every hour. */
import { App, TerraformStack, TerraformVariable } from "cdktf";
import { BulkSync, PolytomicProvider, Schedule } from "cdktf-polytomic";
import { PostgresqlConnection } from "cdktf-polytomic/bindings/postgresql-connection";

const app = new App();
const stack = new TerraformStack(app, "hubspot-to-postgresql");
new PolytomicProvider(stack, "polytomic"); // POLYTOMIC_API_KEY

// Authorize HubSpot in Polytomic's app, and use the id of that connection here.
const hubspotId = new TerraformVariable(stack, "hubspot_id", { type: "string" });

const password = new TerraformVariable(stack, "postgresql_password", { type: "string", sensitive: true });
const postgresql = new PostgresqlConnection(stack, "postgresql", {
  name: "PostgreSQL",
  configuration: {
    hostname: "db.acme.example",
    port: 5432,
    database: "analytics",
    username: "polytomic",
    password: password.stringValue,
  },
});

new BulkSync(stack, "hubspot-to-postgresql", {
  name: "HubSpot to PostgreSQL",
  source: { connection: hubspotId.stringValue },
  destination: { connection: postgresql, configuration: { schema: "hubspot" } },
  // Schema ids, from GET /api/connections/{id}/bulksync/source.
  schemas: ["contacts", "companies", "deals"],
  schedule: Schedule.hourly({ minute: 15 }),
});

app.synth();

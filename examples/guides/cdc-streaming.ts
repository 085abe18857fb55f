/** Streams the changes of two PostgreSQL tables to Snowflake, from the database's own log (CDC). */
import { App, TerraformStack, TerraformVariable } from "cdktf";
import { BulkSync, PolytomicProvider, Schedule } from "cdktf-polytomic";
import { PostgresqlConnection } from "cdktf-polytomic/bindings/postgresql-connection";
import { SnowflakeConnection } from "cdktf-polytomic/bindings/snowflake-connection";

const app = new App();
const stack = new TerraformStack(app, "cdc-streaming");
new PolytomicProvider(stack, "polytomic"); // POLYTOMIC_API_KEY

const secret = (id: string) => new TerraformVariable(stack, id, { sensitive: true }).stringValue;
const shop = new PostgresqlConnection(stack, "shop", {
  name: "Shop",
  configuration: {
    hostname: "db.acme.example",
    port: 5432,
    database: "shop",
    username: "polytomic_user", // ALTER ROLE polytomic_user WITH REPLICATION
    password: secret("shop_password"),
    changeDetection: true,
    publication: "polytomic", // CREATE PUBLICATION polytomic FOR TABLE orders, customers
  },
});

const password = secret("snowflake_password");
const snowflake = new SnowflakeConnection(stack, "snowflake", {
  name: "Snowflake",
  configuration: { account: "acme-prod", username: "polytomic", password, dbname: "raw" },
});

new BulkSync(stack, "shop-to-snowflake", {
  name: "Shop to Snowflake",
  source: { connection: shop },
  destination: { connection: snowflake, configuration: { schema: "shop" } },
  schemas: ["public.orders", "public.customers"],
  schedule: Schedule.continuous(),
});

app.synth();

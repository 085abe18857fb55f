/** Keeps a table of Snowflake equal to the customers in MySQL, every night. */
import { App, TerraformStack, TerraformVariable } from "cdktf";
import { Model, ModelSync, PolytomicProvider, Schedule } from "cdktf-polytomic";
import { MysqlConnection } from "cdktf-polytomic/bindings/mysql-connection";
import { SnowflakeConnection } from "cdktf-polytomic/bindings/snowflake-connection";

const app = new App();
const stack = new TerraformStack(app, "mysql-to-snowflake");
new PolytomicProvider(stack, "polytomic"); // POLYTOMIC_API_KEY

const passwd = new TerraformVariable(stack, "mysql_passwd", { type: "string", sensitive: true });
const mysql = new MysqlConnection(stack, "mysql", {
  name: "MySQL",
  configuration: { hostname: "db.acme.example", port: 3306, account: "sync", passwd: passwd.stringValue },
});

const password = new TerraformVariable(stack, "snowflake_password", { type: "string", sensitive: true });
const snowflake = new SnowflakeConnection(stack, "snowflake", {
  name: "Snowflake",
  configuration: { account: "acme-prod", username: "sync", password: password.stringValue, dbname: "raw" },
});

const customers = new Model(stack, "customers", {
  name: "Customers",
  connection: mysql,
  configuration: { table: "company.customers" },
  identifier: "id",
});

new ModelSync(stack, "customers-to-snowflake", {
  name: "MySQL customers to Snowflake",
  mode: "replace",
  target: { connection: snowflake, object: "crm.customers" },
  fields: { id: customers.field("id"), name: customers.field("name"), email: customers.field("email") },
  schedule: Schedule.daily({ hour: 2 }), // UTC
});

app.synth();

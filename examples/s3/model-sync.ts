/** A model sync that writes files to S3, once a day. */
import { App, TerraformStack, TerraformVariable } from "cdktf";
import { ModelSync, PolytomicProvider, S3Connection, Schedule } from "cdktf-polytomic";

const app = new App();
const stack = new TerraformStack(app, "model-sync");
new PolytomicProvider(stack, "polytomic"); // POLYTOMIC_API_KEY

const id = new TerraformVariable(stack, "connection_id", { type: "string" });
const s3 = S3Connection.fromConnectionId(stack, "s3", id.stringValue);
const people = s3.model("people", { name: "People", file: "people.csv", identifier: "email" });

new ModelSync(stack, "audience", {
  name: "Audience",
  mode: "replace",
  target: { connection: s3, object: "audience", format: "csv" },
  fields: { email: people.field("email") },
  schedule: Schedule.daily({ hour: 5 }), // UTC
});

app.synth();

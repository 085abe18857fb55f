// A plain ESM program that uses each construct by itself.
import { AwsProvider } from "@cdktf/provider-aws/lib/provider/index.js";
import { App, TerraformStack, TerraformVariable } from "cdktf";
import {
  BulkSync,
  Connection,
  DataBucket,
  EventQueue,
  ModelSync,
  PolytomicProvider,
  PolytomicRole,
  S3Connection,
  S3Model,
  Schedule,
} from "cdktf-polytomic";

const app = new App({ outdir: process.argv[2] });
const stack = new TerraformStack(app, "alone");
new AwsProvider(stack, "aws", { region: "us-east-1" });
new PolytomicProvider(stack, "polytomic");

const secret = new TerraformVariable(stack, "secret", { type: "string", sensitive: true });
const legacy = new S3Connection(stack, "legacy", {
  name: "Legacy",
  bucket: "acme-legacy/exports",
  region: "eu-central-1",
  auth: { mode: "access_key_and_secret", accessKeyId: "AKIAEXAMPLE", secretAccessKey: secret.stringValue },
});
new DataBucket(stack, "bucket", { name: "acme-data" });
new EventQueue(stack, "queue");
new PolytomicRole(stack, "role", { externalIds: ["known-beforehand"] });
const crm = Connection.fromId(stack, "crm", "2f1d2b5c-9a3b-4a55-8f8e-1f1b7c1f0a11");
const model = new S3Model(stack, "model", {
  name: "Orders",
  connection: legacy,
  file: "orders.csv",
  identifier: "id",
});
new ModelSync(stack, "sync", {
  name: "Orders to CRM",
  mode: "create",
  target: { connection: crm, object: "Order" },
  fields: { Id: model.field("id") },
  schedule: Schedule.hourly(),
});
new BulkSync(stack, "bulk", {
  name: "CRM to S3",
  source: { connection: crm },
  destination: { connection: legacy },
});

app.synth();

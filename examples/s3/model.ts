/** A model of files in S3: the source of model syncs (reverse ETL). */
import { App, TerraformStack, TerraformVariable } from "cdktf";
import { PolytomicProvider, S3Connection } from "cdktf-polytomic";

const app = new App();
const stack = new TerraformStack(app, "model");
new PolytomicProvider(stack, "polytomic"); // POLYTOMIC_API_KEY

// An existing connection, by its id in Polytomic.
const id = new TerraformVariable(stack, "connection_id", { type: "string" });
const s3 = S3Connection.fromConnectionId(stack, "s3", id.stringValue);

s3.model("orders", {
  name: "Orders",
  archive: { key: "orders.zip", subfolder: "2026" },
  format: "csv",
  identifier: "id",
});

app.synth();

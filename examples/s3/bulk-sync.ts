/** A bulk sync (ELT) that copies a CRM's objects to files in S3. */
import { App, TerraformStack, TerraformVariable } from "cdktf";
import { BulkSync, Connection, PolytomicProvider, S3Connection, Schedule } from "cdktf-polytomic";

const app = new App();
const stack = new TerraformStack(app, "bulk-sync");
new PolytomicProvider(stack, "polytomic"); // POLYTOMIC_API_KEY

const s3Id = new TerraformVariable(stack, "connection_id", { type: "string" });
const crmId = new TerraformVariable(stack, "crm_id", { type: "string" });

new BulkSync(stack, "reports", {
  name: "CRM to S3",
  source: { connection: Connection.fromId(stack, "crm", crmId.stringValue) },
  destination: {
    connection: S3Connection.fromConnectionId(stack, "s3", s3Id.stringValue),
    configuration: { format: "csv", subfolder: "reports" },
  },
  schemas: ["Account"],
  schedule: Schedule.hourly({ minute: 15 }),
});

app.synth();

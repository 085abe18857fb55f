/** The S3 connection of Polytomic's documentation: an access key, and each file is a separate table. */
import { App, TerraformOutput, TerraformStack, TerraformVariable } from "cdktf";
import { PolytomicProvider, S3Connection } from "cdktf-polytomic";

const app = new App();
const stack = new TerraformStack(app, "connection");
new PolytomicProvider(stack, "polytomic"); // POLYTOMIC_API_KEY

// Set TF_VAR_secret_access_key. A literal is rejected, because it would be written to the synthesized files.
const secret = new TerraformVariable(stack, "secret_access_key", { type: "string", sensitive: true });
const s3 = new S3Connection(stack, "s3", {
  name: "S3 connection",
  bucket: "s3://polytomic/dataset",
  region: "us-east-1",
  auth: {
    mode: "access_key_and_secret",
    accessKeyId: "AKIAIOSFODNN7EXAMPLE",
    secretAccessKey: secret.stringValue,
  },
  files: { layout: "table-per-file", csvHasHeaders: false },
});

new TerraformOutput(stack, "connection_id", { value: s3.connectionId });
new TerraformOutput(stack, "aws_user", { value: s3.auth.awsUser });

app.synth();

/** Creates AWS resources with all props of each construct, except `region`, which only the bindings of version 6 of the AWS provider have. */
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { App, TerraformStack } from "cdktf";
import { PolytomicProvider } from "cdktf-polytomic";
import { subjects } from "../../../test/constructs/every-prop";

const CREATE_AWS =
  /^(?:DataBucket|DataBucket of .*|EncryptionKey|EventQueue|PolytomicRole|S3Integration with .*)$/;

const app = new App();
const stack = new TerraformStack(app, "every-aws-prop");
new AwsProvider(stack, "aws", { region: "us-east-1" });
new PolytomicProvider(stack, "polytomic");
for (const [name, { props, make }] of Object.entries(subjects(stack))) {
  if (CREATE_AWS.test(name)) {
    const id = name.toLowerCase().replaceAll(/\W+/g, "-");
    const withoutRegion = Object.entries(props).filter(([prop]) => prop !== "region");
    make(id, Object.fromEntries(withoutRegion) as never);
  }
}
app.synth();

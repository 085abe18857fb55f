/** Leaves everything running, and prints how to inspect and stop it. */
import type { Stage } from "../stage";

/** The variables that Terraform and the AWS CLI need to reach the emulated services. */
const NEEDED = /^(AWS_|POLYTOMIC_|TF_CLI_|TF_REATTACH_|TF_VAR_)/;

export function describeStage({ bench, quickstart }: Stage): string {
  const folder = quickstart.workspace.dir;
  const exports = Object.entries(quickstart.workspace.env)
    .filter(([name]) => NEEDED.test(name))
    .map(([name, value]) => `export ${name}='${value}'`);
  return [
    `AWS         ${bench.aws.endpoint}`,
    `Polytomic   ${bench.api.url}`,
    `Project     ${folder}`,
    "",
    "To inspect it, run in another terminal:",
    "",
    ...exports,
    `terraform -chdir='${folder}' plan`,
    "aws s3 ls s3://acme-lake --recursive",
    "aws iam get-role --role-name quickstart-lake-role",
    'curl -H "Authorization: Bearer $POLYTOMIC_API_KEY" $POLYTOMIC_DEPLOYMENT_URL/api/connections',
    "",
    "To stop, press Ctrl-C. This stops both services and removes the project, without terraform destroy.",
  ].join("\n");
}

/** Runs until the user interrupts it, which then is a success. */
export function keepRunning(stage: Stage): Promise<never> {
  return new Promise(() => {
    for (const signal of ["SIGINT", "SIGTERM"] as const)
    // Runs before the bench's own listener, which ends the process with the signal.
    {
      process.prependOnceListener(signal, () => void stage.close().then(() => process.exit(0)));
    }
  });
}

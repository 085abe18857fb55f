/** Leaves everything running, and says how to look and how to stop. */
import type { Stage } from "../stage";

/** What terraform and the AWS command line need to reach the stage. */
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
    "To look, in another terminal:",
    "",
    ...exports,
    `terraform -chdir='${folder}' plan`,
    "aws s3 ls s3://acme-lake --recursive",
    "aws iam get-role --role-name quickstart-lake-role",
    'curl -H "Authorization: Bearer $POLYTOMIC_API_KEY" $POLYTOMIC_DEPLOYMENT_URL/api/connections',
    "",
    "To stop: Ctrl-C. That destroys no resource, but ends both services and removes the project.",
  ].join("\n");
}

/** Runs until somebody asks for the end, which is then no failure. */
export function keepRunning(stage: Stage): Promise<never> {
  return new Promise(() => {
    for (const signal of ["SIGINT", "SIGTERM"] as const)
    // Before the bench's own listener, which ends the process as the signal would.
    {
      process.prependOnceListener(signal, () => void stage.close().then(() => process.exit(0)));
    }
  });
}

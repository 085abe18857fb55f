/** The environment of commands on the emulators. */
import { devNull } from "node:os";

/** The caller's settings for the real AWS, Polytomic and Terraform, which emulators must not use. */
const FOREIGN = /^(AWS|POLYTOMIC|TF|CDKTF|SYNTH)_/;

/** Where Terraform gets providers from: from the registry or a mirror, as for the caller. */
const SOURCES_OF_PROVIDERS = [
  "TF_CLI_CONFIG_FILE",
  "TF_PLUGIN_CACHE_DIR",
  "TF_PLUGIN_CACHE_MAY_BREAK_DEPENDENCY_LOCK_FILE",
  "TF_REATTACH_PROVIDERS",
];

/** The caller's environment without settings for the real services. */
export const callersEnvironment = (caller: NodeJS.ProcessEnv): Record<string, string> =>
  environmentWithout(FOREIGN, caller);

/** The environment without variables whose names match. */
export const environmentWithout = (
  foreign: RegExp,
  caller: NodeJS.ProcessEnv = process.env,
): Record<string, string> =>
  Object.fromEntries(
    Object.entries(caller).filter(
      (entry): entry is [string, string] => entry[1] !== undefined && !foreign.test(entry[0]),
    ),
  );

/** The variables with which unmodified AWS tools use an emulator. S3 is path-style, because the endpoint's host is an IP address. */
export const awsVariables = (endpoint: string): Record<string, string> => ({
  AWS_ENDPOINT_URL: endpoint,
  AWS_ACCESS_KEY_ID: "test",
  AWS_SECRET_ACCESS_KEY: "test",
  AWS_REGION: "us-east-1",
  AWS_EC2_METADATA_DISABLED: "true",
  AWS_CONFIG_FILE: devNull,
  AWS_SHARED_CREDENTIALS_FILE: devNull,
});

/** The caller's environment, with AWS and Polytomic replaced by emulators. */
export const emulatedEnvironment = (
  caller: NodeJS.ProcessEnv,
  {
    awsEndpoint,
    polytomic,
  }: { readonly awsEndpoint: string; readonly polytomic: Readonly<Record<string, string>> },
): Record<string, string> => ({
  ...callersEnvironment(caller),
  ...Object.fromEntries(
    SOURCES_OF_PROVIDERS.flatMap((name) => (caller[name] === undefined ? [] : [[name, caller[name]]])),
  ),
  ...awsVariables(awsEndpoint),
  ...polytomic,
  TF_IN_AUTOMATION: "1",
  TF_INPUT: "0",
  CHECKPOINT_DISABLE: "1",
});

/** The environment of a terraform or cdktf command on the bench. */
import { devNull } from "node:os";

/** What the bench offers to a command. */
export interface Offer {
  readonly awsEndpoint: string;
  /** Where the Polytomic API is, and a key to it: as the provider's environment variables. */
  readonly polytomic: Readonly<Record<string, string>>;
  /** Terraform's CLI configuration file. */
  readonly cliConfigFile: string;
  /** Where installed providers are kept between workspaces. */
  readonly pluginCache: string;
  /** Where CDKTF keeps its own files. */
  readonly cdktfHome: string;
  /** How to reach a provider that runs already, if one does. */
  readonly reattach?: string | undefined;
}

/** Settings a person has for the real AWS, Polytomic and Terraform, which must not reach the bench. */
const FOREIGN = /^(AWS|POLYTOMIC|TF|CDKTF|SYNTH)_/;

/**
 * The caller's environment with AWS and Polytomic replaced by what the bench offers. Unmodified programs work
 * in it: the AWS provider takes the endpoint, and path-style S3 because the endpoint's host is an IP address, from here.
 */
export function benchEnvironment(caller: NodeJS.ProcessEnv, offer: Offer): Record<string, string> {
  return {
    ...installEnvironment(caller, offer),
    ...awsVariables(offer.awsEndpoint),
    ...offer.polytomic,
    ...(offer.reattach === undefined ? {} : { TF_REATTACH_PROVIDERS: offer.reattach }),
    CDKTF_HOME: offer.cdktfHome,
    CDKTF_DISABLE_PLUGIN_CACHE_ENV: "1",
    DISABLE_VERSION_CHECK: "1",
    CI: "1",
  };
}

/** Enough for `terraform init`: the caller's environment and where providers come from. */
export function installEnvironment(
  caller: NodeJS.ProcessEnv,
  { cliConfigFile, pluginCache }: Pick<Offer, "cliConfigFile" | "pluginCache">,
): Record<string, string> {
  return {
    ...callersEnvironment(caller),
    TF_CLI_CONFIG_FILE: cliConfigFile,
    TF_IN_AUTOMATION: "1",
    TF_INPUT: "0",
    // Init takes 0.4 s with the cache and 1.9 s without: Terraform then need not hash the AWS provider's 700 MB.
    // The second variable lets it skip that for a workspace that has no lock file yet, as all of ours.
    TF_PLUGIN_CACHE_DIR: pluginCache,
    TF_PLUGIN_CACHE_MAY_BREAK_DEPENDENCY_LOCK_FILE: "1",
    CHECKPOINT_DISABLE: "1",
  };
}

/** The caller's environment without settings for the real services. */
export function callersEnvironment(caller: NodeJS.ProcessEnv): Record<string, string> {
  const kept = Object.entries(caller).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && !FOREIGN.test(entry[0]),
  );
  return Object.fromEntries(kept);
}

function awsVariables(endpoint: string): Record<string, string> {
  return {
    AWS_ENDPOINT_URL: endpoint,
    AWS_ACCESS_KEY_ID: "test",
    AWS_SECRET_ACCESS_KEY: "test",
    AWS_REGION: "us-east-1",
    AWS_EC2_METADATA_DISABLED: "true",
    AWS_CONFIG_FILE: devNull,
    AWS_SHARED_CREDENTIALS_FILE: devNull,
  };
}

/** The environment of `terraform` and `cdktf` commands on the bench. */
import { awsVariables, callersEnvironment } from "../../lib/testing/apply/environment";

/** The services and settings of the bench. */
export interface Offer {
  readonly awsEndpoint: string;
  /** URL and key of the Polytomic API, as the provider's environment variables. */
  readonly polytomic: Readonly<Record<string, string>>;
  /** Terraform's CLI configuration file. */
  readonly cliConfigFile: string;
  /** The folder that caches providers between workspaces. */
  readonly pluginCache: string;
  /** The folder for CDKTF's own files. */
  readonly cdktfHome: string;
  /** How to reach the running providers, if there are any. */
  readonly reattach?: string | undefined;
}

/**
 * The caller's environment, with AWS and Polytomic replaced by the bench's. Unmodified apps work in it: the AWS provider
 * uses the endpoint, and path-style S3 because the endpoint's host is an IP address.
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

/** The environment for `terraform init`: the caller's environment, with the source of the providers. */
export function installEnvironment(
  caller: NodeJS.ProcessEnv,
  { cliConfigFile, pluginCache }: Pick<Offer, "cliConfigFile" | "pluginCache">,
): Record<string, string> {
  return {
    ...callersEnvironment(caller),
    TF_CLI_CONFIG_FILE: cliConfigFile,
    TF_IN_AUTOMATION: "1",
    TF_INPUT: "0",
    // With the cache, init takes 0.4 s instead of 1.9 s, because Terraform does not hash the AWS provider's 700 MB.
    // The second variable allows that for a workspace without a lock file, such as ours.
    TF_PLUGIN_CACHE_DIR: pluginCache,
    TF_PLUGIN_CACHE_MAY_BREAK_DEPENDENCY_LOCK_FILE: "1",
    CHECKPOINT_DISABLE: "1",
  };
}

/** The environment of the AWS provider, if Terraform does not start it. */
export function awsProviderEnvironment(caller: NodeJS.ProcessEnv, endpoint: string): Record<string, string> {
  return { ...callersEnvironment(caller), ...awsVariables(endpoint) };
}

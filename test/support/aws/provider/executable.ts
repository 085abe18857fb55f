/** Finds the executable of the AWS provider: one that the caller names, or the one that Terraform installs. */
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { withLock } from "../../lock";
import { PLATFORM } from "../../provider-mirror";
import { terraform } from "../../../../lib/testing/apply/terraform";
import { REGISTRY } from "../../registry";

/** The constraint of `@cdktf/provider-aws`. */
const VERSIONS = { constraint: "~> 5.0", major: "5." };

/** The variable with the executable of another version. Terraform accepts any version from a provider that it does not start. */
export const AWS_PROVIDER_EXECUTABLE = "AWS_PROVIDER_EXECUTABLE";

/** Where and how Terraform installs providers. */
export interface Installation {
  /** Terraform's plugin cache. */
  readonly pluginCache: string;
  /** The lock for `terraform init`, because the plugin cache allows only one writer. */
  readonly lock: string;
  /** The environment of `terraform init`. */
  readonly env: Readonly<Record<string, string>>;
}

/**
 * Returns the executable, which is installed if necessary. Returns nothing if Terraform cannot install it.
 *
 * @throws Error if the variable names no file
 */
export async function awsProviderExecutable(
  installation: Installation,
  named = process.env[AWS_PROVIDER_EXECUTABLE],
): Promise<string | undefined> {
  const { pluginCache, lock } = installation;
  if (named) {
    if (!existsSync(named)) {
      throw new Error(
        `${AWS_PROVIDER_EXECUTABLE} is ${named}, which does not exist; expected a terraform-provider-aws`,
      );
    }
    return named;
  }
  return (
    newestExecutable(pluginCache) ??
    withLock(lock, async () => {
      await install(installation);
      return newestExecutable(pluginCache);
    })
  );
}

/** The executable of the newest version in a plugin cache. */
export function newestExecutable(pluginCache: string): string | undefined {
  const provider = join(pluginCache, REGISTRY, "hashicorp", "aws");
  const versions = namesIn(provider)
    .filter((version) => version.startsWith(VERSIONS.major))
    .sort((one, other) => other.localeCompare(one, "en", { numeric: true }));
  return versions.flatMap((version) => executablesIn(join(provider, version, PLATFORM)))[0];
}

const executablesIn = (folder: string): string[] =>
  namesIn(folder)
    .filter((name) => name.startsWith("terraform-provider-aws"))
    .map((name) => join(folder, name));

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** If this fails, so does the `init` of each workspace, which then reports the reason. */
async function install({ env }: Installation): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "aws-provider-"));
  const aws = { source: "hashicorp/aws", version: VERSIONS.constraint };
  writeFileSync(join(folder, "main.tf.json"), JSON.stringify({ terraform: { required_providers: { aws } } }));
  try {
    await terraform(["init", "-no-color"], { cwd: folder, env, accept: [0, 1] });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Terraform's CLI configuration for the bench: the user's own if there is one. Otherwise, a configuration that prefers the
 * providers on this machine to the registry.
 */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { type ProviderMirror, findProviderMirrors, mirrorForRegistry } from "./provider-mirror";
import { REGISTRY, TERRAFORM_REGISTRY } from "./registry";

/** A CLI configuration file, and the bench's folder for it. */
export interface CliConfiguration {
  /** The value for `TF_CLI_CONFIG_FILE`. */
  readonly file: string;
  /** Its own folder, because a plugin cache and stored results are valid for only one configuration. */
  readonly folder: string;
}

/**
 * Returns the configuration to use. It is written below `benchFolder`, unless the user has one: the file in
 * `TF_CLI_CONFIG_FILE`, if it exists, or `.terraformrc` in the home folder.
 */
export function cliConfiguration(
  benchFolder: string,
  env: NodeJS.ProcessEnv = process.env,
  findMirrors: () => ProviderMirror[] = findProviderMirrors,
): CliConfiguration {
  const own = usersOwnFile(env);
  const content =
    own === undefined
      ? renderCliConfiguration(ofRegistry(findMirrors(), benchFolder))
      : readFileSync(own, "utf8");
  const key = createHash("sha256")
    .update(own ?? "")
    .update(content)
    .digest("hex")
    .slice(0, 12);
  const folder = join(benchFolder, "terraform", key);
  const file = own ?? join(folder, "terraform.rc");
  mkdirSync(folder, { recursive: true });
  // The name depends on the content, so processes that write it at the same time write the same.
  if (!existsSync(file)) {
    writeFileSync(file, content);
  }
  return { file, folder };
}

/** The mirrors as the program of the tests reads them. */
const ofRegistry = (mirrors: readonly ProviderMirror[], benchFolder: string): readonly ProviderMirror[] =>
  REGISTRY === TERRAFORM_REGISTRY
    ? mirrors
    : mirrors.map((one, index) =>
        mirrorForRegistry(one, REGISTRY, join(benchFolder, "mirrors", `${REGISTRY}-${index}`)),
      );

/** The content of the file: each mirror serves the providers it contains, and the registry all others. */
export function renderCliConfiguration(mirrors: readonly ProviderMirror[]): string {
  const checkpoint = "disable_checkpoint = true\n";
  if (mirrors.length === 0) {
    return checkpoint;
  }
  const mirrored = [...new Set(mirrors.flatMap(({ providers }) => providers))].sort();
  return [
    checkpoint,
    "provider_installation {",
    ...mirrors.flatMap(({ path, providers }) => [
      "  filesystem_mirror {",
      `    path    = ${JSON.stringify(path)}`,
      `    include = ${JSON.stringify(providers)}`,
      "  }",
    ]),
    "  direct {",
    `    exclude = ${JSON.stringify(mirrored)}`,
    "  }",
    "}",
    "",
  ].join("\n");
}

function usersOwnFile(env: NodeJS.ProcessEnv): string | undefined {
  const home = env["HOME"] ?? homedir();
  return [env["TF_CLI_CONFIG_FILE"], join(home, ".terraformrc")].find(
    (file): file is string => file !== undefined && file !== "" && existsSync(file),
  );
}

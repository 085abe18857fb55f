/**
 * Terraform's CLI configuration for the bench: the user's own where there is one, else one that prefers the
 * providers on this machine to the registry.
 */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { type ProviderMirror, findProviderMirrors } from "./provider-mirror";

/** A CLI configuration file and what the bench keeps for it. */
export interface CliConfiguration {
  /** The value for `TF_CLI_CONFIG_FILE`. */
  readonly file: string;
  /** A folder of its own: a plugin cache and remembered answers are valid for one configuration only. */
  readonly folder: string;
}

/**
 * The configuration to use, written below `benchFolder` unless the user has one: the file `TF_CLI_CONFIG_FILE`
 * names, if it exists, or `.terraformrc` in the home folder.
 */
export function cliConfiguration(
  benchFolder: string,
  env: NodeJS.ProcessEnv = process.env,
  findMirrors: () => ProviderMirror[] = findProviderMirrors,
): CliConfiguration {
  const own = usersOwnFile(env);
  const content = own === undefined ? renderCliConfiguration(findMirrors()) : readFileSync(own, "utf8");
  const key = createHash("sha256")
    .update(own ?? "")
    .update(content)
    .digest("hex")
    .slice(0, 12);
  const folder = join(benchFolder, "terraform", key);
  const file = own ?? join(folder, "terraform.rc");
  mkdirSync(folder, { recursive: true });
  // The name stands for the content, so whoever writes it at the same time writes the same.
  if (!existsSync(file)) {
    writeFileSync(file, content);
  }
  return { file, folder };
}

/** The file's text: each mirror serves what it holds, the registry everything else. */
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

/** Finds Terraform providers that are already on this machine, in the layout that `terraform providers mirror` writes. */
import { type Dirent, existsSync, mkdirSync, readdirSync, symlinkSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { TERRAFORM_REGISTRY } from "./registry";

/** A folder for a `filesystem_mirror` block. */
export interface ProviderMirror {
  /** The folder that holds `registry.terraform.io`. */
  readonly path: string;
  /** Full addresses of the providers in it that have a version for this platform, sorted. */
  readonly providers: readonly string[];
}

/** The folders to search. */
export interface MirrorRoots {
  /** Folders that are mirrors if they exist: Terraform's implied mirrors. */
  readonly folders: readonly string[];
  /** Folders that contain add-on packages. A mirror can be such a package, or its folder `plugins` or `providers`. */
  readonly addOns: readonly string[];
}

/** The default folders: Terraform's implied mirrors, and the platform's folders for add-on packages. */
export function usualRoots(env: NodeJS.ProcessEnv = process.env): MirrorRoots {
  const home = env["HOME"] ?? homedir();
  const dataHome = env["XDG_DATA_HOME"] || join(home, ".local", "share");
  const dataFolders = (env["XDG_DATA_DIRS"] || "/usr/local/share:/usr/share").split(":");
  const roaming = env["APPDATA"];
  return {
    folders: [
      join(home, ".terraform.d", "plugins"),
      ...[dataHome, ...dataFolders].map((folder) => join(folder, "terraform", "plugins")),
      join(home, "Library", "Application Support", "io.terraform", "plugins"),
      "/Library/Application Support/io.terraform/plugins",
      ...(roaming ? [join(roaming, "terraform.d", "plugins")] : []),
    ],
    addOns: [
      ...new Set([...dataFolders, "/usr/local/share", "/usr/share", "/usr/local/lib", "/usr/lib", "/opt"]),
    ],
  };
}

/** Finds the mirrors below these roots, in their order. Reads only folder names, at most three levels deep. */
export function findProviderMirrors(roots: MirrorRoots = usualRoots()): ProviderMirror[] {
  const candidates = [...roots.folders, ...roots.addOns.flatMap(addOnCandidates)];
  return [...new Set(candidates)]
    .map((path) => ({ path, providers: providersIn(join(path, TERRAFORM_REGISTRY)) }))
    .filter(({ providers }) => providers.length > 0);
}

/** The same providers for another registry: a mirror in `folder`, with links to those of `mirror`. */
export function mirrorForRegistry(mirror: ProviderMirror, registry: string, folder: string): ProviderMirror {
  for (const provider of mirror.providers) {
    const name = provider.slice(TERRAFORM_REGISTRY.length + 1);
    const from = join(mirror.path, provider);
    for (const version of foldersIn(from).filter((one) => foldersIn(join(from, one)).includes(PLATFORM))) {
      // OpenTofu follows links only at the level of platforms.
      const link = join(folder, registry, name, version, PLATFORM);
      mkdirSync(dirname(link), { recursive: true });
      if (!existsSync(link)) {
        symlinkSync(join(from, version, PLATFORM), link);
      }
    }
  }
  const providers = mirror.providers.map((one) => one.replace(TERRAFORM_REGISTRY, registry));
  return { path: folder, providers };
}

function addOnCandidates(root: string): string[] {
  const addOns = foldersIn(root).map((name) => join(root, name));
  return [root, ...addOns, ...addOns.flatMap((path) => [join(path, "plugins"), join(path, "providers")])];
}

function providersIn(registry: string): string[] {
  // Terraform does not follow symbolic links at the level of namespaces.
  const namespaces = entriesIn(registry).filter((entry) => entry.isDirectory());
  return namespaces
    .flatMap(({ name: namespace }) =>
      foldersIn(join(registry, namespace))
        .filter((type) => hasVersionForPlatform(join(registry, namespace, type)))
        .map((type) => `${TERRAFORM_REGISTRY}/${namespace}/${type}`),
    )
    .sort();
}

function hasVersionForPlatform(provider: string): boolean {
  return entriesIn(provider).some(
    ({ name }) => name.endsWith(`_${PLATFORM}.zip`) || foldersIn(join(provider, name)).includes(PLATFORM),
  );
}

const OPERATING_SYSTEMS: Partial<Record<NodeJS.Platform, string>> = { win32: "windows" };
const ARCHITECTURES: Partial<Record<NodeJS.Architecture, string>> = { x64: "amd64", ia32: "386" };

/** Terraform's name for this machine, such as `linux_amd64`. */
export const PLATFORM = [
  OPERATING_SYSTEMS[process.platform] ?? process.platform,
  ARCHITECTURES[process.arch] ?? process.arch,
].join("_");

function foldersIn(path: string): string[] {
  return entriesIn(path)
    .filter((entry) => entry.isDirectory() || entry.isSymbolicLink())
    .map((entry) => entry.name);
}

function entriesIn(path: string): Dirent[] {
  try {
    return readdirSync(path, { withFileTypes: true });
  } catch {
    return []; // absent, not a folder, or not readable
  }
}

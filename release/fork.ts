/** Turns the unpacked package for the original into the package for the fork. */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { code } from "./code";
import { CORES } from "./cores";
import { prose, UnexpectedNameError } from "./names";

/** What `package.json` contains, as far as the packages differ in it. */
export interface Manifest {
  readonly name: string;
  readonly description: string;
  readonly keywords: readonly string[];
  readonly bin: Readonly<Record<string, string>>;
  readonly peerDependencies: Readonly<Record<string, string>>;
  readonly scripts?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

/** Files that are about both packages. */
const SHARED = ["CHANGELOG.md", "LICENSE", "docs/how-to/cores.md", "docs/explanation/decisions.md"];

/**
 * Rewrites the files in `folder`, an unpacked package.
 *
 * @throws AggregateError if names in it are neither kept nor renamed
 */
export function renameAll(folder: string): void {
  const unexpected: UnexpectedNameError[] = [];
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    const file = relative(folder, path).split(sep).join("/");
    if (entry.isFile() && !SHARED.includes(file)) {
      try {
        const before = readFileSync(path, "utf8");
        const after = renamed(file, before);
        if (after !== before) {
          writeFileSync(path, after);
        }
      } catch (error) {
        if (!(error instanceof UnexpectedNameError)) {
          throw error;
        }
        unexpected.push(error);
      }
    }
  }
  if (unexpected.length > 0) {
    throw new AggregateError(unexpected, unexpected.map(({ message }) => message).join("\n"));
  }
}

/** The contents of a file of the package for the fork. */
export function renamed(file: string, text: string): string {
  if (file === "package.json") {
    return `${JSON.stringify(manifestOfFork(JSON.parse(text) as Manifest), undefined, 2)}\n`;
  }
  return /\.(?:[cm]?js|ts)$/.test(file) ? code(file, text) : prose(file, text);
}

/** The manifest of the package for the fork. Its peers are strict: the package cannot be used with the original. */
export function manifestOfFork(manifest: Manifest): Manifest {
  const { description, keywords, name, bin, peerDependencies } = manifest;
  const otherPeers = Object.entries(peerDependencies).filter(([peer]) => !/cdktf|^constructs$/.test(peer));
  const fork: Record<string, unknown> = {
    ...manifest,
    name: prose("name", name),
    description: prose("description", description),
    keywords: [...new Set(["cdktn", "cdk-terrain", ...keywords])].filter((word) => word !== "cdktf"),
    bin: Object.fromEntries(Object.entries(bin).map(([program, path]) => [prose("bin", program), path])),
    peerDependencies: { ...CORES.cdktn.peers, ...Object.fromEntries(otherPeers) },
  };
  // Only the repository has what scripts need.
  delete fork.scripts;
  delete fork.devDependencies;
  return fork as unknown as Manifest;
}

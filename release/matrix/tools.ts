/** Package managers, compilers and versions of Node.js, installed from the registry when they are first needed. */
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { run } from "./shell";

/** Tools in a folder. */
export class Tools {
  private readonly installing = new Map<string, Promise<string>>();
  private registryUrl: Promise<string> | undefined;

  public constructor(private readonly folder: string) {}

  /** The folder with a package, such as `pnpm@10`. */
  public package(name: string, version: string): Promise<string> {
    const id = `${name}@${version}`;
    const known = this.installing.get(id);
    const installed = known ?? this.install(name, id);
    this.installing.set(id, installed);
    return installed;
  }

  /** The program of a version of Node.js. `this` is the one that runs the matrix. */
  public async node(version: string): Promise<string> {
    if (version === "this") {
      return process.execPath;
    }
    const name = `node-${process.platform === "win32" ? "win" : process.platform}-${process.arch}`;
    return join(await this.package(name, version), "bin", process.platform === "win32" ? "node.exe" : "node");
  }

  /** The registry that npm is configured with, for the other package managers. */
  public registry(): Promise<string> {
    this.registryUrl ??= run("npm", ["config", "get", "registry"], { cwd: this.folder }).then((url) =>
      url.trim(),
    );
    return this.registryUrl;
  }

  private async install(name: string, id: string): Promise<string> {
    const prefix = join(this.folder, id.replaceAll(/[@/]/g, "-"));
    const folder = join(prefix, "node_modules", name);
    if (!existsSync(folder)) {
      mkdirSync(prefix, { recursive: true });
      const flags = [
        "--no-save",
        "--no-package-lock",
        "--ignore-scripts",
        "--prefer-offline",
        "--prefix",
        prefix,
      ];
      await run("npm", ["install", ...flags, id], { cwd: prefix });
    }
    return folder;
  }
}

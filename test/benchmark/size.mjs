// How large the package is: the tarball, and what an installation adds beside the peer dependencies.
import { execFileSync } from "node:child_process";
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));

const sizeOf = (path) =>
  statSync(path).isDirectory()
    ? readdirSync(path).reduce((sum, name) => sum + sizeOf(join(path, name)), 0)
    : statSync(path).size;

export function size() {
  const args = ["pack", "--dry-run", "--json", "--ignore-scripts"];
  const [packed] = JSON.parse(execFileSync("npm", args, { cwd: root, encoding: "utf8" }));
  const zod = sizeOf(join(root, "node_modules", "zod"));
  const results = {
    packed: packed.size,
    unpacked: packed.unpackedSize,
    installed: packed.unpackedSize + zod,
  };
  const megabytes = (bytes) => `${(bytes / 1e6).toFixed(1)} MB`;
  return {
    title: "Size",
    results,
    rows: [
      { what: "the tarball", size: megabytes(results.packed) },
      { what: "the package, unpacked", size: megabytes(results.unpacked) },
      { what: "the package with its dependency, zod", size: megabytes(results.installed) },
    ],
  };
}

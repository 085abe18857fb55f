/**
 * Runs the unit tests of the constructs, the bindings and `lib` on CDK Terrain: `npm run test:fork`. Arguments go to jest, such as a path
 * below `test/`. Paths below `test/apply` run with Terraform.
 *
 * Installs the fork into `node_modules/.cache/fork` first. A dev dependency would cost every clone half a gigabyte.
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const root = join(__dirname, "..");
const folder = join(root, "node_modules", ".cache", "fork");

const MANIFEST = JSON.stringify({
  private: true,
  dependencies: { cdktn: "0.24.0", "@cdktn/provider-aws": "25.7.0", constructs: "10.7.x" },
});

function installFork(): void {
  const installed = join(folder, "installed.json");
  try {
    if (readFileSync(installed, "utf8") === MANIFEST) {
      return;
    }
  } catch {
    // Not installed yet.
  }
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "package.json"), MANIFEST);
  runOrExit("npm", ["install", "--prefer-offline", "--no-package-lock", "--loglevel", "error"], folder);
  writeFileSync(installed, MANIFEST);
}

function runOrExit(program: string, args: readonly string[], cwd: string, env = {}): void {
  const { status } = spawnSync(program, args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: "inherit",
    shell: process.platform === "win32",
  });
  if (status !== 0) {
    process.exit(status ?? 1);
  }
}

const args = process.argv.slice(2);
const namesTests = (arg: string): boolean => arg.startsWith("test/");
installFork();
runOrExit(
  process.execPath,
  [
    join(root, "node_modules", "jest", "bin", "jest.js"),
    ...(args.some(namesTests) ? [] : ["test/constructs", "test/bindings", "test/lib"]),
    ...args,
    // The last one, because it takes every word that follows.
    "--selectProjects",
    args.some((arg) => arg.startsWith("test/apply")) ? "apply" : "unit",
  ],
  root,
  { CORE: "cdktn" },
);

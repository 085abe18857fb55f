// Prepares a fresh clone: checks what must be installed, then installs packages, builds, and prepares the AWS
// emulator and the scanner. Prints nothing if there is nothing to do.
//
//   node test/support/setup.mjs [node] [moto] [checkov] [terraform]      all of them without arguments
//
// Uses only Node's own modules, because this runs before `npm ci`.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { findPython, makeVenv, MINIMUM_PYTHON, PROGRAMS, venvIsMissing } from "./python/venv.mjs";

const projectRoot = fileURLToPath(new URL("../..", import.meta.url));

/** What the user must install first. The message lists everything at once. */
export class SetupError extends Error {
  name = "SetupError";
}

/**
 * Prepares the project: `node` for the unit tests, `moto` for emulated AWS, `checkov` for scans, `terraform` for applies.
 *
 * @param {{ need?: readonly ("node" | "moto" | "checkov" | "terraform")[], root?: string, out?: NodeJS.WriteStream, color?: boolean }} [options]
 *   `color` is on for terminals unless `NO_COLOR` is set
 * @returns {Promise<void>} rejects with a {@link SetupError}
 */
export async function setup({
  need = ["node", ...PROGRAMS, "terraform"],
  root = projectRoot,
  out = process.stderr,
  color = out.isTTY === true && !process.env.NO_COLOR,
} = {}) {
  const problems = new Set(need.map((name) => prerequisites[name]()));
  const missing = [...problems].filter((problem) => problem !== undefined);
  if (missing.length > 0) {
    throw new SetupError(["Before this can run:", ...missing.map((problem) => `  - ${problem}`)].join("\n"));
  }

  const step = reporter(out, color);
  if (packagesAreStale(root)) {
    await step("npm ci", () => npm(root, ["ci"]));
  }
  if (buildIsStale(root)) {
    await step("npm run build", () => build(root));
  }
  for (const program of PROGRAMS) {
    if (need.includes(program) && venvIsMissing(program, root)) {
      await step(`installing ${program}`, () => makeVenv(program, root));
    }
  }
}

const prerequisites = {
  node() {
    const found = process.versions.node;
    if (!isAtLeast(found, [20, 9])) {
      return `Node.js 20.9 or newer, this is ${found}: ${advice({
        darwin: "brew install node@22",
        win32: "winget install OpenJS.NodeJS.LTS",
        linux: "https://nodejs.org/en/download",
      })}`;
    }
    return undefined;
  },
  moto: python,
  checkov: python,
  terraform() {
    const program = process.env.TERRAFORM_BINARY_NAME || "terraform";
    const found = versionOfTerraform(program);
    if (found === undefined || !isAtLeast(found, [1, 5])) {
      return `Terraform 1.5 or newer (${program} is ${found ?? "not installed"}): ${advice({
        darwin: "brew install hashicorp/tap/terraform",
        win32: "winget install Hashicorp.Terraform",
        linux: "https://developer.hashicorp.com/terraform/install",
      })}`;
    }
    return undefined;
  },
};

function python() {
  const found = findPython();
  if ("problem" in found) {
    return `Python ${MINIMUM_PYTHON.join(".")} or newer with venv (${found.problem}): ${advice({
      darwin: "brew install python",
      win32: "winget install Python.Python.3.12",
      linux: "sudo apt install python3-venv, or sudo dnf install python3",
    })}`;
  }
  return undefined;
}

function advice(byPlatform) {
  return byPlatform[process.platform] ?? byPlatform.linux;
}

/** Compares the first two numbers of a version. */
function isAtLeast(version, [major, minor]) {
  const [foundMajor, foundMinor] = version.split(".").map(Number);
  return foundMajor > major || (foundMajor === major && foundMinor >= minor);
}

function versionOfTerraform(program) {
  const env = { ...process.env, CHECKPOINT_DISABLE: "1" };
  const { stdout } = spawnSync(program, ["version", "-json"], { encoding: "utf8", env });
  try {
    return JSON.parse(stdout).terraform_version;
  } catch {
    return undefined;
  }
}

/** npm writes its lock file into node_modules at the end of an installation. */
function packagesAreStale(root) {
  return (
    modified(join(root, "node_modules", ".package-lock.json")) < modified(join(root, "package-lock.json"))
  );
}

function buildIsStale(root) {
  const sources = [
    join(root, "tsconfig.json"),
    ...filesBelow(join(root, "constructs")),
    ...filesBelow(join(root, "lib")),
  ];
  return newest(filesBelow(join(root, "dist"))) < newest(sources.filter((file) => !isGenerated(root, file)));
}

function isGenerated(root, file) {
  return file.startsWith(join(root, "lib", "bindings"));
}

async function build(root) {
  try {
    await npm(root, ["run", "build"]);
  } catch (error) {
    // The compiler writes its output despite errors. Without the output, the next run builds again.
    rmSync(join(root, "dist"), { recursive: true, force: true });
    throw error;
  }
}

function npm(root, args) {
  return new Promise((resolve, reject) => {
    // On Windows, npm is a script that only a shell can run.
    const child = spawn("npm", args, {
      cwd: root,
      stdio: ["ignore", "pipe", "pipe"],
      shell: process.platform === "win32",
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.on("data", (text) => (output += text));
    }
    child.once("error", reject);
    child.once("close", (code) => {
      if (code === 0) {
        resolve();
      } else {
        reject(new Error(`npm ${args.join(" ")} ended with exit code ${code}:\n${output.trim()}`));
      }
    });
  });
}

function filesBelow(folder) {
  if (!existsSync(folder)) {
    return [];
  }
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name));
}

function newest(files) {
  return files.reduce((latest, file) => Math.max(latest, modified(file)), 0);
}

function modified(file) {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

/** Runs named steps and prints a line for each, such as `npm ci ... 31 s`. On a terminal, it shows the elapsed time. */
function reporter(out, color) {
  const style = (code, text) => (color ? `\u001b[${code}m${text}\u001b[0m` : text);
  return async (name, work) => {
    const started = Date.now();
    const elapsed = () => `${Math.round((Date.now() - started) / 1000)} s`;
    const draw = (mark) => out.write(`\r${mark} ${name} ... ${elapsed()}`);
    const end = (mark) =>
      out.isTTY ? out.write(`\r${mark} ${name} ... ${elapsed()}\n`) : out.write(` ${elapsed()}\n`);
    if (!out.isTTY) {
      out.write(`${name} ...`);
    }
    const clock = out.isTTY ? setInterval(draw, 1000, style(2, "…")) : undefined;
    try {
      await work();
      end(style(32, "✓"));
    } catch (error) {
      end(style(31, "✗"));
      throw new SetupError(error.message, { cause: error });
    } finally {
      clearInterval(clock);
    }
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const need = process.argv.slice(2);
  try {
    await setup(need.length > 0 ? { need } : {});
  } catch (error) {
    if (!(error instanceof SetupError)) {
      throw error;
    }
    console.error(error.message);
    process.exitCode = 1;
  }
}

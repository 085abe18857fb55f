// The virtual environments of the Python programs that tests use. Each program has its own, because their dependencies conflict.
// They are created below .bench/, and created again when the program's requirements or the interpreter change. When you run
// this file with the name of a program, it prints the interpreter's path.
//
//   node test/support/python/venv.mjs moto
//
// Uses only Node's own modules, because this runs before `npm ci`.
import { execFile, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const here = dirname(fileURLToPath(import.meta.url));
const projectRoot = join(here, "..", "..", "..");

/** The installed programs. `NAME.txt` beside this file has the requirements of each. */
export const PROGRAMS = ["moto", "checkov"];

/** Required by moto 5.2. */
export const MINIMUM_PYTHON = [3, 10];

/**
 * Finds the first Python on the PATH that is new enough and can create virtual environments. Otherwise returns the problem
 * with those that were found.
 *
 * @returns {{ command: string, version: string } | { problem: string }}
 */
export function findPython() {
  const rejected = [];
  for (const command of ["python3", "python"]) {
    const [version, venv] = ask(
      command,
      "import platform; print(platform.python_version()); import ensurepip, venv; print(1)",
    );
    if (version === undefined) {
      continue;
    }
    if (!isNewEnough(version)) {
      rejected.push(`${command} is ${version}`);
    } else if (venv === undefined) {
      rejected.push(`${command} ${version} lacks the venv module`);
    } else {
      return { command, version };
    }
  }
  return { problem: rejected.length > 0 ? rejected.join(", ") : "python3 is not installed" };
}

function isNewEnough(version) {
  const [major, minor] = version.split(".").map(Number);
  return major > MINIMUM_PYTHON[0] || (major === MINIMUM_PYTHON[0] && minor >= MINIMUM_PYTHON[1]);
}

/** The lines that a program prints until it fails. */
function ask(command, program) {
  const { stdout } = spawnSync(command, ["-c", program], { encoding: "utf8" });
  return (stdout ?? "")
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
}

/** Whether {@link makeVenv} has something to do. */
export function venvIsMissing(program, root = projectRoot) {
  const python = findPython();
  return "problem" in python || interpreterIn(folderFor(program, python, root)) === undefined;
}

/**
 * Creates the virtual environment of a program if it does not exist. Two processes can do so at the same time: each builds a
 * separate folder, and the first to finish renames it to the final name.
 *
 * @returns {Promise<string>} the interpreter's path
 */
export async function makeVenv(program, root = projectRoot) {
  const python = findPython();
  if ("problem" in python) {
    throw new Error(`${program} needs Python ${MINIMUM_PYTHON.join(".")} or newer: ${python.problem}`);
  }
  const folder = folderFor(program, python, root);
  const ready = interpreterIn(folder);
  if (ready !== undefined) {
    return ready;
  }

  const building = `${folder}.${process.pid}`;
  try {
    mkdirSync(dirname(folder), { recursive: true });
    await run(python.command, ["-m", "venv", building]);
    const requirements = requirementsOf(program);
    await run(interpreterIn(building), ["-m", "pip", "install", "--quiet", "--requirement", requirements]);
    takeName(building, folder);
  } finally {
    rmSync(building, { recursive: true, force: true });
  }
  removeOthers(python, root);
  return interpreterIn(folder);
}

function requirementsOf(program) {
  return join(here, `${program}.txt`);
}

/** The folder for these requirements and this version of Python. */
function folderFor(program, { version }, root) {
  const key = createHash("sha256")
    .update(readFileSync(requirementsOf(program)))
    .update(version)
    .digest("hex")
    .slice(0, 12);
  return join(root, ".bench", "venv", `${program}-${key}`);
}

function interpreterIn(folder) {
  const interpreter =
    process.platform === "win32" ? join(folder, "Scripts", "python.exe") : join(folder, "bin", "python");
  return existsSync(interpreter) ? interpreter : undefined;
}

function takeName(building, folder) {
  // A folder without an interpreter lost it in an upgrade of Python.
  if (interpreterIn(folder) === undefined) {
    rmSync(folder, { recursive: true, force: true });
  }
  try {
    renameSync(building, folder);
  } catch (error) {
    if (interpreterIn(folder) === undefined) {
      throw error;
    }
  }
}

/** Removes the environments of earlier requirements and the unfinished folders of killed processes. */
function removeOthers(python, root) {
  const wanted = PROGRAMS.map((program) => folderFor(program, python, root));
  const parent = dirname(wanted[0]);
  for (const name of readdirSync(parent)) {
    const builder = Number(name.split(".")[1] ?? Number.NaN);
    const inUse = wanted.includes(join(parent, name)) || (Number.isInteger(builder) && isRunning(builder));
    if (!inUse) {
      rmSync(join(parent, name), { recursive: true, force: true });
    }
  }
}

function isRunning(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}

async function run(command, args) {
  try {
    await promisify(execFile)(command, args, { maxBuffer: 64 * 1024 * 1024 });
  } catch (error) {
    const output = `${error.stdout ?? ""}${error.stderr ?? ""}`.trim().split("\n").slice(-15).join("\n");
    const remedy = "where PyPI cannot be reached, let PIP_INDEX_URL name another package index";
    throw new Error(`${[command, ...args].join(" ")} failed:\n${output || error.message}\nTry: ${remedy}`, {
      cause: error,
    });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    const [program] = process.argv.slice(2);
    if (!PROGRAMS.includes(program)) {
      throw new Error(`one of ${PROGRAMS.join(", ")} is expected`);
    }
    console.log(await makeVenv(program));
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}

import { spawnSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const setupScript = resolve(__dirname, "../support/setup.mjs");

let root: string;
beforeEach(() => (root = mkdtempSync(join(tmpdir(), "setup-"))));
afterEach(() => rmSync(root, { recursive: true }));

/** A fake program that comes first in the PATH. */
function program(name: string, script: string): void {
  const file = join(root, "bin", name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `#!/bin/sh\n${script}\n`);
  chmodSync(file, 0o755);
}

/** A project whose files have these ages, in seconds. */
function project(files: Record<string, number>): void {
  for (const [name, age] of Object.entries(files)) {
    const file = join(root, "project", name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, "");
    utimesSync(file, new Date(), new Date(Date.now() - age * 1000));
  }
}

/** Runs setup in the project, with the fake programs first in the PATH. */
function setup(...need: string[]) {
  return run(`{ need: ${JSON.stringify(need)} }`, {});
}

/** The same on a terminal. */
function setupOnTerminal(options: string, environment: NodeJS.ProcessEnv) {
  const out = "{ isTTY: true, write: (text) => process.stderr.write(text) }";
  return run(`{ need: ["node"], out: ${out}, ...${options} }`, environment);
}

function run(options: string, environment: NodeJS.ProcessEnv) {
  const program = `import(${JSON.stringify(pathToFileURL(setupScript))})
    .then(({ setup }) => setup({ root: ${JSON.stringify(join(root, "project"))}, ...${options} }))
    .catch((error) => { console.error(error.name + ": " + error.message); process.exitCode = 1; })`;
  const path = [join(root, "bin"), process.env["PATH"]].join(delimiter);
  const env = { ...process.env, NO_COLOR: undefined, PATH: path, ...environment };
  const { status, stderr } = spawnSync(process.execPath, ["-e", program], { encoding: "utf8", env });
  return { status, stderr };
}

const npmCalls = () => {
  const file = join(root, "project", "npm-calls");
  return existsSync(file) ? readFileSync(file, "utf8").trim().split("\n") : [];
};

const ready = {
  "package-lock.json": 90,
  "node_modules/.package-lock.json": 80,
  "lib/a.ts": 70,
  "tsconfig.json": 70,
  "dist/lib/a.js": 60,
};

describe("prerequisites", () => {
  test("everything missing is reported at once, with how to install it", () => {
    program("terraform", `echo '{"terraform_version": "1.4.7"}'`);
    program("python3", "echo 3.8.1");
    program("python", "exit 1");
    const { status, stderr } = setup("node", "moto", "checkov", "terraform");
    expect(status).toBe(1);
    expect(stderr).toMatch(/^SetupError: Before this can run:$/m);
    expect(stderr).toMatch(/^ {2}- Python 3\.10 or newer with venv \(python3 is 3\.8\.1\): \S+/m);
    expect(stderr).toMatch(/^ {2}- Terraform 1\.5 or newer \(terraform is 1\.4\.7\): \S+/m);
  });

  test("a Python without venv is distinguished from an old one", () => {
    program("python3", "echo 3.12.1; exit 1");
    program("python", "exit 1");
    expect(setup("checkov").stderr).toContain("(python3 3.12.1 lacks the venv module)");
  });

  test("a terraform that does not run counts as not installed", () => {
    program("terraform", "exit 1");
    expect(setup("terraform").stderr).toContain("(terraform is not installed)");
  });

  test("unit tests need neither Python nor terraform", () => {
    program("terraform", "exit 1");
    program("python3", "exit 1");
    program("python", "exit 1");
    project(ready);
    expect(setup("node")).toEqual({ status: 0, stderr: "" });
  });
});

describe("packages and build", () => {
  beforeEach(() => program("npm", `echo "$@" >> npm-calls`));

  test("nothing is done or printed when everything is up to date", () => {
    project(ready);
    expect(setup("node")).toEqual({ status: 0, stderr: "" });
    expect(npmCalls()).toEqual([]);
  });

  test("a fresh clone is installed and built, with a line for each", () => {
    project({ "package-lock.json": 90, "lib/a.ts": 70, "tsconfig.json": 70 });
    expect(setup("node").stderr).toMatch(/^npm ci \.\.\. \d+ s\nnpm run build \.\.\. \d+ s\n$/);
    expect(npmCalls()).toEqual(["ci", "run build"]);
  });

  test.each([
    ["green", "{}", {}, /^\r\u001b\[32m✓\u001b\[0m npm ci \.\.\. \d+ s\n$/],
    ["plain with NO_COLOR", "{}", { NO_COLOR: "1" }, /^\r✓ npm ci \.\.\. \d+ s\n$/],
    ["plain by option", "{ color: false }", {}, /^\r✓ npm ci \.\.\. \d+ s\n$/],
  ])("finished steps have a mark on a terminal: %s", (_, options, environment, line) => {
    project({ ...ready, "package-lock.json": 10 });
    expect(setupOnTerminal(options, environment).stderr).toMatch(line);
  });

  test("a newer lock file causes an installation", () => {
    project({ ...ready, "package-lock.json": 10 });
    setup("node");
    expect(npmCalls()).toEqual(["ci"]);
  });

  test.each(["lib/a.ts", "lib/schema/polytomic.json", "constructs/index.ts", "tsconfig.json"])(
    "a newer %s causes a build",
    (source) => {
      project({ ...ready, [source]: 10 });
      setup("node");
      expect(npmCalls()).toEqual(["run build"]);
    },
  );

  test("newer generated bindings cause no build, because the build writes them", () => {
    project({ ...ready, "lib/bindings/index.ts": 10 });
    setup("node");
    expect(npmCalls()).toEqual([]);
  });

  test("a failed build shows its output and runs again the next time", () => {
    program("npm", "echo 'error TS2304' && exit 2");
    project({ ...ready, "lib/a.ts": 10 });
    const { status, stderr } = setup("node");
    expect(status).toBe(1);
    expect(stderr).toMatch(/npm run build ended with exit code 2:\nerror TS2304/);
    expect(existsSync(join(root, "project", "dist"))).toBe(false);
  });
});

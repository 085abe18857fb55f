/** The tutorial, followed word by word in an empty folder: each command runs, and its output has the lines that the page shows. */
import { type ChildProcess, spawn } from "node:child_process";
import { appendFileSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { Bench } from "../support/bench";
import { run } from "../../lib/testing/apply/terraform";
import { makeInterpreter } from "../support/python/interpreter";
import { blocksOf } from "../docs/markdown";
import { missingLines, type Step, stepsOf } from "../support/tutorial";
import type { Workspace } from "../../lib/testing/apply/workspace";

jest.setTimeout(900_000);

const root = join(__dirname, "..", "..");
const PAGES = ["1-first-integration.md", "3-change-and-plan.md"];

let bench: Bench;
let workspace: Workspace;
let env: Readonly<Record<string, string>>;
let substitutions: readonly (readonly [string, string])[];
const running: ChildProcess[] = [];

/** Does what the tutorial's `npm install` does, with this checkout as the package. */
function installPackages(folder: string): void {
  const installed = join(root, "node_modules");
  const commands = join(folder, ".bin");
  mkdirSync(commands, { recursive: true });
  const link = (from: string, to: string): void =>
    readdirSync(from)
      .filter((name) => name !== ".bin")
      .forEach((name) => symlinkSync(join(from, name), join(to, name)));
  link(installed, folder);
  link(join(installed, ".bin"), commands);
  symlinkSync(root, join(folder, "cdktf-polytomic"));
  const main = join(root, "dist", "lib", "cli", "main.js");
  writeFileSync(
    join(commands, "cdktf-polytomic"),
    `#!/usr/bin/env node\nrequire(${JSON.stringify(main)});\n`,
    { mode: 0o755 },
  );
}

beforeAll(async () => {
  bench = await Bench.start({ startAwsProvider: true });
  workspace = await bench.workspace("tutorial");
  installPackages(join(workspace.dir, "node_modules"));
  substitutions = [
    [" --auto-approve", " --auto-approve --skip-provider-lock"],
    ["cdktf diff", "cdktf diff --skip-provider-lock"],
    // The provider on the bench may be one that is running already, with the API of the bench.
    [
      "source emulated.env",
      `source emulated.env && export POLYTOMIC_DEPLOYMENT_URL=${bench.api.url} POLYTOMIC_API_KEY=${bench.api.apiKey}`,
    ],
  ];
  // The tutorial activates a virtual environment that has moto.
  const moto = dirname(await makeInterpreter("moto"));
  env = { ...workspace.env, PATH: [moto, process.env["PATH"]!].join(delimiter) };
});
afterAll(async () => {
  // With the programs that npx started.
  running.forEach(({ pid }) => process.kill(-pid!, "SIGTERM"));
  await bench?.stop();
});

const substitute = (text: string): string =>
  substitutions.reduce((result, [from, to]) => result.replaceAll(from, to), text);

/** The tutorial uses free ports. */
const withoutPorts = (text: string): string => text.replace(/127\.0\.0\.1:\d+/g, "127.0.0.1:PORT");

/** The variables that earlier commands exported. */
let exports = "";

async function shell(commands: string): Promise<string> {
  const { exitCode, stdout, stderr } = await run("bash", ["-c", `${exports}${commands}`], {
    cwd: workspace.dir,
    env,
    accept: [0, 1, 2],
  });
  const output = stripVTControlCharacters(`${stdout}\n${stderr}`);
  if (exitCode !== 0) {
    throw new Error(`exit code ${exitCode}\n${output}`);
  }
  return output;
}

/** Starts a program that keeps running, and returns its first message. */
function start(commands: string): Promise<string> {
  const child = spawn("bash", ["-c", `exec ${commands}`], { cwd: workspace.dir, env, detached: true });
  running.push(child);
  return new Promise((resolve) => child.stderr.once("data", (data: Buffer) => resolve(data.toString())));
}

async function follow(step: Step): Promise<void> {
  if (step.kind === "write") {
    writeFileSync(join(workspace.dir, step.file), substitute(step.content));
    return;
  }
  if (step.kind === "edit") {
    const file = join(workspace.dir, step.file);
    const text = readFileSync(file, "utf8");
    expect(text).toContain(step.before);
    writeFileSync(file, text.replace(step.before, step.after));
    return;
  }
  const commands = substitute(step.commands);
  if (/^(?:(?:export|source) .*\n)+$/.test(commands)) {
    exports += commands;
    return;
  }
  const output = await (step.background ? start(commands.trim()) : shell(commands));
  if (process.env["TUTORIAL_LOG"] !== undefined) {
    appendFileSync(process.env["TUTORIAL_LOG"], `$ ${commands}${output}\n`);
  }
  expect(missingLines(withoutPorts(step.output ?? ""), withoutPorts(output))).toEqual([]);
}

describe.each(PAGES)("%s", (page) => {
  const steps = stepsOf(`docs/tutorial/${page}`);

  test("has commands with outputs", () => {
    expect(steps.filter((step) => step.kind === "run" && step.output !== undefined).length).toBeGreaterThan(
      4,
    );
  });

  test.each(
    steps.map((step, index) => [
      `${index + 1} ${step.kind === "run" ? step.commands.trim() : `${step.kind} ${step.file}`}`,
      step,
    ]),
  )("%s", (_, step) => follow(step as Step));
});

test("the program in JavaScript creates the same configuration", async () => {
  const [program] = stepsOf(`docs/tutorial/${PAGES[0]}`).filter((step) => step.kind === "write");
  const imports = blocksOf(`docs/tutorial/${PAGES[0]}`).find(({ language }) => language === "js")!.code;
  const javascript = `${imports}${program!.content.replace(/^import .*\n/gm, "")}`;
  const synthesized = async (app: string): Promise<string> => {
    await shell(app);
    return readFileSync(join(workspace.dir, "cdktf.out", "stacks", "data", "cdk.tf.json"), "utf8");
  };
  writeFileSync(join(workspace.dir, "main.js"), javascript);
  writeFileSync(join(workspace.dir, "main.ts"), program!.content);
  expect(javascript).not.toContain("import");
  expect(await synthesized("node main.js")).toBe(await synthesized("npx tsx main.ts"));
});

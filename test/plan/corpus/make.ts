/**
 * Plans the cases of the corpus on the bench and stores the plans. See README.md.
 *
 * npx tsx test/plan/corpus/make.ts [name of a topic or case]...
 */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { Bench } from "../../support/bench";
import type { Workspace } from "../../../lib/testing/apply/workspace";
import type { Case, Program, Topic } from "./case";
import { type Stored, writeStored } from "./stored";
import { TOPICS } from "./topics";

function write(workspace: Workspace, program: Program): void {
  if (typeof program === "function") {
    workspace.synth(program);
    return;
  }
  for (const [path, content] of Object.entries(program)) {
    const file = join(workspace.dir, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, typeof content === "string" ? content : JSON.stringify(content));
  }
}

/** The synthesized configuration, or nothing for HCL. */
function configurationOf(workspace: Workspace): Stored["configuration"] {
  const file = join(workspace.dir, "cdk.tf.json");
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Stored["configuration"]) : {};
}

const initialized = new WeakMap<Workspace, string>();

/** Runs `init` only if the providers or modules are others than the last time, because it takes seconds. */
async function initialize(workspace: Workspace): Promise<void> {
  const { terraform, module } = configurationOf(workspace) as {
    terraform?: { required_providers: object };
    module?: object;
  };
  const needs = JSON.stringify([terraform?.required_providers, module]);
  if (initialized.get(workspace) !== needs) {
    await workspace.init();
    initialized.set(workspace, needs);
  }
}

/** Plans a case from the state of the base, which stays as it is. */
async function planned(workspace: Workspace, { options = [], fails = false }: Case): Promise<Stored["plan"]> {
  const file = join(workspace.dir, "plan.tfplan");
  rmSync(file, { force: true });
  await workspace.terraform(["plan", "-no-color", `-out=${file}`, ...options], { accept: [fails ? 1 : 0] });
  const { stdout } = await workspace.terraform(["show", "-json", "-no-color", file], { quiet: true });
  return JSON.parse(stdout) as Stored["plan"];
}

/** A few words for the person who runs this. */
function wordsOf({ plan }: Stored): string {
  const changes = plan["resource_changes"] as
    { address: string; change: { actions: string[] } }[] | undefined;
  return (changes ?? [])
    .filter(({ change }) => change.actions.join() !== "no-op")
    .map(({ address, change }) => `    ${change.actions.join("+")} ${address}`)
    .join("\n");
}

async function make(bench: Bench, topic: Topic, cases: readonly Case[]): Promise<string[]> {
  const failures: string[] = [];
  const env = Object.fromEntries(
    Object.entries(topic.variables ?? {}).map(([name, value]) => [`TF_VAR_${name}`, value]),
  );
  const workspace = await bench.workspace(topic.name, {
    env: { ...env, TF_CLI_ARGS_apply: "-parallelism=30" },
  });
  let base: Stored["base"];
  if (topic.base) {
    write(workspace, topic.base);
    await initialize(workspace);
    await workspace.apply();
    base = configurationOf(workspace);
  }
  await topic.meanwhile?.({ bench, workspace });
  for (const one of cases) {
    try {
      write(workspace, one.edit ?? topic.base!);
      await initialize(workspace);
      const stored = { plan: await planned(workspace, one), configuration: configurationOf(workspace), base };
      writeStored(one.name, stored);
      console.log(`  ${one.name}\n${wordsOf(stored)}`);
    } catch (error) {
      failures.push(`${one.name}: ${error instanceof Error ? error.message : String(error)}`);
      console.log(`  ${one.name} FAILED`);
    }
  }
  await bench.aws.reset();
  return failures;
}

async function main(names: readonly string[]): Promise<void> {
  const failures: string[] = [];
  const bench = await Bench.start();
  try {
    for (const topic of TOPICS) {
      const whole = names.length === 0 || names.includes(topic.name);
      const cases = topic.cases.filter(({ name }) => whole || names.includes(name));
      if (cases.length === 0) {
        continue;
      }
      const start = Date.now();
      console.log(topic.name);
      failures.push(
        ...(await make(bench, topic, cases).catch((error: Error) => [`${topic.name}: ${error.message}`])),
      );
      console.log(`  ${Math.round((Date.now() - start) / 1000)} s`);
    }
  } finally {
    await bench.stop();
  }
  if (failures.length > 0) {
    console.error(failures.join("\n"));
    process.exitCode = 1;
  }
}

void main(process.argv.slice(2));

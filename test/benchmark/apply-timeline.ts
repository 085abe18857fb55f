/** Applies and destroys an integration on the bench, and shows what took how long: `npm run bench:apply -- --help`. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { ConstructPaths } from "../../demo/readable";
import { Bench } from "../support/bench";
import { run } from "../../lib/testing/apply/terraform";
import type { Workspace } from "../../lib/testing/apply/workspace";
import { type Dependencies, readDependencies, reversed } from "./timeline/critical-path";
import { readTimes } from "./timeline/events";
import { gantt, measure, type Timeline } from "./timeline/gantt";

const CHECKOUT = join(__dirname, "..", "..");
const QUICKSTART = "examples/quickstart/main.ts";

const usage = `Usage: npm run bench:apply -- [options] [PROGRAM]

Applies and destroys a CDKTF program of one stack with real Terraform and the real AWS provider, on emulated services, and prints a
timeline of both: a line for each resource, with its time. A bar of # is on the critical path, the chain of resources that determines
the total. The times are those of Terraform's event stream (-json), and the path is computed from its dependency graph.

  PROGRAM   the program, by default ${QUICKSTART}
  --json    prints JSON
  --help    prints this text`;

interface Report {
  readonly program: string;
  /** Whether the plan after the apply was empty. */
  readonly secondPlanEmpty: boolean;
  readonly create: Timeline;
  readonly destroy: Timeline;
}

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    options: { json: { type: "boolean" }, help: { type: "boolean", short: "h" } },
    allowPositionals: true,
  });
  const [program = QUICKSTART, ...others] = positionals;
  if (values.help || others.length > 0) {
    console.log(usage);
    return values.help ? 0 : 2;
  }
  if (!existsSync(program)) {
    console.error(`${program} does not exist`);
    return 2;
  }
  const bench = await Bench.start();
  try {
    const workspace = await bench.workspace("timeline", { env: variables() });
    const paths = await synthesize(workspace, program);
    const report = { program, ...(await applyAndDestroy(workspace)) };
    const nameOf = (address: string) => paths.of(address);
    console.log(values.json ? JSON.stringify(report, undefined, 2) : describe(report, nameOf));
    return report.secondPlanEmpty ? 0 : 1;
  } finally {
    await bench.stop();
  }
}

/** The variables of the program: the quickstart's, and those of the caller. */
function variables(): Record<string, string> {
  const own = Object.entries(process.env).flatMap(([name, value]) =>
    name.startsWith("TF_VAR_") && value !== undefined ? [[name, value] as const] : [],
  );
  return { TF_VAR_warehouse_password: "correct horse battery staple", ...Object.fromEntries(own) };
}

/** Runs the program against the sources of this checkout, not the build. */
async function synthesize(workspace: Workspace, program: string): Promise<ConstructPaths> {
  const tsx = [require.resolve("tsx/cli"), "--tsconfig", join(CHECKOUT, "test/tsconfig.json")];
  await run(process.execPath, [...tsx, resolve(program)], { cwd: workspace.dir, env: workspace.env });
  const stacks = join(workspace.dir, "cdktf.out", "stacks");
  const [stack, ...others] = readdirSync(stacks);
  if (stack === undefined || others.length > 0) {
    throw new Error(`${program} has ${others.length + 1} stacks; use a program with one`);
  }
  const configuration = readFileSync(join(stacks, stack, "cdk.tf.json"), "utf8");
  workspace.write(configuration);
  return new ConstructPaths(configuration);
}

async function applyAndDestroy(workspace: Workspace): Promise<Omit<Report, "program">> {
  await workspace.init();
  const create = await timed(workspace, "apply");
  const { empty } = await workspace.plan();
  const shown = await workspace.terraform(["show", "-json", "-no-color"], { quiet: true });
  const dependencies = readDependencies(shown.stdout);
  const destroy = await timed(workspace, "destroy");
  return { secondPlanEmpty: empty, create: create(dependencies), destroy: destroy(reversed(dependencies)) };
}

/** Runs a command. The state has the dependencies only while the resources exist, so the timeline is computed later. */
async function timed(workspace: Workspace, command: "apply" | "destroy") {
  const { stdout } = await workspace.terraform([command, "-json", "-auto-approve"]);
  return (dependencies: Dependencies): Timeline => measure(readTimes(stdout), dependencies);
}

function describe(
  { program, create, destroy, secondPlanEmpty }: Report,
  nameOf: (address: string) => string,
) {
  return [
    `Apply of ${program}`,
    gantt(create, nameOf),
    `The plan after it was ${secondPlanEmpty ? "empty" : "NOT EMPTY"}.`,
    `Destroy of ${program}`,
    gantt(destroy, nameOf),
  ].join("\n\n");
}

main().then(
  (exitCode) => (process.exitCode = exitCode),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  },
);

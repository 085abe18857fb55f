/** `cdktf-polytomic graph` */
import { PACKAGE } from "../core";
import type { Plan } from "../plan/plan";
import { renderDot } from "../plan/graph/dot";
import { graphOf } from "../plan/graph/graph";
import type { Graph } from "../plan/graph/graph";
import { renderMermaid } from "../plan/graph/mermaid";
import { writeFileAtOnce } from "./files";
import { CommandError, OK } from "./io";
import type { Io } from "./io";
import { describeOptions, parseOptions } from "./options";

/** What the command needs to read plans. */
export interface PlanReader {
  readPlans(paths: readonly string[]): Promise<readonly Plan[]> | readonly Plan[];
}

const FORMATS = ["mermaid", "dot", "svg"] as const;

const OPTIONS = {
  format: {
    value: "FORMAT",
    choices: FORMATS,
    description: `${FORMATS.join(", ")}. svg needs the package @viz-js/viz\nDefault: mermaid`,
  },
  output: { value: "FILE", description: "Write to a file instead of standard output" },
  help: { description: "Show this help" },
} as const;

const HELP = `Usage: ${PACKAGE} graph [options] [PATH...]

Draws what the resources of a stack read and write. Arrows have the direction of the data; other arrows
start at the resource that uses the other one. What the plan changes has the colors of Terraform.

PATH is a plan or a folder with plans, as for \`${PACKAGE} review\`. Default: cdktf.out
A stack without a plan is drawn as it was synthesized.

Options:
${describeOptions(OPTIONS)}
`;

/** The package that draws SVG. Users install it if they need it. */
const VIZ = "@viz-js/viz";

/** Draws plans, and returns the exit code. */
export async function graphCommand(
  args: readonly string[],
  { readPlans }: PlanReader,
  io: Io,
  loadViz: () => Promise<unknown> = () => import(VIZ),
): Promise<number> {
  const { values, switches, others } = parseOptions(args, OPTIONS);
  if (switches.has("help")) {
    await io.stdout.write(HELP);
    return OK;
  }
  const plans = await readPlans(others.length === 0 ? ["cdktf.out"] : others);
  const graphs = plans.map(graphOf);
  const drawn = await draw(graphs, (values.format ?? "mermaid") as (typeof FORMATS)[number], loadViz);
  if (values.output === undefined) {
    await io.stdout.write(drawn);
  } else {
    writeFileAtOnce(values.output, drawn);
  }
  return OK;
}

async function draw(
  graphs: readonly Graph[],
  format: (typeof FORMATS)[number],
  loadViz: () => Promise<unknown>,
): Promise<string> {
  switch (format) {
    case "mermaid":
      return renderMermaid(graphs);
    case "dot":
      return renderDot(graphs);
    case "svg":
      return (await graphviz(loadViz)).renderString(renderDot(graphs), { format: "svg" });
  }
}

interface Graphviz {
  renderString(dot: string, options: { readonly format: "svg" }): string;
}

async function graphviz(loadViz: () => Promise<unknown>): Promise<Graphviz> {
  let viz: { readonly instance: () => Promise<Graphviz> };
  try {
    viz = (await loadViz()) as typeof viz;
  } catch (error) {
    throw new CommandError(
      `--format svg needs the package ${VIZ}; run npm install --save-dev ${VIZ}, or use --format dot`,
      { cause: error },
    );
  }
  return viz.instance();
}

import { readFileSync } from "node:fs";
import { graphCommand } from "../../lib/cli/graph";
import type { Plan } from "../../lib/plan/plan";
import { captured, inFolder } from "./capture";

/** Reads a plan without resources for each path. */
const reader = {
  readPlans: (paths: readonly string[]): Plan[] =>
    paths.map((stack) => ({ stack, resources: [] as Plan["resources"] }) as Partial<Plan> as Plan),
};

const EMPTY = 'flowchart LR\n  subgraph s0["cdktf.out"]\n  end\n';

test("draws cdktf.out for Mermaid by default", async () => {
  const io = captured();
  expect(await graphCommand([], reader, io)).toBe(0);
  expect(io.stdout.text).toBe(EMPTY);
});

test("writes a file", () =>
  inFolder(async (path) => {
    const io = captured();
    await graphCommand(["--output", path("graph.mmd")], reader, io);
    expect(readFileSync(path("graph.mmd"), "utf8")).toBe(EMPTY);
    expect(io.stdout.text).toBe("");
  }));

test("draws several plans as DOT", async () => {
  const io = captured();
  await graphCommand(["--format", "dot", "a", "b"], reader, io);
  expect(io.stdout.text.match(/label="\w"/g)).toEqual(['label="a"', 'label="b"']);
});

test("draws SVG with Graphviz", async () => {
  const io = captured();
  const viz = {
    instance: () =>
      Promise.resolve({
        renderString: (dot: string, { format }: { format: string }) => `${format}: ${dot.slice(0, 14)}`,
      }),
  };
  await graphCommand(["--format", "svg"], reader, io, () => Promise.resolve(viz));
  expect(io.stdout.text).toBe("svg: digraph stacks");
});

test("SVG without the package is an error with what to install", async () => {
  const missing = (): Promise<unknown> => Promise.reject(new Error("Cannot find module"));
  await expect(graphCommand(["--format", "svg"], reader, captured(), missing)).rejects.toThrow(
    "--format svg needs the package @viz-js/viz; run npm install --save-dev @viz-js/viz, or use --format dot",
  );
});

test("help and wrong options", async () => {
  const io = captured();
  expect(await graphCommand(["--help"], reader, io)).toBe(0);
  expect(io.stdout.text).toMatch(/^Usage: cdktf-polytomic graph /);
  await expect(graphCommand(["--format", "mermiad"], reader, io)).rejects.toThrow('did you mean "mermaid"?');
});

// What a review of a large plan costs, beside reading the file and JSON.parse.
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { cells, compare, costOf, costOfCode } from "./processes.mjs";

const file = (path) => fileURLToPath(new URL(path, import.meta.url));

/** Plans of the quickstart: the first one, and one that replaces its connection. */
const PLANS = { creates: "quickstart-first.json", replaces: "quickstart-replaced.json" };

/** Where a plan has its resources. */
const RESOURCES = [
  (plan) => [plan, "resource_changes"],
  ...["planned_values", "configuration"].map((part) => (plan) => [plan[part]?.root_module, "resources"]),
  (plan) => [plan.prior_state?.values.root_module, "resources"],
];

/** A plan with so many changes: copies of a plan, each with names and IDs of its own. */
function copies(kind, count) {
  const plan = JSON.parse(readFileSync(file(`../plan/fixtures/${PLANS[kind]}`), "utf8"));
  const number = Math.ceil(count / plan.resource_changes.length);
  for (const [owner, list] of RESOURCES.map((find) => find(plan)).filter(
    ([owner, list]) => owner?.[list] !== undefined,
  )) {
    const texts = owner[list].map((one) => JSON.stringify(one));
    owner[list] = Array.from({ length: number }, (_, copy) =>
      texts.map((text) => JSON.parse(renamed(text, copy))),
    ).flat();
  }
  plan.resource_changes.length = count;
  return plan;
}

const renamed = (text, copy) =>
  text
    .replaceAll(/(?<name>lake|warehouse|large-orders)/g, `$<name>${copy}`)
    .replaceAll(/[0-9a-f]{8}(?=-[0-9a-f]{4}-)/g, copy.toString(16).padStart(8, "0"));

/** The cost of the command line, as a process of its own. */
const costOfReview = (path) =>
  costOf([
    "-e",
    `process.argv.push("main.js", "review", ${JSON.stringify(path)}, "--format", "markdown", "--output", ${JSON.stringify(`${path}.md`)});
     process.on("exit", () => {
       const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
       console.log(JSON.stringify({ time: (userCPUTime + systemCPUTime) / 1e6, memory: maxRSS / 1024 }));
     });
     require(${JSON.stringify(file("../../dist/lib/cli/main.js"))});`,
  ]);

export function review({ quick, progress }) {
  const folder = mkdtempSync(join(tmpdir(), "review-"));
  try {
    const counts = [10_010, ...(quick ? [] : [65_800])];
    const plans = Object.keys(PLANS).flatMap((kind) => counts.map((count) => ({ kind, count })));
    const results = plans.map(({ kind, count }) => {
      progress(`review, ${kind}, ${count}`);
      const path = join(folder, "plan.json");
      writeFileSync(path, JSON.stringify(copies(kind, count)));
      const subjects = {
        parse: () =>
          costOfCode(`JSON.parse(require("node:fs").readFileSync(${JSON.stringify(path)}, "utf8"))`),
        review: () => costOfReview(path),
      };
      return { kind, count, megabytes: statSync(path).size / 2 ** 20, ...compare(subjects, quick ? 1 : 3) };
    });
    return {
      title: "A review, beside reading the plan with JSON.parse",
      results,
      rows: results.map(({ kind, count, megabytes, parse, review: ours }) => ({
        plan: kind,
        changes: count.toLocaleString("en-US"),
        size: `${megabytes.toFixed(0)} MB`,
        ...cells(ours),
        "JSON.parse": `${parse.time.value.toFixed(2)} s, ${parse.memory.value.toFixed(0)} MB`,
      })),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

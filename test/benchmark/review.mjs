// What a review of a large plan costs, beside reading the file and JSON.parse.
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { cells, compare, costOf, costOfCode } from "./processes.mjs";

const file = (path) => fileURLToPath(new URL(path, import.meta.url));

/** A plan with so many changes: the plan that replaces the connection of the quickstart, many times over, each with IDs of its own. */
function plan(count) {
  const json = JSON.parse(readFileSync(file("../plan/fixtures/quickstart-replaced.json"), "utf8"));
  const parts = json.resource_changes.map((change) => JSON.stringify(change));
  json.resource_changes = Array.from({ length: count }, (_, index) => {
    const copy = Math.floor(index / parts.length);
    const part = parts[index % parts.length].replaceAll(
      /(?<name>lake|warehouse|large-orders)/g,
      `$<name>${copy}`,
    );
    return JSON.parse(part.replaceAll(/[0-9a-f]{8}(?=-[0-9a-f]{4}-)/g, copy.toString(16).padStart(8, "0")));
  });
  return json;
}

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
    const results = [10_010, ...(quick ? [] : [65_800])].map((count) => {
      progress(`review, ${count}`);
      const path = join(folder, "plan.json");
      writeFileSync(path, JSON.stringify(plan(count)));
      const subjects = {
        parse: () =>
          costOfCode(`JSON.parse(require("node:fs").readFileSync(${JSON.stringify(path)}, "utf8"))`),
        review: () => costOfReview(path),
      };
      return { count, megabytes: statSync(path).size / 2 ** 20, ...compare(subjects, quick ? 1 : 3) };
    });
    return {
      title: "A review, beside reading the plan with JSON.parse",
      results,
      rows: results.map(({ count, megabytes, parse, review: ours }) => ({
        changes: count.toLocaleString("en-US"),
        plan: `${megabytes.toFixed(0)} MB`,
        ...cells(ours),
        "JSON.parse": `${parse.time.value.toFixed(2)} s, ${parse.memory.value.toFixed(0)} MB`,
      })),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

// What it costs to load the package, beside what it costs to load cdktf, which every app loads anyway.
//
//   npm run bench
//
// Each load is a process of its own; the two take turns, so that a busy machine slows both. Processor time, not wall
// time, is compared: it hardly depends on what else runs.
import { execFileSync } from "node:child_process";

const PAIRS = 15;
const LIMIT = 1.5;

/** Processor time in ms and peak memory in MB of a process that does `code`. */
function cost(code) {
  const report =
    "const u = process.resourceUsage(); console.log(JSON.stringify([u.userCPUTime + u.systemCPUTime, u.maxRSS]))";
  const [time, memory] = JSON.parse(
    execFileSync(process.execPath, ["-e", `${code}; ${report}`], { encoding: "utf8" }),
  );
  return { time: time / 1000, memory: memory / 1024 };
}

function median(numbers) {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
}

const subjects = {
  node: "",
  cdktf: 'require("cdktf")',
  "cdktf-polytomic": 'require("cdktf-polytomic")',
  "cdktf-polytomic, checking props": [
    'const { App, TerraformStack } = require("cdktf"); const { EventQueue } = require("cdktf-polytomic")',
    'new EventQueue(new TerraformStack(new App(), "stack"), "queue")',
  ].join(";"),
};
const names = Object.keys(subjects);
const runs = Array.from({ length: PAIRS + 1 }, () =>
  Object.fromEntries(names.map((name) => [name, cost(subjects[name])])),
);
runs.shift(); // fills the file cache

for (const figure of ["time", "memory"]) {
  const unit = figure === "time" ? "ms" : "MB";
  console.log(`\n${figure === "time" ? "Processor time" : "Peak memory"} (median of ${PAIRS})`);
  for (const name of names) {
    const value = median(runs.map((run) => run[name][figure]));
    const ratio = median(runs.map((run) => run[name][figure] / run.cdktf[figure]));
    console.log(`  ${name.padEnd(34)} ${value.toFixed(0).padStart(4)} ${unit}   ${ratio.toFixed(2)} x cdktf`);
  }
}
const ratio = (figure) => median(runs.map((run) => run["cdktf-polytomic"][figure] / run.cdktf[figure]));
const kept = ratio("time") < LIMIT && ratio("memory") < LIMIT;
console.log(`\nrequire("cdktf-polytomic") ${kept ? "stays below" : "EXCEEDS"} ${LIMIT} x require("cdktf")`);

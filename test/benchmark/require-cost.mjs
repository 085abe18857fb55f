// What it costs to load the package, beside what it costs to load cdktf, which every app loads anyway.
//
//   npm run bench
//
// Each load is a process of its own; the subjects take turns, so that a busy machine slows all of them. Processor time,
// not wall time, is compared: it hardly depends on what else runs. What Node itself costs is subtracted.
import { execFileSync } from "node:child_process";

const ROUNDS = 15;
const LIMIT = 1.5;

const constructs =
  'const { App, TerraformStack } = require("cdktf"); const { EventQueue } = require("cdktf-polytomic")';
const subjects = {
  cdktf: 'require("cdktf")',
  "one connector": 'require("cdktf-polytomic/bindings/postgresql-connection")',
  "cdktf-polytomic": 'require("cdktf-polytomic")',
  "cdktf-polytomic and a first construct": `${constructs}; new EventQueue(new TerraformStack(new App(), "s"), "q")`,
};

const report = `
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  console.log(JSON.stringify({ time: (userCPUTime + systemCPUTime) / 1000, memory: maxRSS / 1024 }));`;

/** Processor time in ms and peak memory in MB of a process that does `code`. */
const cost = (code) =>
  JSON.parse(execFileSync(process.execPath, ["-e", `${code};${report}`], { encoding: "utf8" }));

const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];

const rounds = Array.from({ length: ROUNDS + 1 }, () => {
  const node = cost("");
  const net = (code) => {
    const { time, memory } = cost(code);
    return { time: time - node.time, memory: memory - node.memory };
  };
  return Object.fromEntries(Object.entries(subjects).map(([name, code]) => [name, net(code)]));
});
rounds.shift(); // fills the file cache

const ratios = {};
for (const [figure, title, unit] of [
  ["time", "Processor time", "ms"],
  ["memory", "Peak memory", "MB"],
]) {
  console.log(`\n${title} to load, without Node itself (median of ${ROUNDS})`);
  for (const name of Object.keys(subjects)) {
    const value = median(rounds.map((round) => round[name][figure]));
    const ratio = median(rounds.map((round) => round[name][figure] / round.cdktf[figure]));
    if (name === "cdktf-polytomic") {
      ratios[figure] = ratio;
    }
    console.log(`  ${name.padEnd(38)} ${value.toFixed(0).padStart(4)} ${unit}   ${ratio.toFixed(2)} x cdktf`);
  }
}
const kept = ratios.time < LIMIT && ratios.memory < LIMIT;
console.log(`\nrequire("cdktf-polytomic") ${kept ? "stays below" : "EXCEEDS"} ${LIMIT} x require("cdktf")`);

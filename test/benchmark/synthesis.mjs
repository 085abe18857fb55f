// What synthesis costs with this library, beside the same resources written by hand.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const USAGE = `Usage: npm run bench:synthesis -- [options]

Synthesizes the same resources twice, with this library and by hand with the generated bindings, and prints processor time and peak
memory of each process, with the ratio of the two first. Each figure is the median of the rounds. The two take turns, so a busy machine
slows both.

  --quick        up to 100 integrations, one round: about a minute
  --rounds N     rounds for each row, 3 by default
  --json         prints JSON
  --help         prints this text`;

const { values } = parseArgs({
  options: {
    quick: { type: "boolean", default: false },
    rounds: { type: "string", default: "3" },
    json: { type: "boolean", default: false },
    help: { type: "boolean", short: "h", default: false },
  },
});
if (values.help) {
  console.log(USAGE);
  process.exit(0);
}
const ROUNDS = values.quick ? 1 : Number(values.rounds);
if (!Number.isInteger(ROUNDS) || ROUNDS < 1) {
  console.error(`--rounds must be a whole number, at least 1, got ${values.rounds}`);
  process.exit(2);
}

const rows = [
  ["one stack", 10],
  ["one stack", 100],
  ["one stack", 1000],
  ["one stack", 5000],
  ["100 stacks", 1000],
  ["five scopes deep", 1000],
  ["models and syncs", 1000],
].filter(([, count]) => !values.quick || count <= 100);

const program = fileURLToPath(new URL("synthesis/program.mjs", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "synthesis-"));

/** Processor time in s and peak memory in MB of the synthesis of one program. */
function cost(kind, shape, count) {
  const args = ["--max-old-space-size=8192", program, kind, shape, String(count), join(folder, "out")];
  const env = { ...process.env, WITHOUT_VERSION_CHECK: "1" };
  const printed = execFileSync(process.execPath, args, { encoding: "utf8", env });
  return JSON.parse(printed.trim().split("\n").at(-1));
}

const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];

function measure([shape, count]) {
  if (process.stderr.isTTY) {
    process.stderr.write(`${shape}, ${count} ...\n`);
  }
  const rounds = Array.from({ length: ROUNDS }, () => ({
    raw: cost("raw", shape, count),
    library: cost("library", shape, count),
  }));
  const figure = (name) => ({
    ratio: median(rounds.map(({ raw, library }) => library[name] / raw[name])),
    library: median(rounds.map(({ library }) => library[name])),
    raw: median(rounds.map(({ raw }) => raw[name])),
  });
  return { shape, count, time: figure("time"), memory: figure("memory") };
}

try {
  const results = rows.map(measure);
  if (values.json) {
    console.log(JSON.stringify({ rounds: ROUNDS, node: process.version, results }, undefined, 2));
  } else {
    console.log("| shape | count | time ratio | library | by hand | memory ratio | library | by hand |");
    console.log("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
    for (const { shape, count, time, memory } of results) {
      const seconds = (value) => `${value.toFixed(1)} s`;
      const megabytes = (value) => `${value.toFixed(0)} MB`;
      console.log(
        `| ${[
          shape,
          count.toLocaleString("en-US"),
          time.ratio.toFixed(2),
          seconds(time.library),
          seconds(time.raw),
          memory.ratio.toFixed(2),
          megabytes(memory.library),
          megabytes(memory.raw),
        ].join(" | ")} |`,
      );
    }
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

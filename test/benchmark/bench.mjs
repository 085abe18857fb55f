// The benchmarks of the package: npm run bench -- --help
import { parseArgs } from "node:util";
import { commandLine } from "./command-line.mjs";
import { loading } from "./loading.mjs";
import { review } from "./review.mjs";
import { size } from "./size.mjs";
import { synthesis } from "./synthesis.mjs";

const SECTIONS = { loading, size, "command-line": commandLine, review, synthesis };

const USAGE = `Usage: npm run bench -- [options] [SECTION...]

Measures what the package costs, beside what an app pays without it, and prints a table for each section.

  SECTION    ${Object.keys(SECTIONS).join(", ")}; all of them by default
  --quick    fewer rounds and small programs, which takes about a minute; otherwise about an hour
  --json     prints JSON
  --help     prints this text

Time is processor time in seconds unless stated otherwise, memory the peak of the process. All figures are medians. What is compared takes
turns, so a busy machine slows both. Compare ratios, not seconds.`;

function table(rows) {
  const columns = Object.keys(rows[0] ?? {});
  const widths = columns.map((name) => Math.max(name.length, ...rows.map((row) => row[name].length)));
  const line = (values) => `| ${values.map((value, index) => value.padEnd(widths[index])).join(" | ")} |`;
  const rule = line(widths.map((width) => "-".repeat(width)));
  return [line(columns), rule, ...rows.map((row) => line(Object.values(row)))].join("\n");
}

function main() {
  const { values, positionals } = parseArgs({
    options: { quick: { type: "boolean" }, json: { type: "boolean" }, help: { type: "boolean", short: "h" } },
    allowPositionals: true,
  });
  const unknown = positionals.filter((name) => !Object.hasOwn(SECTIONS, name));
  if (values.help || unknown.length > 0) {
    console.log(unknown.length > 0 ? `There is no section ${unknown.join(", ")}.\n\n${USAGE}` : USAGE);
    return unknown.length > 0 ? 2 : 0;
  }
  const progress = (what) => process.stderr.isTTY && process.stderr.write(`${what} ...\n`);
  const names = positionals.length > 0 ? positionals : Object.keys(SECTIONS);
  const all = names.map((name) => {
    const section = SECTIONS[name]({ quick: values.quick === true, progress });
    if (!values.json) {
      console.log(`\n${section.title}\n\n${table(section.rows)}`);
    }
    return [name, section.results];
  });
  if (values.json) {
    console.log(JSON.stringify({ node: process.version, ...Object.fromEntries(all) }, undefined, 2));
  }
  return 0;
}

process.exitCode = main();

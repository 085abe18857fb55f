// Measures processes: processor time, because it hardly depends on what else runs, and peak memory.
import { execFileSync } from "node:child_process";

const REPORT = `
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  console.log(JSON.stringify({ time: (userCPUTime + systemCPUTime) / 1e6, memory: maxRSS / 1024 }));`;

/** Processor time in s and peak memory in MB of a process of Node that runs `code`. */
export const costOfCode = (code, options) => costOf(["-e", `${code};${REPORT}`], options);

/** The same of a program that prints its cost in the last line. */
export const costOf = (args, options) =>
  JSON.parse(
    execFileSync(process.execPath, args, { encoding: "utf8", ...options })
      .trim()
      .split("\n")
      .at(-1),
  );

export const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];

/**
 * The medians of several subjects that take turns, so that a busy machine slows all of them.
 *
 * @param subjects functions that measure, by name; the ratios are to the first
 */
export function compare(subjects, rounds) {
  const costs = Array.from({ length: rounds }, () =>
    Object.fromEntries(Object.entries(subjects).map(([name, measure]) => [name, measure()])),
  );
  const [baseline] = Object.keys(subjects);
  const figuresOf = (name) =>
    Object.fromEntries(
      ["time", "memory"].map((figure) => [
        figure,
        {
          value: median(costs.map((round) => round[name][figure])),
          ratio: median(costs.map((round) => round[name][figure] / round[baseline][figure])),
        },
      ]),
    );
  return Object.fromEntries(Object.keys(subjects).map((name) => [name, figuresOf(name)]));
}

/** The cells of a table, ratios first. */
export const cells = ({ time, memory }) => ({
  "time ratio": time.ratio.toFixed(2),
  time: `${time.value.toFixed(2)} s`,
  "memory ratio": memory.ratio.toFixed(2),
  memory: `${memory.value.toFixed(0)} MB`,
});

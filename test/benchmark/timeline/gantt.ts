/** The timeline of an apply or destroy as text. */
import { criticalPath, type Dependencies } from "./critical-path";
import type { Span, Times } from "./events";

/** A resource on a timeline, with times in seconds since the first start. */
export interface Bar extends Span {
  readonly seconds: number;
  readonly critical: boolean;
}

/** What {@link measure} computes. */
export interface Timeline {
  /** From the start of the command to the first start: the plan, and the start of the providers. In seconds. */
  readonly before: number;
  /** From the first start to the last completion, in seconds. */
  readonly total: number;
  /** The resource that took longest. No order of the resources is faster. */
  readonly longest: { readonly address: string; readonly seconds: number };
  /** The addresses of the critical path, in order. */
  readonly criticalPath: readonly string[];
  readonly resources: readonly Bar[];
}

/** Computes total, longest resource and critical path. */
export function measure({ before, spans }: Times, dependencies: Dependencies): Timeline {
  const path = criticalPath(spans, dependencies);
  const resources = spans.map((span) => ({
    ...span,
    seconds: rounded(span.end - span.start),
    critical: path.includes(span),
  }));
  const longest = resources.reduce((one, other) => (other.seconds > one.seconds ? other : one));
  return {
    before,
    total: Math.max(...resources.map(({ end }) => end)),
    longest: { address: longest.address, seconds: longest.seconds },
    criticalPath: path.map(({ address }) => address),
    resources,
  };
}

const BAR = 40;

/**
 * Renders a line for each resource: name, bar, seconds. The bars of the critical path are `#`, the others `-`.
 *
 * @param nameOf the name of the resource with an address
 */
export function gantt(timeline: Timeline, nameOf: (address: string) => string): string {
  const { before, total, longest, criticalPath: path, resources } = timeline;
  const width = Math.max(...resources.map(({ address }) => nameOf(address).length));
  const lines = resources.map(({ address, start, end, seconds, critical }) => {
    const from = Math.min(BAR - 1, Math.round((start / total) * BAR));
    const length = Math.max(1, Math.round((end / total) * BAR) - from);
    const bar = " ".repeat(from) + (critical ? "#" : "-").repeat(length);
    return `${nameOf(address).padEnd(width)}  |${bar.padEnd(BAR)}| ${inSeconds(seconds)}`;
  });
  return [
    ...lines,
    "",
    `Total            ${inSeconds(total)}  after ${before.toFixed(1)} s of planning`,
    `Longest resource ${inSeconds(longest.seconds)}  ${nameOf(longest.address)}`,
    `All else         ${inSeconds(total - longest.seconds)}`,
    `Critical path    ${path.map(nameOf).join("\n               > ")}`,
  ].join("\n");
}

const inSeconds = (seconds: number): string => `${seconds.toFixed(1).padStart(6)} s`;

const rounded = (seconds: number): number => Math.round(seconds * 1000) / 1000;

/** The times of each resource, from the output of `terraform apply -json` or `terraform destroy -json`. */
import { z } from "zod";

/** When Terraform started and completed an action on a resource, in seconds since the first start. */
export interface Span {
  readonly address: string;
  readonly action: string;
  readonly start: number;
  readonly end: number;
}

/** The times of a command. */
export interface Times {
  /** From the start of the command to the first start: the plan, and the start of the providers. In seconds. */
  readonly before: number;
  /** In order of their start. */
  readonly spans: readonly Span[];
}

const event = z.object({ type: z.string(), "@timestamp": z.string() });
const summary = z.object({ changes: z.object({ operation: z.string() }) });
const action = z.object({ hook: z.object({ action: z.string(), resource: z.object({ addr: z.string() }) }) });

/**
 * Reads the times. Terraform's own `elapsed_seconds` has no fractions, so the timestamps are used.
 *
 * @param output a JSON object per line
 */
export function readTimes(output: string): Times {
  const events = output
    .split("\n")
    .filter((line) => line.startsWith("{"))
    .map((line) => JSON.parse(line) as unknown)
    .map((json) => ({ json, ...event.parse(json) }))
    .map(({ json, type, "@timestamp": timestamp }) => ({ json, type, time: secondsOf(timestamp) }));
  const planned = events.findIndex(
    ({ type, json }) => type === "change_summary" && summary.parse(json).changes.operation === "plan",
  );
  const started = new Map<string, number>();
  const spans: Span[] = [];
  // Without the data sources, which Terraform reads while it plans.
  for (const { type, json, time } of events.slice(planned + 1)) {
    if (type !== "apply_start" && type !== "apply_complete") {
      continue;
    }
    const { hook } = action.parse(json);
    const key = `${hook.action} ${hook.resource.addr}`;
    const start = started.get(key);
    if (type === "apply_start") {
      started.set(key, time);
    } else if (start !== undefined) {
      spans.push({ address: hook.resource.addr, action: hook.action, start, end: time });
    }
  }
  const [first] = events;
  if (first === undefined || planned < 0 || spans.length === 0) {
    throw new Error("the output has no applied plan; run terraform with -json, and without a saved plan");
  }
  const zero = Math.min(...spans.map(({ start }) => start));
  return {
    before: rounded(zero - first.time),
    spans: spans
      .map((span) => ({ ...span, start: rounded(span.start - zero), end: rounded(span.end - zero) }))
      .sort((one, other) => one.start - other.start || one.end - other.end),
  };
}

const rounded = (seconds: number): number => Math.round(seconds * 1000) / 1000;

/** With the microseconds that `Date` drops. */
function secondsOf(timestamp: string): number {
  const fraction = /\.(\d+)/.exec(timestamp)?.[1] ?? "0";
  return Math.floor(Date.parse(timestamp) / 1000) + Number(`0.${fraction}`);
}

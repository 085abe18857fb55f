/** The timeline of an apply, from a recorded form of Terraform's event stream. */
import { criticalPath, readDependencies, reversed } from "./timeline/critical-path";
import { readTimes } from "./timeline/events";
import { gantt, measure } from "./timeline/gantt";

const at = (seconds: number) => new Date(Date.UTC(2026, 0, 31, 12) + seconds * 1000).toISOString();
const line = (seconds: number, type: string, rest: object = {}) =>
  JSON.stringify({ "@level": "info", "@timestamp": at(seconds), type, ...rest });
const hook = (addr: string, action: string) => ({ hook: { resource: { addr }, action } });
const change = (addr: string, from: number, to: number, action = "create") => [
  line(from, "apply_start", hook(addr, action)),
  line(from + 1, "apply_progress", hook(addr, action)),
  line(to, "apply_complete", hook(addr, action)),
];

const output = [
  line(0, "version", { terraform: "1.11.4" }),
  ...change("data.aws_region.here", 1, 1.5, "read"),
  line(4, "change_summary", { changes: { add: 4, operation: "plan" } }),
  ...change("aws_sqs_queue.events", 5.25, 55.25),
  ...change("aws_s3_bucket.lake", 5, 6),
  ...change("aws_s3_bucket_lifecycle_configuration.lake", 6.5, 61.5),
  ...change("aws_s3_bucket_notification.lake", 61.5, 62),
  line(63, "change_summary", { changes: { add: 4, operation: "apply" } }),
].join("\n");

const state = JSON.stringify({
  values: {
    root_module: {
      resources: [
        { address: "aws_s3_bucket.lake" },
        { address: "aws_sqs_queue.events" },
        { address: "aws_s3_bucket_lifecycle_configuration.lake", depends_on: ["aws_s3_bucket.lake"] },
        {
          address: "aws_s3_bucket_notification.lake",
          depends_on: [
            "aws_s3_bucket.lake",
            "aws_s3_bucket_lifecycle_configuration.lake",
            "aws_sqs_queue.events",
          ],
        },
      ],
    },
  },
});

const short = (address: string) => address.replace(/^aws_/, "");

test("reads when each resource started and completed, without the data sources of the plan", () => {
  expect(readTimes(output)).toEqual({
    before: 5,
    spans: [
      { address: "aws_s3_bucket.lake", action: "create", start: 0, end: 1 },
      { address: "aws_sqs_queue.events", action: "create", start: 0.25, end: 50.25 },
      { address: "aws_s3_bucket_lifecycle_configuration.lake", action: "create", start: 1.5, end: 56.5 },
      { address: "aws_s3_bucket_notification.lake", action: "create", start: 56.5, end: 57 },
    ],
  });
});

test("rejects output without a plan", () => {
  expect(() => readTimes(line(0, "version"))).toThrow("run terraform with -json");
});

test("finds the chain that determines the total", () => {
  const { spans } = readTimes(output);
  expect(criticalPath(spans, readDependencies(state)).map(({ address }) => short(address))).toEqual([
    "s3_bucket.lake",
    "s3_bucket_lifecycle_configuration.lake",
    "s3_bucket_notification.lake",
  ]);
});

test("a destroy waits in the opposite direction", () => {
  const dependencies = reversed(readDependencies(state));
  expect(dependencies.get("aws_s3_bucket.lake")).toEqual([
    "aws_s3_bucket_lifecycle_configuration.lake",
    "aws_s3_bucket_notification.lake",
  ]);
  expect(dependencies.get("aws_s3_bucket_notification.lake")).toEqual([]);
});

test("draws a line for each resource", () => {
  expect(gantt(measure(readTimes(output), readDependencies(state)), short)).toBe(
    `
s3_bucket.lake                          |#                                       |    1.0 s
sqs_queue.events                        |-----------------------------------     |   50.0 s
s3_bucket_lifecycle_configuration.lake  | #######################################|   55.0 s
s3_bucket_notification.lake             |                                       #|    0.5 s

Total              57.0 s  after 5.0 s of planning
Longest resource   55.0 s  s3_bucket_lifecycle_configuration.lake
All else            2.0 s
Critical path    s3_bucket.lake
               > s3_bucket_lifecycle_configuration.lake
               > s3_bucket_notification.lake
`.trim(),
  );
});

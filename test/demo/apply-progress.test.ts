import { ApplyProgress, readProgress } from "../../demo/apply-progress";

test.each([
  ["aws_sqs_queue.events: Creating...", { address: "aws_sqs_queue.events" }],
  ["aws_iam_role.lake: Modifying... [id=lake]", { address: "aws_iam_role.lake" }],
  ["aws_s3_bucket.lake: Destroying... [id=lake]", { address: "aws_s3_bucket.lake" }],
  [
    "aws_sqs_queue.events: Creation complete after 25s [id=http://127.0.0.1/events]",
    { address: "aws_sqs_queue.events", took: "25s" },
  ],
  ["aws_s3_bucket.lake: Destruction complete after 1m5s", { address: "aws_s3_bucket.lake", took: "1m5s" }],
])("%s", (line, progress) => {
  expect(readProgress(line)).toEqual(progress);
});

test.each([
  "aws_sqs_queue.events: Still creating... [10s elapsed]",
  "aws_sqs_queue.events: Refreshing state... [id=http://127.0.0.1/events]",
  "Apply complete! Resources: 1 added, 0 changed, 0 destroyed.",
])("no resource starts or finishes: %s", (line) => {
  expect(readProgress(line)).toBeUndefined();
});

test("the resources in progress are those that started and did not finish", () => {
  const calls: unknown[] = [];
  const progress = new ApplyProgress({
    done: (address, took) => calls.push(`${address} ${took}`),
    waiting: (addresses) => calls.push(addresses),
  });
  progress.read("a.one: Creating...");
  progress.read("a.two: Creating...");
  progress.read("a.one: Creation complete after 3s [id=1]");
  expect(calls).toEqual([["a.one"], ["a.one", "a.two"], "a.one 3s", ["a.two"]]);
});

/** Notification filters with all kinds of characters: applied, without changes in the second plan, and effective. */
import { PutObjectCommand } from "@aws-sdk/client-s3";
import { ReceiveMessageCommand } from "@aws-sdk/client-sqs";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { TerraformLocal } from "cdktf";
import { DataBucket, EventQueue } from "../../constructs";
import { s3Client, sqsClient } from "../support/aws/clients";
import { Bench } from "../support/bench";
import type { Workspace } from "../../lib/testing/apply/workspace";

jest.setTimeout(600_000);

const ACCOUNT = "123456789012";

let bench: Bench;
let workspace: Workspace;
beforeAll(async () => {
  bench = await Bench.start();
  workspace = await bench.workspace("event-filters");
  workspace.synth((stack) => {
    new AwsProvider(stack, "aws", { region: "us-east-1" });
    const bucket = new DataBucket(stack, "lake", { name: "acme-lake" });
    const queue = new EventQueue(stack, "events", { queueName: "events" });
    bucket.sendEventsTo(queue, { prefix: "dt=2026 01/", suffix: "ä+&.csv" });
    const folder = new TerraformLocal(stack, "folder", "x=(1)~'y' *");
    bucket.sendEventsTo(queue, { prefix: `${folder.asString}/` });
  });
  await workspace.init();
  await workspace.apply();
});
afterAll(() => bench?.stop());

test("objects whose keys match a filter send events, also if only Terraform knows the filter", async () => {
  const s3 = s3Client(bench.aws.endpoint);
  const sqs = sqsClient(bench.aws.endpoint);
  const QueueUrl = `${bench.aws.endpoint}/${ACCOUNT}/events`;
  for (const Key of [
    "dt=2026 01/ä+&.csv",
    "dt=2026 01/ä &.csv",
    "dt=2026+01/ä+&.csv",
    "x=(1)~'y' */a",
    "x=(1)~'y'/a",
  ]) {
    await s3.send(new PutObjectCommand({ Bucket: "acme-lake", Key, Body: "id\n1\n" }));
  }
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 1 }),
  );
  const keys = Messages.flatMap(
    ({ Body = "" }) =>
      (JSON.parse(Body) as { Records?: { s3: { object: { key: string } } }[] }).Records ?? [],
  ).map((record) => record.s3.object.key);
  expect(keys.sort()).toEqual(["dt%3D2026+01/%C3%A4%2B%26.csv", "x%3D%281%29%7E%27y%27+*/a"]);
});

test("the second plan is empty", async () => {
  expect((await workspace.plan()).text).toContain("No changes");
});

import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import {
  CreateBucketCommand,
  PutBucketNotificationConfigurationCommand,
  PutObjectCommand,
  type S3Client,
} from "@aws-sdk/client-s3";
import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SetQueueAttributesCommand,
  type SQSClient,
} from "@aws-sdk/client-sqs";
import { s3Client, sqsClient } from "../support/aws/clients";
import type { MotoServer } from "../../lib/testing/apply/moto-server";
import { startMoto } from "../support/aws/moto";
import { isRunning } from "../support/lock";

jest.setTimeout(600_000);

let aws: MotoServer;
let s3: S3Client;
let sqs: SQSClient;
beforeAll(async () => {
  aws = await startMoto();
  s3 = s3Client(aws.endpoint);
  sqs = sqsClient(aws.endpoint);
});
beforeEach(() => aws.reset());
afterAll(async () => {
  s3.destroy();
  sqs.destroy();
  await aws.stop();
});

async function createQueue(name: string, attributes: Record<string, string> = {}): Promise<string> {
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: name, Attributes: attributes }));
  return QueueUrl ?? "";
}

async function attributesOf(queue: string): Promise<Record<string, string>> {
  const answer = await sqs.send(new GetQueueAttributesCommand({ QueueUrl: queue, AttributeNames: ["All"] }));
  return answer.Attributes ?? {};
}

const nothing = {
  buckets: [],
  queues: [],
  topics: [],
  roles: [],
  policies: [],
  keys: [],
  aliases: [],
  alarms: [],
};

test("the inventory lists what exists, and a reset empties the account", async () => {
  expect(await aws.inventory()).toEqual(nothing);
  await s3.send(new CreateBucketCommand({ Bucket: "lake" }));
  await createQueue("events");
  const queues = ["arn:aws:sqs:us-east-1:123456789012:events"];
  expect(await aws.inventory()).toEqual({ ...nothing, buckets: ["lake"], queues });
  await aws.reset();
  expect(await aws.inventory()).toEqual(nothing);
});

test("a queue keeps its redrive settings as they were written", async () => {
  const deadLetters = "arn:aws:sqs:us-east-1:123456789012:dead-letters";
  const redriveAllow = `{"redrivePermission":"byQueue","sourceQueueArns":["arn:aws:sqs:us-east-1:123456789012:events"]}`;
  const redrive = `{"deadLetterTargetArn":"${deadLetters}","maxReceiveCount":5}`;
  const deadLetterQueue = await createQueue("dead-letters", { RedriveAllowPolicy: redriveAllow });
  const queue = await createQueue("events", { RedrivePolicy: redrive });
  expect(await attributesOf(deadLetterQueue)).toMatchObject({ RedriveAllowPolicy: redriveAllow });
  expect(await attributesOf(queue)).toMatchObject({ RedrivePolicy: redrive });
});

test("an empty redrive allow policy removes it", async () => {
  const queue = await createQueue("dead-letters", { RedriveAllowPolicy: `{"redrivePermission":"denyAll"}` });
  expect(await attributesOf(queue)).toHaveProperty("RedriveAllowPolicy");
  await sqs.send(new SetQueueAttributesCommand({ QueueUrl: queue, Attributes: { RedriveAllowPolicy: "" } }));
  expect(await attributesOf(queue)).not.toHaveProperty("RedriveAllowPolicy");
});

test("a queue keeps its policy when another attribute is set", async () => {
  const statement = {
    Effect: "Allow",
    Principal: { Service: "s3.amazonaws.com" },
    Action: "sqs:SendMessage",
    Resource: "*",
  };
  const policy = { Version: "2012-10-17", Statement: [statement] };
  const queue = await createQueue("events", { Policy: JSON.stringify(policy) });
  await sqs.send(new SetQueueAttributesCommand({ QueueUrl: queue, Attributes: { VisibilityTimeout: "60" } }));
  const { Policy, VisibilityTimeout } = await attributesOf(queue);
  expect(JSON.parse(Policy ?? "{}")).toEqual(policy);
  expect(VisibilityTimeout).toBe("60");
});

test("an object put into a bucket arrives on the queue as an event", async () => {
  const queue = await createQueue("events");
  await s3.send(new CreateBucketCommand({ Bucket: "lake" }));
  const rule = {
    QueueArn: "arn:aws:sqs:us-east-1:123456789012:events",
    Events: ["s3:ObjectCreated:*" as const],
  };
  await s3.send(
    new PutBucketNotificationConfigurationCommand({
      Bucket: "lake",
      NotificationConfiguration: { QueueConfigurations: [rule] },
    }),
  );
  await s3.send(new PutObjectCommand({ Bucket: "lake", Key: "orders.csv", Body: "id\n1\n" }));
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({ QueueUrl: queue, MaxNumberOfMessages: 10 }),
  );
  expect(Messages.map(({ Body }) => Body).join()).toContain(`"key": "orders.csv"`);
});

test("a filter is compared with the URL-encoded key", async () => {
  const queue = await createQueue("events");
  await s3.send(new CreateBucketCommand({ Bucket: "lake" }));
  const rule = (Id: string, Value: string) => ({
    Id,
    QueueArn: "arn:aws:sqs:us-east-1:123456789012:events",
    Events: ["s3:ObjectCreated:*" as const],
    Filter: { Key: { FilterRules: [{ Name: "prefix" as const, Value }] } },
  });
  await s3.send(
    new PutBucketNotificationConfigurationCommand({
      Bucket: "lake",
      NotificationConfiguration: {
        QueueConfigurations: [rule("raw", "a=1/"), rule("encoded", "b%3D1+2/")],
      },
    }),
  );
  for (const Key of ["a=1/x.csv", "b=1 2/x.csv"]) {
    await s3.send(new PutObjectCommand({ Bucket: "lake", Key, Body: "id\n1\n" }));
  }
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({ QueueUrl: queue, MaxNumberOfMessages: 10 }),
  );
  const keys = Messages.flatMap(({ Body = "" }) => /"key": "[^"]*"/.exec(Body) ?? []);
  expect(keys).toEqual(['"key": "b%3D1+2/x.csv"']);
});

test("a call to a stopped server fails instead of hanging", async () => {
  const other = await startMoto();
  await other.stop();
  await other.stop();
  await expect(other.inventory()).rejects.toThrow("the AWS emulator ended unexpectedly");
});

test("no server outlives a parent that was killed", async () => {
  const program = `require("./test/support/aws/moto").startMoto().then(({ pid }) => console.log(pid))`;
  const parent = spawn(process.execPath, ["--require", "tsx/cjs", "-e", program], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [line] = await once(createInterface(parent.stdout), "line");
  const server = Number(line);
  expect(isRunning(server)).toBe(true);
  parent.kill("SIGKILL");
  const deadline = Date.now() + 5_000;
  while (isRunning(server) && Date.now() < deadline) {
    await sleep(50);
  }
  expect(isRunning(server)).toBe(false);
});

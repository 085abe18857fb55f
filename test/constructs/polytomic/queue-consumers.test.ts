import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import type { App, TerraformStack } from "cdktf";
import { Lazy, Testing, TerraformVariable } from "cdktf";
import { DataBucket, EventQueue, PolytomicRole, S3Connection, S3Integration } from "../../../constructs";
import { S3Connection as Binding } from "../../../lib/bindings/s3-connection";
import { synthesisError } from "../../support/problems";
import { newStack, synthesized } from "../synth";
import type { IEventQueue } from "../../../constructs/aws/interfaces";

const ROLE = "arn:aws:iam::111122223333:role/polytomic";
const ARN = "arn:aws:sqs:us-east-1:111122223333:events";

const connect = (stack: TerraformStack, id: string, queue: IEventQueue): S3Connection =>
  new S3Connection(stack, id, {
    name: id,
    bucket: "acme-lake",
    region: "us-east-1",
    auth: { mode: "iam_role", role: PolytomicRole.fromRoleArn(stack, `${id}-role`, ROLE) },
    events: { queue },
  });

const bind = (stack: TerraformStack, id: string, configuration: object): Binding =>
  new Binding(stack, id, {
    name: id,
    configuration: {
      authMode: "iam_role",
      iamRoleArn: ROLE,
      s3BucketName: "acme-lake",
      s3BucketRegion: "us-east-1",
      ...configuration,
    },
  });

const integrate = (stack: TerraformStack, id: string, queue: IEventQueue | { readonly existing: string }) =>
  new S3Integration(stack, id, { name: id, bucket: { name: `acme-${id}` }, events: { queue } });

/** Two stacks of one app. */
function stacks(): readonly [TerraformStack, TerraformStack] {
  const app = Testing.app();
  return [newStack("one-stack", app), newStack("other-stack", app)];
}

describe("rejects two connections on one queue, which would each receive only some of the events", () => {
  const rejected = (other: string) =>
    new RegExp(
      `events\\.queue +is also the queue of ${other}: SQS delivers each message to only one reader, .*` +
        "Give each connection its own queue, or use one connection for both",
    );

  test("by one construct of a new queue", () => {
    const stack = newStack();
    const queue = new EventQueue(stack, "queue");
    connect(stack, "one", queue);
    expect(() => connect(stack, "two", queue)).toThrow(rejected("stack/one"));
    expect(() => connect(stack, "three", queue)).toThrow("Invalid props for three (S3Connection)");
  });

  test("by an integration and a connection", () => {
    const stack = newStack();
    const lake = integrate(stack, "one", new EventQueue(stack, "queue"));
    expect(() => connect(stack, "two", lake.queue!)).toThrow(rejected("stack/one/connection"));
  });

  test("by two integrations on folders of one bucket", () => {
    const stack = newStack();
    const bucket = new DataBucket(stack, "bucket", { name: "acme-lake" });
    const queue = new EventQueue(stack, "queue");
    new S3Integration(stack, "one", { name: "One", bucket, folder: "one", events: { queue } });
    expect(
      () => new S3Integration(stack, "two", { name: "Two", bucket, folder: "two", events: { queue } }),
    ).toThrow(rejected("stack/one/connection"));
  });

  test("by an ARN that two constructs name", () => {
    const stack = newStack();
    connect(stack, "one", EventQueue.fromQueueArn(stack, "queue", ARN));
    expect(() => integrate(stack, "two", { existing: ARN })).toThrow(rejected("stack/one"));
  });

  test("in two stacks of one app", () => {
    const [one, other] = stacks();
    const queue = new EventQueue(one, "queue");
    connect(one, "lake", queue);
    expect(() => connect(other, "lake", queue)).toThrow(rejected("one-stack/lake"));
    connect(one, "archive", EventQueue.fromQueueArn(one, "existing", ARN));
    expect(() => connect(other, "archive", EventQueue.fromQueueArn(other, "existing", ARN))).toThrow(
      rejected("one-stack/archive"),
    );
  });
});

describe("a queue that is known only at synthesis has one reader", () => {
  const SHARED =
    /\[(\S+)\] configuration\.event_queue_arn is also the queue of (\S+): .*\[CDKTF_POLYTOMIC_SHARED_QUEUE\]/;
  const pathsInError = (build: (stack: TerraformStack) => unknown): readonly string[] => {
    const stack = newStack();
    build(stack);
    const message = synthesisError(stack);
    return message === "" ? [] : (SHARED.exec(message)?.slice(1) ?? [message]);
  };

  test.each<[string, (stack: TerraformStack) => unknown]>([
    [
      "a binding and a construct",
      (stack) => {
        const queue = new EventQueue(stack, "queue");
        connect(stack, "one", queue);
        return bind(stack, "two", { eventQueueArn: queue.queueArn });
      },
    ],
    [
      "two bindings",
      (stack) => [
        bind(stack, "one", { eventQueueArn: ARN, enableEventNotifications: true }),
        bind(stack, "two", { eventQueueArn: ARN }),
      ],
    ],
    [
      "two references to one resource",
      (stack) => {
        const queue = new SqsQueue(stack, "queue", {});
        connect(stack, "one", EventQueue.fromQueueArn(stack, "a", queue.arn));
        return connect(stack, "two", EventQueue.fromQueueArn(stack, "b", queue.arn));
      },
    ],
    [
      "one variable",
      (stack) => {
        const arn = new TerraformVariable(stack, "arn", { type: "string" });
        connect(stack, "one", EventQueue.fromQueueArn(stack, "a", arn.stringValue));
        return bind(stack, "two", { eventQueueArn: arn.stringValue });
      },
    ],
    [
      "a lazy value",
      (stack) => {
        connect(stack, "one", EventQueue.fromQueueArn(stack, "a", ARN));
        return bind(stack, "two", { eventQueueArn: Lazy.stringValue({ produce: () => ARN }) });
      },
    ],
    [
      "an override",
      (stack) => {
        connect(stack, "one", EventQueue.fromQueueArn(stack, "a", ARN));
        bind(stack, "two", {}).addOverride("configuration.event_queue_arn", ARN);
      },
    ],
  ])("rejects %s", (_, build) => {
    const [at, other] = pathsInError(build);
    expect(at).toMatch(/^stack\/two/);
    expect(other).toBe("stack/one");
  });

  test("rejects a binding in another stack of the app", () => {
    const [one, other] = stacks();
    const queue = new EventQueue(one, "queue");
    connect(one, "lake", queue);
    bind(other, "copy", { eventQueueArn: queue.queueArn });
    expect(() => (one.node.root as App).synth()).toThrow(SHARED);
  });

  test.each<[string, (stack: TerraformStack) => unknown]>([
    [
      "different queues",
      (stack) => {
        connect(stack, "one", new EventQueue(stack, "a"));
        connect(stack, "two", new EventQueue(stack, "b"));
        return bind(stack, "three", { eventQueueArn: ARN });
      },
    ],
    [
      "no queue",
      (stack) =>
        ["one", "two", "three"].map((id) =>
          bind(stack, id, { eventQueueArn: id === "one" ? "" : undefined }),
        ),
    ],
    [
      "one that reads it, and one with events off",
      (stack) => {
        connect(stack, "one", EventQueue.fromQueueArn(stack, "a", ARN));
        return bind(stack, "two", { eventQueueArn: ARN, enableEventNotifications: false });
      },
    ],
  ])("accepts connections with %s", (_, build) => {
    expect(pathsInError(build)).toEqual([]);
  });

  test("is checked again by each synthesis", () => {
    const stack = newStack();
    bind(stack, "one", { eventQueueArn: ARN });
    const two = bind(stack, "two", { eventQueueArn: ARN });
    expect(() => synthesized(stack)).toThrow(SHARED);
    two.configuration.resetEventQueueArn();
    synthesized(stack);
    synthesized(stack);
  });
});

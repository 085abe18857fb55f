/** The order in the code causes no change in the plan where AWS ignores it: with the real AWS provider. */
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import type { TerraformStack } from "cdktf";
import { DataBucket, EncryptionKey, EventQueue, PolytomicRole } from "../../constructs";
import { Bench } from "../support/bench";
import type { Workspace } from "../../lib/testing/apply/workspace";

jest.setTimeout(600_000);

let bench: Bench;
let workspace: Workspace;

type Order = <T>(values: readonly T[]) => T[];

/** Two buckets on one queue, with a role and every list, in one order. */
function program(order: Order): void {
  workspace.synth((stack: TerraformStack) => {
    new AwsProvider(stack, "aws", { region: "us-east-1" });
    const encryptionKey = new EncryptionKey(stack, "key", { onRemoval: "delete" });
    const queue = new EventQueue(stack, "events", { encryptionKey });
    const others = new EventQueue(stack, "others");
    const externalIds = order(["known-1", "known-2"]);
    const role = new PolytomicRole(stack, "role", { externalIds });
    const deny = (action: string) =>
      ({ Effect: "Deny", Principal: "*", Action: action, Resource: "arn:aws:s3:::acme-a/*" }) as const;
    const buckets = ["acme-a", "acme-b"].map(
      (name) =>
        new DataBucket(stack, name, {
          name,
          encryptionKey,
          onRemoval: "delete-with-objects",
          lifecycleRules: order(["x", "y"]).map((id) => ({
            id,
            status: "Enabled",
            filter: [{ prefix: `${id}/` }],
            expiration: [{ days: 30 }],
          })),
          ...(name === "acme-a" && {
            policyStatements: order([deny("s3:PutObjectAcl"), deny("s3:DeleteObjectVersion")]),
          }),
        }),
    );
    for (const step of order(
      buckets.flatMap((bucket) =>
        ["in", "out"].flatMap((folder) => [
          () => bucket.grant(role, "read", folder),
          () => bucket.sendEventsTo(queue, { prefix: `${folder}/queue/` }),
          () => bucket.sendEventsTo(others, { prefix: `${folder}/others/` }),
        ]),
      ),
    )) {
      step();
    }
    queue.grantConsume(role);
  });
}

beforeAll(async () => {
  bench = await Bench.start();
  workspace = await bench.workspace("program-order");
  program((values) => [...values]);
  await workspace.init();
  await workspace.apply();
});
afterAll(() => bench.stop());

test("the next plan is empty, in the order of the code and in the opposite one", async () => {
  expect((await workspace.plan()).text).toContain("No changes");
  program((values) => values.toReversed());
  expect((await workspace.plan()).text).toContain("No changes");
});

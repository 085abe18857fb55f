/**
 * An integration with every combination of new and existing parts. All are applied at once, and the existing resources are
 * compared byte for byte before and after.
 */
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { TerraformOutput } from "cdktf";
import { PolytomicProvider, S3Integration, type S3IntegrationProps } from "../../constructs";
import { bucketArn } from "../../lib/aws/arns";
import {
  allowedTo,
  eventDelivery,
  keyForDelivery,
  keyUse,
  objectAccess,
  queueConsumption,
} from "../../lib/iam/statements";
import type { PolicyStatement } from "../../lib/iam/policy-document";
import { type Clients, clientsOf } from "../support/aws/clients";
import { makeExisting, makeSurroundings } from "../support/aws/existing-things";
import type { Inventory } from "../../lib/testing/apply/moto-server";
import { type Part, snapshotOf } from "../support/aws/snapshot";
import { Bench } from "../support/bench";
import type { Plan, State } from "../../lib/testing/apply/plan";
import type { Workspace } from "../../lib/testing/apply/workspace";

jest.setTimeout(600_000);

const ACCOUNT = "123456789012";
const PLACE = { partition: "aws", region: "us-east-1", dnsSuffix: "amazonaws.com" };
const PARTS: readonly Part[] = ["bucket", "queue", "role", "key"];

/** The resources that terraform must create for a part that does not exist. */
const OWNED: Readonly<Record<Part, readonly string[]>> = {
  bucket: [
    "aws_s3_bucket",
    "aws_s3_bucket_lifecycle_configuration",
    "aws_s3_bucket_notification",
    "aws_s3_bucket_ownership_controls",
    "aws_s3_bucket_policy",
    "aws_s3_bucket_public_access_block",
    "aws_s3_bucket_server_side_encryption_configuration",
    "aws_s3_bucket_versioning",
  ],
  queue: ["aws_sqs_queue", "aws_sqs_queue"],
  role: ["aws_iam_role", "aws_iam_role_policy", "aws_iam_role_policy"],
  key: ["aws_kms_key"],
};

/** An integration, and its existing parts. */
interface Combination {
  readonly id: string;
  readonly existing: readonly Part[];
  readonly manageNotifications?: true;
}

const COMBINATIONS: readonly Combination[] = PARTS.reduce<readonly (readonly Part[])[]>(
  (sets, part) => [...sets, ...sets.map((set) => [...set, part])],
  [[]],
).map((existing) => ({ id: `existing-${existing.join("-") || "nothing"}`, existing }));

/** The only change that an integration can make to existing resources, on request. */
const MANAGED: Combination = { id: "managed-notifications", existing: ["bucket"], manageNotifications: true };

const ALL = [...COMBINATIONS, MANAGED];

/** A value for each existing part, by integration. */
type OfExisting = Readonly<Record<string, Partial<Record<Part, string>>>>;

let bench: Bench;
let clients: Clients;
let workspace: Workspace;
/** Names of buckets, and ARNs of other resources. */
let things: OfExisting;
let untouched: OfExisting;
let inventory: Inventory;

beforeAll(async () => {
  bench = await Bench.start();
  clients = clientsOf(bench.aws.endpoint);
  const surroundings = await makeSurroundings(clients);
  things = await ofExisting((part, { id }) => makeExisting[part](clients, nameOf(part, id), surroundings));
  untouched = await snapshots();
  inventory = await bench.aws.inventory();

  // The AWS provider spends minutes waiting, so high parallelism is free.
  const env = { TF_CLI_ARGS_apply: "-parallelism=60", TF_CLI_ARGS_destroy: "-parallelism=60" };
  workspace = await bench.workspace("combinations", { env });
  workspace.synth((stack) => {
    new AwsProvider(stack, "aws", { region: PLACE.region });
    new PolytomicProvider(stack, "polytomic");
    for (const combination of ALL) {
      const integration = new S3Integration(stack, combination.id, propsOf(combination));
      new TerraformOutput(stack, `required-${combination.id}`, { value: integration.required });
    }
  });
  await workspace.init();
});
afterAll(() => bench.stop());

async function ofExisting(
  make: (part: Part, combination: Combination) => Promise<string>,
): Promise<OfExisting> {
  const all: Record<string, Partial<Record<Part, string>>> = {};
  for (const combination of ALL) {
    const ofOne: Partial<Record<Part, string>> = {};
    for (const part of combination.existing) {
      ofOne[part] = await make(part, combination);
    }
    all[combination.id] = ofOne;
  }
  return all;
}

const snapshots = (): Promise<OfExisting> =>
  ofExisting((part, { id }) => snapshotOf[part](clients, things[id]![part]!));

const nameOf = (part: Part, id: string): string => `acme-${id}-${part}`;

function propsOf({ id, manageNotifications }: Combination): S3IntegrationProps {
  const { bucket, queue, role, key } = things[id]!;
  return {
    name: id,
    bucket:
      bucket === undefined
        ? { name: nameOf("bucket", id), onRemoval: "delete-with-objects" }
        : { existing: bucket, ...(manageNotifications && { manageNotifications }) },
    events: { queue: queue === undefined ? {} : { existing: queue } },
    role: role === undefined ? {} : { existing: role },
    encryptionKey: key === undefined ? { onRemoval: "delete" } : { existing: key },
  };
}

/** The resources of an integration, by the id in the address. */
const isOf =
  (id: string) =>
  ({ address }: { readonly address: string }): boolean =>
    address.split(".")[1]!.startsWith(`${id}_`);

/** The tests share one workspace and run in order. */
describe("an apply", () => {
  let state: State;
  let plan: Plan;
  let applied: OfExisting;
  let planned: OfExisting;

  beforeAll(async () => {
    await workspace.apply();
    applied = await snapshots();
    plan = await workspace.plan();
    planned = await snapshots();
    state = await workspace.show();
  });

  /** The attributes of a resource of an integration. */
  const valuesOf = (id: string, type: string, name: string): Record<string, unknown> =>
    state.resources.find(({ address }) => new RegExp(`^${type}\\.${id}_${name}_[0-9A-F]{8}$`).test(address))!
      .values;

  const connectionOf = (id: string): Record<string, unknown> =>
    valuesOf(id, "polytomic_s3_connection", "connection")["configuration"] as Record<string, unknown>;

  function arnsOf(id: string): Record<Part, string> {
    const { bucket, queue, role, key } = things[id]!;
    const made = (type: string, name: string): string => String(valuesOf(id, type, name)["arn"]);
    return {
      bucket: bucketArn(PLACE, bucket ?? nameOf("bucket", id)),
      queue: queue ?? made("aws_sqs_queue", "queue"),
      role: role ?? made("aws_iam_role", "role"),
      key: key ?? made("aws_kms_key", "encryption-key"),
    };
  }

  describe.each(COMBINATIONS)("of $id", ({ id, existing }) => {
    const of = <T>(part: Part, list: readonly T[]): readonly T[] => (existing.includes(part) ? list : []);

    test("leaves no changes in the next plan", () => {
      expect(plan.changes.filter(isOf(id))).toEqual([]);
    });

    test("leaves existing resources unchanged, byte for byte", () => {
      expect(applied[id]).toEqual(untouched[id]);
      expect(planned[id]).toEqual(untouched[id]);
    });

    test("creates only the missing resources in AWS", () => {
      const missing = PARTS.filter((part) => !existing.includes(part));
      expect(madeInAws(state).filter(isOf(id)).map(typeOf).sort()).toEqual(
        missing.flatMap((part) => OWNED[part]).sort(),
      );
    });

    test("passes bucket, queue and role to the connection, new or existing", () => {
      const arns = arnsOf(id);
      expect(connectionOf(id)).toMatchObject({
        s3_bucket_name: `s3://${things[id]!.bucket ?? nameOf("bucket", id)}`,
        event_queue_arn: arns.queue,
        iam_role_arn: arns.role,
      });
    });

    test("lists everything the owners of existing resources must add, and nothing else", () => {
      const arns = arnsOf(id);
      const bucket = { arn: arns.bucket, ownerAccountId: ACCOUNT };
      const toRole = (statement: PolicyStatement) =>
        allowedTo({ roleArn: arns.role, account: { partition: "aws", accountId: ACCOUNT } }, statement);
      expect(state.outputs[`required-${id}`]).toEqual({
        notifications: of("bucket", [
          { id: expect.any(String), queueArn: arns.queue, events: ["s3:ObjectCreated:*"] },
        ]),
        queueStatements: of("queue", [eventDelivery(arns.queue, bucket)]),
        roleStatements: of("role", [
          ...objectAccess(arns.bucket, undefined, "readWrite", ACCOUNT),
          queueConsumption(arns.queue),
          keyUse(arns.key, PLACE, { service: "s3", access: "readWrite" }),
          keyUse(arns.key, PLACE, { service: "sqs", access: "read" }),
        ]),
        externalIds: of("role", [connectionOf(id)["external_id"]]),
        keyStatements: of("key", [keyForDelivery(bucket)]),
        // Nothing is listed if the account is known to be the same: the bucket and a new role have one provider, and
        // the ARNs of an existing queue and an existing role have one account.
        crossAccount: {
          bucketStatements: existing.includes("role")
            ? of("bucket", objectAccess(arns.bucket, undefined, "readWrite").map(toRole))
            : [],
          queueStatements: existing.includes("role")
            ? []
            : of("queue", [toRole(queueConsumption(arns.queue))]),
          keyStatements: of(
            "key",
            [
              keyUse("*", PLACE, { service: "s3", access: "readWrite" }),
              keyUse("*", PLACE, { service: "sqs", access: "read" }),
            ].map(toRole),
          ),
        },
      });
    });
  });

  describe("of an existing bucket whose notifications are managed", () => {
    const { id } = MANAGED;

    test("changes only its notifications", () => {
      const before = bucketIn(untouched[id]);
      const after = bucketIn(applied[id]);
      expect(before.notification).toMatchObject({ QueueConfigurations: [{ Id: "the-team-is-told" }] });
      expect(after.notification).toMatchObject({
        QueueConfigurations: [{ QueueArn: arnsOf(id).queue, Events: ["s3:ObjectCreated:*"] }],
      });
      expect(after.rest).toBe(before.rest);
      expect(planned[id]).toEqual(applied[id]);
    });

    test("creates only a notification resource for it", () => {
      expect(madeInAws(state).filter(isOf(id)).map(typeOf).sort()).toEqual(
        [...OWNED.queue, ...OWNED.role, ...OWNED.key].sort(),
      );
      const ofNone = madeInAws(state).filter((resource) => !ALL.some((one) => isOf(one.id)(resource)));
      expect(ofNone).toMatchObject([
        { type: "aws_s3_bucket_notification", values: { bucket: nameOf("bucket", id) } },
      ]);
    });

    test("requires nothing of its owner", () => {
      expect(state.outputs[`required-${id}`]).toEqual({
        notifications: [],
        queueStatements: [],
        roleStatements: [],
        externalIds: [],
        keyStatements: [],
        crossAccount: {
          bucketStatements: expect.any(Array),
          queueStatements: [],
          keyStatements: [],
        },
      });
    });
  });

  test("leaves no changes in any of their plans", () => {
    expect(plan.text).toContain("No changes");
  });
});

describe("a destroy", () => {
  let destroyed: OfExisting;

  beforeAll(async () => {
    await workspace.destroy();
    destroyed = await snapshots();
  });

  test.each(COMBINATIONS)("of $id leaves existing resources unchanged, byte for byte", ({ id }) => {
    expect(destroyed[id]).toEqual(untouched[id]);
  });

  test("of an existing bucket with managed notifications removes the notifications and nothing else", () => {
    const before = bucketIn(untouched[MANAGED.id]);
    expect(bucketIn(destroyed[MANAGED.id])).toEqual({ notification: {}, rest: before.rest });
  });

  test("leaves only what was there before", async () => {
    expect(await bench.aws.inventory()).toEqual(inventory);
    expect(bench.api.isEmpty()).toBe(true);
  });
});

const madeInAws = ({ resources }: State): State["resources"] =>
  resources.filter(({ address }) => address.startsWith("aws_"));

const typeOf = ({ type }: { readonly type: string }): string => type;

/** The notifications of a bucket, and the rest of its snapshot. */
function bucketIn(snapshots: OfExisting[string] | undefined): { notification: unknown; rest: string } {
  const { notification, ...rest } = JSON.parse(snapshots!.bucket!) as Record<string, unknown>;
  return { notification, rest: JSON.stringify(rest) };
}

/**
 * Each option of bucket, queue, role, key and integration that opens or protects something: set, changed and removed, on a separate
 * construct. After each apply the plan is empty, and the result equals a first apply of the same program on another bench.
 */
import { atStage, ROWS, type Stage } from "../support/aws/lifecycle-rows";
import { differences, type World, worldOf } from "../support/aws/world";
import { Bench } from "../support/bench";
import type { Plan } from "../../lib/testing/apply/plan";
import type { Workspace } from "../../lib/testing/apply/workspace";

jest.setTimeout(900_000);

// The AWS provider spends minutes waiting, so high parallelism is free.
const env = { TF_CLI_ARGS_apply: "-parallelism=100" };

const benches: Bench[] = [];
afterAll(() => Promise.all(benches.map((bench) => bench.stop())));

/** A bench on which the program of a stage is the first one applied. */
async function applied(stage: Stage): Promise<{ bench: Bench; workspace: Workspace; world: World }> {
  const bench = await Bench.start();
  benches.push(bench);
  const workspace = await bench.workspace("options", { env });
  workspace.synth((stack) => atStage(stack, stage));
  await workspace.init();
  await workspace.apply();
  return { bench, workspace, world: await worldOf(bench, await workspace.show()) };
}

/** The resources that a plan destroys or replaces, by row. */
function destroyed({ changes }: Plan): Record<string, string[]> {
  const all = changes.filter(({ actions }) => actions.includes("delete"));
  const of = (id: string) => all.filter(({ address }) => new RegExp(`^\\w+\\.${id}(-role)?_`).test(address));
  const byRow = ROWS.map(
    ({ id }) =>
      [
        id,
        of(id)
          .map(({ type }) => type)
          .sort(),
      ] as const,
  );
  const rest = all.filter((change) => !ROWS.some(({ id }) => of(id).includes(change)));
  return Object.fromEntries(
    [...byRow, ["the rest", rest.map(({ address }) => address)] as const].filter(
      ([, types]) => types.length > 0,
    ),
  );
}

/** The resources that an apply destroys, by row, and the leftovers that a first apply would not have. */
interface Expected {
  readonly what: string;
  readonly stage: Stage;
  readonly destroys: Readonly<Record<string, string[]>>;
  readonly leaves: readonly string[];
}

// IAM treats a role with another path as a different role, so its policies are replaced too.
const ANOTHER_ROLE = { "role-path": ["aws_iam_role", "aws_iam_role_policy"] };

const EXPECTED: readonly Expected[] = [
  {
    what: "is set",
    stage: "set",
    destroys: {
      ...ANOTHER_ROLE,
      "integration-events": ["aws_s3_bucket_notification", "aws_sqs_queue", "aws_sqs_queue"],
    },
    leaves: [],
  },
  {
    what: "is changed",
    stage: "changed",
    destroys: {
      ...ANOTHER_ROLE,
      "bucket-event-bridge": ["aws_s3_bucket_notification"],
      "bucket-replicated-versions": ["aws_s3_bucket_replication_configuration"],
      "key-alias": ["aws_kms_alias"],
    },
    leaves: [],
  },
  {
    what: "is removed",
    stage: "without",
    destroys: {
      ...ANOTHER_ROLE,
      "bucket-access-logs": ["aws_s3_bucket_logging"],
      "bucket-encryption-key": ["aws_iam_role_policy"],
      "bucket-object-lock": ["aws_s3_bucket_object_lock_configuration"],
      "bucket-other-notifications": ["aws_s3_bucket_notification"],
      "bucket-replication": ["aws_s3_bucket_replication_configuration"],
      "integration-key": ["aws_iam_role_policy", "aws_kms_key"],
      "key-alias": ["aws_kms_alias"],
      "queue-alarms": ["aws_cloudwatch_metric_alarm", "aws_cloudwatch_metric_alarm"],
      "queue-encryption-key": ["aws_iam_role_policy"],
    },
    // S3 cannot turn Object Lock off; only the default retention is removed.
    leaves: [
      '/bucket acme-bucket-object-lock/objectLock: null became {"ObjectLockConfiguration":{"ObjectLockEnabled":"Enabled"}}',
    ],
  },
];

/** The tests share one workspace and run in order. */
describe("an option", () => {
  let bench: Bench;
  let workspace: Workspace;
  const fresh = new Map<Stage, World>();

  beforeAll(async () => {
    const stages = ["without", "set", "changed"] as const;
    const [first, ...others] = await Promise.all(stages.map(applied));
    ({ bench, workspace } = first!);
    [first!, ...others].forEach(({ world }, index) => fresh.set(stages[index]!, world));
  });

  describe.each(EXPECTED)("that $what", ({ stage, destroys, leaves }) => {
    let plan: Plan;
    beforeAll(async () => {
      workspace.synth((stack) => atStage(stack, stage));
      plan = await workspace.plan();
      await workspace.apply(plan);
    });

    test("destroys only what belongs to it", () => {
      expect(destroyed(plan)).toEqual(destroys);
    });

    test("leaves the same resources as a first apply", async () => {
      const world = await worldOf(bench, await workspace.show());
      expect(differences(fresh.get(stage), world)).toEqual(leaves);
    });

    test("leaves no changes in the next plan", async () => {
      expect((await workspace.plan()).text).toContain("No changes");
    });
  });
});

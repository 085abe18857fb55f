/**
 * The policies of real applies allow everything that Polytomic needs, and nothing else. Then each statement and each condition
 * is removed, and each removal must change a result. Otherwise it would not be needed.
 */
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { TerraformVariable } from "cdktf";
import { DataBucket, EncryptionKey, PolytomicProvider, PolytomicRole, S3Integration } from "../../constructs";
import { Bench } from "../support/bench";
import type { State } from "../../lib/testing/apply/plan";
import { isAllowed, mutants, type Request, type StoredPolicy } from "../support/simulation";
import type { Workspace } from "../../lib/testing/apply/workspace";

jest.setTimeout(600_000);

const ACCOUNT = "123456789012";
const POLYTOMIC = "568237466542";
const MODES = ["read", "write", "readWrite"] as const;
type Mode = (typeof MODES)[number];

/** The policies of one integration. */
interface Policies {
  readonly trust: StoredPolicy;
  readonly role: StoredPolicy;
  readonly roleKey: StoredPolicy;
  readonly bucket: StoredPolicy;
  readonly queue: StoredPolicy;
  readonly deadLetters: StoredPolicy;
  readonly key: StoredPolicy;
}

type PolicyName = keyof Policies;

/** A request that is evaluated with the policies of an integration, and the modes that allow it. */
interface Cell {
  readonly who: string;
  readonly what: string;
  readonly allowed: readonly Mode[];
  readonly ask: (policies: Policies, names: Names) => Omit<Request, "account">;
}

/** Names and ARNs of one integration. */
interface Names {
  readonly bucket: string;
  readonly queue: string;
  readonly deadLetters: string;
  readonly key: string;
  readonly externalId: string;
}

const ALL = MODES;
const READERS: readonly Mode[] = ["read", "readWrite"];
const WRITERS: readonly Mode[] = ["write", "readWrite"];
const NOBODY: readonly Mode[] = [];

/** The context of a resource that another account owns. */
const OTHERS = { "aws:ResourceAccount": "999988887777" };

const tls = { "aws:SecureTransport": "true", "s3:TlsVersion": "1.3" };
const allow = (action: string): StoredPolicy => ({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: action, Resource: "*" }],
});

/** Polytomic, as the role. */
function role(
  what: string,
  allowed: readonly Mode[],
  request: (names: Names) => { action: string; resource: string; context?: Record<string, string> },
  policyOf: "bucket" | "queue" | "deadLetters" | "key" | undefined,
): Cell {
  const ask = (policies: Policies, names: Names): Omit<Request, "account"> => {
    const { action, resource, context } = request(names);
    return {
      principal: `arn:aws:sts::${ACCOUNT}:assumed-role/polytomic/session`,
      action,
      resource,
      context: { ...(policyOf === "key" ? {} : tls), "aws:ResourceAccount": ACCOUNT, ...context },
      identity: [policies.role, policies.roleKey],
      resourcePolicy: policyOf && policies[policyOf],
    };
  };
  return { who: "the role", what, allowed, ask };
}

const object = (
  action: string,
  key: string,
  allowed: readonly Mode[],
  context?: Record<string, string>,
  why = "",
): Cell =>
  role(
    `${action} ${key}${why}`,
    allowed,
    ({ bucket }) => ({ action, resource: `${bucket}/${key}`, ...(context && { context }) }),
    "bucket",
  );

const list = (
  prefix: string | undefined,
  allowed: readonly Mode[],
  context: Record<string, string> = {},
  why = "",
): Cell =>
  role(
    `s3:ListBucket ${prefix ?? "without prefix"}${why}`,
    allowed,
    ({ bucket }) => ({
      action: "s3:ListBucket",
      resource: bucket,
      context: { ...context, ...(prefix !== undefined && { "s3:prefix": prefix }) },
    }),
    "bucket",
  );

const onQueue = (action: string, allowed: readonly Mode[], context?: Record<string, string>): Cell =>
  role(
    `${action}${context ? " without TLS" : ""}`,
    allowed,
    ({ queue }) => ({ action, resource: queue, ...(context && { context }) }),
    "queue",
  );

const withKey = (action: string, service: string | undefined, allowed: readonly Mode[]): Cell =>
  role(
    `${action} ${service === undefined ? "directly" : `via ${service}`}`,
    allowed,
    ({ key }) => ({
      action,
      resource: key,
      ...(service && { context: { "kms:ViaService": `${service}.us-east-1.amazonaws.com` } }),
    }),
    "key",
  );

/** A principal assumes the role. */
const assume = (
  who: string,
  account: string,
  externalId: ((names: Names) => string) | undefined,
  allowed: readonly Mode[],
): Cell => ({
  who,
  what: "sts:AssumeRole",
  allowed,
  ask: ({ trust }, names) => ({
    principal: `arn:aws:iam::${account}:role/app`,
    action: "sts:AssumeRole",
    resource: `arn:aws:iam::${ACCOUNT}:role/polytomic`,
    context: externalId === undefined ? {} : { "sts:ExternalId": externalId(names) },
    identity: [allow("sts:AssumeRole")],
    resourcePolicy: trust,
  }),
});

/** S3 itself, for a bucket of some account. */
const s3 = (
  action: string,
  from: (names: Names) => string,
  account: string,
  allowed: readonly Mode[],
  why: string,
): Cell => ({
  who: "S3",
  what: `${action} ${why}`,
  allowed,
  ask: (policies, names) => {
    const isKey = action.startsWith("kms:");
    return {
      principal: "s3.amazonaws.com",
      action,
      resource: isKey ? names.key : names.queue,
      context: {
        ...(isKey ? {} : { "aws:SecureTransport": "true" }),
        "aws:SourceArn": from(names),
        "aws:SourceAccount": account,
      },
      identity: [],
      resourcePolicy: isKey ? policies.key : policies.queue,
    };
  },
});

/** An identity of the account that IAM allows everything. */
const admin = (
  what: string,
  allowed: readonly Mode[],
  ask: (names: Names) => { action: string; resource: string; context?: Record<string, string> },
  policyOf: PolicyName,
): Cell => ({
  who: "an administrator",
  what,
  allowed,
  ask: (policies, names) => {
    const { action, resource, context = {} } = ask(names);
    return {
      principal: `arn:aws:iam::${ACCOUNT}:role/admin`,
      action,
      resource,
      context,
      identity: [allow(action)],
      resourcePolicy: policies[policyOf],
    };
  },
});

const onObject = (
  action: string,
  allowed: readonly Mode[],
  context: Record<string, string>,
  why: string,
): Cell =>
  admin(
    `${action} ${why}`,
    allowed,
    ({ bucket }) => ({ action, resource: `${bucket}/a.csv`, context }),
    "bucket",
  );

const noTls = { "aws:SecureTransport": "false" };
const ssec = { "s3:x-amz-server-side-encryption-customer-algorithm": "AES256" };

const CELLS: readonly Cell[] = [
  assume("Polytomic", POLYTOMIC, ({ externalId }) => externalId, ALL),
  assume(
    "Polytomic with another external ID",
    POLYTOMIC,
    () => "00000000-0000-0000-0000-000000000000",
    NOBODY,
  ),
  assume("Polytomic without external ID", POLYTOMIC, undefined, NOBODY),
  assume("another account with the external ID", "999988887777", ({ externalId }) => externalId, NOBODY),

  object("s3:GetObject", "exports/a.csv", READERS),
  object("s3:PutObject", "exports/a.csv", WRITERS),
  object("s3:DeleteObject", "exports/a.csv", WRITERS),
  object("s3:AbortMultipartUpload", "exports/a.csv", WRITERS),
  object("s3:ListMultipartUploadParts", "exports/a.csv", WRITERS),
  object("s3:GetObject", "exports-of-others/a.csv", NOBODY),
  object("s3:PutObject", "a.csv", NOBODY),
  object("s3:PutObjectAcl", "exports/a.csv", NOBODY),
  object("s3:GetObject", "exports/a.csv", NOBODY, OTHERS, " of a bucket that is somebody else's by now"),
  object("s3:PutObject", "exports/a.csv", NOBODY, OTHERS, " of a bucket that is somebody else's by now"),
  list("exports/", NOBODY, OTHERS, " of a bucket that is somebody else's by now"),
  role(
    "s3:GetBucketLocation of a bucket that is somebody else's by now",
    NOBODY,
    ({ bucket }) => ({ action: "s3:GetBucketLocation", resource: bucket, context: OTHERS }),
    "bucket",
  ),
  object("s3:GetObject", "exports/a.csv", NOBODY, noTls, " without TLS"),
  object("s3:GetObject", "exports/a.csv", NOBODY, { "s3:TlsVersion": "1.1" }, " by TLS 1.1"),
  object("s3:PutObject", "exports/a.csv", NOBODY, ssec, " with a key of its own"),
  list("exports/", ALL),
  list("exports/2026/", ALL),
  list("exports", ALL),
  list("exports-of-others/", NOBODY),
  list(undefined, NOBODY),
  role(
    "s3:GetBucketLocation",
    ALL,
    ({ bucket }) => ({ action: "s3:GetBucketLocation", resource: bucket }),
    "bucket",
  ),
  role(
    "s3:PutBucketPolicy",
    NOBODY,
    ({ bucket }) => ({ action: "s3:PutBucketPolicy", resource: bucket }),
    "bucket",
  ),
  role(
    "s3:DeleteBucket",
    NOBODY,
    ({ bucket }) => ({ action: "s3:DeleteBucket", resource: bucket }),
    "bucket",
  ),
  role(
    "s3:GetObject of another bucket",
    NOBODY,
    () => ({ action: "s3:GetObject", resource: "arn:aws:s3:::others/exports/a.csv" }),
    undefined,
  ),

  onQueue("sqs:ReceiveMessage", ALL),
  onQueue("sqs:DeleteMessage", ALL),
  onQueue("sqs:ChangeMessageVisibility", ALL),
  onQueue("sqs:GetQueueAttributes", ALL),
  onQueue("sqs:GetQueueUrl", ALL),
  onQueue("sqs:ReceiveMessage", NOBODY, noTls),
  role(
    "sqs:ReceiveMessage of a queue of that name in another account",
    NOBODY,
    ({ queue }) => ({
      action: "sqs:ReceiveMessage",
      resource: queue.replace(ACCOUNT, "999988887777"),
      context: OTHERS,
    }),
    "queue",
  ),
  onQueue("sqs:SendMessage", NOBODY),
  onQueue("sqs:PurgeQueue", NOBODY),
  onQueue("sqs:SetQueueAttributes", NOBODY),
  role(
    "sqs:ReceiveMessage of the dead letters",
    NOBODY,
    ({ deadLetters }) => ({ action: "sqs:ReceiveMessage", resource: deadLetters }),
    "deadLetters",
  ),

  withKey("kms:Decrypt", "s3", ALL),
  withKey("kms:GenerateDataKey", "s3", WRITERS),
  withKey("kms:Decrypt", "sqs", ALL),
  withKey("kms:GenerateDataKey", "sqs", NOBODY),
  withKey("kms:Decrypt", "secretsmanager", NOBODY),
  withKey("kms:Decrypt", undefined, NOBODY),
  withKey("kms:ScheduleKeyDeletion", "s3", NOBODY),
  role(
    "kms:Decrypt with another key via s3",
    NOBODY,
    () => ({
      action: "kms:Decrypt",
      resource: `arn:aws:kms:us-east-1:${ACCOUNT}:key/00000000-0000-4000-8000-000000000000`,
      context: { "kms:ViaService": "s3.us-east-1.amazonaws.com" },
    }),
    "key",
  ),

  s3("sqs:SendMessage", ({ bucket }) => bucket, ACCOUNT, ALL, "from this bucket"),
  s3("sqs:SendMessage", () => "arn:aws:s3:::others", ACCOUNT, NOBODY, "from another bucket"),
  s3("sqs:SendMessage", ({ bucket }) => bucket, "999988887777", NOBODY, "from another account"),
  s3("kms:GenerateDataKey", ({ bucket }) => bucket, ACCOUNT, ALL, "from this bucket"),
  s3("kms:Decrypt", ({ bucket }) => bucket, ACCOUNT, ALL, "from this bucket"),
  s3("kms:GenerateDataKey", () => "arn:aws:s3:::others", ACCOUNT, NOBODY, "from another bucket"),
  s3("kms:GenerateDataKey", ({ bucket }) => bucket, "999988887777", NOBODY, "from another account"),

  onObject("s3:PutObject", ALL, tls, "by TLS"),
  onObject("s3:PutObject", NOBODY, { ...tls, ...ssec }, "with a key of their own"),
  onObject("s3:PutObject", NOBODY, noTls, "without TLS"),
  onObject("s3:PutObject", NOBODY, { ...tls, "s3:TlsVersion": "1.1" }, "by TLS 1.1"),
  admin(
    "kms:ScheduleKeyDeletion",
    ALL,
    ({ key }) => ({ action: "kms:ScheduleKeyDeletion", resource: key }),
    "key",
  ),
  admin(
    "sqs:ReceiveMessage of the dead letters",
    ALL,
    ({ deadLetters }) => ({
      action: "sqs:ReceiveMessage",
      resource: deadLetters,
      context: { "aws:SecureTransport": "true" },
    }),
    "deadLetters",
  ),
  admin(
    "sqs:ReceiveMessage of the dead letters without TLS",
    NOBODY,
    ({ deadLetters }) => ({ action: "sqs:ReceiveMessage", resource: deadLetters, context: noTls }),
    "deadLetters",
  ),
];

let bench: Bench;
let applied: Readonly<Record<Mode, { policies: Policies; names: Names }>>;

const answer = ({ ask }: Cell, mode: Mode, changed: Partial<Policies> = {}): Promise<boolean> => {
  const { policies, names } = applied[mode];
  return isAllowed({ account: ACCOUNT, ...ask({ ...policies, ...changed }, names) });
};

beforeAll(async () => {
  bench = await Bench.start();
  const workspace = await bench.workspace("policies");
  workspace.synth((stack) => {
    new AwsProvider(stack, "aws", { region: "us-east-1" });
    new PolytomicProvider(stack, "polytomic");
    for (const access of MODES) {
      new S3Integration(stack, access, {
        name: access,
        bucket: { name: `acme-${access.toLowerCase()}` },
        folder: "exports",
        access,
        encryptionKey: new EncryptionKey(stack, `${access}-key`),
      });
    }
  });
  await workspace.init();
  await workspace.apply();
  expect((await workspace.plan()).text).toContain("No changes");
  const state = await workspace.show();
  applied = Object.fromEntries(MODES.map((mode) => [mode, readPolicies(state, mode)])) as typeof applied;
});
afterAll(() => bench.stop());

function readPolicies(state: State, mode: Mode): { policies: Policies; names: Names } {
  const values = (type: string, name: string): Record<string, unknown> =>
    state.resources.find(({ address }) => new RegExp(`^${type}\\.${mode}${name}_[0-9A-F]{8}$`).test(address))!
      .values;
  const policy = (type: string, name: string, attribute = "policy"): StoredPolicy =>
    JSON.parse(String(values(type, name)[attribute])) as StoredPolicy;
  const arn = (type: string, name: string): string => String(values(type, name)["arn"]);
  const configuration = values("polytomic_s3_connection", "_connection")["configuration"] as Record<
    string,
    unknown
  >;
  return {
    policies: {
      trust: policy("aws_iam_role", "_role", "assume_role_policy"),
      role: policy("aws_iam_role_policy", "_role_policy"),
      roleKey: policy("aws_iam_role_policy", "_role_key-policy"),
      bucket: policy("aws_s3_bucket_policy", "_bucket_policy"),
      queue: policy("aws_sqs_queue", "_queue"),
      deadLetters: policy("aws_sqs_queue", "_queue_dead-letters"),
      key: policy("aws_kms_key", "-key"),
    },
    names: {
      bucket: arn("aws_s3_bucket", "_bucket"),
      queue: arn("aws_sqs_queue", "_queue"),
      deadLetters: arn("aws_sqs_queue", "_queue_dead-letters"),
      key: arn("aws_kms_key", "-key"),
      externalId: String(configuration["external_id"]),
    },
  };
}

test("only what is needed is allowed", async () => {
  const answers = await Promise.all(
    CELLS.map(async (cell) => ({
      cell,
      allowed: (await Promise.all(MODES.map((mode) => answer(cell, mode)))).flatMap((yes, index) =>
        yes ? [MODES[index]!] : [],
      ),
    })),
  );
  const width = Math.max(...CELLS.map(({ who, what }) => `${who}: ${what}`.length));
  const lines = answers.map(({ cell, allowed }) => {
    const marks = MODES.map((mode) => (allowed.includes(mode) ? "allowed" : "-").padEnd(9));
    return `${`${cell.who}: ${cell.what}`.padEnd(width)}  ${marks.join(" ")}`;
  });
  process.stdout.write(
    `${" ".repeat(width)}  ${MODES.map((mode) => mode.padEnd(9)).join(" ")}\n${lines.join("\n")}\n`,
  );
  const wrong = answers.filter(({ cell, allowed }) => allowed.join() !== cell.allowed.join());
  expect(
    wrong.map(({ cell, allowed }) => `${cell.who}: ${cell.what}: ${allowed.join() || "nobody"}`),
  ).toEqual([]);
});

test.each(MODES)("every part of the policies of %s access is needed", async (mode) => {
  const unnoticed: string[] = [];
  for (const [name, policy] of Object.entries(applied[mode].policies) as [PolicyName, StoredPolicy][]) {
    for (const { without, policy: mutant } of mutants(policy)) {
      const answers = await Promise.all(
        CELLS.map(
          async (cell) => (await answer(cell, mode, { [name]: mutant })) === cell.allowed.includes(mode),
        ),
      );
      if (answers.every((same) => same)) {
        unnoticed.push(`${name}: ${without}`);
      }
    }
  }
  expect(unnoticed).toEqual([]);
});

describe("the plan of a folder that only Terraform knows", () => {
  let planned: Workspace;
  beforeAll(async () => {
    planned = await bench.workspace("folders");
    planned.synth((stack) => {
      new AwsProvider(stack, "aws", { region: "us-east-1" });
      new PolytomicProvider(stack, "polytomic");
      const folder = new TerraformVariable(stack, "folder", { type: "string" }).stringValue;
      new S3Integration(stack, "lake", {
        name: "Lake",
        bucket: { name: "acme-lake" },
        folder,
        events: false,
      });
      new S3Integration(stack, "theirs", {
        name: "Theirs",
        bucket: { existing: "acme-theirs" },
        role: { existing: `arn:aws:iam::${ACCOUNT}:role/theirs` },
        folder: `in/${folder}`,
        events: false,
      });
      const role = new PolytomicRole(stack, "role", { externalIds: ["known"] });
      DataBucket.fromBucketName(stack, "staging", "acme-staging").grant(role, "write", folder);
    });
    await planned.init();
  });
  const plan = (folder: string) =>
    planned.terraform(["plan", "-no-color", `-var=folder=${folder}`], { accept: [0, 1] });

  test.each(["exports", "a/b c/dt=2026-01-01", "$Jänner%"])("succeeds for %j", async (folder) => {
    expect(await plan(folder)).toMatchObject({ exitCode: 0 });
  });

  test.each([
    ["", ["lake/connection", "staging", "theirs/connection"]],
    ["*", ["lake/connection", "staging", "theirs/connection"]],
    ["a?", ["lake/connection", "staging", "theirs/connection"]],
    ["/exports", ["lake/connection", "staging", "theirs/connection"]],
    ["exports/", ["lake/connection", "staging", "theirs/connection"]],
    ["a//b", ["lake/connection", "staging", "theirs/connection"]],
    ["${aws:username}", ["lake/connection", "staging", "theirs/connection"]],
    // Only a policy cannot have these.
    ["日本", ["lake/bucket", "staging"]],
  ])("fails for %j, which is not a single folder to %j", async (folder, places) => {
    const { exitCode, stderr } = await plan(folder);
    const text = stderr.replace(/\s*\n[│ ]*/g, " ");
    const found = [...text.matchAll(/The folder of (\S+) must be a single folder/g)].map(
      ([, place]) => place,
    );
    expect([exitCode, [...new Set(found)].sort()]).toEqual([1, places]);
  });
});

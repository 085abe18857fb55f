/** The arguments that `expectNoReplacement` knows are those for which the AWS provider plans a replacement. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { REPLACING_ARGUMENTS } from "../../lib/testing/replacement/replacing-arguments";
import { Bench } from "../support/bench";

jest.setTimeout(600_000);

type Arguments = Readonly<Record<string, unknown>>;

const POLICY = JSON.stringify({ Version: "2012-10-17", Statement: [] });
const BUCKET = { bucket: "lake" };
const ENABLED = { status: "Enabled" };

/** Arguments without which a resource is not valid. */
const REQUIRED: Readonly<Record<string, Arguments>> = {
  aws_cloudwatch_metric_alarm: {
    ...{
      comparison_operator: "GreaterThanThreshold",
      evaluation_periods: 1,
      metric_name: "m",
      namespace: "n",
    },
    ...{ period: 60, statistic: "Sum", threshold: 1 },
  },
  aws_iam_policy: { policy: POLICY },
  aws_iam_role: { assume_role_policy: POLICY },
  aws_iam_role_policy: { policy: POLICY },
  aws_kms_alias: { target_key_id: "k" },
  aws_kms_key_policy: { policy: POLICY },
  aws_s3_bucket_accelerate_configuration: ENABLED,
  aws_s3_bucket_cors_configuration: { cors_rule: [{ allowed_methods: ["GET"], allowed_origins: ["*"] }] },
  aws_s3_bucket_intelligent_tiering_configuration: { tiering: [{ access_tier: "ARCHIVE_ACCESS", days: 90 }] },
  aws_s3_bucket_inventory: {
    included_object_versions: "All",
    schedule: [{ frequency: "Daily" }],
    destination: [{ bucket: [{ bucket_arn: "arn:aws:s3:::other", format: "CSV" }] }],
  },
  aws_s3_bucket_lifecycle_configuration: {
    rule: [{ id: "a", ...ENABLED, filter: [{ prefix: "" }], expiration: [{ days: 1 }] }],
  },
  aws_s3_bucket_logging: { target_bucket: "logs", target_prefix: "" },
  aws_s3_bucket_object_lock_configuration: {
    rule: [{ default_retention: [{ mode: "GOVERNANCE", days: 1 }] }],
  },
  aws_s3_bucket_ownership_controls: { rule: [{ object_ownership: "BucketOwnerEnforced" }] },
  aws_s3_bucket_policy: { policy: POLICY },
  aws_s3_bucket_replication_configuration: {
    role: "arn:aws:iam::123456789012:role/r",
    rule: [{ ...ENABLED, destination: [{ bucket: "arn:aws:s3:::other" }] }],
  },
  aws_s3_bucket_request_payment_configuration: { payer: "Requester" },
  aws_s3_bucket_server_side_encryption_configuration: {
    rule: [{ apply_server_side_encryption_by_default: [{ sse_algorithm: "AES256" }] }],
  },
  aws_s3_bucket_versioning: { versioning_configuration: [ENABLED] },
  aws_sns_topic_policy: { policy: POLICY },
  aws_sqs_queue_policy: { policy: POLICY },
};

/** Valid values of arguments that are not free text: before and after a change. */
const VALUES: Readonly<Record<string, readonly [before: unknown, after: unknown]>> = {
  customer_master_key_spec: ["SYMMETRIC_DEFAULT", "RSA_2048"],
  custom_key_store_id: ["cks-1", "cks-2"],
  expected_bucket_owner: ["111122223333", "123456789012"],
  fifo_queue: [false, true],
  fifo_topic: [false, true],
  key_usage: ["ENCRYPT_DECRYPT", "SIGN_VERIFY"],
  multi_region: [false, true],
  object_lock_enabled: [false, true],
  path: ["/", "/vendors/"],
  policy_arn: ["arn:aws:iam::123456789012:policy/a", "arn:aws:iam::123456789012:policy/b"],
  protocol: ["sqs", "lambda"],
  role: ["reader", "writer"],
  topic_arn: ["arn:aws:sns:us-east-1:123456789012:a", "arn:aws:sns:us-east-1:123456789012:b"],
  arn: ["arn:aws:sns:us-east-1:123456789012:a", "arn:aws:sns:us-east-1:123456789012:b"],
  triggers_replace: ["a", "b"],
};

const valuesOf = (type: string, argument: string): readonly [unknown, unknown] => {
  const alias = type === "aws_kms_alias" ? "alias/" : "";
  const fifo = argument === "fifo_queue" || argument === "fifo_topic" ? ".fifo" : "";
  return VALUES[argument] ?? [`${alias}before${fifo}`, `${alias}after${fifo}`];
};

interface Case {
  readonly address: string;
  readonly type: string;
  readonly argument: string;
  readonly before: Arguments;
  readonly after: Arguments;
}

const CASES = Object.entries(REPLACING_ARGUMENTS).flatMap(([type, replacing]) =>
  Object.keys(replacing).map((argument): Case => {
    // `name_prefix` and `bucket_prefix` exclude the name.
    const others = Object.keys(replacing).filter(
      (name) =>
        name !== argument &&
        !name.endsWith("_prefix") &&
        `${name}_prefix` !== argument &&
        replacing[name] === "nothing" &&
        name !== "expected_bucket_owner" &&
        name !== "custom_key_store_id",
    );
    const common = {
      ...(type.startsWith("aws_s3_bucket_") && BUCKET),
      ...Object.fromEntries(others.map((name) => [name, valuesOf(type, name)[0]])),
      ...REQUIRED[type],
    };
    const [before, after] = valuesOf(type, argument);
    return {
      ...{ address: `${type}.${argument}`, type, argument },
      before: { ...common, [argument]: before },
      after: { ...common, [argument]: after },
    };
  }),
);

const PROVIDERS: Readonly<Record<string, string>> = {
  aws: 'provider["registry.terraform.io/hashicorp/aws"]',
  terraform: 'provider["terraform.io/builtin/terraform"]',
};

/** A state with the resources before the change. No request creates them. */
const stateOf = (cases: readonly Case[]): string =>
  JSON.stringify({
    version: 4,
    terraform_version: "1.5.0",
    serial: 1,
    lineage: "00000000-0000-4000-8000-000000000000",
    outputs: {},
    resources: cases.map(({ type, argument, before }) => ({
      mode: "managed",
      type,
      name: argument,
      provider: PROVIDERS[type.split("_")[0]!],
      instances: [
        {
          schema_version: 0,
          attributes:
            type === "terraform_data"
              ? { id: "it", triggers_replace: { value: before["triggers_replace"], type: "string" } }
              : { id: "it", ...before },
        },
      ],
    })),
  });

let bench: Bench;
beforeAll(async () => {
  bench = await Bench.start();
});
afterAll(() => bench?.stop());

test("a change of each of them is planned as a replacement, for that reason", async () => {
  const workspace = await bench.workspace("replacing");
  const resource: Record<string, Record<string, Arguments>> = {};
  for (const { type, argument, after } of CASES) {
    (resource[type] ??= {})[argument] = after;
  }
  workspace.write({
    terraform: { required_providers: { aws: { source: "hashicorp/aws" } } },
    provider: { aws: { region: "us-east-1" } },
    resource,
  });
  writeFileSync(join(workspace.dir, "terraform.tfstate"), stateOf(CASES));
  await workspace.init();
  const file = join(workspace.dir, "plan.tfplan");
  await workspace.terraform(["plan", "-no-color", "-refresh=false", `-out=${file}`]);
  const { stdout } = await workspace.terraform(["show", "-json", file], { quiet: true });
  const { resource_changes: changes } = JSON.parse(stdout) as {
    resource_changes: { address: string; change: { actions: string[]; replace_paths?: string[][] } }[];
  };
  const wrong = CASES.filter(({ address, argument }) => {
    const change = changes.find((one) => one.address === address)?.change;
    return !(
      change?.actions.includes("delete") &&
      change.actions.includes("create") &&
      change.replace_paths?.some(([first]) => first === argument)
    );
  });
  expect(
    wrong.map(({ address }) => [address, changes.find((one) => one.address === address)?.change]),
  ).toEqual([]);
});

/** Roles in another account than the bucket, queue or key that they use. */
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { Fn, TerraformStack, TerraformVariable, Testing, Token } from "cdktf";
import {
  DataBucket,
  EncryptionKey,
  EventQueue,
  PolytomicProvider,
  PolytomicRole,
  S3Integration,
  type S3IntegrationProps,
} from "../../../constructs";
import { newStack, synth, synthesized, type Synthesized, warnings } from "../synth";

const HERE = "111122223333";
const THERE = "444455556666";
const THEIRS = `arn:aws:iam::${THERE}:role/vendors/polytomic`;
const ARN_OF_ROLE =
  "arn:${data.aws_partition.polytomic-aws-there_partition.partition}:iam::" +
  "${data.aws_caller_identity.polytomic-aws-there_caller-identity.account_id}:role/stack-role";

/** A stack whose default provider has a known account. */
function stackHere(app = Testing.app(), name = "stack"): TerraformStack {
  const stack = new TerraformStack(app, name);
  new AwsProvider(stack, "aws", { region: "us-east-1", allowedAccountIds: [HERE] });
  new PolytomicProvider(stack, "polytomic");
  return stack;
}

/** A provider of the other account. */
const providerThere = (stack: TerraformStack): AwsProvider =>
  new AwsProvider(stack, "there", {
    alias: "there",
    region: "us-east-1",
    assumeRole: [{ roleArn: `arn:aws:iam::${THERE}:role/deploy` }],
  });

const roleThere = (stack: TerraformStack): PolytomicRole =>
  new PolytomicRole(stack, "role", { awsProvider: providerThere(stack), externalIds: ["id"] });

const lake = (stack: TerraformStack, props: Partial<S3IntegrationProps>): S3Integration =>
  new S3Integration(stack, "lake", {
    name: "Lake",
    bucket: { name: "acme-lake" },
    folder: "exports",
    ...props,
  });

/** The statements of a policy that name the role. */
function statementsFor(terraform: Synthesized, type: string, name: string): unknown[] {
  const { policy } = terraform.the(type, name) as { policy: { Statement: { Condition?: object }[] } };
  return policy.Statement.filter(({ Condition = {} }) => "ArnEquals" in Condition);
}

const preconditions = (terraform: Synthesized, type: string, name?: string): unknown[] =>
  (terraform.the(type, name).lifecycle as { precondition?: unknown[] } | undefined)?.precondition ?? [];

const messages = (found: readonly unknown[]): string[] =>
  found.map((one) => (one as { error_message: string }).error_message);

describe("a role that is known to be in another account", () => {
  const both = [
    [
      "by its provider",
      () => {
        const stack = stackHere();
        return { stack, role: roleThere(stack), arn: ARN_OF_ROLE };
      },
    ],
    [
      "by its ARN",
      () => {
        const stack = stackHere();
        return { stack, role: PolytomicRole.fromRoleArn(stack, "role", THEIRS), arn: THEIRS };
      },
    ],
  ] as const;
  describe.each(both)("%s", (_, make) => {
    const { stack, role, arn } = make();
    lake(stack, { role, access: "read", encryptionKey: {} });
    const terraform = synthesized(stack);
    const Principal = { AWS: expect.stringMatching(/^arn:.*:root$/) };
    const ArnEquals = { "aws:PrincipalArn": arn };

    test("is allowed by the bucket policy, below the folder, by its account and ARN", () => {
      expect(statementsFor(terraform, "aws_s3_bucket_policy", "lake_bucket_policy")).toEqual([
        {
          Effect: "Allow",
          Principal,
          Action: "s3:ListBucket",
          Resource: "arn:aws:s3:::acme-lake",
          Condition: { StringLike: { "s3:prefix": ["exports", "exports/*"] }, ArnEquals },
        },
        {
          Effect: "Allow",
          Principal,
          Action: "s3:GetBucketLocation",
          Resource: "arn:aws:s3:::acme-lake",
          Condition: { ArnEquals },
        },
        {
          Effect: "Allow",
          Principal,
          Action: "s3:GetObject",
          Resource: "arn:aws:s3:::acme-lake/exports/*",
          Condition: { ArnEquals },
        },
      ]);
    });

    test("is allowed by the queue's policy, but not by the dead-letter queue's policy", () => {
      expect(statementsFor(terraform, "aws_sqs_queue", "lake_queue")).toEqual([
        expect.objectContaining({ Principal, Condition: { ArnEquals } }),
      ]);
      expect(statementsFor(terraform, "aws_sqs_queue", "lake_queue_dead-letters")).toEqual([]);
    });

    test("is allowed by the key policy, only through S3 and SQS", () => {
      expect(statementsFor(terraform, "aws_kms_key", "lake_encryption-key")).toEqual(
        ["s3", "sqs"].map((service) => ({
          Effect: "Allow",
          Principal,
          Action: "kms:Decrypt",
          Resource: "*",
          Condition: {
            StringEquals: {
              "kms:ViaService": expect.stringMatching(new RegExp(`^${service}\\.us-east-1\\.`)),
            },
            ArnEquals,
          },
        })),
      );
    });

    test("needs no precondition", () => {
      expect(JSON.stringify(terraform.json)).not.toContain("precondition");
    });
  });

  test("makes syncs wait for the policy that allows it", () => {
    const stack = stackHere();
    lake(stack, { role: roleThere(stack), events: false }).bulkSyncTo("sync", {
      name: "Sync",
      destination: "2f1d2b5c-9a3b-4a55-8f8e-1f1b7c1f0a11",
      schemas: ["orders"],
    });
    expect(synthesized(stack).dependenciesOf("polytomic_bulk_sync")).toEqual([
      "aws_iam_role_policy.role_policy",
      "aws_s3_bucket_policy.lake_bucket_policy",
    ]);
  });

  test("is a dependency in the result of a grant", () => {
    const stack = stackHere();
    const bucket = new DataBucket(stack, "bucket", { name: "acme-lake" });
    const { prerequisites } = bucket.grant(roleThere(stack), "read");
    expect(prerequisites.map((one) => (one as IamRole).node.path)).toEqual([
      "stack/role/policy",
      "stack/bucket/policy",
    ]);
  });

  test("is rejected by an existing bucket without ownerAccountId", () => {
    const stack = stackHere();
    const bucket = DataBucket.fromBucketName(stack, "bucket", "acme-theirs");
    expect(() => bucket.grant(roleThere(stack), "read")).toThrow(
      `role  is in account ${THERE}, but the bucket is in ${HERE}. If that is intended, set ownerAccountId: "${HERE}" on the bucket, ` +
        "and have its owner add its crossAccountStatements to its policy. Otherwise pass the role's awsProvider to the bucket",
    );
  });

  test("warns that the owners of existing resources must allow it", () => {
    const stack = stackHere();
    const key = EncryptionKey.fromKeyArn(stack, "key", `arn:aws:kms:us-east-1:${HERE}:key/1234abcd`);
    const queue = EventQueue.fromQueueArn(stack, "queue", `arn:aws:sqs:us-east-1:${HERE}:events`);
    const bucket = DataBucket.fromBucketName(stack, "bucket", "acme-theirs", {
      encryptionKey: key,
      ownerAccountId: HERE,
    });
    const role = roleThere(stack);
    bucket.grant(role, "read");
    queue.grantConsume(role);
    for (const [kind, one] of Object.entries({ bucket, queue, key })) {
      expect(warnings(one)).toEqual([
        `The role role is in account ${THERE}, but the ${kind} is in ${HERE}. The owner of the ${kind} must add its ` +
          "crossAccountStatements to its policy",
      ]);
    }
  });

  test("is rejected in another partition, because no policy can allow it", () => {
    const stack = stackHere();
    const role = PolytomicRole.fromRoleArn(stack, "role", `arn:aws-cn:iam::${THERE}:role/polytomic`);
    const bucket = new DataBucket(stack, "bucket", { name: "acme-lake" });
    expect(() => bucket.grant(role, "read")).toThrow(
      "role  is in the partition aws-cn, but the bucket is in aws, and permissions do not work across partitions",
    );
  });
});

describe("a role whose account is not known before the plan", () => {
  test("fails the plan if it is in another account than the bucket, the queue or the key", () => {
    const terraform = synth((stack) => {
      const awsProvider = new AwsProvider(stack, "there", {
        alias: "there",
        region: "us-east-1",
        profile: "there",
      });
      lake(stack, { role: new PolytomicRole(stack, "role", { awsProvider }), encryptionKey: {} });
    });
    const found = preconditions(terraform, "aws_iam_role_policy", "role_policy");
    expect(found).toHaveLength(3);
    expect(found).toContainEqual({
      condition:
        "${(data.aws_caller_identity.polytomic-aws-there_caller-identity.account_id == " +
        "data.aws_caller_identity.polytomic-aws_caller-identity.account_id)}",
      error_message:
        "The role role and the bucket lake/bucket are in different AWS accounts. The policy of the bucket can allow the role only if " +
        "both accounts are known at synthesis: set allowedAccountIds on each AwsProvider.",
    });
    expect(messages(found).join()).toMatch(/the key lake\/encryption-key .*the queue lake\/queue /);
    expect(statementsFor(terraform, "aws_s3_bucket_policy", "lake_bucket_policy")).toEqual([]);
  });

  test("fails the plan through the resources it uses, if the role exists", () => {
    const terraform = synth((stack) => lake(stack, { role: { existing: THEIRS }, encryptionKey: {} }));
    for (const [type, name] of [
      ["aws_s3_bucket_policy", "lake_bucket_policy"],
      ["aws_sqs_queue", "lake_queue"],
      ["aws_kms_key", "lake_encryption-key"],
    ] as const) {
      expect(preconditions(terraform, type, name)).toEqual([
        {
          condition: `\${("${THERE}" == data.aws_caller_identity.polytomic-aws_caller-identity.account_id)}`,
          error_message: expect.stringContaining("are in different AWS accounts"),
        },
      ]);
    }
  });

  test("fails the plan if it is in another account than the provider of an existing bucket, unless the owner is named", () => {
    const of = (ownerAccountId?: string) =>
      synth((stack) => {
        const awsProvider = new AwsProvider(stack, "there", { alias: "there", region: "us-east-1" });
        DataBucket.fromBucketName(stack, "bucket", "acme-theirs", {
          ...(ownerAccountId !== undefined && { ownerAccountId }),
        }).grant(new PolytomicRole(stack, "role", { awsProvider, externalIds: ["id"] }), "read");
      });
    expect(messages(preconditions(of(), "aws_iam_role_policy"))).toEqual([
      "The role role and the bucket bucket are in different AWS accounts. If that is intended, set ownerAccountId on the bucket, and have " +
        "its owner add its crossAccountStatements to its policy.",
    ]);
    expect(preconditions(of(HERE), "aws_iam_role_policy")).toEqual([]);
  });

  test("adds one precondition per resource, however often it is granted, and keeps existing preconditions", () => {
    const stack = newStack();
    const awsProvider = new AwsProvider(stack, "there", { alias: "there", region: "us-east-1" });
    const role = new PolytomicRole(stack, "role", { awsProvider, externalIds: ["id"] });
    const queue = new EventQueue(stack, "queue");
    queue.grantConsume(role);
    queue.grantConsume(role);
    new EventQueue(stack, "other").grantConsume(role);
    expect(messages(preconditions(synthesized(stack), "aws_iam_role_policy"))).toEqual([
      expect.stringContaining("the queue queue"),
      expect.stringContaining("the queue other"),
    ]);
  });

  test("is checked for an ARN from a variable, but not for a role of the app, which can depend on the queue", () => {
    const conditionsWith = (arnOf: (stack: TerraformStack) => string): number => {
      const terraform = synth((stack) => {
        const role = PolytomicRole.fromRoleArn(stack, "role", arnOf(stack));
        new EventQueue(stack, "queue").grantConsume(role);
      });
      return preconditions(terraform, "aws_sqs_queue", "queue").length;
    };
    expect(conditionsWith((stack) => new TerraformVariable(stack, "arn", {}).stringValue)).toBe(1);
    expect(conditionsWith((stack) => new IamRole(stack, "theirs", { assumeRolePolicy: "{}" }).arn)).toBe(0);
  });
});

describe("a role of the same account", () => {
  test("needs no statement of an existing bucket or queue; a key statement is offered because the key policy possibly does not delegate to IAM", () => {
    const stack = newStack();
    const bucket = DataBucket.fromBucketName(stack, "lake", "acme-lake");
    const queue = EventQueue.fromQueueArn(stack, "events", `arn:aws:sqs:us-east-1:${HERE}:events`);
    const key = EncryptionKey.fromKeyArn(stack, "key", `arn:aws:kms:us-east-1:${HERE}:key/1234abcd`);
    bucket.grant(new PolytomicRole(stack, "role", { externalIds: ["id"] }), "read");
    const role = PolytomicRole.fromRoleArn(stack, "existing", `arn:aws:iam::${HERE}:role/polytomic`);
    queue.grantConsume(role);
    key.grantUse(role, { service: "s3", access: "read" });
    expect([bucket.crossAccountStatements, queue.crossAccountStatements]).toEqual([[], []]);
    expect(key.crossAccountStatements).toHaveLength(1);
  });

  const nothing = (terraform: Synthesized): void => {
    expect(JSON.stringify(terraform.json)).not.toMatch(/precondition|ArnEquals/);
  };

  test("isn't checked with the same provider", () => {
    nothing(synth((stack) => lake(stack, { encryptionKey: {} })));
  });

  test("isn't checked in another region, if both providers have the account", () => {
    const stack = stackHere();
    const eu = { alias: "eu", region: "eu-central-1", allowedAccountIds: [HERE] };
    const awsProvider = new AwsProvider(stack, "eu", eu);
    lake(stack, { role: new PolytomicRole(stack, "role", { awsProvider }), encryptionKey: {} });
    nothing(synthesized(stack));
  });

  test("is allowed in another region, if only the plan knows the account", () => {
    const terraform = synth((stack) => {
      const awsProvider = new AwsProvider(stack, "eu", { alias: "eu", region: "eu-central-1" });
      lake(stack, { role: new PolytomicRole(stack, "role", { awsProvider }) });
    });
    expect(preconditions(terraform, "aws_iam_role_policy", "role_policy")).toHaveLength(2);
  });
});

describe("a role in another stack than the bucket", () => {
  const build = (configuration: object, roleName?: string) => {
    const app = Testing.app();
    const storage = stackHere(app, "storage");
    const bucket = new DataBucket(storage, "bucket", { name: "acme-lake" });
    const team = new TerraformStack(app, "team");
    new AwsProvider(team, "aws", { region: "us-east-1", ...configuration });
    const role = new PolytomicRole(team, "role", {
      externalIds: ["id"],
      ...(roleName !== undefined && { roleName }),
    });
    return { app, storage, team, bucket, role };
  };

  test("is referenced by its literal ARN, so that the stacks do not depend on each other", () => {
    const { storage, team, bucket, role } = build({ allowedAccountIds: [THERE] });
    bucket.grant(role, "read");
    team.prepareStack();
    storage.prepareStack();
    const { resource } = JSON.parse(Testing.synth(storage)) as {
      resource: { aws_s3_bucket_policy: Record<string, { policy: string }> };
    };
    const [policy] = Object.values(resource.aws_s3_bucket_policy).map((one) => one.policy);
    expect(policy).toContain(`"aws:PrincipalArn" = "arn:aws:iam::${THERE}:role/team-role"`);
    expect(policy).toContain(`"AWS" = "arn:aws:iam::${THERE}:root"`);
  });

  test("is rejected if its ARN is unknown there", () => {
    const { bucket, role } = build({ allowedAccountIds: [THERE] }, Token.asString(Fn.lower("Polytomic")));
    expect(() => bucket.grant(role, "read")).toThrow(
      `role  is in account ${THERE}, but the bucket is in ${HERE}, and the role's ARN is not known in the bucket's stack. Set region and ` +
        "allowedAccountIds on the role's AwsProvider, and a literal roleName on the role",
    );
  });

  test("fails its own stack's plan, if the accounts are unknown before", () => {
    const { bucket, role, team } = build({});
    bucket.grant(role, "read");
    const { resource } = JSON.parse(Testing.synth(team)) as {
      resource: { aws_iam_role_policy: Record<string, { lifecycle: { precondition: unknown[] } }> };
    };
    const [policy] = Object.values(resource.aws_iam_role_policy);
    expect(messages(policy!.lifecycle.precondition)).toEqual([
      expect.stringContaining("are in different AWS accounts"),
    ]);
  });
});

import type { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { TerraformOutput, type TerraformStack } from "cdktf";
import {
  BulkSync,
  Connection,
  DataBucket,
  EncryptionKey,
  EventQueue,
  POLYTOMIC_PRINCIPAL,
  PolytomicRole,
  type PolytomicRoleProps,
  S3Connection,
} from "../../../constructs";
import { AwsathenaConnection } from "../../../lib/bindings/awsathena-connection";
import { ClickhouseConnection } from "../../../lib/bindings/clickhouse-connection";
import { DynamodbConnection } from "../../../lib/bindings/dynamodb-connection";
import { StripeConnection } from "../../../lib/bindings/stripe-connection";
import { newStack, synth, warnings } from "../synth";

const trust = (principal: unknown, externalId: unknown) => ({
  Version: "2012-10-17",
  Statement: [
    {
      Effect: "Allow",
      Principal: { AWS: principal },
      Action: "sts:AssumeRole",
      Condition: { StringEquals: { "sts:ExternalId": externalId } },
    },
  ],
});

describe("a PolytomicRole", () => {
  test("trusts Polytomic's account with the external ID, for one-hour sessions", () => {
    const role = synth((stack) => new PolytomicRole(stack, "role", { externalIds: ["id"] }));
    expect(role.the("aws_iam_role")).toEqual({
      name: "stack-role",
      path: "/",
      description:
        "Assumed by Polytomic (arn:aws:iam::568237466542:root) with the external ID of its connection",
      max_session_duration: 3600,
      assume_role_policy: trust("arn:aws:iam::568237466542:root", "id"),
      lifecycle: {
        postcondition: [
          {
            condition: '${(self.arn == "arn:aws:iam::111122223333:role/stack-role")}',
            error_message: expect.stringContaining("Set roleName and path"),
          },
        ],
      },
    });
    expect(POLYTOMIC_PRINCIPAL).toBe("arn:aws:iam::568237466542:root");
  });

  test("has no permissions without a grant", () => {
    const role = synth((stack) => new PolytomicRole(stack, "role", { externalIds: ["id"] }));
    expect(role.all("aws_iam_role_policy")).toEqual({});
  });

  test("collects all grants in one policy, in any order", () => {
    const statement = (action: string) => ({ Effect: "Allow", Action: action, Resource: "*" }) as const;
    const terraform = synth((stack) => {
      const role = new PolytomicRole(stack, "role", { externalIds: ["id"] });
      role.addStatements(statement("a"), statement("b"));
      role.addStatements(statement("c"));
    });
    expect(terraform.the("aws_iam_role_policy")).toEqual({
      name: "polytomic",
      role: "stack-role",
      policy: { Version: "2012-10-17", Statement: [statement("a"), statement("b"), statement("c")] },
      // A role that is replaced under the same name starts without policies.
      lifecycle: { replace_triggered_by: ["aws_iam_role.role.id"] },
    });
  });

  test("takes its options, and its ARN is known before it is created", () => {
    const terraform = synth((stack) => {
      const role = new PolytomicRole(stack, "role", {
        roleName: "polytomic",
        path: "/vendors/",
        permissionsBoundary: "arn:aws:iam::111122223333:policy/boundary",
        maxSessionDuration: 43_200,
        trustedPrincipals: ["arn:aws:iam::999988887777:role/task", "arn:aws:iam::999988887777:root"],
        externalIds: ["a1", "b2"],
        tags: { a: "b" },
      });
      new TerraformOutput(stack, "arn", { value: role.roleArn });
    });
    expect(terraform.output("arn")).toBe("arn:aws:iam::111122223333:role/vendors/polytomic");
    expect(terraform.the("aws_iam_role")).toMatchObject({
      name: "polytomic",
      path: "/vendors/",
      permissions_boundary: "arn:aws:iam::111122223333:policy/boundary",
      max_session_duration: 43_200,
      assume_role_policy: trust(
        ["arn:aws:iam::999988887777:role/task", "arn:aws:iam::999988887777:root"],
        ["a1", "b2"],
      ),
      tags: { a: "b" },
    });
  });

  test("derives a name of at most 64 characters from its path", () => {
    const role = synth((stack) => new PolytomicRole(stack, "r".repeat(100), { externalIds: ["id"] }));
    expect(String(role.the("aws_iam_role").name)).toHaveLength(64);
  });

  test("trusts every connection that uses it, in addition to externalIds", () => {
    const terraform = synth((stack) => {
      const role = new PolytomicRole(stack, "role", { externalIds: ["known"] });
      for (const id of ["orders", "customers"]) {
        const auth = { mode: "iam_role", role } as const;
        new S3Connection(stack, id, { name: id, bucket: "acme-lake", region: "us-east-1", auth });
      }
    });
    expect(terraform.the("aws_iam_role").assume_role_policy).toEqual(
      trust("arn:aws:iam::568237466542:root", [
        "${terraform_data.customers_external-id.output.external_id}",
        "${terraform_data.orders_external-id.output.external_id}",
        "known",
      ]),
    );
  });

  test("takes further trust conditions", () => {
    const trustConditions = {
      IpAddress: { "aws:SourceIp": "203.0.113.0/24" },
      StringEquals: { "aws:PrincipalOrgID": "o-acme" },
    };
    const role = synth((stack) => new PolytomicRole(stack, "role", { externalIds: ["id"], trustConditions }));
    expect(role.the("aws_iam_role").assume_role_policy).toMatchObject({
      Statement: [
        {
          Condition: {
            IpAddress: { "aws:SourceIp": "203.0.113.0/24" },
            StringEquals: { "aws:PrincipalOrgID": "o-acme", "sts:ExternalId": "id" },
          },
        },
      ],
    });
  });

  test("fails synthesis if its name is overridden after connections use it", () => {
    expect(() =>
      synth((stack) => {
        const role = new PolytomicRole(stack, "role", { externalIds: ["id"] });
        (role.node.findChild("Resource") as IamRole).addOverride("path", "/other/");
      }),
    ).toThrow(
      /the path of the role was overridden, .* \("\/"\)\. Remove the override\. Set roleName, path and awsProvider instead \[CDKTF_POLYTOMIC_NAME_OVERRIDDEN\]/,
    );
  });

  test("passes its provider to every resource", () => {
    const terraform = synth((stack) => {
      const awsProvider = new AwsProvider(stack, "eu", { alias: "eu", region: "eu-central-1" });
      const role = new PolytomicRole(stack, "role", { externalIds: ["id"], awsProvider });
      DataBucket.fromBucketName(stack, "b", "acme-lake", { awsProvider }).grant(role, "read");
    });
    expect([terraform.the("aws_iam_role"), terraform.the("aws_iam_role_policy")]).toMatchObject([
      { provider: "aws.eu" },
      { provider: "aws.eu" },
    ]);
  });

  test("fails synthesis without an external ID, and the error names the fix", () => {
    expect(() => synth((stack) => new PolytomicRole(stack, "role"))).toThrow(
      "[stack/role] this role has no external ID, so nothing can assume it. Pass the role to a connection " +
        '(auth: { mode: "iam_role", role }), or set externalIds',
    );
  });
});

test("the description of a role lists whom it trusts, up to the length limit", () => {
  const descriptionOf = (trustedPrincipals: string[]) =>
    String(
      synth((stack) => new PolytomicRole(stack, "role", { externalIds: ["id"], trustedPrincipals })).the(
        "aws_iam_role",
      ).description,
    );
  const task = "arn:aws:iam::999988887777:role/task";
  expect(descriptionOf([task, POLYTOMIC_PRINCIPAL])).toBe(
    `Assumed by ${task}, Polytomic (${POLYTOMIC_PRINCIPAL}) with the external ID of its connection`,
  );
  const many = descriptionOf(Array.from({ length: 40 }, (_, index) => `${task}-${index}`));
  expect(many.length).toBeLessThanOrEqual(1000);
  expect(many).toMatch(/role\/task-\d+, \d+ more with the external ID of its connection$/);
});

describe("partitions", () => {
  const CHINA = "arn:aws-cn:iam::111122223333:role/polytomic";
  const inChina = (stack: TerraformStack) =>
    new AwsProvider(stack, "there", { alias: "there", region: "cn-north-1" });

  test("of principals and boundaries must match a new role's", () => {
    expect(() => {
      const stack = newStack();
      new PolytomicRole(stack, "role", {
        awsProvider: inChina(stack),
        trustedPrincipals: [CHINA, "arn:aws:iam::111122223333:role/polytomic"],
        permissionsBoundary: "arn:aws:iam::111122223333:policy/boundary",
      });
    }).toThrow(
      /permissionsBoundary +is in the partition aws, but the role is in aws-cn, and AWS resources cannot be used across partitions\. Use an ARN in aws-cn\n +trustedPrincipals\[1\] +is in/,
    );
  });

  test("of principals must match an existing role's, without a silent default of Polytomic cloud", () => {
    const gov = "arn:aws-us-gov:iam::111122223333:role/polytomic";
    const stack = newStack();
    expect(warnings(PolytomicRole.fromRoleArn(stack, "gov", gov))).toEqual([
      expect.stringContaining(
        "the role is in the partition aws-us-gov, where roles cannot trust the account of Polytomic",
      ),
    ]);
    expect(
      warnings(PolytomicRole.fromRoleArn(stack, "here", "arn:aws:iam::111122223333:role/polytomic")),
    ).toEqual([]);
    expect(() => PolytomicRole.fromRoleArn(stack, "other", gov, { trustedPrincipals: [CHINA] })).toThrow(
      /trustedPrincipals\[0\] +is in the partition aws-cn, but the role is in aws-us-gov/,
    );
  });

  test("of a role must match the bucket's, if its region is set", () => {
    const stack = newStack();
    const role = PolytomicRole.fromRoleArn(stack, "role", CHINA);
    expect(
      () =>
        new S3Connection(stack, "lake", {
          name: "Lake",
          bucket: "acme-lake",
          region: "us-east-1",
          auth: { mode: "iam_role", role },
        }),
    ).toThrow(
      /auth\.role +is in the partition "aws-cn" and the bucket in "aws"; IAM permissions do not cross/,
    );
  });

  test("of a key and a replication role must match the bucket's or queue's", () => {
    const stack = newStack();
    const encryptionKey = EncryptionKey.fromKeyArn(
      stack,
      "key",
      "arn:aws-cn:kms:cn-north-1:111122223333:key/1234abcd",
    );
    const replication = {
      roleArn: CHINA,
      rules: [{ id: "all", status: "Enabled", destination: { bucket: "arn:aws-cn:s3:::copy" } }],
    };
    expect(() => new DataBucket(stack, "lake", { name: "acme-lake", encryptionKey, replication })).toThrow(
      /encryptionKey +is in the partition aws-cn, but the bucket is in aws,.*\n +replication\.roleArn +is in/,
    );
    expect(() => new EventQueue(stack, "queue", { encryptionKey })).toThrow(
      /encryptionKey +is in the partition/,
    );
  });
});

describe("the size of a role's policies", () => {
  const connections = (count: number, props: PolytomicRoleProps = {}) =>
    synth(
      (stack) =>
        new PolytomicRole(stack, "role", {
          externalIds: Array.from(
            { length: count },
            (_, i) => `1234abcd-12ab-34cd-56ef-${String(i).padStart(12, "0")}`,
          ),
          ...props,
        }),
    );

  test("is rejected if the trust policy exceeds the default quota", () => {
    expect(() => connections(47)).not.toThrow();
    expect(() => connections(48)).toThrow(
      /the trust policy of the role would have at least 2\d{3} characters, but AWS allows 2048\. Create separate roles for some of the connections, .* trustPolicyLength .*\[CDKTF_POLYTOMIC_REFUSED_BY_AWS\]/,
    );
    expect(() => connections(60, { trustPolicyLength: 4096 })).not.toThrow();
    expect(() => new PolytomicRole(newStack(), "role", { trustPolicyLength: 10_000 })).toThrow(
      /trustPolicyLength +must be at most 8192, got 10000/,
    );
  });

  test("is rejected if the inline policies together are too long", () => {
    const granted = (folders: number) =>
      synth((stack) => {
        const role = new PolytomicRole(stack, "role", { externalIds: ["id"] });
        const key = EncryptionKey.fromKeyArn(stack, "key", "arn:aws:kms:us-east-1:111122223333:key/1234abcd");
        const bucket = DataBucket.fromBucketName(stack, "lake", "acme-lake", { encryptionKey: key });
        for (let i = 0; i < folders; i++) {
          bucket.grant(role, "readWrite", `folder-${i}`);
        }
      });
    expect(() => granted(10)).not.toThrow();
    expect(() => granted(30)).toThrow(
      /the inline policies of the role would have at least 1\d{4} characters, but AWS allows 10240\. Create separate roles for some of the connections/,
    );
  });

  test("ignores white space", () => {
    expect(() =>
      synth((stack) => {
        const role = new PolytomicRole(stack, "role", { externalIds: ["id"] });
        role.addStatements({
          Sid: "a".repeat(10_000),
          Effect: "Allow",
          Action: "s3:Get*",
          Resource: " ".repeat(5000),
        });
      }),
    ).not.toThrow();
  });
});

test.each([
  ["us-gov-west-1", undefined, 1],
  ["cn-north-1", undefined, 1],
  ["cn-north-1", ["arn:aws-cn:iam::111122223333:role/polytomic"], 0],
  ["eu-west-1", undefined, 0],
])("a PolytomicRole in %s that trusts %j adds %d warnings", (region, trustedPrincipals, warnings) => {
  const stack = newStack();
  const awsProvider = new AwsProvider(stack, "there", { alias: "there", region });
  const props = { externalIds: ["id"], awsProvider, ...(trustedPrincipals && { trustedPrincipals }) };
  const { metadata } = new PolytomicRole(stack, "role", props).node;
  expect(metadata.map(({ data }) => String(data)).filter((data) => data.includes("partition"))).toHaveLength(
    warnings,
  );
});

describe("a role that trusts a connection of another type", () => {
  test("trusts it, and makes its syncs wait", () => {
    const terraform = synth((stack) => {
      const role = new PolytomicRole(stack, "role");
      const dynamo = new DynamodbConnection(stack, "dynamo", {
        name: "Dynamo",
        configuration: { region: "us-east-1", authMode: "iam_role", iamRoleArn: role.roleArn },
      });
      role.trustConnection(dynamo);
      new BulkSync(stack, "sync", {
        name: "S",
        source: { connection: dynamo },
        destination: { connection: "id" },
      });
      role.addStatements({ Effect: "Allow", Action: "dynamodb:Scan", Resource: "*" });
    });
    expect(terraform.the("terraform_data")).toMatchObject({
      input: { external_id: "${polytomic_dynamodb_connection.dynamo.configuration.external_id}" },
      triggers_replace: { connection: "${polytomic_dynamodb_connection.dynamo.id}", auth_mode: "iam_role" },
      lifecycle: { ignore_changes: ["input"] },
    });
    expect(terraform.the("aws_iam_role").assume_role_policy).toMatchObject(
      trust("arn:aws:iam::568237466542:root", "${terraform_data.role_external-id-dynamo.output.external_id}"),
    );
    expect(terraform.dependenciesOf("polytomic_bulk_sync")).toEqual(["aws_iam_role_policy.role_policy"]);
  });

  test("rereads the external ID when the binding sets another ID or its mode changes", () => {
    const kept = (configuration: object) =>
      synth((stack) => {
        const role = new PolytomicRole(stack, "role");
        const common = { region: "us-east-1", outputbucket: "s3://acme", iamRoleArn: role.roleArn };
        role.trustConnection(
          new AwsathenaConnection(stack, "athena", {
            name: "Athena",
            configuration: { ...common, authMode: "iam_role", ...configuration },
          }),
        );
      }).the("terraform_data");
    expect(kept({}).triggers_replace).not.toHaveProperty("external_id");
    expect(kept({ externalId: "chosen" })).toMatchObject({
      triggers_replace: { auth_mode: "iam_role", external_id: "chosen" },
      lifecycle: { replace_triggered_by: ["polytomic_awsathena_connection.athena.configuration.auth_mode"] },
    });
  });

  test("is not replaced if the authentication mode is unset, because each change makes it unknown", () => {
    const terraform = synth((stack) => {
      const role = new PolytomicRole(stack, "role");
      const configuration = { hostname: "db", port: 8443, username: "u", iamRoleArn: role.roleArn };
      role.trustConnection(new ClickhouseConnection(stack, "house", { name: "House", configuration }));
    });
    expect(terraform.the("terraform_data").lifecycle).not.toHaveProperty("replace_triggered_by");
  });

  test("rejects a connection without an external ID", () => {
    const stack = newStack();
    const role = new PolytomicRole(stack, "role", { externalIds: ["id"] });
    const stripe = new StripeConnection(stack, "stripe", { name: "S", configuration: {} as never });
    const message =
      "connection  must be the binding of a connection that assumes a role, such as DynamodbConnection: to an S3Connection, pass";
    for (const other of [stripe, "id", null, Connection.fromId(stack, "any", "id")]) {
      expect(() => role.trustConnection(other as never)).toThrow(message);
    }
  });
});

describe("a PolytomicRole is rejected", () => {
  test.each([
    [{ roleName: "r".repeat(65) }, "has 65 characters; at most 64 are allowed"],
    [{ path: "vendors" }, 'path  "vendors" must begin and end with a slash, such as "/vendors/"'],
    [{ maxSessionDuration: 60 }, "maxSessionDuration  must be at least 3600, got 60"],
    [
      { trustedPrincipals: ["*"] },
      'trustedPrincipals[0]  "*" is not the ARN of an account, user, role or session',
    ],
    [{ trustedPrincipals: [] }, "trustedPrincipals  must not be empty"],
    [{ externalIds: ["ok", "x"] }, 'externalIds[1]  "x" has 1 characters; 2 to 1224 are allowed'],
    [
      { trustConditions: { StringEquals: { "sts:ExternalId": "x" } } },
      'trustConditions.StringEquals["sts:ExternalId"]  cannot be set here, because the role always requires an external ID; pass known IDs in externalIds',
    ],
    [{ trustConditions: {} }, "trustConditions  is empty, so it would always match; add an operator"],
    [
      { trustConditions: { IpAddress: {} } },
      "trustConditions.IpAddress  is empty, so it would always match; add a condition key, or omit it",
    ],
    [{ tags: { a: 5 } }, "tags.a  expected a string, got 5"],
  ])("with %j", (props: object, message) => {
    expect(() => new PolytomicRole(newStack(), "role", props)).toThrow(message);
  });
});

describe("an existing role", () => {
  const ARN = "arn:aws:iam::111122223333:role/vendors/polytomic";

  test("is not managed, and returns the statements and principals it needs", () => {
    const terraform = synth((stack) => {
      const role = PolytomicRole.fromRoleArn(stack, "role", ARN);
      const bucket = new DataBucket(stack, "lake", { name: "acme-lake" });
      bucket.grant(role, "read");
      new S3Connection(stack, "connection", { name: "Lake", bucket, auth: { mode: "iam_role", role } });
      new TerraformOutput(stack, "statements", { value: role.requiredStatements });
      new TerraformOutput(stack, "ids", { value: role.requiredExternalIds });
      new TerraformOutput(stack, "trust", { value: role.requiredTrustPolicy });
      new TerraformOutput(stack, "policy", { value: role.requiredPolicy });
    });
    expect(terraform.addresses.filter((address) => address.startsWith("aws_iam"))).toEqual([]);
    expect(terraform.the("polytomic_s3_connection").configuration).toMatchObject({ iam_role_arn: ARN });
    const Condition = { StringEquals: { "aws:ResourceAccount": "111122223333" } };
    expect(terraform.output("statements")).toEqual([
      { Effect: "Allow", Action: "s3:ListBucket", Resource: "arn:aws:s3:::acme-lake", Condition },
      { Effect: "Allow", Action: "s3:GetBucketLocation", Resource: "arn:aws:s3:::acme-lake", Condition },
      { Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::acme-lake/*", Condition },
    ]);
    expect(terraform.output("ids")).toEqual(["${terraform_data.connection_external-id.output.external_id}"]);
    expect(terraform.output("policy")).toEqual({
      Version: "2012-10-17",
      Statement: terraform.output("statements"),
    });
    expect(terraform.output("trust")).toEqual(
      trust("arn:aws:iam::568237466542:root", "${terraform_data.connection_external-id.output.external_id}"),
    );
  });

  test("requires a role ARN", () => {
    expect(() => PolytomicRole.fromRoleArn(newStack(), "role", "polytomic")).toThrow(
      'roleArn  "polytomic" is not a role ARN, such as arn:aws:iam::111122223333:role/polytomic',
    );
  });
});

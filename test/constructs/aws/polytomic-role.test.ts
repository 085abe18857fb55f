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
  test("is for Polytomic's account with the external ID, one hour at a time", () => {
    const it = synth((stack) => new PolytomicRole(stack, "role", { externalIds: ["id"] }));
    expect(it.the("aws_iam_role")).toEqual({
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

  test("may do nothing as long as nothing was granted", () => {
    const it = synth((stack) => new PolytomicRole(stack, "role", { externalIds: ["id"] }));
    expect(it.all("aws_iam_role_policy")).toEqual({});
  });

  test("has one policy with all that was granted, in any order", () => {
    const statement = (action: string) => ({ Effect: "Allow", Action: action, Resource: "*" }) as const;
    const it = synth((stack) => {
      const role = new PolytomicRole(stack, "role", { externalIds: ["id"] });
      role.addStatements(statement("a"), statement("b"));
      role.addStatements(statement("c"));
    });
    expect(it.the("aws_iam_role_policy")).toEqual({
      name: "polytomic",
      role: "stack-role",
      policy: { Version: "2012-10-17", Statement: [statement("a"), statement("b"), statement("c")] },
      // A role that is replaced under the same name starts without policies.
      lifecycle: { replace_triggered_by: ["aws_iam_role.role.id"] },
    });
  });

  test("takes its options, and has an ARN that is readable before it exists", () => {
    const it = synth((stack) => {
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
    expect(it.output("arn")).toBe("arn:aws:iam::111122223333:role/vendors/polytomic");
    expect(it.the("aws_iam_role")).toMatchObject({
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

  test("has a name of at most 64 characters, made from its path", () => {
    const it = synth((stack) => new PolytomicRole(stack, "r".repeat(100), { externalIds: ["id"] }));
    expect(String(it.the("aws_iam_role").name)).toHaveLength(64);
  });

  test("trusts every connection that it is given to, besides what was known beforehand", () => {
    const it = synth((stack) => {
      const role = new PolytomicRole(stack, "role", { externalIds: ["known"] });
      for (const id of ["orders", "customers"]) {
        const auth = { mode: "iam_role", role } as const;
        new S3Connection(stack, id, { name: id, bucket: "acme-lake", region: "us-east-1", auth });
      }
    });
    expect(it.the("aws_iam_role").assume_role_policy).toEqual(
      trust("arn:aws:iam::568237466542:root", [
        "${terraform_data.customers_external-id.output.external_id}",
        "${terraform_data.orders_external-id.output.external_id}",
        "known",
      ]),
    );
  });

  test("may demand more than the external ID", () => {
    const trustConditions = {
      IpAddress: { "aws:SourceIp": "203.0.113.0/24" },
      StringEquals: { "aws:PrincipalOrgID": "o-acme" },
    };
    const it = synth((stack) => new PolytomicRole(stack, "role", { externalIds: ["id"], trustConditions }));
    expect(it.the("aws_iam_role").assume_role_policy).toMatchObject({
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

  test("does not synthesize when its name is changed behind the back of connections", () => {
    expect(() =>
      synth((stack) => {
        const role = new PolytomicRole(stack, "role", { externalIds: ["id"] });
        (role.node.findChild("Resource") as IamRole).addOverride("path", "/other/");
      }),
    ).toThrow(
      /the path of the role was overridden, .* \("\/"\)\. Set roleName, path and awsProvider instead \[CDKTF_POLYTOMIC_NAME_OVERRIDDEN\]/,
    );
  });

  test("gives everything to the provider it is told", () => {
    const it = synth((stack) => {
      const awsProvider = new AwsProvider(stack, "eu", { alias: "eu", region: "eu-central-1" });
      const role = new PolytomicRole(stack, "role", { externalIds: ["id"], awsProvider });
      DataBucket.fromBucketName(stack, "b", "acme-lake", { awsProvider }).grant(role, "read");
    });
    expect([it.the("aws_iam_role"), it.the("aws_iam_role_policy")]).toMatchObject([
      { provider: "aws.eu" },
      { provider: "aws.eu" },
    ]);
  });

  test("that nobody could assume does not synthesize, and says how to mend it", () => {
    expect(() => synth((stack) => new PolytomicRole(stack, "role"))).toThrow(
      "[stack/role] this role has no external ID, so nothing can assume it. Pass the role to a connection " +
        '(auth: { mode: "iam_role", role }), or set externalIds',
    );
  });
});

test("the description of a role names whom it trusts, as far as there is room", () => {
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

  test("of principals and boundaries must be that of a new role", () => {
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

  test("of principals must be that of an existing role, for which Polytomic cloud is not offered silently", () => {
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

  test("of a role must be that of a bucket that is named with its region", () => {
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
    ).toThrow(/auth\.role +is in the partition "aws-cn", the bucket in "aws", and no permission/);
  });

  test("of a key and a replicating role must be that of the bucket or queue", () => {
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

  test("is refused where the trust policy would be too long, as long as the account has no higher quota", () => {
    expect(() => connections(47)).not.toThrow();
    expect(() => connections(48)).toThrow(
      /the trust policy of the role would have at least 2\d{3} characters, but AWS allows 2048\. Create separate roles for some of the connections, .* trustPolicyLength .*\[CDKTF_POLYTOMIC_REFUSED_BY_AWS\]/,
    );
    expect(() => connections(60, { trustPolicyLength: 4096 })).not.toThrow();
    expect(() => new PolytomicRole(newStack(), "role", { trustPolicyLength: 10_000 })).toThrow(
      /trustPolicyLength +must be at most 8192, got 10000/,
    );
  });

  test("is refused where its inline policies would be too long together", () => {
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

  test("does not count white space", () => {
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
])("a PolytomicRole in %s that trusts %j is warned of %d times", (region, trustedPrincipals, warnings) => {
  const stack = newStack();
  const awsProvider = new AwsProvider(stack, "there", { alias: "there", region });
  const props = { externalIds: ["id"], awsProvider, ...(trustedPrincipals && { trustedPrincipals }) };
  const { metadata } = new PolytomicRole(stack, "role", props).node;
  expect(metadata.map(({ data }) => String(data)).filter((data) => data.includes("partition"))).toHaveLength(
    warnings,
  );
});

describe("a role that a connection of another type is given to", () => {
  test("trusts it, and lets its syncs wait", () => {
    const it = synth((stack) => {
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
    expect(it.the("terraform_data")).toMatchObject({
      input: { external_id: "${polytomic_dynamodb_connection.dynamo.configuration.external_id}" },
      triggers_replace: { connection: "${polytomic_dynamodb_connection.dynamo.id}", auth_mode: "iam_role" },
      lifecycle: { ignore_changes: ["input"] },
    });
    expect(it.the("aws_iam_role").assume_role_policy).toMatchObject(
      trust("arn:aws:iam::568237466542:root", "${terraform_data.role_external-id-dynamo.output.external_id}"),
    );
    expect(it.dependenciesOf("polytomic_bulk_sync")).toEqual(["aws_iam_role_policy.role_policy"]);
  });

  test("demands another ID when the program chooses another, and knows a mode of authentication that is set", () => {
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

  test("is not replaced with a mode of authentication that is unset, which every change makes unknown", () => {
    const it = synth((stack) => {
      const role = new PolytomicRole(stack, "role");
      const configuration = { hostname: "db", port: 8443, username: "u", iamRoleArn: role.roleArn };
      role.trustConnection(new ClickhouseConnection(stack, "house", { name: "House", configuration }));
    });
    expect(it.the("terraform_data").lifecycle).not.toHaveProperty("replace_triggered_by");
  });

  test("is not given what has no external ID", () => {
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

describe("a PolytomicRole is refused", () => {
  test.each([
    [{ roleName: "r".repeat(65) }, "has 65 characters; at most 64 are allowed"],
    [{ path: "vendors" }, 'path  "vendors" must begin and end with a slash, such as "/vendors/"'],
    [{ maxSessionDuration: 60 }, "maxSessionDuration  must be at least 3600, got 60"],
    [{ trustedPrincipals: ["*"] }, 'trustedPrincipals[0]  "*" is not the ARN of an account, user, role or session'],
    [{ trustedPrincipals: [] }, "trustedPrincipals  must not be empty"],
    [{ externalIds: ["ok", "x"] }, 'externalIds[1]  "x" has 1 characters; 2 to 1224 are allowed'],
    [
      { trustConditions: { StringEquals: { "sts:ExternalId": "x" } } },
      'trustConditions.StringEquals["sts:ExternalId"]  is always required; pass known IDs in externalIds',
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

  test("is touched by no resource, and offers what it must allow and whom it must trust", () => {
    const it = synth((stack) => {
      const role = PolytomicRole.fromRoleArn(stack, "role", ARN);
      const bucket = new DataBucket(stack, "lake", { name: "acme-lake" });
      bucket.grant(role, "read");
      new S3Connection(stack, "connection", { name: "Lake", bucket, auth: { mode: "iam_role", role } });
      new TerraformOutput(stack, "statements", { value: role.requiredStatements });
      new TerraformOutput(stack, "ids", { value: role.requiredExternalIds });
      new TerraformOutput(stack, "trust", { value: role.requiredTrustPolicy });
      new TerraformOutput(stack, "policy", { value: role.requiredPolicy });
    });
    expect(it.addresses.filter((address) => address.startsWith("aws_iam"))).toEqual([]);
    expect(it.the("polytomic_s3_connection").configuration).toMatchObject({ iam_role_arn: ARN });
    const Condition = { StringEquals: { "aws:ResourceAccount": "111122223333" } };
    expect(it.output("statements")).toEqual([
      { Effect: "Allow", Action: "s3:ListBucket", Resource: "arn:aws:s3:::acme-lake", Condition },
      { Effect: "Allow", Action: "s3:GetBucketLocation", Resource: "arn:aws:s3:::acme-lake", Condition },
      { Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::acme-lake/*", Condition },
    ]);
    expect(it.output("ids")).toEqual(["${terraform_data.connection_external-id.output.external_id}"]);
    expect(it.output("policy")).toEqual({ Version: "2012-10-17", Statement: it.output("statements") });
    expect(it.output("trust")).toEqual(
      trust("arn:aws:iam::568237466542:root", "${terraform_data.connection_external-id.output.external_id}"),
    );
  });

  test("is not one without the ARN of a role", () => {
    expect(() => PolytomicRole.fromRoleArn(newStack(), "role", "polytomic")).toThrow(
      'roleArn  "polytomic" is not a role ARN, such as arn:aws:iam::111122223333:role/polytomic',
    );
  });
});

/** Connections of all types that can assume a role, and the role that trusts them: created in one apply, without changes afterwards. */
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { type TerraformStack, TerraformVariable } from "cdktf";
import { BulkSync, type ConnectionBinding, PolytomicProvider, PolytomicRole } from "../../constructs";
import { AmazonKeyspacesConnection } from "../../lib/bindings/amazon-keyspaces-connection";
import { AwsathenaConnection } from "../../lib/bindings/awsathena-connection";
import { ClickhouseConnection } from "../../lib/bindings/clickhouse-connection";
import { CustomeriowarehouseexportsConnection } from "../../lib/bindings/customeriowarehouseexports-connection";
import { DatabricksConnection } from "../../lib/bindings/databricks-connection";
import { DynamodbConnection } from "../../lib/bindings/dynamodb-connection";
import { RedshiftConnection } from "../../lib/bindings/redshift-connection";
import { RedshiftserverlessConnection } from "../../lib/bindings/redshiftserverless-connection";
import { Bench } from "../support/bench";
import type { State } from "../../lib/testing/apply/plan";
import type { Workspace } from "../../lib/testing/apply/workspace";
import type { RoleAssumingConnection } from "../../constructs/aws/interfaces";

jest.setTimeout(600_000);

type Make = (
  stack: TerraformStack,
  id: string,
  name: string,
  role: PolytomicRole,
) => RoleAssumingConnection & ConnectionBinding;

const region = "us-east-1";
/** The external ID that the app sets for the one type that allows it. */
let chosenId = "chosen-by-us";
const byRole = (role: PolytomicRole) => ({ authMode: "iam_role", iamRoleArn: role.roleArn }) as const;

const TYPES: Readonly<Record<string, Make>> = {
  "amazon-keyspaces": (stack, id, name, { roleArn: iamRoleArn }) =>
    new AmazonKeyspacesConnection(stack, id, {
      name,
      configuration: { region, authMethod: "iam_role", iamRoleArn },
    }),
  athena: (stack, id, name, role) =>
    new AwsathenaConnection(stack, id, {
      name,
      configuration: {
        ...byRole(role),
        region,
        outputbucket: "s3://acme-results",
        externalId: chosenId,
      },
    }),
  clickhouse: (stack, id, name, role) =>
    new ClickhouseConnection(stack, id, {
      name,
      configuration: { ...byRole(role), hostname: "db.acme.example", port: 8443, username: "polytomic" },
    }),
  "customerio-warehouse-exports": (stack, id, name, role) =>
    new CustomeriowarehouseexportsConnection(stack, id, {
      name,
      configuration: { ...byRole(role), s3BucketName: "s3://acme-exports", s3BucketRegion: region },
    }),
  databricks: (stack, id, name, role) =>
    new DatabricksConnection(stack, id, {
      name,
      configuration: {
        ...byRole(role),
        databricksAuthMode: "oauth_service_principal",
        serverHostname: "acme.cloud.example",
        port: 443,
        httpPath: "/sql/1.0/warehouses/1",
      },
    }),
  dynamodb: (stack, id, name, role) =>
    new DynamodbConnection(stack, id, { name, configuration: { ...byRole(role), region } }),
  redshift: (stack, id, name, role) =>
    new RedshiftConnection(stack, id, {
      name,
      configuration: {
        ...byRole(role),
        hostname: "db.acme.example",
        port: 5439,
        database: "analytics",
        username: "polytomic",
        password: new TerraformVariable(stack, "password", { sensitive: true }).stringValue,
      },
    }),
  "redshift-serverless": (stack, id, name, { roleArn: iamRoleArn }) =>
    new RedshiftserverlessConnection(stack, id, {
      name,
      configuration: { iamRoleArn, connectionMethod: "data_api", database: "analytics", workgroup: "acme" },
    }),
};

let bench: Bench;
let workspace: Workspace;
let state: State;

function synth(name: string): void {
  workspace.synth((stack) => {
    new AwsProvider(stack, "aws", { region });
    new PolytomicProvider(stack, "polytomic");
    for (const [id, make] of Object.entries(TYPES)) {
      const role = new PolytomicRole(stack, `${id}-role`);
      role.addStatements({ Effect: "Allow", Action: "s3:ListBucket", Resource: "arn:aws:s3:::acme-results" });
      const connection = make(stack, id, name, role);
      role.trustConnection(connection);
      new BulkSync(stack, `${id}-sync`, {
        name: id,
        source: { connection },
        destination: { connection },
        schemas: ["orders"],
      });
    }
  });
}

beforeAll(async () => {
  bench = await Bench.start();
  workspace = await bench.workspace("handshake", { env: { TF_VAR_password: "not-a-real-one" } });
  synth("Before");
  await workspace.init();
  await workspace.apply();
  state = await workspace.show();
});
afterAll(() => bench.stop());

const valuesOf = (type: RegExp, id: string): Record<string, unknown> =>
  state.resources.find(({ address }) => type.test(address) && new RegExp(`\\.${id}(_|$)`).test(address))
    ?.values ?? {};

test.each(Object.keys(TYPES))("the role of %s requires the external ID of the connection", (id) => {
  const { configuration } = valuesOf(/^polytomic_\w+_connection\./, id);
  const { external_id: externalId, iam_role_arn: arn } = configuration as Record<string, string>;
  const { assume_role_policy: policy, arn: roleArn } = valuesOf(/^aws_iam_role\./, `${id}-role`);
  expect(externalId).toMatch(/^\S{8,}$/);
  expect(policy).toContain(`"sts:ExternalId":"${externalId}"`);
  expect(arn).toBe(roleArn);
});

test("the second plan is empty, and a rename changes only the connections", async () => {
  expect((await workspace.plan()).text).toContain("No changes");
  synth("After");
  const plan = await workspace.plan();
  expect(plan.changes.map(({ type }) => type.replace(/^polytomic_\w+_connection$/, "connection"))).toEqual(
    Object.keys(TYPES).map(() => "connection"),
  );
  await workspace.apply(plan);
  expect((await workspace.plan()).text).toContain("No changes");
});

/** Changes the external IDs of the connections, as if their authentication was changed back and forth in Polytomic's app. */
function changeExternalIds(): void {
  bench.api.change(({ connections }) => {
    for (const connection of Object.values(connections)) {
      const external_id = `changed-in-polytomic-${connection.type}`;
      connection.configuration = { ...connection.configuration, external_id };
    }
  });
}

const demanded = (id: string): unknown => valuesOf(/^aws_iam_role\./, `${id}-role`)["assume_role_policy"];

/** The output of a command that must fail, without Terraform's line breaks. */
async function failureOf(command: "plan" | "apply"): Promise<string> {
  const options = command === "apply" ? ["-auto-approve"] : [];
  const { stdout, stderr } = await workspace.terraform([command, "-no-color", ...options], { accept: [1] });
  return `${stdout}${stderr}`.replace(/\s*\n[│ ]*/g, " ");
}

/** The types whose external ID Polytomic creates. */
const GENERATED = Object.keys(TYPES).filter((id) => id !== "athena");

describe("an external ID that changes in Polytomic", () => {
  let commands: string[];

  test("fails the next plan, which names the command for each role", async () => {
    changeExternalIds();
    const error = await failureOf("plan");
    commands = [...new Set(error.match(/(?<=terraform apply )-replace=[\w.-]+/g))];
    expect(error).toContain("changed in Polytomic, outside of Terraform");
    expect(commands).toHaveLength(GENERATED.length);
  });

  test("fails an apply that also changes the connection", async () => {
    synth("Renamed");
    expect(await failureOf("apply")).toContain("changed in Polytomic, outside of Terraform");
  });

  test("is required by the roles after that command, and the next plan is empty", async () => {
    await workspace.terraform(["apply", "-auto-approve", "-no-color", ...commands]);
    state = await workspace.show();
    for (const id of GENERATED) {
      expect(demanded(id)).toContain('"sts:ExternalId":"changed-in-polytomic-');
    }
    expect((await workspace.plan()).text).toContain("No changes");
  });
});

test("an authentication mode changed in Polytomic is changed back, and the role requires the new external ID", async () => {
  bench.api.change(({ connections }) => {
    for (const connection of Object.values(connections)) {
      if (connection.type === "dynamodb") {
        const kept = Object.entries(connection.configuration).filter(([name]) => name !== "external_id");
        connection.configuration = { ...Object.fromEntries(kept), auth_mode: "access_key_and_secret" };
      }
    }
  });
  await workspace.apply();
  state = await workspace.show();
  const { configuration } = valuesOf(/^polytomic_dynamodb_connection\./, "dynamodb");
  const { external_id: externalId } = configuration as Record<string, string>;
  expect(externalId).not.toContain("changed-in-polytomic");
  expect(demanded("dynamodb")).toContain(`"sts:ExternalId":"${externalId}"`);
  expect((await workspace.plan()).text).toContain("No changes");
});

test("an external ID set in the app is required in the same apply that changes it", async () => {
  chosenId = "chosen-later";
  synth("Renamed");
  await workspace.apply();
  state = await workspace.show();
  expect(demanded("athena")).toContain('"sts:ExternalId":"chosen-later"');
  expect((await workspace.plan()).text).toContain("No changes");
});

test("destroy removes everything, whatever the external IDs are by then", async () => {
  changeExternalIds();
  await workspace.destroy();
  expect(Object.values(await bench.aws.inventory()).flat()).toEqual([]);
  expect(bench.api.isEmpty()).toBe(true);
});

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { inspect } from "node:util";
import { planOfConfiguration } from "../../../lib/plan/read/plan-of-configuration";
import { documentOf } from "../../../lib/plan/read/unknowns";
import type { Attributes } from "../../../lib/schema/provider-version";
import { storedFiles, versionOf } from "../../../lib/schema/stored";
import { Secret, Unknown } from "../../../lib/plan/value";
import { everythingIn } from "./every-getter";

const { schema: provider } = versionOf(storedFiles());
const fixtures = join(__dirname, "..", "fixtures");

describe("the quickstart", () => {
  const synthesized = readFileSync(join(fixtures, "quickstart.cdk.tf.json"), "utf8");
  const plan = planOfConfiguration(JSON.parse(synthesized) as never);
  const at = (address: string) => plan.resources.find((one) => one.address === address);
  const find = (type: string) => plan.resources.find((one) => one.type === type)!;

  test("is a plan that creates 19 resources and reads three data sources", () => {
    expect(plan.stack).toBe("quickstart");
    const actions = plan.resources.map(({ mode, action }) => `${mode} ${action}`);
    expect(actions.filter((one) => one === "managed create")).toHaveLength(19);
    expect(actions.filter((one) => one === "data read")).toHaveLength(3);
    expect(plan.outputs.map(({ name, action, after }) => [name, action, after])).toEqual([
      ["connection_id", "create", new Unknown()],
      ["role_arn", "create", new Unknown()],
    ]);
  });

  test("has blocks in lists, and references that are known", () => {
    expect(find("aws_s3_bucket_versioning").after).toEqual({
      bucket: "acme-lake",
      versioning_configuration: [{ status: "Enabled" }],
    });
    expect(find("aws_s3_bucket_notification")).toMatchObject({
      construct: "quickstart/lake/bucket/notification",
      after: {
        bucket: "acme-lake",
        queue: [{ queue_arn: new Unknown("aws_sqs_queue.lake_queue_616DC540.arn") }],
      },
    });
  });

  test("has documents", () => {
    expect(documentOf(find("aws_iam_role"), "assume_role_policy", { plan, at })).toMatchObject({
      document: {
        Statement: [
          {
            Condition: { StringEquals: { "sts:ExternalId": '‹external ID of connection "Acme data lake"›' } },
          },
        ],
      },
    });
    expect(documentOf(find("aws_s3_bucket_policy"), "policy", { plan, at })).toMatchObject({
      document: {
        Statement: [{ Resource: ["arn:‹this AWS partition›:s3:::acme-lake", expect.anything()] }, {}, {}],
      },
    });
  });
});

test("maps are not blocks, and meta-arguments are not arguments", () => {
  const plan = planOfConfiguration({
    variable: { name: { default: "x" } },
    resource: {
      aws_s3_bucket: {
        b: {
          "//": { metadata: { path: "stack/b" } },
          bucket: "${var.name}-lake",
          tags: { a: "b" },
          lifecycle: { prevent_destroy: true },
          depends_on: ["aws_sqs_queue.q"],
          provider: "aws.other",
        },
      },
    },
  });
  expect(plan).toMatchObject({
    stack: "stack",
    resources: [
      {
        after: { bucket: "x-lake", tags: { a: "b" } },
        references: ["aws_sqs_queue.q"],
        construct: "stack/b",
      },
    ],
  });
  expect(Object.keys(plan.resources[0]!.after!)).toEqual(["bucket", "tags"]);
});

/** Values for the sensitive attributes, and for the objects that contain them. */
function sensitiveValues(attributes: Attributes, value: () => string): object {
  const entries = Object.entries(attributes).flatMap(([name, { sensitive, nested_type: nested }]) => {
    const inner = nested === undefined ? {} : sensitiveValues(nested.attributes, value);
    return sensitive === true ? [[name, value()]] : Object.keys(inner).length > 0 ? [[name, inner]] : [];
  });
  return Object.fromEntries(entries) as object;
}

test("literals in sensitive arguments of the Polytomic provider are hidden, although nothing marks them", () => {
  let count = 0;
  const value = (): string => `Zq${1000 + count++}xVw`;
  const resource = Object.fromEntries(
    Object.entries(provider.resource_schemas).map(([type, { block }]) => [
      type,
      { one: sensitiveValues(block.attributes, value) },
    ]),
  );
  const plan = planOfConfiguration({
    resource,
    provider: { polytomic: [sensitiveValues(provider.provider.block.attributes, value)] },
  });
  const shown = inspect(everythingIn(plan), { depth: Infinity, maxArrayLength: Infinity });
  expect(count).toBeGreaterThan(300);
  expect(shown.match(/Zq\d+xVw/g)).toBeNull();
  expect(plan.resources.find(({ type }) => type === "polytomic_s3_connection")!.after).toMatchObject({
    configuration: { aws_secret_access_key: expect.any(Secret) as Secret },
  });
});

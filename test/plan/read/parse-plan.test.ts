import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Plan } from "../../../lib/plan/plan";
import { parsePlan } from "../../../lib/plan/read/parse-plan";
import { Secret, Unknown, valueAt } from "../../../lib/plan/value";

const fixture = (name: string): string => readFileSync(join(__dirname, "..", "fixtures", name), "utf8");
const synthesized = fixture("quickstart.cdk.tf.json");

const quickstart = (name: string): Plan =>
  parsePlan(fixture(name), {
    name: "quickstart",
    configuration: JSON.parse(synthesized) as never,
    configurationFile: "cdktf.out/stacks/quickstart/cdk.tf.json",
    configurationText: synthesized,
  });

/** A plan with one resource. */
const planOf = (change: object, resource: object = {}, more: object = {}): Plan =>
  parsePlan(
    {
      format_version: "1.2",
      resource_changes: [
        {
          address: "aws_thing.one",
          mode: "managed",
          type: "aws_thing",
          name: "one",
          provider_name: "registry.terraform.io/hashicorp/aws",
          ...resource,
          change: { before: null, after: null, after_unknown: {}, ...change },
        },
      ],
      ...more,
    },
    { name: "stack" },
  );

const only = (plan: Plan) => plan.resources[0]!;

describe("the first plan of the quickstart", () => {
  const plan = quickstart("quickstart-first.json");
  const find = (type: string) => plan.resources.find((one) => one.type === type)!;

  test("creates 19 resources, and has read three data sources", () => {
    const actions = plan.resources.map(({ mode, action }) => `${mode} ${action}`);
    expect(actions.filter((one) => one === "managed create")).toHaveLength(19);
    expect(actions.filter((one) => one === "data no-op")).toHaveLength(3);
    expect(actions).toHaveLength(22);
  });

  test("has the attributes of a plan", () => {
    expect(plan).toMatchObject({
      stack: "quickstart",
      formatVersion: "1.2",
      terraformVersion: "1.11.4",
      complete: true,
      errored: false,
      drift: [],
      deferred: [],
      actions: [],
    });
  });

  test("has construct paths, lines and references", () => {
    expect(find("aws_s3_bucket_policy")).toMatchObject({
      address: "aws_s3_bucket_policy.lake_bucket_policy_C95C21E9",
      construct: "quickstart/lake/bucket/policy",
      source: { file: "cdktf.out/stacks/quickstart/cdk.tf.json", line: 223 },
      references: [
        "aws_s3_bucket_public_access_block.lake_bucket_public-access-block_BDA8A6DE",
        "aws_s3_bucket.lake_bucket_668C5D6D",
        "data.aws_partition.polytomic-aws_partition_82E7F081",
      ].toSorted(),
    });
    expect(synthesized.split("\n")[222]).toContain("lake_bucket_policy_C95C21E9");
  });

  test("has values, unknown values with their expressions, and secrets", () => {
    const { after } = find("polytomic_postgresql_connection");
    expect(valueAt(after, "configuration", "port")).toBe(5432);
    expect(valueAt(after, "configuration", "password")).toEqual(new Secret(expect.any(String) as never));
    expect(valueAt(after, "id")).toEqual(new Unknown());
    expect(valueAt(find("terraform_data").after, "input", "external_id")).toEqual(
      new Unknown("polytomic_s3_connection.lake_connection_ACB97CBF.configuration.external_id"),
    );
    expect(find("polytomic_postgresql_connection").before).toBeUndefined();
  });

  test("has templates", () => {
    expect(find("aws_sqs_queue").template("redrive_policy")).toBe(
      '${jsonencode({"deadLetterTargetArn" = aws_sqs_queue.lake_queue_dead-letters_4BDDC82A.arn, "maxReceiveCount" = 5})}',
    );
    expect(find("aws_s3_bucket_notification").template("queue", "0", "queue_arn")).toBe(
      "${aws_sqs_queue.lake_queue_616DC540.arn}",
    );
    expect(find("aws_s3_bucket").template("tags")).toBeUndefined();
  });

  test("has outputs", () => {
    expect(plan.outputs).toEqual([
      { name: "connection_id", action: "create", before: undefined, after: new Unknown() },
      {
        name: "role_arn",
        action: "create",
        before: undefined,
        after: "arn:aws:iam::123456789012:role/quickstart-lake-role",
      },
    ]);
  });

  test("has templates and references without cdk.tf.json too, but no construct paths", () => {
    const bare = parsePlan(fixture("quickstart-first.json"), { name: "plan" });
    const bareRole = bare.resources.find((one) => one.type === "aws_iam_role")!;
    expect(bareRole.template("assume_role_policy")).toBe(find("aws_iam_role").template("assume_role_policy"));
    expect(bareRole).toMatchObject({
      construct: undefined,
      source: undefined,
      references: ["terraform_data.lake_connection_external-id_BF81BDE2"],
    });
  });
});

test("a plan that replaces a connection has reasons, and equal secrets before and after", () => {
  const plan = quickstart("quickstart-replaced.json");
  const changes = plan.resources.filter(({ action }) => action !== "no-op");
  expect(
    changes.map(({ type, action, reason, replacePaths }) => [type, action, reason, replacePaths]),
  ).toEqual([
    ["aws_iam_role", "update", undefined, []],
    ["polytomic_bulk_sync", "replace", "replace_by_triggers", []],
    ["polytomic_bulk_sync", "replace", "replace_by_triggers", []],
    ["polytomic_model", "replace", "replace_by_triggers", []],
    ["polytomic_s3_connection", "replace", "replace_by_request", []],
    ["polytomic_sync", "replace", "replace_by_triggers", []],
    ["terraform_data", "replace", "replace_because_cannot_update", [["triggers_replace"]]],
  ]);
  const warehouse = plan.resources.find(({ type }) => type === "polytomic_postgresql_connection")!;
  const passwords = [warehouse.before, warehouse.after].map((one) =>
    valueAt(one, "configuration", "password"),
  );
  expect(passwords[0]).toEqual(expect.any(Secret));
  expect(passwords[0]).toEqual(passwords[1]);
});

describe("actions", () => {
  const [before, after] = [{ a: 1 }, { a: 2 }];

  test.each([
    [["create"], "create", false],
    [["update"], "update", false],
    [["delete"], "delete", false],
    [["delete", "create"], "replace", false],
    [["create", "delete"], "replace", true],
    [["read"], "read", false],
    [["forget"], "forget", false],
    [["no-op"], "no-op", false],
  ])("%j is %s", (actions, action, createBeforeDelete) => {
    expect(only(planOf({ actions, before, after }))).toMatchObject({ action, createBeforeDelete });
  });

  test("a resource that is forgotten and created again is two changes", () => {
    const { resources } = planOf({ actions: ["create", "forget"], before, after });
    expect(resources.map((one) => [one.action, one.before, one.after])).toEqual([
      ["forget", { a: 1 }, undefined],
      ["create", undefined, { a: 2 }],
    ]);
  });

  test("a move and an import are changes, even without any other", () => {
    const moved = planOf(
      { actions: ["no-op"], before, after: before },
      { previous_address: "aws_thing.old" },
    );
    expect(only(moved)).toMatchObject({ action: "move", previousAddress: "aws_thing.old" });
    const imported = planOf({ actions: ["no-op"], before, after: before, importing: { id: "i-1" } });
    expect(only(imported)).toMatchObject({ action: "import", importId: "i-1" });
    const updated = planOf({
      actions: ["update"],
      before,
      after,
      importing: { identity: { bucket: "b", region: "r" } },
    });
    expect(only(updated)).toMatchObject({ action: "update", importId: "bucket=b, region=r" });
  });

  test("an unknown action is refused, because it cannot be judged", () => {
    expect(() => planOf({ actions: ["shred"] })).toThrow(
      /^stack: aws_thing\.one has the actions \["shred"\], which are unknown\. Update cdktf-polytomic/,
    );
  });
});

test("a change has its deposed key, its reason, and the paths that replace it", () => {
  const change = only(
    planOf(
      {
        actions: ["delete"],
        before: { a: 1 },
        replace_paths: [
          ["configuration", "bucket"],
          ["rule", 0],
        ],
      },
      { deposed: "00000001", action_reason: "delete_because_no_resource_config" },
    ),
  );
  expect(change).toMatchObject({
    deposed: "00000001",
    reason: "delete_because_no_resource_config",
    replacePaths: [
      ["configuration", "bucket"],
      ["rule", 0],
    ],
    after: undefined,
  });
});

describe("marks", () => {
  const secret = expect.any(Secret) as Secret;

  test("unknown and sensitive values are merged at any depth", () => {
    const { after } = only(
      planOf({
        actions: ["create"],
        after: { list: [{ a: 1 }, { a: 2 }], map: { x: { pin: "9876" }, y: "open" }, gone: null },
        after_unknown: { id: true, list: [{}, { b: true }, { c: true }], map: { z: { deep: true } } },
        after_sensitive: { list: [{ a: true }, {}], map: { x: true }, gone: true },
      }),
    );
    expect(after).toEqual({
      list: [{ a: secret }, { a: 2, b: new Unknown() }, { c: new Unknown() }],
      map: { x: secret, y: "open", z: { deep: new Unknown() } },
      gone: null,
      id: new Unknown(),
    });
  });

  test("a mark of a set hides all of its elements", () => {
    const change = planOf({
      actions: ["create"],
      after: { set: [{ a: 1 }] },
      after_sensitive: { set: true },
    });
    expect(only(change).after).toEqual({ set: secret });
  });

  test("a whole resource can be unknown or sensitive", () => {
    expect(only(planOf({ actions: ["create"], after: { a: "x" }, after_sensitive: true })).after).toEqual({
      a: secret,
    });
    expect(only(planOf({ actions: ["create"], after: undefined, after_unknown: true })).after).toEqual({});
  });

  test("an object with a secret and an unknown value is unknown, because it can become any value", () => {
    const after = { o: { a: "zyxw" } };
    const change = {
      actions: ["create"],
      after,
      after_unknown: { o: { b: true } },
      after_sensitive: { o: true },
    };
    expect(only(planOf(change)).after).toEqual({ o: new Unknown() });
  });

  test("parts without marks are not copied", () => {
    const after = { a: { b: [1, { c: "d" }] } };
    expect(valueAt(only(planOf({ actions: ["create"], after })).after, "a")).toBe(after.a);
  });
});

test("drift, deferred changes, actions and checks", () => {
  const plan = planOf(
    { actions: ["no-op"] },
    {},
    {
      complete: false,
      errored: true,
      resource_drift: [
        {
          address: "aws_thing.two",
          mode: "managed",
          type: "aws_thing",
          change: { actions: ["update"], before: { a: 1 }, after: { a: 2 } },
        },
      ],
      deferred_changes: [
        {
          reason: "provider_config_unknown",
          resource_change: { address: "aws_thing.three", type: "aws_thing" },
        },
      ],
      action_invocations: [{ address: "action.aws_lambda_invoke.run" }],
      checks: [
        { address: { to_display: "check.a" }, status: "pass", instances: [] },
        {
          address: { to_display: "aws_thing.one" },
          status: "fail",
          instances: [
            {
              address: { to_display: "aws_thing.one[0]" },
              status: "fail",
              problems: [{ message: "too small" }],
            },
          ],
        },
      ],
    },
  );
  expect(plan).toMatchObject({
    complete: false,
    errored: true,
    drift: [{ address: "aws_thing.two", action: "update", before: { a: 1 }, after: { a: 2 } }],
    deferred: [{ address: "aws_thing.three", type: "aws_thing", reason: "provider_config_unknown" }],
    actions: ["action.aws_lambda_invoke.run"],
    checks: [
      { address: "check.a", status: "pass", messages: [] },
      { address: "aws_thing.one[0]", status: "fail", messages: ["too small"] },
    ],
  });
});

test("resources in modules have the configuration of their module", () => {
  const configuration = {
    root_module: {
      module_calls: {
        network: {
          module: {
            resources: [
              {
                address: "aws_thing.one",
                expressions: {
                  name: { references: ["aws_other.two.name", "aws_other.two", "var.x"] },
                  plain: { constant_value: "${aws_other.three.id}" },
                },
                depends_on: ["aws_other.four"],
              },
            ],
          },
        },
      },
    },
  };
  const change = only(
    parsePlan(
      {
        format_version: "1.2",
        configuration,
        resource_changes: [
          {
            address: 'module.network["a.b"].aws_thing.one[0]',
            type: "aws_thing",
            change: { actions: ["create"], after: {}, after_unknown: { name: true, plain: true } },
          },
        ],
      },
      {
        name: "stack",
        configuration: { module: { network: { "//": { metadata: { path: "stack/network" } } } } },
      },
    ),
  );
  expect(change).toMatchObject({
    construct: 'stack/network["a.b"]/aws_thing.one[0]',
    references: ["module.network.aws_other.two", "module.network.aws_other.four"],
    after: { name: new Unknown("aws_other.two.name, var.x"), plain: new Unknown("aws_other.three.id") },
  });
});

test("references lead through variables and outputs of modules", () => {
  const resource = (address: string, ...references: string[]) => ({
    address,
    expressions: references.length === 0 ? {} : { argument: { references } },
  });
  const lake = {
    resources: [
      resource("aws_s3_bucket.lake"),
      resource("aws_s3_bucket_policy.lake", "var.role_arn", "var.note"),
    ],
    outputs: { bucket: { expression: { references: ["aws_s3_bucket.lake.id", "aws_s3_bucket.lake"] } } },
  };
  const data = {
    module_calls: {
      lake: {
        module: lake,
        expressions: { role_arn: { references: ["var.role_arn"] }, note: { constant_value: "x" } },
      },
    },
    outputs: { bucket: { expression: { references: ["module.lake.bucket", "module.lake"] } } },
  };
  const root_module = {
    resources: [
      resource("aws_iam_role.reader"),
      resource("aws_sqs_queue.hcl", "module.data[0].bucket", "module.data"),
      {
        address: "aws_sqs_queue.json",
        expressions: { argument: { constant_value: "${module.data.bucket}" } },
      },
    ],
    module_calls: {
      data: { module: data, expressions: { role_arn: { references: ["aws_iam_role.reader.arn"] } } },
    },
  };
  const json = { resource: { aws_sqs_queue: { json: { argument: "${module.data.bucket}" } } } };
  const { resources } = parsePlan(
    {
      format_version: "1.2",
      configuration: { root_module },
      resource_changes: [
        "module.data[0].module.lake.aws_s3_bucket_policy.lake",
        "aws_sqs_queue.hcl",
        "aws_sqs_queue.json",
      ].map((address) => ({ address, type: "any", change: { actions: ["create"], after: {} } })),
    },
    { name: "stack", configuration: json },
  );
  expect(resources.map(({ references }) => references)).toEqual([
    ["aws_iam_role.reader"],
    ["module.data.module.lake.aws_s3_bucket.lake"],
    ["module.data.module.lake.aws_s3_bucket.lake"],
  ]);
});

test("a member of an object in HCL may be set to a reference of the object, or be read again", () => {
  const planned = (references: readonly string[]) =>
    only(
      parsePlan(
        {
          format_version: "1.2",
          configuration: {
            root_module: {
              resources: [{ address: "aws_thing.one", expressions: { settings: { references } } }],
            },
          },
          resource_changes: [
            {
              address: "aws_thing.one",
              type: "aws_thing",
              change: { actions: ["create"], after: {}, after_unknown: { settings: { host: true } } },
            },
          ],
        },
        { name: "stack" },
      ),
    );
  expect(planned(["aws_other.two.host"]).after).toEqual({ settings: { host: new Unknown(undefined, true) } });
  expect(planned([]).after).toEqual({ settings: { host: new Unknown() } });
});

test("a line that a construct recorded precedes the line in cdk.tf.json", () => {
  const source = { file: "main.ts", line: 12 };
  const block = { "//": { metadata: { path: "stack/one" }, "cdktf-polytomic:source": source } };
  const json = { resource: { aws_thing: { one: block } } };
  const plan = {
    format_version: "1.2",
    resource_changes: [
      { address: "aws_thing.one", type: "aws_thing", change: { actions: ["create"], after: {} } },
    ],
  };
  const parsed = parsePlan(plan, {
    name: "stack",
    configuration: json,
    configurationFile: "cdk.tf.json",
    configurationText: JSON.stringify(json),
  });
  expect(only(parsed).source).toEqual(source);
});

test("templates are those of the plan, because cdk.tf.json may be newer", () => {
  const expressions = {
    policy: { constant_value: "${a.planned.x}", references: ["a.planned.x"] },
    name: { references: ["a.b.c"] },
  };
  const configuration = { root_module: { resources: [{ address: "aws_thing.one", expressions }] } };
  const newer = { policy: "${a.newer.x}", name: "${a.b.c}-1", added: "${a.d.e}" };
  const parsed = parsePlan(
    {
      format_version: "1.2",
      configuration,
      resource_changes: [
        { address: "aws_thing.one", type: "aws_thing", change: { actions: ["create"], after: {} } },
      ],
    },
    { name: "stack", configuration: { resource: { aws_thing: { one: newer } } } },
  );
  expect(["policy", "name", "added"].map((name) => only(parsed).template(name))).toEqual([
    "${a.planned.x}",
    "${a.b.c}-1",
    undefined,
  ]);
});

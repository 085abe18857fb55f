import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parsePlan } from "../../../lib/plan/read/parse-plan";
import { type RebuiltDocument, documentOf } from "../../../lib/plan/read/unknowns";
import { valueAt } from "../../../lib/plan/value";

const fixture = (name: string): string => readFileSync(join(__dirname, "..", "fixtures", name), "utf8");

interface Resource {
  readonly after?: object;
  readonly unknown?: object;
  readonly construct?: string;
  readonly [argument: string]: unknown;
}

/** The document in `policy` of `aws_thing.it`, whose configuration has this template. */
function documentIn(policy: unknown, around: Readonly<Record<string, Resource>> = {}, more: object = {}) {
  const resources = { "aws_thing.it": { unknown: { policy: true }, policy }, ...around };
  const configuration: Record<string, Record<string, Record<string, unknown>>> = { resource: {}, data: {} };
  const resourceChanges = Object.entries(resources).map(([address, resource]) => {
    const { after = {}, unknown = {}, construct = `stack/${address}`, ...given } = resource as Resource;
    const isData = address.startsWith("data.");
    const [type = "", name = ""] = address.replace(/^data\./, "").split(".");
    const block = { "//": { metadata: { path: construct } }, ...given };
    (configuration[isData ? "data" : "resource"]![type] ??= {})[name.replace(/\[.*/, "")] = block;
    const change = { actions: [isData ? "read" : "create"], before: null, after, after_unknown: unknown };
    return { address, mode: isData ? "data" : "managed", type, change };
  });
  const plan = parsePlan(
    { format_version: "1.2", resource_changes: resourceChanges, ...more },
    {
      name: "stack",
      configuration: { ...configuration, ...(more as { configuration?: object }).configuration },
    },
  );
  const at = (address: string) => plan.resources.find((one) => one.address === address);
  return documentOf(at("aws_thing.it")!, "policy", { plan, at });
}

const encoded = (statement: string): string => `\${jsonencode({"Statement" = [${statement}]})}`;

test("the trust policy of the quickstart's first plan has the external ID's connection", () => {
  const configuration = JSON.parse(fixture("quickstart.cdk.tf.json")) as never;
  const plan = parsePlan(fixture("quickstart-first.json"), { name: "quickstart", configuration });
  const at = (address: string) => plan.resources.find((one) => one.address === address);
  const role = plan.resources.find(({ type }) => type === "aws_iam_role")!;
  expect(documentOf(role, "assume_role_policy", { plan, at })).toEqual({
    document: {
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Principal: { AWS: "arn:aws:iam::568237466542:root" },
          Action: "sts:AssumeRole",
          Condition: { StringEquals: { "sts:ExternalId": '‹external ID of connection "Acme data lake"›' } },
        },
      ],
    },
    placeholders: [
      {
        text: '‹external ID of connection "Acme data lake"›',
        expression: "polytomic_s3_connection.lake_connection_ACB97CBF.configuration.external_id",
        isAttribute: true,
      },
    ],
  });
  const queue = plan.resources.find(({ construct }) => construct === "quickstart/lake/queue/Resource")!;
  expect(documentOf(queue, "redrive_policy", { plan, at })).toMatchObject({
    document: { deadLetterTargetArn: "‹ARN of queue lake/queue/dead-letters›", maxReceiveCount: 5 },
  });
});

test("what is rebuilt from the first plan is what the apply makes", () => {
  const configuration = JSON.parse(fixture("quickstart.cdk.tf.json")) as never;
  const [first, later] = ["quickstart-first.json", "quickstart-replaced.json"].map((file) =>
    parsePlan(fixture(file), { name: "quickstart", configuration }),
  );
  const applied = new Map(later!.resources.map((one) => [one.address, one.before]));
  const at = (address: string) => first!.resources.find((one) => one.address === address);
  const attributes = {
    aws_iam_role: "assume_role_policy",
    aws_iam_role_policy: "policy",
    aws_sqs_queue: "policy",
  };
  const rebuilt = first!.resources.flatMap((change) =>
    [...Object.entries(attributes), ["aws_sqs_queue", "redrive_policy"]].flatMap(([type, attribute = ""]) => {
      const found = change.type === type ? documentOf(change, attribute, { plan: first!, at }) : undefined;
      return found === undefined ? [] : [{ address: change.address, attribute, found }];
    }),
  );
  expect(rebuilt).toHaveLength(5);
  for (const { address, attribute, found } of rebuilt) {
    const { document, placeholders } = found as RebuiltDocument;
    // The values of the placeholders, which the first plan does not know.
    const filled = placeholders.reduce((text, { text: placeholder, expression }) => {
      const [type, name, ...path] = expression.split(".");
      const value = valueAt(applied.get(`${type}.${name}`), ...path);
      return text.replaceAll(placeholder.replaceAll('"', '\\"'), String(value));
    }, JSON.stringify(document));
    expect(JSON.parse(filled)).toEqual(JSON.parse(String(applied.get(address)?.[attribute])));
  }
});

describe("references", () => {
  const statement = (resource: string) =>
    encoded(`{"Effect" = "Allow", "Action" = "x:Y", "Resource" = ${resource}}`);
  const resourceOf = (document: unknown) =>
    (document as { document: { Statement: { Resource: unknown }[] } }).document.Statement[0]!.Resource;

  const queue = { "aws_sqs_queue.q": { after: { arn: "arn:known", name: "q" }, unknown: { url: true } } };

  test.each([
    ["a value that the plan knows", "aws_sqs_queue.q.arn", "arn:known"],
    ["a value that it does not know", "aws_sqs_queue.q.url", "‹URL of queue aws_sqs_queue.q›"],
    [
      "an attribute that it does not have",
      "aws_sqs_queue.q.kms_key_id",
      "‹KMS key ID of queue aws_sqs_queue.q›",
    ],
    ["a resource that it does not have", "aws_sqs_queue.other.arn", "‹aws_sqs_queue.other.arn›"],
    [
      "text around values",
      '"${aws_sqs_queue.q.arn}/${aws_sqs_queue.q.url}"',
      "arn:known/‹URL of queue aws_sqs_queue.q›",
    ],
    [
      "functions",
      'join(":", concat(["a"], [lower("B")], [format("%s-%d", aws_sqs_queue.q.name, 5)]))',
      "a:b:q-5",
    ],
    ["lists", 'compact([aws_sqs_queue.q.arn, "", null])', ["arn:known"]],
  ])("%s", (_, expression, expected) => {
    const document = documentIn(statement(expression), queue);
    // What cannot be resolved at all can be anything, so the document would not be judged.
    expect(expected === "‹aws_sqs_queue.other.arn›" ? document : resourceOf(document)).toEqual(
      expected === "‹aws_sqs_queue.other.arn›" ? "unknown" : expected,
    );
  });

  test("variables, locals and what they reference", () => {
    const more = {
      variables: { name: { value: { deep: ["x", "y"] } } },
      configuration: {
        locals: { one: "${local.two}-1", two: ["${var.name.deep[1]}"], loop: "${local.loop}" },
      },
    };
    expect(resourceOf(documentIn(statement('"${var.name.deep[0]}"'), {}, more))).toBe("x");
    expect(resourceOf(documentIn(statement("local.two"), {}, more))).toEqual(["y"]);
    expect(resourceOf(documentIn(statement('"r-${local.loop}"'), {}, more))).toBe("r-‹local.loop›");
    expect(resourceOf(documentIn(statement('"r-${var.other}"'), {}, more))).toBe("r-‹variable other›");
  });

  test("instances, and the key of the own instance", () => {
    const around = {
      'aws_sqs_queue.q["a"]': { after: { arn: "arn:a" } },
      "aws_sqs_queue.n[1]": { after: { arn: "arn:1" } },
    };
    expect(
      resourceOf(documentIn(statement('[aws_sqs_queue.q["a"].arn, aws_sqs_queue.n[1].arn]'), around)),
    ).toEqual(["arn:a", "arn:1"]);
  });

  test("what stores a value is followed to the connection with a name", () => {
    const around = {
      "terraform_data.store": {
        unknown: { output: true, input: { id: true } },
        input: { id: "${polytomic_s3_connection.c.configuration.external_id}" },
      },
      "polytomic_s3_connection.c": {
        after: { name: 'The "lake"' },
        unknown: { configuration: { external_id: true } },
      },
    };
    expect(resourceOf(documentIn(statement('"r/${terraform_data.store.output.id}"'), around))).toBe(
      'r/‹external ID of connection "The "lake""›',
    );
  });

  test("an id that is a name", () => {
    const around = { "aws_s3_bucket.b": { after: { bucket: "lake" }, unknown: { id: true } } };
    expect(resourceOf(documentIn(statement('"arn:aws:s3:::${aws_s3_bucket.b.id}"'), around))).toBe(
      "arn:aws:s3:::lake",
    );
  });
});

describe("documents", () => {
  const topic = { "aws_sns_topic.t": { unknown: { arn: true }, construct: "stack/alarms/topic/Resource" } };

  test("JSON with expressions in it", () => {
    const text =
      '{"Statement":[{"Effect":"Allow","Action":"sns:Publish","Resource":"${aws_sns_topic.t.arn}"}]}';
    expect(documentIn(text, topic)).toMatchObject({
      document: { Statement: [{ Resource: "‹ARN of topic alarms/topic›" }] },
      placeholders: [{ expression: "aws_sns_topic.t.arn" }],
    });
  });

  test("a document that the plan knows has no placeholders", () => {
    const known = { "aws_thing.it": { after: { policy: '{"Statement":[]}' } } };
    expect(documentIn("", known)).toEqual({ document: { Statement: [] }, placeholders: [] });
  });

  test("an argument that is not set has none", () => {
    expect(documentIn("", { "aws_thing.it": { after: { policy: null } } })).toBeUndefined();
    expect(documentIn("", { "aws_thing.it": { after: { policy: "" } } })).toBeUndefined();
    // The provider reads it after the apply.
    expect(documentIn(undefined)).toBeUndefined();
  });

  test("policies in policies", () => {
    const document = documentIn(
      '${jsonencode({"inner" = jsonencode({"arn" = aws_sns_topic.t.arn})})}',
      topic,
    );
    expect(document).toMatchObject({ document: { inner: '{"arn":"‹ARN of topic alarms/topic›"}' } });
  });

  test.each([
    ["a file", '${file("policy.json")}'],
    ["a condition", '${var.x ? "{}" : jsonencode({})}'],
    ["statements from elsewhere", '${jsonencode({"Statement" = concat([], var.more)})}'],
    ["a statement from elsewhere", encoded("var.statement")],
    ["an action from elsewhere", encoded('{"Effect" = "Allow", "Action" = var.action, "Resource" = "r"}')],
    [
      "an action of a resource",
      encoded('{"Effect" = "Allow", "Action" = aws_sns_topic.t.arn, "Resource" = "r"}'),
    ],
    ["an effect from elsewhere", encoded('{"Effect" = var.effect, "Action" = "a", "Resource" = "r"}')],
    [
      "a resource from elsewhere",
      encoded('{"Effect" = "Allow", "Action" = "a", "Resource" = ["${var.r}*"]}'),
    ],
    [
      "a principal from elsewhere",
      encoded('{"Effect" = "Allow", "Action" = "a", "Principal" = {"AWS" = var.p}}'),
    ],
    ["conditions from elsewhere", encoded('{"Effect" = "Allow", "Action" = "a", "Condition" = var.c}')],
    ["text", "not JSON ${aws_sns_topic.t.arn}"],
  ])("with %s is unknown, because it can allow anything", (_, template) => {
    expect(documentIn(template, topic)).toBe("unknown");
  });

  test("of a configuration in HCL is unknown, because the plan has only its references", () => {
    const configuration = {
      root_module: {
        resources: [
          {
            address: "aws_thing.it",
            expressions: { policy: { references: ["aws_sns_topic.t.arn", "aws_sns_topic.t"] } },
          },
        ],
      },
    };
    const change = { actions: ["create"], before: null, after: {}, after_unknown: { policy: true } };
    const resources = [{ address: "aws_thing.it", mode: "managed", type: "aws_thing", change }];
    const plan = parsePlan(
      { format_version: "1.2", configuration, resource_changes: resources },
      { name: "s" },
    );
    expect(documentOf(plan.resources[0]!, "policy", { plan, at: () => undefined })).toBe("unknown");
  });
});

test("an argument in a block that is not in the configuration is unknown, because a dynamic block may set it", () => {
  const change = {
    actions: ["create"],
    before: null,
    after: { inline_policy: [{}] },
    after_unknown: { inline_policy: [{ policy: true }] },
  };
  const plan = parsePlan(
    {
      format_version: "1.2",
      resource_changes: [{ address: "aws_iam_role.r", type: "aws_iam_role", change }],
    },
    { name: "stack", configuration: { resource: { aws_iam_role: { r: {} } } } },
  );
  const context = { plan, at: () => undefined };
  expect(documentOf(plan.resources[0]!, ["inline_policy", "0", "policy"], context)).toBe("unknown");
  expect(documentOf(plan.resources[0]!, "policy", context)).toBeUndefined();
});

test("the data source of policies, which is read during the apply", () => {
  const around = {
    "aws_sns_topic.t": { unknown: { arn: true } },
    "data.aws_iam_policy_document.d": {
      after: {
        source_policy_documents: [
          '{"Statement":[{"Sid":"Old","Effect":"Deny","Action":"*","Resource":"*"}]}',
        ],
        override_policy_documents: [
          '{"Statement":{"Sid":"Mine","Effect":"Allow","Action":"c:D","Resource":"r"}}',
        ],
        statement: [
          { sid: "Mine", effect: "Allow", actions: ["a:B"], resources: ["x"] },
          {
            sid: null,
            effect: null,
            actions: ["sns:Publish", "sns:GetTopicAttributes"],
            resources: [null],
            principals: [{ type: "AWS", identifiers: ["111122223333"] }],
            condition: [{ test: "Bool", variable: "aws:SecureTransport", values: ["true"] }],
          },
        ],
      },
      unknown: { json: true, statement: [{}, { resources: [true] }] },
      statement: [{}, { resources: ["${aws_sns_topic.t.arn}"] }],
    },
  };
  expect(documentIn("${data.aws_iam_policy_document.d.json}", around)).toMatchObject({
    document: {
      Version: "2012-10-17",
      Statement: [
        { Sid: "Old", Effect: "Deny", Action: "*", Resource: "*" },
        { Sid: "Mine", Effect: "Allow", Action: "c:D", Resource: "r" },
        {
          Effect: "Allow",
          Action: ["sns:Publish", "sns:GetTopicAttributes"],
          Resource: "‹ARN of topic aws_sns_topic.t›",
          Principal: { AWS: "111122223333" },
          Condition: { Bool: { "aws:SecureTransport": "true" } },
        },
      ],
    },
    placeholders: [{ expression: "aws_sns_topic.t.arn" }],
  });
});

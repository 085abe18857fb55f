/** How tokens in the props of constructs and bindings render, and which are rejected. */
import { Fn, Lazy, TerraformIterator, type TerraformStack, TerraformVariable, Testing, Token } from "cdktf";
import { BulkSync, EventQueue, Model, PolytomicRole, S3Connection, S3Integration } from "../../constructs";
import { PostgresqlConnection } from "../../lib/bindings/postgresql-connection";
import { referencesOf } from "../../lib/terraform/hcl-template";
import { newStack, synth } from "./synth";

const ID = "2f1d2b5c-9a3b-4a55-8f8e-1f1b7c1f0a11";
const daysOn = (stack: TerraformStack) =>
  new TerraformVariable(stack, "days", { type: "number" }).numberValue;
const model = (stack: TerraformStack, query: unknown) =>
  new Model(stack, "it", { name: "M", connection: ID, configuration: { query } as never });
const literal = (value: unknown) => Token.asString(Lazy.anyValue({ produce: () => value }));

describe("the token of a number within a string", () => {
  test("is a reference in JSON", () => {
    const terraform = synth((stack) => model(stack, `age < ${daysOn(stack)}`));
    const [resource] = Object.values(terraform.json.resource?.["polytomic_model"] ?? {});
    expect(resource?.["configuration"]).toBe('${jsonencode({"query" = "age < ${var.days}"})}');
  });

  test("stays a string if nothing else is in it", () => {
    const terraform = synth((stack) => model(stack, String(daysOn(stack))));
    const [resource] = Object.values(terraform.json.resource?.["polytomic_model"] ?? {});
    expect(resource?.["configuration"]).toBe('${jsonencode({"query" = tostring(var.days)})}');
  });

  test("is a reference after a hyphen or a digit", () => {
    const terraform = synth((stack) => {
      const days = daysOn(stack);
      const role = new PolytomicRole(stack, "role", {
        roleName: `r-${days}5${days}`,
        externalIds: ["known"],
      });
      new S3Connection(stack, "lake", {
        name: "Lake",
        bucket: `acme-lake/last-${days}`,
        region: "us-east-1",
        auth: { mode: "iam_role", role },
      });
    });
    expect(terraform.the("aws_iam_role").name).toBe("r-${var.days}5${var.days}");
    expect(terraform.the("polytomic_s3_connection").configuration).toMatchObject({
      s3_bucket_name: "s3://acme-lake/last-${var.days}",
    });
  });

  test("is a reference in a binding, even if set later", () => {
    const terraform = synth((stack) => {
      const days = daysOn(stack);
      const secret = new TerraformVariable(stack, "secret", { sensitive: true }).stringValue;
      const database = { database: `d-${days}`, hostname: "h", username: "u", password: secret, port: 1 };
      new PostgresqlConnection(stack, "it", { name: "x", configuration: database }).name = `n-${days}`;
    });
    expect(terraform.the("polytomic_postgresql_connection")).toMatchObject({
      name: "n-${var.days}",
      configuration: { database: "d-${var.days}" },
    });
  });
});

describe("a token of a literal", () => {
  test.each([
    ["a string", "exports", '"exports"'],
    ["a string that must be escaped", 'a"b\\n${x}%{y}', '"a\\"b\\\\n$${x}%%{y}"'],
    ["an object", { a: [1, "b", null], c: undefined }, '{"a" = [1, "b", null]}'],
    ["a boolean", false, "false"],
  ])("is its JSON: %s", (_, value, expression) => {
    const terraform = synth((stack) => {
      const destination = { connection: ID, configuration: { query: literal(value) } };
      new BulkSync(stack, "it", { name: "B", source: { connection: ID }, destination });
    });
    const [resource] = Object.values(terraform.json.resource?.["polytomic_bulk_sync"] ?? {});
    expect(resource?.["destination"]).toMatchObject({
      configuration: `\${jsonencode({"query" = ${expression}})}`,
    });
  });

  test("is part of a policy", () => {
    const lake = synth(
      (stack) =>
        new S3Integration(stack, "lake", {
          name: "Lake",
          bucket: { name: "acme-lake" },
          folder: literal("exports"),
        }),
    );
    expect(JSON.stringify(lake.the("aws_iam_role_policy").policy)).toContain(
      '"s3:prefix":["exports","exports/*"]',
    );
  });

  test("keeps the expression after a dollar sign", () => {
    const terraform = synth((stack) => model(stack, `cost$${Token.asString(Fn.upper("a"))}`));
    const [resource] = Object.values(terraform.json.resource?.["polytomic_model"] ?? {});
    expect(resource?.["configuration"]).toContain('"cost${"$"}${upper("a")}"');
  });
});

test("an untyped token is accepted for a string, even if an object is allowed", () => {
  const terraform = synth((stack) => {
    const { value } = TerraformIterator.fromList(["people", "orders"]);
    const end = { connection: ID };
    new BulkSync(stack, "it", { name: "B", source: end, destination: end, schemas: [value] });
  });
  expect(terraform.the("polytomic_bulk_sync").schemas).toMatchObject([{ id: "${each.value}" }]);
});

describe("is rejected with its path:", () => {
  const loop: Record<string, unknown> = {};
  loop["loop"] = loop;
  const deep = Array.from({ length: 1000 }).reduce<unknown>((inner) => [inner], "x");
  const getter = {
    get query() {
      throw new TypeError("no");
    },
  };
  const number = Token.asNumber({ a: 1 });

  test.each<[string, unknown, RegExp]>([
    [
      "the token of a list in a string",
      { query: `a${String(Token.asList({ a: 1 }))}` },
      /query {2}contains a list or map token/,
    ],
    ["an object in a string", { query: `a${String({})}` }, /query {2}contains \[object Object\]/],
    [
      "a number computed with a token",
      { query: `a${number * 2}` },
      /query {2}is the result of JavaScript arithmetic with a token/,
    ],
    ["half of a surrogate pair", { query: "\ud83d" }, /query {2}contains half of a surrogate pair/],
    ["an object that contains itself", { query: loop }, /query\.loop +contains itself/],
    ["1,000 levels", { query: deep }, /is nested more than 100 levels deep/],
    ["a getter that throws", getter, /query {2}cannot be read: its getter throws/],
  ])("%s", (_, configuration, message) => {
    expect(
      () => new Model(newStack(), "it", { name: "M", connection: ID, configuration: configuration as never }),
    ).toThrow(message);
  });

  test.each<[string, () => unknown, RegExp]>([
    [
      "a producer that throws",
      () => loop["none"]!.toString(),
      /configuration\.query {2}is a token that cannot be resolved/,
    ],
    [
      "an object within a string",
      () => ({ a: 1 }),
      /configuration\.query {2}contains an object or array inside a string/,
    ],
    ["NaN", () => NaN, /configuration\.query {2}expected a number, got NaN/],
  ])("at synthesis, a token of %s", (_, produce, message) => {
    const stack = newStack();
    model(stack, `a${Lazy.anyValue({ produce }).toString()}`);
    expect(() => Testing.synth(stack)).toThrow(message);
  });

  test("a token for trust conditions, which get the external ID added", () => {
    const stack = newStack();
    const conditions = new TerraformVariable(stack, "it", {}).value as never;
    expect(
      () => new PolytomicRole(stack, "r", { externalIds: ["known"], trustConditions: conditions }),
    ).toThrow(/trustConditions {2}expected a literal object, got a token/);
  });
});

test("long rows of slashes, hyphens and letters are checked quickly", () => {
  const many = 200_000;
  const started = Date.now();
  const stack = newStack();
  expect(() => new EventQueue(stack, `${"-".repeat(many)}x`, {})).not.toThrow();
  const folder = `${"/".repeat(many)}x${"/".repeat(many)}x`;
  expect(
    () =>
      new S3Connection(stack, "it", {
        name: "L",
        bucket: `acme-lake/${folder}`,
        region: "us-east-1",
      } as never),
  ).toThrow("empty");
  expect(referencesOf(`\${${"a".repeat(many)}}`)).toEqual([]);
  expect(Date.now() - started).toBeLessThan(5_000);
});

import {
  Connection,
  DataBucket,
  PolytomicProvider,
  PolytomicRole,
  PrimaryKeys,
  type PrimaryKeysProps,
  S3Connection,
} from "../../../constructs";
import { StripeConnection } from "../../../lib/bindings/stripe-connection";
import { newStack, synth } from "../synth";
import { type TerraformStack, TerraformVariable } from "cdktf";

const KEYS = "polytomic_connection_schema_primary_keys";
const UUID = "3f2504e0-4f89-11d3-9a0c-0305e82c3301";

const stripeOn = (stack: TerraformStack) =>
  new StripeConnection(stack, "stripe", { name: "Stripe", configuration: {} as never });

describe("PrimaryKeys", () => {
  test("of a connection of the app follow it, and fail if Polytomic does not return its organization", () => {
    const keys = synth(
      (stack) =>
        new PrimaryKeys(stack, "keys", {
          connection: stripeOn(stack),
          schema: "Charge",
          fields: ["id", "at"],
        }),
    );
    expect(keys.the(KEYS)).toEqual({
      connection_id: "${polytomic_stripe_connection.stripe.id}",
      schema_id: "Charge",
      field_ids: ["id", "at"],
      lifecycle: {
        precondition: [
          {
            condition: "${(length(compact([polytomic_stripe_connection.stripe.organization])) >= 1)}",
            error_message:
              "Polytomic does not return the organization of the connection. Set organization of the PrimaryKeys.",
          },
        ],
        replace_triggered_by: ["polytomic_stripe_connection.stripe.id"],
      },
    });
  });

  test("with an organization do not read it", () => {
    const terraform = synth((stack) => {
      const polytomicProvider = new PolytomicProvider(stack, "eu", { alias: "eu" });
      const connection = stripeOn(stack);
      const key = { schema: "Charge", fields: ["id"] };
      new PrimaryKeys(stack, "keys", { connection, ...key, organization: UUID, polytomicProvider });
    });
    expect(terraform.the(KEYS)).toMatchObject({ organization: UUID, provider: "polytomic.eu" });
    expect(terraform.the(KEYS).lifecycle).toEqual({
      replace_triggered_by: ["polytomic_stripe_connection.stripe.id"],
    });
  });

  test("of an existing connection need its organization", () => {
    const keysOf = (stack: TerraformStack, props: Partial<PrimaryKeysProps> = {}) => {
      const connection = Connection.fromId(stack, "crm", "crm-id");
      new PrimaryKeys(stack, "keys", { connection, schema: "Contact", fields: ["Id"], ...props });
    };
    expect(() => synth(keysOf)).toThrow(
      /organization +is missing; set it, because the connection is not managed in this app and its organization is unknown/,
    );
    expect(synth((stack) => keysOf(stack, { organization: UUID })).the(KEYS)).toEqual({
      connection_id: "crm-id",
      schema_id: "Contact",
      field_ids: ["Id"],
      organization: UUID,
    });
  });

  test("wait for the resources that Polytomic needs to find the schema", () => {
    const terraform = synth((stack) => {
      const bucket = new DataBucket(stack, "bucket", { name: "acme-lake" });
      const role = new PolytomicRole(stack, "role");
      const lake = new S3Connection(stack, "lake", {
        name: "Lake",
        bucket,
        auth: { mode: "iam_role", role },
      });
      new PrimaryKeys(stack, "keys", { connection: lake, schema: "orders", fields: ["id"] });
      bucket.grant(role, "read");
    });
    expect(terraform.dependenciesOf(KEYS)).toEqual(["aws_iam_role_policy.role_policy"]);
  });

  test.each<[string, object, RegExp]>([
    ["no field", { fields: [] }, /fields +must not be empty/],
    ["omitted fields", { fields: undefined }, /fields +is missing; expected an array/],
    ["a field instead of fields", { fields: "id" }, /fields +expected an array, got a string/],
    ["an empty field", { fields: [""] }, /fields\[0\] +must not be empty/],
    ["no schema", { schema: "" }, /schema +must not be empty/],
    ...(["a/b", "a?b", "a#b", "a%20b"] as const).map((schema): [string, object, RegExp] => [
      `the schema ${schema}, which would be part of a URL`,
      { schema },
      /schema +"a.*b" is not supported: the Terraform provider does not escape "[/?#%]" in its URL\. Set the keys/,
    ]),
    ["a line break in the schema", { schema: "a\nb" }, /schema +"a\\nb" is not supported/],
    [
      "an id for a connection, and no organization",
      { connection: "id" },
      /organization +is missing; set it, because the connection is not managed in this app and its organization is unknown/,
    ],
  ])("are rejected with %s", (_, props, message) => {
    const stack = newStack();
    const given = { connection: stripeOn(stack), schema: "Charge", fields: ["id"], ...props };
    expect(() => new PrimaryKeys(stack, "keys", given as PrimaryKeysProps)).toThrow(message);
  });
});

test.each(["my orders", "public.Bestellungen-für_2026", "a:b&c=[d]"])(
  "PrimaryKeys escape the schema %s",
  (schema) => {
    const keys = synth(
      (stack) => new PrimaryKeys(stack, "keys", { connection: stripeOn(stack), schema, fields: ["id"] }),
    );
    expect(keys.the(KEYS).schema_id).toBe(schema);
  },
);

test("PrimaryKeys accept a token for the schema", () => {
  const terraform = synth((stack) => {
    const schema = new TerraformVariable(stack, "schema", {}).stringValue;
    new PrimaryKeys(stack, "keys", { connection: stripeOn(stack), schema, fields: ["id"] });
  });
  expect(terraform.the(KEYS).schema_id).toBe("${var.schema}");
});

describe("a schema has one set of primary keys", () => {
  const keys = (stack: TerraformStack, id: string, props: Omit<PrimaryKeysProps, "fields">) =>
    new PrimaryKeys(stack, id, { fields: ["id"], ...props });

  test("however the connection is passed", () => {
    const stack = newStack();
    const stripe = stripeOn(stack);
    keys(stack, "first", { connection: stripe, schema: "Charge" });
    expect(() => keys(stack, "second", { connection: Connection.of(stripe), schema: "Charge" })).toThrow(
      /schema +already has primary keys, set by first; list all fields there/,
    );
  });

  test("and other schemas and connections have their own", () => {
    const stack = newStack();
    const connection = stripeOn(stack);
    const other = Connection.fromId(stack, "crm", "crm-id");
    keys(stack, "first", { connection, schema: "Charge" });
    keys(stack, "second", { connection, schema: "Customer" });
    keys(stack, "third", { connection: other, schema: "Charge", organization: UUID });
  });
});

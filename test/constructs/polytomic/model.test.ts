import { TerraformVariable } from "cdktf";
import { Connection, Model, ModelSync, PolytomicRole, S3Connection } from "../../../constructs";
import { StripeConnection } from "../../../lib/bindings/stripe-connection";
import { newStack, synth } from "../synth";

const UUID = "3f2504e0-4f89-11d3-9a0c-0305e82c3301";

const props = { name: "Orders", configuration: { query: 'SELECT "id" FROM orders WHERE total < 5 && 1' } };

describe("a Model", () => {
  test("takes any connection, and sends its configuration in a form that the provider keeps", () => {
    const terraform = synth((stack) => {
      const connection = Connection.fromId(stack, "warehouse", "id");
      const accounts = new Model(stack, "accounts", { ...props, connection, fields: ["id"] });
      new Model(stack, "orders", {
        ...props,
        connection,
        fields: ["id", "account_id"],
        identifier: "id",
        trackingColumns: ["updated_at"],
        relations: [{ from: "account_id", to: accounts.field("id") }],
      });
    });
    expect(terraform.the("polytomic_model", "orders")).toMatchObject({
      name: "Orders",
      connection_id: "id",
      configuration: props.configuration,
      fields: ["id", "account_id"],
      identifier: "id",
      tracking_columns: ["updated_at"],
      relations: [{ from: "account_id", to: { field: "id", model_id: "${polytomic_model.accounts.id}" } }],
    });
  });

  test("accepts an id or a token as its connection, and tokens in its configuration", () => {
    const terraform = synth((stack) => {
      const id = new TerraformVariable(stack, "id", { type: "string" }).stringValue;
      new Model(stack, "by-id", { ...props, connection: "known" });
      new Model(stack, "by-token", { name: "Orders", connection: id, configuration: { table: id } });
    });
    expect(terraform.the("polytomic_model", "by-id").connection_id).toBe("known");
    expect(terraform.the("polytomic_model", "by-token")).toMatchObject({
      connection_id: "${var.id}",
      configuration: { table: "${var.id}" },
    });
  });

  test("is created in the organization of its connection, if known", () => {
    const terraform = synth((stack) => {
      const lake = new S3Connection(stack, "lake", {
        name: "Lake",
        bucket: "acme-lake",
        region: "us-east-1",
        auth: {
          mode: "iam_role",
          role: PolytomicRole.fromRoleArn(stack, "role", "arn:aws:iam::111122223333:role/polytomic"),
        },
        organization: UUID,
      });
      const stripe = { name: "S", configuration: {} as never };
      const bound = new StripeConnection(stack, "bound", { ...stripe, organization: UUID });
      const unbound = new StripeConnection(stack, "unbound", stripe);
      for (const [id, connection] of Object.entries({ lake, bound, unbound, known: "id" })) {
        new Model(stack, `of-${id}`, { ...props, connection });
      }
      new Model(stack, "other", { ...props, connection: lake, organization: UUID.replace("3", "4") });
    });
    const organization = (id: string): unknown => terraform.the("polytomic_model", id).organization;
    expect(["of-lake", "of-bound", "of-unbound", "of-known", "other"].map(organization)).toEqual([
      UUID,
      UUID,
      undefined,
      undefined,
      UUID.replace("3", "4"),
    ]);
  });

  test("rejects a field that its list of fields lacks", () => {
    const stack = newStack();
    const listed = new Model(stack, "orders", { ...props, connection: "id", fields: ["id", "email"] });
    expect(listed.field("email").field).toBe("email");
    expect(() => listed.field("e_mail")).toThrow(
      'Invalid props for orders (Model):\n  fields  does not include "e_mail"; the model has id, email',
    );
    const all = new Model(stack, "all", { ...props, connection: "id" });
    expect(all.field("whatever").field).toBe("whatever");
  });

  test("imported by its id can be used in syncs", () => {
    const terraform = synth((stack) => {
      const orders = Model.fromModelId(stack, "orders", "known");
      new ModelSync(stack, "sync", {
        name: "Sync",
        mode: "create",
        target: { connection: "id", object: "o" },
        fields: { a: orders.field("a") },
      });
    });
    expect(terraform.the("polytomic_sync").fields).toEqual([
      { target: "a", source: { model_id: "known", field: "a" } },
    ]);
    expect(() => Model.fromModelId(newStack(), "orders", "a/b")).toThrow(
      "modelId  the string that was passed is not the id of a model",
    );
  });
});

describe("a Model is rejected", () => {
  test.each<[string, object, RegExp]>([
    ["a number", { limit: 5 }, /configuration\.limit +is 5, but .* keeps only strings .* write "5"/],
    ["true", { all: true }, /configuration\.all +is true, but .* write "true"/],
    ["an object", { deep: {} }, /configuration\.deep +is an object, but .* Remove it/],
    ["an empty string", { query: "" }, /configuration\.query +must not be empty/],
    ["nothing", {}, /configuration +is empty; set the source of the model/],
  ])("with %s in its configuration", (_, configuration, message) => {
    const make = () =>
      new Model(newStack(), "orders", {
        name: "Orders",
        connection: "id",
        configuration: configuration as never,
      });
    expect(make).toThrow(message);
  });
});

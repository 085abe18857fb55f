import { TerraformIterator, TerraformVariable } from "cdktf";
import { Connection, PolytomicProvider, S3Model, type S3ModelOptions } from "../../../constructs";
import { newStack, synth } from "../synth";

const UUID = "3f2504e0-4f89-11d3-9a0c-0305e82c3301";
const orders = { name: "Orders", file: "orders.csv" } as const;

const sent = (options: S3ModelOptions) =>
  synth((stack) => {
    new S3Model(stack, "orders", { ...options, connection: Connection.fromId(stack, "lake", "id") });
  }).the("polytomic_model");

describe("an S3Model", () => {
  test("sends only the props that are set", () => {
    expect(sent(orders)).toEqual({
      name: "Orders",
      connection_id: "id",
      configuration: { model_from: "single_file", key: "orders.csv" },
      tracking_columns: [],
      relations: [],
    });
  });

  test("takes its options", () => {
    const options = {
      identifier: "id",
      fields: ["id", "total"],
      trackingColumns: ["at"],
      organization: UUID,
    };
    expect(sent({ ...orders, format: "csv", ...options })).toEqual({
      name: "Orders",
      connection_id: "id",
      configuration: { model_from: "single_file", key: "orders.csv", file_format: "csv" },
      identifier: "id",
      fields: ["id", "total"],
      tracking_columns: ["at"],
      relations: [],
      organization: UUID,
      lifecycle: { replace_triggered_by: ["terraform_data.orders_organization.id"] },
    });
  });

  test("can read an archive", () => {
    expect(sent({ name: "Orders", archive: { key: "all.zip", subfolder: "orders" } }).configuration).toEqual({
      model_from: "multi_file_archive",
      key: "all.zip",
      subfolder: "orders",
    });
  });

  test("can read a file in a subfolder", () => {
    const file = { key: "orders.csv", subfolder: "2026" };
    expect(sent({ name: "Orders", file }).configuration).toEqual({
      model_from: "single_file",
      key: "orders.csv",
      subfolder: "2026",
    });
  });

  test("normalizes the subfolder", () => {
    const { configuration } = sent({ name: "Orders", archive: { subfolder: "/orders/eu/" } });
    expect(configuration).toEqual({ model_from: "multi_file_archive", subfolder: "orders/eu" });
  });

  test("can have relations to other models", () => {
    const terraform = synth((stack) => {
      const connection = Connection.fromId(stack, "lake", "id");
      const accounts = new S3Model(stack, "accounts", { name: "Accounts", file: "accounts.csv", connection });
      const relations = [{ from: "account", to: accounts.field("id") }];
      new S3Model(stack, "orders", { ...orders, connection, relations });
    });
    expect(terraform.the("polytomic_model", "orders").relations).toEqual([
      { from: "account", to: { model_id: "${polytomic_model.accounts.id}", field: "id" } },
    ]);
  });

  test("accepts tokens for strings and lists", () => {
    const terraform = synth((stack) => {
      const connection = Connection.fromId(stack, "lake", "id");
      const key = new TerraformVariable(stack, "key", { type: "string" }).stringValue;
      const fields = new TerraformVariable(stack, "fields", { type: "list(string)" }).listValue;
      new S3Model(stack, "orders", { name: "Orders", file: `in/${key}`, fields, connection });
    });
    expect(terraform.the("polytomic_model")).toMatchObject({
      configuration: { model_from: "single_file", key: "in/${var.key}" },
      fields: "${var.fields}",
    });
  });

  test("accepts a token that is not a string yet for the key", () => {
    const terraform = synth((stack) => {
      const connection = Connection.fromId(stack, "lake", "id");
      const { value } = TerraformIterator.fromList(["orders.csv"]);
      new S3Model(stack, "orders", { name: "Orders", file: value, connection });
    });
    expect(terraform.the("polytomic_model").configuration).toEqual({
      model_from: "single_file",
      key: "${each.value}",
    });
  });

  test("passes its provider to its resource", () => {
    const terraform = synth((stack) => {
      const polytomicProvider = new PolytomicProvider(stack, "eu", { alias: "eu" });
      const connection = Connection.fromId(stack, "lake", "id");
      new S3Model(stack, "orders", { ...orders, connection, polytomicProvider });
    });
    expect(terraform.the("polytomic_model").provider).toBe("polytomic.eu");
  });
});

describe("an S3Model is rejected", () => {
  test.each<[string, object, RegExp]>([
    ["without a source", { file: undefined }, /file +is missing; set a file, such as/],
    ["with a file and an archive", { archive: {} }, /archive +cannot be combined with file/],
    [
      "with an empty list of fields",
      { fields: [] },
      /fields +is empty, which Polytomic treats as all fields;/,
    ],
    ["with an unnamed field", { fields: ["id", ""] }, /fields\[1\] +must not be empty/],
    [
      "with lines to skip, which are an option of the connection",
      { skipLines: 1 },
      /skipLines +cannot be set on a model: .* Set it on the connection: files: \{ layout: "one-table"/,
    ],
    [
      "with additional fields, which the provider does not support",
      { additionalFields: [{ name: "vip", type: "boolean", label: "VIP" }] },
      /additionalFields +cannot be set: .* Add the field to the source of the model instead/,
    ],
    [
      "with a relation without a field",
      { relations: [{ from: "a", to: "id" }] },
      /relations\[0\]\.to +must be a field/,
    ],
    [
      "with a subfolder that leaves its folder",
      { archive: { subfolder: "../b" } },
      /has an empty, \. or \.\. part/,
    ],
    ["without a connection", { connection: null }, /connection +must be a connection: an S3Connection/],
  ])("%s", (_, props, message) => {
    const stack = newStack();
    const connection = Connection.fromId(stack, "lake", "id");
    expect(() => new S3Model(stack, "orders", { ...orders, connection, ...props })).toThrow(message);
  });
});

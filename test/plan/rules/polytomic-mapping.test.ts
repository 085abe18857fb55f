import { rule as fields } from "../../../lib/plan/rules/fields-changed";
import { rule as filters } from "../../../lib/plan/rules/filter-changed";
import { rule as identity } from "../../../lib/plan/rules/identity-changed";
import { rule as obfuscation } from "../../../lib/plan/rules/obfuscation-removed";
import { rule as removed } from "../../../lib/plan/rules/schema-removed";
import type { Value, Values } from "../../../lib/plan/value";
import { change, findings, knownLater, messages, readAgain } from "../../support/plan-changes";
import {
  bulkSync,
  ids,
  mapped,
  modelSync,
  ordersModel,
  schema,
  update,
} from "../../support/polytomic-changes";

const model = (given: Values) => update("polytomic_sync", modelSync, given);
const withSchemas = (before: Value, after: Value) =>
  update("polytomic_bulk_sync", { ...bulkSync, schemas: before }, { schemas: after });
const email = (given: Values) => ({ id: "email", enabled: true, obfuscate: false, ...given });

describe("identity-changed", () => {
  const given = modelSync["identity"] as Values;

  it("names both identities", () => {
    const other = {
      ...given,
      source: { field: "email", model_id: ids.orders },
      target: "email",
      function: "DomainMatch",
    };
    expect(messages(identity, model({ identity: other }))).toEqual([
      "records are matched by `email` = `email` (DomainMatch), was `id` = `order_id`",
    ]);
  });

  it("finds an identity that is removed, and a field of another model", () => {
    expect(messages(identity, model({ identity: null }))).toEqual([
      "records are matched by nothing, was `id` = `order_id`",
    ]);
    expect(
      messages(identity, model({ identity: { ...given, source: { field: "id", model_id: "other" } } })),
    ).toEqual(["records are matched by `id` = `order_id` of another model"]);
  });

  it("is less serious if records were not matched before", () => {
    const without = { ...modelSync, mode: "replace", identity: null };
    expect(findings(identity, update("polytomic_sync", without, { identity: given }))).toEqual([
      { message: "records are matched by `id` = `order_id`, was nothing", severity: "look" },
    ]);
  });

  it("is silent about what the server computes, and about a model that is replaced", () => {
    const source = { field: "id", model_id: knownLater("polytomic_model.orders.id") };
    expect(messages(identity, model({ identity: { ...given, remote_field_type_id: readAgain } }))).toEqual(
      [],
    );
    expect(messages(identity, model({ identity: { ...given, source } }))).toEqual([]);
    expect(messages(identity, change("polytomic_sync", { after: modelSync }))).toEqual([]);
  });

  it("cannot tell an identity that is known only after the apply", () => {
    expect(findings(identity, model({ identity: { ...given, target: knownLater("x.y.z") } }))).toEqual([
      {
        message: "may match records differently: `identity` is known after the apply",
        severity: "cannot-tell",
      },
    ]);
  });
});

describe("fields-changed", () => {
  it("finds fields that are no longer written, or come from elsewhere", () => {
    expect(findings(fields, model({ fields: [mapped("email", "work_email")] }))).toEqual([
      { key: "email", message: "field `email` is mapped to `work_email`, was `email`" },
      { key: "total", message: "field `total` is no longer written" },
    ]);
  });

  it("finds a field that gets the same value for each record", () => {
    const static_ = [{ target: "total", override_value: "0" }];
    expect(messages(fields, model({ fields: [mapped("email", "email")], override_fields: static_ }))).toEqual(
      ['field `total` is mapped to "0", was `total`'],
    );
  });

  it("is silent about added fields, another order, and a model that is replaced", () => {
    const later = {
      ...mapped("total", "total"),
      source: { field: "total", model_id: knownLater("polytomic_model.o.id") },
    };
    expect(
      messages(fields, model({ fields: [later, mapped("email", "email"), mapped("tax", "tax")] })),
    ).toEqual([]);
  });

  it("finds fields that are removed from a model", () => {
    expect(findings(fields, update("polytomic_model", ordersModel, { fields: ["id", "total"] }))).toEqual([
      { key: "email", message: "field `email` is removed from the model" },
    ]);
    expect(findings(fields, update("polytomic_model", ordersModel, { fields: readAgain }))).toEqual([]);
  });

  it("finds fields of a schema that are no longer copied", () => {
    const [all, one] = [
      [schema("orders", { fields: [email({}), email({ id: "id" })] })],
      [schema("orders", { fields: [email({ id: "id" })] })],
    ];
    expect(findings(fields, withSchemas(all, one))).toEqual([
      { key: "orders.email", message: "field `email` of schema `orders` is no longer copied" },
    ]);
    expect(findings(fields, withSchemas([schema("orders")], one))).toEqual([
      { key: "orders", message: "of schema `orders`, only `id` is copied, was all fields" },
    ]);
    expect(findings(fields, withSchemas(one, all))).toEqual([]);
  });

  it("cannot tell fields that are known only after the apply", () => {
    const found = [
      { message: "may lose fields: `fields` is known after the apply", severity: "cannot-tell" },
    ];
    const later = { fields: knownLater("var.fields") };
    expect(findings(fields, model(later))).toEqual(found);
    expect(findings(fields, update("polytomic_model", ordersModel, later))).toEqual(found);
  });
});

describe("filter-changed", () => {
  const total = (value: Value, given: Values = {}) => ({
    source: { field: "total", model_id: ids.orders },
    function: "GreaterThan",
    value,
    label: "A",
    ...given,
  });
  const filtered = { ...modelSync, filters: [total("100")] };

  it("finds filters that are removed, or select other records", () => {
    expect(findings(filters, update("polytomic_sync", filtered, { filters: null }))).toEqual([
      { key: "filters", message: "filters are removed, so all records match: `total` GreaterThan 100" },
    ]);
    expect(messages(filters, update("polytomic_sync", filtered, { filters: [total("50")] }))).toEqual([
      "filters change: `total` GreaterThan 50 added, `total` GreaterThan 100 removed",
    ]);
  });

  it("finds another logic", () => {
    const two = { ...modelSync, filters: [total("1"), total("2", { label: "B" })], filter_logic: "A AND B" };
    expect(messages(filters, update("polytomic_sync", two, { filter_logic: "A OR B" }))).toEqual([
      'filters are combined by "A OR B", was "A AND B"',
    ]);
  });

  it("finds filters of a schema and of the target", () => {
    const status = [{ field_id: "status", function: "Inequality", value: '"draft"' }];
    expect(
      messages(filters, withSchemas([schema("orders", { filters: status })], [schema("orders")])),
    ).toEqual(['filters of schema `orders` are removed, so all records match: `status` Inequality "draft"']);
    expect(
      messages(filters, model({ target_filters: [{ field: "Status", function: "IsNotNull" }] })),
    ).toEqual(["target filters change: `Status` IsNotNull added"]);
  });

  it("is silent about labels of the server and the spelling of values", () => {
    expect(
      messages(
        filters,
        update("polytomic_sync", filtered, { filters: [total(" 100", { label: readAgain })] }),
      ),
    ).toEqual([]);
    expect(messages(filters, withSchemas([schema("orders", { filters: [] })], [schema("orders")]))).toEqual(
      [],
    );
  });

  it("cannot tell filters that are known only after the apply", () => {
    expect(
      findings(filters, update("polytomic_sync", filtered, { filters: [total(knownLater("var.least"))] })),
    ).toEqual([{ key: "filters", message: "filters are known after the apply", severity: "cannot-tell" }]);
  });
});

describe("obfuscation-removed", () => {
  const before = [schema("orders", { fields: [email({ obfuscate: true })] })];
  const after = (field: Values) => withSchemas(before, [schema("orders", { fields: [email(field)] })]);

  it("finds a field that is no longer obfuscated", () => {
    expect(findings(obfuscation, after({ obfuscate: false }))).toEqual([
      { key: "orders.email", message: "field `email` of schema `orders` is no longer obfuscated" },
    ]);
    // An unset value is sent as false.
    expect(findings(obfuscation, after({ obfuscate: readAgain }))).toHaveLength(1);
  });

  it("finds a schema whose fields, or a sync whose schemas, are no longer listed", () => {
    expect(messages(obfuscation, withSchemas(before, [schema("orders")]))).toEqual([
      "field `email` of schema `orders` is no longer obfuscated: no fields are listed, so all are copied in plain text",
    ]);
    expect(messages(obfuscation, withSchemas(before, []))).toEqual([
      "field `email` of schema `orders` is no longer obfuscated: no schemas are listed, so all are copied in plain text",
    ]);
  });

  it("is silent about fields and schemas that are no longer copied", () => {
    expect(messages(obfuscation, after({ obfuscate: false, enabled: false }))).toEqual([]);
    expect(messages(obfuscation, withSchemas(before, [schema("customers")]))).toEqual([]);
    expect(
      messages(obfuscation, withSchemas(before, [schema("orders", { fields: [email({ id: "id" })] })])),
    ).toEqual([]);
    expect(messages(obfuscation, withSchemas(before, before))).toEqual([]);
  });

  const encryptedEmail = { ...mapped("email", "email"), encryption_enabled: true };
  const encrypted = { ...modelSync, fields: [encryptedEmail, mapped("total", "total")] };
  const afterEncryption = (given: Values) =>
    findings(obfuscation, update("polytomic_sync", encrypted, given));

  it("finds a field of a model sync that is no longer encrypted", () => {
    expect(afterEncryption({ fields: [mapped("email", "email")] })).toEqual([
      { key: "email", message: "field `email` is no longer encrypted" },
    ]);
  });

  it("is silent about a field that stays encrypted, or is no longer written", () => {
    expect(afterEncryption({ fields: [encryptedEmail] })).toEqual([]);
    expect(afterEncryption({ fields: [mapped("total", "total")] })).toEqual([]);
  });

  it("cannot tell an encryption that is known only after the apply", () => {
    expect(afterEncryption({ fields: knownLater("var.fields") })).toEqual([
      {
        key: "email",
        message: "field `email` may be written in plain text: its mapping is known after the apply",
        severity: "cannot-tell",
      },
    ]);
    const later = { ...encryptedEmail, encryption_enabled: knownLater("var.encrypted") };
    expect(afterEncryption({ fields: [later] })).toEqual([
      {
        key: "email",
        message: "field `email` may be written in plain text: `encryption_enabled` is known after the apply",
        severity: "cannot-tell",
      },
    ]);
  });

  it("cannot tell what is known only after the apply", () => {
    const message =
      "field `email` of schema `orders` may be copied in plain text: `obfuscate` is known after the apply";
    expect(findings(obfuscation, after({ obfuscate: knownLater("var.obfuscate") }))).toEqual([
      { key: "orders.email", message, severity: "cannot-tell" },
    ]);
    expect(findings(obfuscation, withSchemas(before, knownLater("var.schemas")))[0]?.severity).toBe(
      "cannot-tell",
    );
  });
});

describe("schema-removed", () => {
  const both = [schema("customers"), schema("orders")];

  it("finds schemas that are removed or disabled", () => {
    expect(findings(removed, withSchemas(both, [schema("orders")]))).toEqual([
      { key: "customers", message: "schema `customers` is no longer copied" },
    ]);
    expect(
      messages(removed, withSchemas(both, [schema("customers", { enabled: false }), schema("orders")])),
    ).toEqual(["schema `customers` is no longer copied"]);
  });

  it("finds a selection after all schemas were copied", () => {
    expect(messages(removed, withSchemas([], [schema("orders")]))).toEqual([
      "only `orders` is copied, was all schemas",
    ]);
  });

  it("is silent about schemas that are added, reordered, or were not copied before", () => {
    expect(messages(removed, withSchemas(both, []))).toEqual([]);
    expect(messages(removed, withSchemas(both, [...both].reverse()))).toEqual([]);
    expect(messages(removed, withSchemas([schema("old", { enabled: false }), ...both], both))).toEqual([]);
  });

  it("cannot tell schemas that are known only after the apply, unless they are only read again", () => {
    expect(findings(removed, withSchemas(both, knownLater("var.schemas")))).toEqual([
      { message: "may lose schemas: `schemas` is known after the apply", severity: "cannot-tell" },
    ]);
    expect(findings(removed, withSchemas(both, readAgain))).toEqual([]);
  });
});

import { rule as permissions } from "../../../lib/plan/rules/polytomic-permissions-widened";
import { rule as source } from "../../../lib/plan/rules/source-changed";
import { rule as target } from "../../../lib/plan/rules/target-changed";
import type { Values } from "../../../lib/plan/value";
import { change, findings, knownLater, messages, readAgain } from "../../support/plan-changes";
import {
  bulkSync,
  ids,
  lakeConnection,
  modelSync,
  ordersModel,
  unchanged,
  update,
} from "../../support/polytomic-changes";

const lake = unchanged("polytomic_s3_connection", lakeConnection);
const warehouse = { id: ids.warehouse, name: "Warehouse", configuration: {} };
const to = (given: Values) => ({ ...(modelSync["target"] as Values), ...given });
const model = (given: Values) => update("polytomic_sync", modelSync, given);
const bulk = (given: Values) => update("polytomic_bulk_sync", bulkSync, given);

describe("target-changed", () => {
  it("names the connections", () => {
    const others = [lake, unchanged("polytomic_postgresql_connection", warehouse)];
    expect(messages(target, model({ target: to({ connection_id: ids.lake }) }), ...others)).toEqual([
      'writes to S3 connection "Acme data lake", was PostgreSQL connection "Warehouse"',
    ]);
  });

  it("names the object, or what stands for it in the configuration", () => {
    expect(findings(target, model({ target: to({ object: "public.archive" }) }))).toEqual([
      { key: "object", message: 'writes to object "public.archive", was "public.orders"' },
    ]);
    const destination = { connection_id: ids.warehouse, configuration: '{"schema":"raw"}' };
    expect(messages(target, bulk({ destination }))).toEqual(['writes to schema "raw", was "lake"']);
  });

  it("is silent about options, computed values, and a connection that is replaced", () => {
    const replaced = change("polytomic_postgresql_connection", {
      before: warehouse,
      after: { ...warehouse, id: readAgain },
      action: "replace",
    });
    const later = knownLater("polytomic_postgresql_connection.it.id");
    expect(messages(target, model({ target: to({ connection_id: later }) }), replaced)).toEqual([]);
    expect(messages(target, model({ target: to({ connection_id: readAgain }) }), replaced)).toEqual([]);
    expect(
      messages(target, model({ target: to({ configuration: '{"format":"csv"}', object: readAgain }) })),
    ).toEqual([]);
    expect(
      messages(
        target,
        bulk({ destination: { connection_id: ids.warehouse, configuration: '{ "schema": "lake" }' } }),
      ),
    ).toEqual([]);
  });

  it("names a connection that is created", () => {
    const created = change("polytomic_bigquery_connection", { after: { name: "Lakehouse", id: readAgain } });
    const later = knownLater("polytomic_bigquery_connection.it.id");
    expect(messages(target, model({ target: to({ connection_id: later }) }), created)).toEqual([
      `writes to Google BigQuery connection "Lakehouse", was "${ids.warehouse}"`,
    ]);
  });

  it("cannot tell what is known only after the apply", () => {
    expect(findings(target, model({ target: to({ connection_id: knownLater("var.connection") }) }))).toEqual([
      {
        message: "may write to another connection: `target.connection_id` is known after the apply",
        severity: "cannot-tell",
      },
    ]);
    expect(findings(target, model({ target: to({ object: knownLater("x.y.name") }) }))[0]?.severity).toBe(
      "cannot-tell",
    );
  });
});

describe("source-changed", () => {
  it("names the connections of a bulk sync", () => {
    expect(
      messages(source, bulk({ source: { connection_id: ids.warehouse, configuration: null } }), lake),
    ).toEqual([`reads from "${ids.warehouse}", was S3 connection "Acme data lake"`]);
  });

  it("names the file of a model", () => {
    const configuration = '{"file_format":"csv","key":"all-orders.csv","model_from":"single_file"}';
    expect(findings(source, update("polytomic_model", ordersModel, { configuration }))).toEqual([
      { key: "key", message: 'reads `key` "all-orders.csv", was "orders.csv"' },
    ]);
  });

  it("is silent about other changes", () => {
    expect(messages(source, update("polytomic_model", ordersModel, { name: "All", fields: ["id"] }))).toEqual(
      [],
    );
    expect(messages(source, change("polytomic_model", { after: ordersModel }))).toEqual([]);
  });

  it("cannot tell what is known only after the apply", () => {
    expect(
      findings(source, update("polytomic_model", ordersModel, { configuration: knownLater("x.y.z") })),
    ).toEqual([
      {
        message: "may read something else: `configuration` is known after the apply",
        severity: "cannot-tell",
      },
    ]);
  });
});

describe("polytomic-permissions-widened", () => {
  const actions = (...pairs: [action: string, roles: Values[string][]][]) => ({
    policy_actions: pairs.map(([action, role_ids]) => ({ action, role_ids })),
  });
  const analyst = unchanged("polytomic_role", { id: "80-analyst", name: "Analyst" });
  const policy = (before: Values, after: Values) =>
    change("polytomic_policy", { before: { name: "Lake", ...before }, after: { name: "Lake", ...after } });

  it("names the action and the role", () => {
    const given = policy(actions(["create", ["80-admin"]]), actions(["create", ["80-admin", "80-analyst"]]));
    expect(findings(permissions, given, analyst)).toEqual([
      { key: "create.80-analyst", message: 'allows `create` to permission role "Analyst"' },
    ]);
  });

  it("finds actions of a new policy for roles that exist, and not for new ones", () => {
    const created = change("polytomic_policy", {
      after: actions(["delete", ["80-analyst", knownLater("polytomic_role.x.id")]]),
    });
    const newRole = { ...change("polytomic_role", { after: { name: "X" } }), address: "polytomic_role.x" };
    expect(messages(permissions, created, analyst, newRole)).toEqual([
      'allows `delete` to permission role "Analyst"',
    ]);
  });

  it("cannot tell what a role that is known only after the apply is", () => {
    const unknown = {
      message: "may allow more: `policy_actions` is known after the apply",
      severity: "cannot-tell",
    };
    const role = knownLater("module.roles.admin_id");
    expect(findings(permissions, policy(actions(), actions(["delete", [role]])))).toEqual([unknown]);
    expect(findings(permissions, policy(actions(), { policy_actions: role }))).toEqual([unknown]);
    const user = { email: "ada@example.com", role: "member", role_ids: [] };
    expect(
      findings(
        permissions,
        change("polytomic_user", { before: user, after: { ...user, role, role_ids: [role] } }),
      ),
    ).toEqual([
      { key: "role", message: "may get more: `role` is known after the apply", severity: "cannot-tell" },
      {
        key: "role_ids",
        message: "may get more: `role_ids` is known after the apply",
        severity: "cannot-tell",
      },
    ]);
  });

  it("is silent if roles or actions are removed or reordered", () => {
    const before = actions(["create", ["a", "b"]], ["delete", ["a"]]);
    expect(messages(permissions, policy(before, actions(["create", ["b", "a"]])))).toEqual([]);
    expect(messages(permissions, policy(before, { policy_actions: readAgain }))).toEqual([]);
  });

  it("finds users who become admins or get roles", () => {
    const user = { email: "a@acme.example", role: "user", role_ids: ["80-other"] };
    expect(messages(permissions, update("polytomic_user", user, { role: "admin" }))).toEqual([
      'is an admin, was "user"',
    ]);
    expect(messages(permissions, change("polytomic_user", { after: { ...user, role: "admin" } }))).toEqual([
      "is an admin",
    ]);
    expect(
      messages(
        permissions,
        update("polytomic_user", user, { role_ids: ["80-other", "80-analyst"] }),
        analyst,
      ),
    ).toEqual(['gets permission role "Analyst"']);
    expect(messages(permissions, update("polytomic_user", user, { role: readAgain }))).toEqual([]);
  });

  it("cannot tell actions that are known only after the apply", () => {
    expect(findings(permissions, policy(actions(), { policy_actions: knownLater("var.actions") }))).toEqual([
      { message: "may allow more: `policy_actions` is known after the apply", severity: "cannot-tell" },
    ]);
  });
});
